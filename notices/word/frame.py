"""The page itself: paper, margins, the grid of 22 × 28, and which sheets lie on their side."""

from typing import Any

from docx.document import Document as Word
from docx.oxml.ns import qn

from notices.word import heads, letter, numbers
from notices.word.blocks import Sheet, Turned
from notices.word.layout import (
    BINDING,
    BOTTOM,
    EDGE,
    FOOTER,
    HEADER,
    HEIGHT,
    LINE,
    PAGE,
    SPACING,
    TOP,
    WIDTH,
)
from notices.word.paragraphs import NAMES, empty


class Frame:
    """The sections of a document; those on their side only where the sheet has them."""

    def __init__(self, word: Word, sheet: Sheet, names: dict[str, str]) -> None:
        self.on_side, self.sheet = False, sheet
        numbers.set_parts(word.sections[0], sheet, names)
        if sheet.form == "letter":
            letter.set_parts(word.sections[0], sheet, names)
        elif sheet.cover:
            numbers.set_cover(word.sections[0], sheet, names)
        self.upright = _section(word.sections[0], sheet, on_side=False)
        if any(isinstance(block, Turned) for block in sheet.blocks):
            section = word.add_section()
            numbers.set_turned(section, names)
            self.lying = _section(section, sheet, on_side=True)

    @property
    def width(self) -> int:
        """Twips from edge to edge of the type area as it now lies."""
        return HEIGHT if self.on_side else WIDTH

    def section(self) -> str:
        """The section that ends here."""
        return self.lying if self.on_side else self.upright

    def turned(self, block: Turned) -> str:
        """The end of the sheets before the turn; the first page of a letter comes but once."""
        ended = self.section()
        self.on_side = block.on_side
        self.upright = self.upright.replace("<w:titlePg/>", "")
        return empty(ended)


def _section(section: Any, sheet: Sheet, *, on_side: bool) -> str:
    parts = [one for one in section._sectPr if one.tag.endswith("Reference")]
    told = "".join(
        f'<w:{one.tag.rpartition("}")[2]} w:type="{_of(one, "w", "type")}" '
        f'r:id="{_of(one, "r", "id")}"/>'
        for one in parts
    )
    across, down = reversed(PAGE) if on_side else PAGE
    lies = ' w:orient="landscape"' if on_side else ""
    sides = (BINDING, BOTTOM, EDGE, TOP) if on_side else (TOP, BINDING, BOTTOM, EDGE)
    top, left, bottom, right = sides
    alone = sheet.form == "letter" or sheet.cover
    first = "<w:titlePg/>" if alone and not on_side else ""
    return (
        f'<w:sectPr {NAMES}>{told}<w:pgSz w:w="{across}" w:h="{down}"{lies}/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" '
        f'w:header="{HEADER}" w:footer="{FOOTER}" w:gutter="0"/>{first}'
        f'<w:docGrid w:type="linesAndChars" w:linePitch="{LINE}" w:charSpace="{SPACING}"/>'
        "</w:sectPr>"
    )


def _of(node: Any, space: str, name: str) -> str:
    return str(node.get(qn(f"{space}:{name}")))


def head(sheet: Sheet, names: dict[str, str]) -> str:
    """The red head on the first page: organ, number, rule, and the air down to the title."""
    if sheet.head is None:
        return ""
    if sheet.form == "letter":
        return letter.number(sheet.head, names)
    return heads.name(sheet.head, names) + heads.number(sheet.head, names)
