"""Page numbers “— 1 —”: outside on odd and even pages; and the mark of a sample above.

On sheets that lie on their side the number keeps its place on the paper, so it stands on end at
the left, which is the foot of the sheet when it is bound.
"""

from typing import Any

from notices.word.blocks import Line, Run, Sheet
from notices.word.layout import TWIP, WIDTH, twips
from notices.word.paragraphs import empty, fill, line, runs
from notices.word.styles import IDS

IN = 14 * TWIP  # one character of the number's own size
BELOW = twips(5.3)  # from the number's line down to the foot of the footer
FIELD = (
    '<w:fldSimple w:instr=" PAGE "><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
    "<w:t>1</w:t></w:r></w:fldSimple>"
)


def set_parts(section: Any, sheet: Sheet, names: dict[str, str]) -> None:
    """Footers and headers of an ordinary section."""
    fill(section.footer, _number("right", BELOW))
    fill(section.even_page_footer, _number("left", BELOW))
    for header in (section.header, section.even_page_header):
        fill(header, mark(sheet, names))


def set_cover(section: Any, sheet: Sheet, names: dict[str, str]) -> None:
    """The first page is a cover and bears no number."""
    section.different_first_page_header_footer = True
    fill(section.first_page_header, mark(sheet, names))
    fill(section.first_page_footer, empty())


def mark(sheet: Sheet, names: dict[str, str]) -> str:
    """样例 at the top right of an invented paper; nothing on a real one."""
    return line(Line("sample", (Run("样例"),)), names) if sheet.sample else empty()


def set_turned(section: Any, names: dict[str, str]) -> None:
    """Footers of a section on its side; its headers go on from the one before."""
    fill(section.footer, _on_end("right"), empty())
    fill(section.even_page_footer, _on_end("left"), empty())


def _number(side: str, below: int) -> str:
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{IDS["page_number"]}"/><w:spacing w:after="{below}"/>'
        f'<w:ind w:left="{IN}" w:right="{IN}"/><w:jc w:val="{side}"/></w:pPr>'
        f"{runs((Run('— '),), {})}{FIELD}{runs((Run(' —'),), {})}</w:p>"
    )


def _on_end(side: str) -> str:
    """The number in a cell that is read from the right, beside the type area at the left."""
    wide, high, left = twips(8), WIDTH, twips(25.5)
    top = (twips(210) - WIDTH) // 2
    return (
        '<w:tbl><w:tblPr><w:tblpPr w:vertAnchor="page" w:horzAnchor="page" '
        f'w:tblpX="{left - wide // 2}" w:tblpY="{top}"/><w:tblW w:w="{wide}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{wide}"/></w:tblGrid><w:tr><w:trPr>'
        f'<w:trHeight w:val="{high}" w:hRule="exact"/></w:trPr><w:tc><w:tcPr>'
        f'<w:tcW w:w="{wide}" w:type="dxa"/><w:textDirection w:val="tbRl"/></w:tcPr>'
        f"{_number(side, 0)}</w:tc></w:tr></w:tbl>"
    )
