"""Answering opinions on a sheet (表格往返): sent out, filled in an office program, brought back.

``state`` says what answer an opinion has and signs it into a check code; ``sending`` writes the
sheet; ``judging`` compares what came back with what went out and with what stands now. The act
``dispose_by_sheet`` writes what was judged as added or changed, and nothing else (Art. 18).
"""
