"""The shapes of the chart: boxes, words, the diamond and the flag, as SVG elements.

Colours are attributes, because a page's policy refuses styles inside it. Called by ``chart.py``.
"""

from collections.abc import Iterable, Iterator

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _t

from workflows.chart_layout import Box

INK, SOFT, LINE, PAPER, GROUND = "#1c2128", "#4b5563", "#717884", "#ffffff", "#f6f5f1"
BLUE, PALE, STATE, BLUSH = "#174a84", "#ebf2fa", "#9b1b1e", "#fceeed"


def broken(words: str, length: int) -> list[str]:
    """Words in lines: at blanks for Latin script, after so many characters for Chinese."""
    if chinese():
        return [words[i : i + length] for i in range(0, len(words), length)]
    lines: list[str] = []
    for word in words.split():
        if lines and len(lines[-1]) + len(word) < length:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def chinese() -> bool:
    """Whether the picture speaks Chinese."""
    return (get_language() or "").startswith("zh")


def rect(box: Box, fill: str, stroke: str, round_: int, *, width: float = 1.2) -> SafeString:
    """A box."""
    return format_html(
        '<rect x="{}" y="{}" width="{}" height="{}" rx="{}" fill="{}" stroke="{}" '
        'stroke-width="{}"/>',
        *(box.x, box.y, box.width, box.height, round_, fill, stroke, width),
    )


def text(
    x: float,
    y: float,
    words: str,
    *,
    size: float,
    fill: str = INK,
    weight: str = "400",
    anchor: str = "middle",
) -> SafeString:
    """Words at a place; what people wrote is escaped."""
    return format_html(
        '<text x="{}" y="{}" font-size="{}" fill="{}" font-weight="{}" text-anchor="{}">{}</text>',
        *(round(x, 1), round(y, 1), size, fill, weight, anchor, words),
    )


def diamond(x: float, y: float, stroke: str) -> SafeString:
    """The sign that a course may end here."""
    return format_html(
        '<path d="M{} {}l6 6l-6 6l-6 -6z" fill="{}" stroke="{}" stroke-width="1.3"/>',
        *(x, y - 6, PAPER, stroke),
    )


def flag(box: Box) -> Iterator[SafeString]:
    """The sign of where the decision stands now, above its box."""
    x = min(box.centre, box.x + 59)
    yield format_html('<path d="M{} {}l-6 -8h12z" fill="{}"/>', *(x, box.y - 2, STATE))
    yield text(x, box.y - 13, _t("now"), size=12.5, fill=STATE, weight="600")


def join(parts: Iterable[SafeString]) -> SafeString:
    """The parts of the picture, one a line."""
    return format_html_join("\n", "{}", ((part,) for part in parts))
