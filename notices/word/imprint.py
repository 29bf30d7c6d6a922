"""版记: its last rule stands on the bottom of the type area of the page it falls on.

A table that floats to the foot of the page. It is centred on the paper, 1 mm beside the type area,
since LibreOffice lets no table as wide as the text float beside it otherwise.
"""

from notices.word import tables
from notices.word.blocks import Imprint, Line, Run
from notices.word.layout import TWIP, WIDTH
from notices.word.paragraphs import empty, line

RULES = {"top": 8, "bottom": 8, "insideH": 6}  # eighths of a point: 0.35, 0.35 and 0.25 mm
IN = 14 * TWIP  # one character of 4号
FLOATING = (
    '<w:tblpPr w:vertAnchor="margin" w:horzAnchor="page" w:tblpXSpec="center" '
    'w:tblpYSpec="bottom"/><w:tblOverlap w:val="never"/>'
)


def imprint(one: Imprint, names: dict[str, str]) -> str:
    """The table, and the paragraph it hangs on."""
    said = [line(Line("imprint", (Run(one.copies),), 4 * IN, 3 * IN), names)] if one.copies else []
    if one.by or one.on:
        tab = f'<w:tabs><w:tab w:val="right" w:pos="{WIDTH - IN}"/></w:tabs>'
        said.append(line(Line("imprint", (Run(f"{one.by}\t{one.on}"),), IN), names, tab))
    rows = "".join(
        f'<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{WIDTH}" w:type="dxa"/>'
        f"</w:tcPr>{text}</w:tc></w:tr>"
        for text in said
    )
    return (
        f'<w:tbl><w:tblPr>{FLOATING}<w:tblW w:w="{WIDTH}" w:type="dxa"/>'
        f'{tables.borders(RULES)}<w:tblLayout w:type="fixed"/>{tables.margins(0, 0)}</w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{WIDTH}"/></w:tblGrid>{rows}</w:tbl>{empty()}'
    )
