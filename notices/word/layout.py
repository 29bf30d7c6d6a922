"""The figures of GB/T 9704-2012 as Word counts them: twips (1/20 pt), grid in 1/4096 pt.

From ``typesetting/grid.py``, rounded so that 22 lines and 28 characters still find room: a twip too
much and Word sets 21 or 27.
"""

import unicodedata
from math import floor

from notices.typesetting import grid

TWIP = 20  # in a point


def twips(millimetres: float) -> int:
    """Millimetres as twips."""
    return round(millimetres * grid.MM * TWIP)


PAGE = tuple(map(twips, grid.PAGE))
TOP, BOTTOM, BINDING, EDGE = map(twips, (grid.TOP, grid.BOTTOM, grid.BINDING, grid.EDGE))
WIDTH = PAGE[0] - BINDING - EDGE
HEIGHT = PAGE[1] - TOP - BOTTOM
LINE = HEIGHT // grid.LINES  # 579: linePitch, and the fixed line of all text
CHARACTER = WIDTH // grid.CHARACTERS  # one of the 28
BODY = round(grid.BODY * 2)  # half-points
SPACING = floor((WIDTH / grid.CHARACTERS / TWIP - grid.BODY) * 4096)  # charSpace, negative
HEAD_LINES = 10  # from the top of the type area to the title
HEADER, FOOTER = twips(12), twips(20)  # from the edges of the paper


def band(*texts: str) -> int:
    """The left edge (twips) of the band in which signature and date stand centred.

    The date ends four characters from the right edge; a name too long for that takes more room.
    """
    *names, date = map(width, texts)
    wide = max(date + 8, *names)
    return round(max(0.0, grid.CHARACTERS - wide) * CHARACTER)


def width(text: str) -> float:
    """How many characters of the grid a text takes; digits and letters take half."""
    return sum(1 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)
