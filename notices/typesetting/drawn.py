"""Plain paragraphs (paragraphs.py) as operators of a page (ISO 32000-1, 9.4).

A line of Han characters is one string: the operator Tc spaces them all alike, and only a glyph that
stands elsewhere than its width and the spacing would put it is moved (TJ).
"""

from types import ModuleType
from typing import Any

from notices.typesetting.broken import EMPTY, Line, Run, stretched

NEAR = 0.002  # CSS pixels


class Pen:
    """Draws with WeasyPrint's fonts (pdf/fonts.py), which are told what they have to hold."""

    def __init__(self, line_break: ModuleType) -> None:
        self.pango, self.points = line_break.pango, line_break.FROM_UNITS

    def draw(self, stream: Any, box: Any, piece: Any) -> None:
        """Draws the lines of a piece from the place of its box on."""
        paragraph, lines = piece.paragraph, range(piece.start, piece.end)
        stream.set_color(box.style["color"])
        stream.begin_text()
        y = box.position_y + paragraph.baseline
        for number in lines:
            self._draw_line(stream, box, paragraph.lines[number], paragraph.spare[number], y)
            y += paragraph.height
        stream.stream.append(b"0 Tc")
        stream.end_text()

    def _draw_line(self, stream: Any, box: Any, line: Line, spare: float, y: float) -> None:
        size = box.style["font_size"]
        for whole, moved in zip(line.runs, stretched(line, spare), strict=True):
            run, places = _inked(whole, moved)
            if not places:
                continue
            font, _ = stream.add_font(run.font)
            widths = self._widths(stream, font, run, size)
            stream.set_font_size(font.hash, size)
            spacing, shown = _shown(run.glyphs, widths, places, size)
            x = box.position_x + places[0]
            operators = f"1 0 0 -1 {x:.3f} {y:.3f} Tm {spacing:.3f} Tc [{shown}] TJ"
            stream.stream.append(operators.encode())

    def _widths(self, stream: Any, font: Any, run: Run, size: float) -> list[float]:
        """The width of each glyph as the file will say it, in CSS pixels."""
        for glyph, character in zip(run.glyphs, run.characters, strict=True):
            if glyph not in font.to_unicode:
                font.to_unicode[glyph] = character
            if glyph not in font.widths:
                self.pango.pango_font_get_glyph_extents(
                    run.font, glyph, stream.ink_rect, stream.logical_rect
                )
                wide = stream.logical_rect.width * 1000 * self.points / size
                font.widths[glyph] = round(wide)
        return [font.widths[glyph] * size / 1000 for glyph in run.glyphs]


def _inked(run: Run, places: list[float]) -> tuple[Run, list[float]]:
    """The glyphs that leave ink; what has none (a place where a line may end) only took room."""
    if EMPTY not in run.glyphs:
        return run, places
    kept = [place for place, glyph in enumerate(run.glyphs) if glyph != EMPTY]
    glyphs = [run.glyphs[place] for place in kept]
    characters = "".join(run.characters[place] for place in kept)
    return Run(run.font, glyphs, characters, run.places), [places[place] for place in kept]


def _shown(
    glyphs: list[int], widths: list[float], places: list[float], size: float
) -> tuple[float, str]:
    """The spacing most glyphs ask for, and the string with what the others ask for."""
    codes = [f"{glyph:04x}" for glyph in glyphs]
    asked = [
        there - here - wide for here, there, wide in zip(places, places[1:], widths, strict=False)
    ]
    spacing = round(sorted(asked)[len(asked) // 2], 3) if asked else 0.0
    for place, one in enumerate(asked):
        if abs(one - spacing) > NEAR:
            codes[place] += f">{(spacing - one) * 1000 / size:.1f}<"
    return spacing, f"<{''.join(codes)}>"
