"""Setting Chinese official papers: fonts, the grid of 22 × 28, titles, justified lines.

Pure text and numbers; nothing here imports WeasyPrint (press.py hands its modules in). What a
paper says stands in papers/, how it looks in print.css.
"""
