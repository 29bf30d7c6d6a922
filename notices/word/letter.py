"""信函格式: the organ at 30 mm over a double rule, another 20 mm above the foot, no first number.

Head and rules stand in the header and footer of the first page, above and below the type area;
only the number, at the right under the first rule, is part of the text.
"""

from typing import Any

from notices.typesetting import grid
from notices.word import heads
from notices.word.blocks import Head, Line, Run, Sheet
from notices.word.layout import BINDING, EDGE, HEADER, twips
from notices.word.paragraphs import fill, line
from notices.word.styles import IDS, RED

ASIDE = (170 - grid.TYPE_AREA[0]) / 2  # mm by which the rules outrun the type area
UNDER = 8  # points from the name's line to the first rule
HEAVY = 18  # eighths of a point
GAP, TO_TITLE = 200, 1180  # twips from the rule to the number, from the number to the title


def set_parts(section: Any, sheet: Sheet, names: dict[str, str]) -> None:
    """Header and footer of the first page."""
    section.different_first_page_header_footer = True
    if sheet.head is None:
        return
    above = heads.above(sheet.head, grid.LETTER_TOP) - HEADER - 280
    fill(
        section.first_page_header,
        line(Line("sample", (Run("样例" if sheet.sample else ""),)), names),
        heads.organ(sheet.head, names, above, _rule("thickThinSmallGap", UNDER)).replace(
            "</w:pPr>", f"{_wide()}</w:pPr>"
        ),
    )
    lower = f'<w:p><w:pPr><w:pStyle w:val="{IDS["rule"]}"/>{_rule("thinThickSmallGap", 0)}{_wide()}'
    fill(section.first_page_footer, f"{lower}</w:pPr></w:p>")


def number(head: Head, names: dict[str, str]) -> str:
    """The number at the right, and the air down to the title."""
    text = line(Line("letter_number", (Run(head.number),)), names)
    air = f'<w:spacing w:before="{GAP}" w:after="{TO_TITLE}"/>'
    return text.replace("</w:pPr>", f"{air}</w:pPr>")


def _rule(shape: str, space: int) -> str:
    return (
        f'<w:pBdr><w:bottom w:val="{shape}" w:sz="{HEAVY}" w:space="{space}" w:color="{RED}"/>'
        "</w:pBdr>"
    )


def _wide() -> str:
    """From 20 mm to 20 mm of the paper's edges."""
    left, right = twips(20) - BINDING, twips(20) - EDGE
    return f'<w:ind w:left="{left}" w:right="{right}"/>'
