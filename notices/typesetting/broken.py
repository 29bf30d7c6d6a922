"""A plain paragraph broken into lines by Pango at one go, each glyph in its place.

WeasyPrint asks Pango anew for every line it breaks, stretches and draws. A long annex is nearly
all plain paragraphs: one face, one style, no markup. paragraphs.py lays them out with these lines
and leaves every other paragraph to WeasyPrint.
"""

from collections.abc import Iterator
from itertools import accumulate
from types import ModuleType
from typing import Any, NamedTuple

from notices.typesetting.justification import STRETCHES, stretches

INTS = 5  # in a PangoGlyphInfo: glyph, width, x and y offset, attributes
EMPTY = 0x0FFFFFFF  # PANGO_GLYPH_EMPTY, no ink; what lies above is a character without a glyph
SAME = 0.01  # CSS pixels
UNPLAIN = frozenset("\n\t\xad\f\x85\u2028\u2029")


class Run(NamedTuple):
    """Glyphs of one face: their numbers, the character of each, its place from the line's start."""

    font: Any
    glyphs: list[int]
    characters: str
    places: list[float]  # CSS pixels, before stretching


class Line(NamedTuple):
    """One line; ``start`` counts the bytes of the paragraph before it."""

    start: int
    text: str
    runs: list[Run]
    width: float


class Unplain(Exception):
    """The paragraph asks for more than is done here."""


class Breaker:
    """Breaks paragraphs with WeasyPrint's own Pango layouts (text/line_break.py)."""

    def __init__(self, line_break: ModuleType) -> None:
        self.line_break = line_break
        self.ffi, self.pango = line_break.ffi, line_break.pango
        self.box = self.ffi.new("PangoRectangle *")

    def lines(
        self, text: str, style: Any, context: Any, width: float, strut: tuple[float, float]
    ) -> tuple[Any, list[Line]]:
        """The lines, and the layout that keeps their faces; raises Unplain.

        ``strut`` is the height and baseline that every line has to have.
        """
        if UNPLAIN.intersection(text):
            raise Unplain
        layout = self.line_break.create_layout(text, style, context, width, 0)
        height, baseline = strut
        whole = text.encode()
        lines = []
        for line in self._each(layout.layout):
            if line.length > 1 and whole[line.start_index + line.length - 1] == ord(" "):
                raise Unplain
            wide, high, above = self._extents(line, style)
            if wide > width or abs((height - high) / 2 + above - baseline) > SAME:
                raise Unplain
            said = whole[line.start_index : line.start_index + line.length].decode()
            lines.append(Line(line.start_index, said, list(self._runs(line, whole)), wide))
        if not lines or sum(len(line.text) for line in lines) != len(text):
            raise Unplain
        return layout, lines

    def _each(self, layout: Any) -> Iterator[Any]:
        number = 0
        while (line := self.pango.pango_layout_get_line_readonly(layout, number)) != self.ffi.NULL:
            yield line
            number += 1

    def _extents(self, line: Any, style: Any) -> tuple[float, float, float]:
        """Width, height, and height above the baseline, as ``line_size`` measures them."""
        box = self.box
        self.pango.pango_layout_line_get_extents(line, self.ffi.NULL, box)
        spacing = style["letter_spacing"]
        own = 0 if spacing == "normal" else spacing
        one = self.line_break.FROM_UNITS
        return box.width * one + own, box.height * one, -box.y * one

    def _runs(self, line: Any, whole: bytes) -> Iterator[Run]:
        run, x = line.runs, 0
        while run != self.ffi.NULL:
            item, string = run.data.item, run.data.glyphs
            number = string.num_glyphs
            info = self.ffi.buffer(string.glyphs, number * INTS * 4)
            facts = memoryview(info).cast("i").tolist()
            glyphs, clusters = facts[::INTS], self.ffi.unpack(string.log_clusters, number)
            one_each = number == item.num_chars == len(set(clusters))
            if not one_each or max(glyphs) > EMPTY or any(facts[3::INTS]):
                raise Unplain
            ends = [*accumulate(facts[1::INTS], initial=x)]
            x = ends.pop()
            places = [
                (end + aside) * self.line_break.FROM_UNITS
                for end, aside in zip(ends, facts[2::INTS], strict=True)
            ]
            said = whole[item.offset : item.offset + item.length].decode()
            yield Run(item.analysis.font, glyphs, said, places)
            run = run.next


def stretched(line: Line, spare: float) -> list[list[float]]:
    """The places of all glyphs, run by run, when the gaps beside Han share the spare width."""
    if not spare:
        return [run.places for run in line.runs]
    han = STRETCHES.fullmatch(line.text) is not None
    gives = [True] * len(line.text) if han else [stretches(char) for char in line.text]
    so_far = [
        *accumulate((one + other for one, other in zip(gives, gives[1:], strict=False)), initial=0)
    ]
    share = spare / so_far[-1] if so_far[-1] else 0
    moved, done = [], 0
    for run in line.runs:
        there = so_far[done : done + len(run.places)]
        moved.append([x + share * n for x, n in zip(run.places, there, strict=True)])
        done += len(run.places)
    return moved
