"""Stretching Chinese lines to the right edge, which WeasyPrint does only at spaces.

The spare width of a line is shared among the gaps beside Han characters and spaces, as CSS Text
asks of text-align: justify. install() is given WeasyPrint's modules by press.py; it refuses a
release whose functions it was not written against.
"""

import inspect
import re
from hashlib import sha256
from types import ModuleType
from typing import Any

WIDE = (
    (0x2010, 0x2027),  # dashes, quotation marks, ellipsis
    (0x2E80, 0x33FF),  # radicals, CJK punctuation, kana
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0xFE30, 0xFE4F),
    (0xFF00, 0xFF60),
    (0x20000, 0x3FFFF),
)
WRITTEN_AGAINST = {  # function → first characters of the SHA-256 of its source
    "justify_line": "f83b21ff8793ba6b",
    "add_word_spacing": "879516e71f1b80fa",
    "set_text": "fe23ca9937dbf520",
}


class UnknownRelease(RuntimeError):
    """WeasyPrint's own justification has changed: this file must be looked at again."""


STRETCHES = re.compile(
    "[ \u00a0" + "".join(f"{chr(first)}-{chr(last)}" for first, last in WIDE) + "]+"
)


def stretches(char: str) -> bool:
    """Tells whether the gap beside a character may grow."""
    return STRETCHES.match(char) is not None


def gaps(text: str) -> float:
    """Counts the gaps inside a text, a gap with one stretching side as half."""
    if not text:
        return 0.0
    wide = sum(len(run) for run in STRETCHES.findall(text))
    return wide - (stretches(text[0]) + stretches(text[-1])) / 2


def fingerprints(inline: ModuleType, line_break: ModuleType) -> dict[str, str]:
    """Gives the fingerprint of each function that is replaced or leaned on."""
    return fingerprint(inline.justify_line, inline.add_word_spacing, line_break.Layout.set_text)


def fingerprint(*functions: Any) -> dict[str, str]:
    """Gives of each function the first characters of the SHA-256 of its source."""
    return {
        function.__name__: sha256(inspect.getsource(function).encode()).hexdigest()[:16]
        for function in functions
    }


def install(inline: ModuleType, line_break: ModuleType, boxes: ModuleType) -> None:
    """Puts our justification in place of WeasyPrint's, once."""
    if getattr(inline.justify_line, "stretches_han", False):
        return
    if fingerprints(inline, line_break) != WRITTEN_AGAINST:
        raise UnknownRelease("WeasyPrint's justification is not the one known here")
    justifier = _Justifier(inline, line_break, boxes)
    justifier.justify_line.__func__.stretches_han = True
    inline.justify_line = justifier.justify_line
    line_break.Layout.set_text = _set_text(line_break, line_break.Layout.set_text)


class _Justifier:
    """Shares the spare width of one line among its gaps."""

    def __init__(self, inline: ModuleType, line_break: ModuleType, boxes: ModuleType):
        self.create_layout, self.boxes = inline.create_layout, boxes
        self.line_size = line_break.line_size

    def justify_line(self, context: Any, line: Any, extra_width: float) -> None:
        """Moves and widens the boxes of a line so that it ends at the edge."""
        texts = list(self._texts(line))
        while texts and not texts[-1].text.strip():
            texts.pop()
        count = gaps("".join(box.text.rstrip("\n") for box in texts))
        if count:
            self._spread(context, line, extra_width / count, [0.0, None])

    def _texts(self, box: Any):
        if isinstance(box, self.boxes.TextBox):
            yield box
        elif isinstance(box, self.boxes.LineBox | self.boxes.InlineBox):
            for child in box.children:
                if child.is_in_normal_flow():
                    yield from self._texts(child)

    def _spread(self, context: Any, box: Any, spacing: float, so_far: list) -> None:
        """Walks the line; `so_far` holds the shift up to here and the last character seen."""
        if isinstance(box, self.boxes.TextBox):
            self._spread_text(context, box, spacing, so_far)
        elif isinstance(box, self.boxes.LineBox | self.boxes.InlineBox):
            start = so_far[0]
            box.position_x += start
            for child in box.children:
                if child.is_in_normal_flow():
                    self._spread(context, child, spacing, so_far)
            box.width += so_far[0] - start
        else:
            box.translate(so_far[0], 0)

    def _spread_text(self, context: Any, box: Any, spacing: float, so_far: list) -> None:
        if not box.text:
            return
        if so_far[1] is not None:  # the gap between this box and the one before
            so_far[0] += spacing * (stretches(so_far[1]) + stretches(box.text[0])) / 2
        box.position_x += so_far[0]
        box.justification_spacing = spacing
        layout = self.create_layout(
            box.text, box.style, context, max_width=None, justification_spacing=spacing
        )
        layout.deactivate()
        widened = spacing * gaps(box.text)
        box.pango_layout = layout
        box.width += widened
        so_far[0] += widened
        so_far[1] = box.text[-1]


def _set_text(line_break: ModuleType, set_text: Any) -> Any:
    """Wraps Layout.set_text: when drawing, letter spacing does the stretching."""

    def set_spaced_text(self: Any, text: str, justify: bool = False) -> None:
        if not (justify and self.justification_spacing and text):
            return set_text(self, text, justify=False)
        set_text(self, text, justify=False)
        _space(line_break, self)

    return set_spaced_text


def _space(line_break: ModuleType, layout: Any) -> None:
    pango, ffi = line_break.pango, line_break.ffi
    own = layout.style["letter_spacing"]
    own = 0 if own == "normal" else own
    attributes = pango.pango_layout_get_attributes(layout.layout)
    if attributes == ffi.NULL:
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    spacing = int((own + layout.justification_spacing) * line_break.TO_UNITS)
    for start, end in _stretching_runs(layout.text):
        attribute = pango.pango_attr_letter_spacing_new(spacing)
        attribute.start_index, attribute.end_index = start, end
        pango.pango_attr_list_change(attributes, attribute)
    pango.pango_layout_set_attributes(layout.layout, attributes)


def _stretching_runs(text: str):
    """Gives the byte ranges of the text whose characters stretch."""
    position = done = 0
    for run in STRETCHES.finditer(text):
        start = position + len(text[done : run.start()].encode())
        position, done = start + len(run[0].encode()), run.end()
        yield start, position
