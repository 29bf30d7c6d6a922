"""Importing opinions from a sheet: handed in, looked through, taken in chunks (Art. 14, 18).

``handing`` keeps a sheet that came in and its columns; ``looking`` says what would become of its
rows; the act ``import_opinions`` calls ``taking``, whose job takes them, resumable at any point.
``known`` tells rows seen before, ``reading`` opens what was handed in, ``columns`` remembers what
an organ's columns hold, ``leftovers`` gives back what was not taken, ``after`` is the one place
where something may be asked for once an import has ended. Reading cells is ``decisions/intake``.
"""
