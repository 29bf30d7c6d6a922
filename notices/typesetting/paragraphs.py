"""Plain paragraphs of a chapter laid out, drawn and tagged a page at a time, not line by line.

In place of WeasyPrint's own layout of lines, for paragraphs that are one run of text and nothing
else; all others it lays out as ever. What stands on one page of a paragraph becomes one box: one
mark in the tree of tags, one piece of drawing. install() is given WeasyPrint's modules by press.py
for papers in chapters; it refuses a release it was not written against.
"""

from types import ModuleType
from typing import Any, NamedTuple

from notices.typesetting import plain
from notices.typesetting.broken import Breaker, Line, Unplain
from notices.typesetting.drawn import Pen
from notices.typesetting.justification import UnknownRelease, fingerprint

WRITTEN_AGAINST = {  # function → first characters of the SHA-256 of its source
    "_linebox_layout": "e07bbe000974787e",
    "draw_text": "ebaf96239c6ca363",
    "draw_first_line": "1bb8eae6d88e71b1",
}

SIDES = ("left", "top", "right", "bottom")
BARE = {
    name: 0
    for side in SIDES
    for name in (f"margin_{side}", f"padding_{side}", f"border_{side}_width")
}


def fingerprints(block: ModuleType, text: ModuleType) -> dict[str, str]:
    """Gives the fingerprint of each function that is replaced or leaned on."""
    return fingerprint(block._linebox_layout, text.draw_text, text.draw_first_line)


def install(layout: ModuleType, draw: ModuleType, text: ModuleType, line_break: ModuleType) -> None:
    """Puts our layout and drawing before WeasyPrint's, once."""
    block = layout.block
    if hasattr(block._linebox_layout, "paragraphs"):
        return
    if fingerprints(block, text) != WRITTEN_AGAINST:
        raise UnknownRelease("WeasyPrint's paragraphs are not the ones known here")
    setter = _Setter(block, draw, line_break)
    setter.lay_out.__func__.paragraphs = True  # type: ignore[attr-defined]
    block._linebox_layout, draw.draw_text = setter.lay_out, setter.draw


class Paragraph(NamedTuple):
    """All lines of a paragraph at one width, the height of each, and its spare width."""

    layout: Any  # keeps the faces alive
    lines: list[Line]
    spare: list[float]
    height: float
    baseline: float


class Piece(NamedTuple):
    """The lines of a paragraph that stand on one page."""

    paragraph: Paragraph
    start: int
    end: int


class _Setter:
    """Lays out and draws; leaves to WeasyPrint what is not plain."""

    def __init__(self, block: ModuleType, draw: ModuleType, line_break: ModuleType) -> None:
        self.block, self.breaker = block, Breaker(line_break)
        self.otherwise, self.draw_otherwise = block._linebox_layout, draw.draw_text
        self.strut, self.pen = line_break.strut, Pen(line_break)

    def lay_out(
        self, context: Any, box: Any, index: int, child: Any, new_children: Any,
        page_is_empty: bool, absolute_boxes: Any, fixed_boxes: Any, adjoining_margins: Any,
        bottom_space: float, position_y: float, skip_stack: Any, *styles: Any,
    ) -> Any:  # fmt: skip
        """Stands in for ``_linebox_layout``: as many lines as the page still holds, as one."""
        paragraph = self._paragraph(context, box, child, styles)
        start = _line_at(paragraph, skip_stack) if paragraph else None
        top = position_y
        if adjoining_margins:
            top += self.block.collapse_margin(adjoining_margins)
        end = _last(context, bottom_space, top, paragraph, start)
        if not paragraph or start is None or end == start or new_children:
            return self.otherwise(
                context, box, index, child, new_children, page_is_empty, absolute_boxes,
                fixed_boxes, adjoining_margins, bottom_space, position_y, skip_stack, *styles,
            )  # fmt: skip
        stop = end < len(paragraph.lines)
        line = _line(box, child, Piece(paragraph, start, end), top)
        line.resume_at = {0: {paragraph.lines[end].start: None}} if stop else None
        new_children.append(line)
        return False, stop, {index: line.resume_at}, top + line.height, [], None

    def _paragraph(
        self, context: Any, box: Any, child: Any, styles: tuple[Any, ...]
    ) -> Paragraph | None:
        """Of a box that goes on from the page before, what was found there."""
        if not plain.is_alone(context, styles):
            return None
        width, known = getattr(child, "paragraph", (None, None))
        if width != box.width:
            known = None
            if plain.is_plain(box, child):
                known = self._broken(context, child.children[0], box.width)
            child.paragraph = (box.width, known)
        return known

    def _broken(self, context: Any, text: Any, width: float) -> Paragraph | None:
        style = text.style
        height, baseline = strut = self.strut(style)
        widest = width * (1 + 1e-9)  # as WeasyPrint makes up for what sums of fractions lose
        try:
            layout, lines = self.breaker.lines(text.text, style, context, widest, strut)
        except Unplain:
            return None
        justified = style["text_align_all"] == "justify"
        spare = [width - line.width if justified else 0.0 for line in lines[:-1]]
        return Paragraph(layout, lines, [*spare, 0.0], height, baseline)

    def draw(self, stream: Any, box: Any, *more: Any) -> None:
        """Stands in for ``draw_text``."""
        piece: Piece | None = getattr(box, "piece", None)
        if piece is None:
            self.draw_otherwise(stream, box, *more)
        else:
            self.pen.draw(stream, box, piece)


def _line_at(paragraph: Paragraph, skip_stack: Any) -> int | None:
    """The number of the line at which a page goes on; None where WeasyPrint broke the last one."""
    if not skip_stack:
        return 0
    ((_, inside),) = skip_stack.items()
    ((start, _),) = inside.items()
    return next((n for n, line in enumerate(paragraph.lines) if line.start == start), None)


def _last(
    context: Any, bottom_space: float, top: float, paragraph: Paragraph | None, start: int | None
) -> int:
    """The number of the line after the last that ends above the foot of the page."""
    if not paragraph or start is None:
        return 0
    end = start
    while end < len(paragraph.lines):
        foot = top + (end + 1 - start) * paragraph.height
        if context.overflows_page(bottom_space, foot):
            break
        end += 1
    return end


def _line(box: Any, child: Any, piece: Piece, top: float) -> Any:
    """A line box as high as its piece, with one box of text for all its lines."""
    text = child.children[0].copy()
    line = child.copy_with_children([text])
    height = (piece.end - piece.start) * piece.paragraph.height
    for one in (line, text):
        one.position_x, one.position_y = box.content_box_x(), top
        one.width, one.height, one.baseline = box.width, height, piece.paragraph.baseline
        vars(one).update(BARE)
    text.piece = piece
    return line
