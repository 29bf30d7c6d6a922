"""The red head: the organ's name, the number, the rule.

Word sets a fixed line by the face's own descent, LibreOffice at four fifths of the line; what is
placed in millimetres lies between the two, and the tests state the tolerance.
"""

from notices.typesetting import grid
from notices.word.blocks import Head, Line, Run
from notices.word.layout import HEAD_LINES, LINE, TWIP, twips
from notices.word.paragraphs import line
from notices.word.styles import RED, STYLES

INK, BASE = 0.83, 0.92  # of a size: ink above the base line; a fixed line of 1.1 above it
NUMBER_TOP = 3996  # twips from the type area to the line of the number
RULE, UNDER = 12, 10  # the red rule: eighths of a point, and points below the number's line


def organ(one: Head, names: dict[str, str], before: int, more: str = "") -> str:
    """The organ's name in red, on a fixed line of 1.1 of its size."""
    size = one.size * 2
    spaced = f'<w:spacing w:val="{round(one.size * 0.2 * TWIP)}"/>' if one.spaced else ""
    text = line(Line("organ", (Run(one.organ),)), names, more)
    air = f'<w:spacing w:before="{before}" w:line="{tall(one)}" w:lineRule="exact"/>'
    return text.replace("</w:pPr>", f"{air}</w:pPr>").replace(
        "</w:rPr>", f'{spaced}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
    )


def tall(one: Head) -> int:
    """The line of the organ's name, in twips."""
    return round(one.size * 1.1 * TWIP)


def above(one: Head, ink_top: float) -> int:
    """The twips above the name's line, that its ink may begin so many mm further down."""
    return twips(ink_top) + round((INK - BASE) * one.size * TWIP)


def name(one: Head, names: dict[str, str]) -> str:
    """The name of a document's head."""
    return organ(one, names, above(one, grid.HEAD_TOP - grid.TOP))


def number(one: Head, names: dict[str, str]) -> str:
    """The number, the red rule under it, and the air down to the title."""
    above_it = NUMBER_TOP - above(one, grid.HEAD_TOP - grid.TOP) - tall(one)
    high = STYLES["number"].line + UNDER * TWIP + round(RULE / 8 * TWIP)
    below = HEAD_LINES * LINE - NUMBER_TOP - high
    rule = (
        f'<w:pBdr><w:bottom w:val="single" w:sz="{RULE}" w:space="{UNDER}" w:color="{RED}"/>'
        "</w:pBdr>"
    )
    text = line(Line("number", (Run(one.number),)), names, rule)
    return text.replace("</w:pPr>", f'<w:spacing w:before="{above_it}" w:after="{below}"/></w:pPr>')
