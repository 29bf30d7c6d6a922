"""The figures of GB/T 9704-2012, in millimetres and points; print.css repeats them.

Read by tests, which measure them in the finished file, and by title breaking.
"""

MM = 72 / 25.4  # points in a millimetre

PAGE = (210.0, 297.0)  # A4, mm
TOP, BOTTOM, BINDING, EDGE = 37.0, 35.0, 28.0, 26.0  # 天头, 地脚, 订口, 切口, mm
TYPE_AREA = (156.0, 225.0)  # 版心, mm
LINES, CHARACTERS = 22, 28  # a filled page
PITCH = 28.99  # pt from line to line: 225 mm / 22, rounded down to stay on the page
BODY = 16.0  # pt, 3号
ADVANCE = TYPE_AREA[0] * MM / CHARACTERS  # pt from character to character
HEAD_TOP = 72.0  # mm from the paper's top to the red head
LETTER_TOP = 30.0  # mm, 信函格式
NUMBER_DROP = 7.0  # mm from the type area to the dashes of the page number
TITLE = 22.0  # pt, 2号
TITLE_CHARACTERS = 19  # of 2号 that stand on one line with air at both ends
COVER_CHARACTERS = 15  # of the larger type on a report's cover (26 pt)
CASE_CHARACTERS = 20  # of the type on the cover of a case file (18 pt)


def millimetres(points: float) -> float:
    """Turns points into millimetres."""
    return points / MM


def in_type_area(page: int) -> tuple[float, float, float, float]:
    """Gives left, top, right, bottom of the type area on a page (counted from 1), in mm."""
    left = BINDING if page % 2 else EDGE
    return left, TOP, left + TYPE_AREA[0], TOP + TYPE_AREA[1]
