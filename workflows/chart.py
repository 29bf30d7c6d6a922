"""The road as a picture: stages, sections and arrows, drawn from the machine and the registry.

``road(stage)`` gives an SVG for the case page with the current stage marked; ``manage.py statute``
writes docs/road.svg. Where a box stands is ``chart_layout.py``, how it looks ``chart_shapes.py``.
"""

from collections.abc import Iterator

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _t

from decisions.errors import Misbuilt
from decisions.labels import label
from decisions.law.terms import Stage
from workflows import chart_layout as at
from workflows.chart_layout import Box
from workflows.chart_shapes import (
    BLUE,
    BLUSH,
    GROUND,
    INK,
    LINE,
    PALE,
    PAPER,
    SOFT,
    STATE,
    broken,
    diamond,
    flag,
    join,
    rect,
    text,
)
from workflows.chart_words import articles, chapters, side_by_side, while_in_force
from workflows.procedure import Arrow, arrows

FONTS = (
    "PingFang SC, Hiragino Sans GB, Microsoft YaHei, Noto Sans CJK SC, Source Han Sans SC, "
    "sans-serif"
)
AHEAD, PASSED = (PAPER, LINE, INK), (PALE, BLUE, INK)
HERE, HERE_HOLDING = (STATE, STATE, PAPER), (BLUSH, STATE, STATE)
LINE_LENGTH = 14  # Latin characters in a box; Chinese words are shorter than any box


def road(stage: str | None = None) -> SafeString:
    """The whole road; with a stage, where the decision stands and what lies behind it."""
    here = Stage(stage) if stage else None
    drawn = arrows()
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" role="img" '
        'class="road" font-family="{}" text-anchor="middle"><title>{}</title>{}</svg>\n',
        at.WIDTH,
        at.HEIGHT,
        FONTS,
        _title(here),
        join((*_bands(), *_ways(drawn), *_boxes(drawn, here), *_legend())),
    )


def _title(here: Stage | None) -> str:
    if here is None:
        return _t("The road of a major administrative decision")
    return _t("The road of this decision; it now stands at: %(stage)s") % {"stage": label(here)}


def _bands() -> Iterator[SafeString]:
    """One band a chapter of the Decree, named at its upper left."""
    yield rect(Box(0, 0, at.WIDTH, at.HEIGHT), PAPER, PAPER, 0)
    for band, (number, name) in zip(at.BANDS, chapters(), strict=True):
        yield rect(band, GROUND, GROUND, 10)
        lines = broken(name, 16)
        yield rect(Box(at.MARGIN, band.y + 22, 3, 20 + 23 * len(lines)), STATE, STATE, 1, width=0)
        x, y = at.MARGIN + 14, band.y + 35
        yield text(x, y, number, size=13, fill=SOFT, anchor="start")
        for row, words in enumerate(lines, 1):
            yield text(x, y + 23 * row, words, size=17, weight="600", anchor="start")


def _boxes(drawn: list[Arrow], here: Stage | None) -> Iterator[SafeString]:
    passed = _passed(here)
    ending = {a.source for a in drawn if a.target is Stage.TERMINATED} | {Stage.TERMINATED}
    for stage in Stage:
        box, holds = at.STAGES[stage], stage in at.HOLDS
        fill, edge, ink = _look(stage, here, passed)
        yield rect(box, fill, edge, at.ROUND.get(stage, 6))
        yield from (_held if holds else _named)(stage, box, articles(stage, drawn), ink)
        if stage in ending:
            yield diamond(box.right - at.ROUND.get(stage, 14), box.y, edge)
        if stage is here:
            yield from flag(box)
    yield from _sections(at.STAGES[Stage.DRAFTING], side_by_side())
    yield from _sections(at.STAGES[Stage.IN_EXECUTION], while_in_force())


def _look(stage: Stage, here: Stage | None, passed: tuple[Stage, ...]) -> tuple[str, str, str]:
    if stage is here:
        return HERE_HOLDING if stage in at.HOLDS else HERE
    return PASSED if stage in passed else AHEAD


def _named(stage: Stage, box: Box, articles: str, ink: str) -> Iterator[SafeString]:
    """A box with nothing in it but its name, in one or two lines, and its articles."""
    lines = broken(str(label(stage)), LINE_LENGTH)
    y = box.middle - (18 * len(lines) + 15) / 2 + 15
    for row, words in enumerate(lines):
        yield text(box.centre, y + 18 * row, words, size=15.5, weight="600", fill=ink)
    yield text(box.centre, y + 18 * len(lines), articles, size=12, fill=ink)


def _held(stage: Stage, box: Box, articles: str, ink: str) -> Iterator[SafeString]:
    """A box with others in it: its name and articles stand above them, at the left."""
    yield format_html(
        '<text x="{}" y="{}" font-size="15.5" font-weight="600" text-anchor="start" fill="{}">{}'
        '<tspan dx="10" font-size="12" font-weight="400">{}</tspan></text>',
        *(box.x + 14, box.y + 25, ink, label(stage), articles),
    )
    if stage is Stage.DRAFTING:
        words = _t("in any order, side by side")
        yield text(box.right - 44, box.y + 25, words, size=12, fill=ink, anchor="end")


def _sections(box: Box, named: list[tuple[str, str]]) -> Iterator[SafeString]:
    for place, (name, cited) in zip(box.split(len(named)), named, strict=True):
        yield rect(place, PAPER, LINE, 4, width=1)
        lines = broken(name, LINE_LENGTH)
        y = place.middle - (17 * len(lines) + 15) / 2 + 13
        for row, words in enumerate(lines):
            yield text(place.centre, y + 17 * row, words, size=14)
        yield text(place.centre, y + 17 * len(lines), cited, size=12, fill=SOFT)


def _ways(drawn: list[Arrow]) -> Iterator[SafeString]:
    """Every arrow; those that end the course are told by the diamond on their box."""
    yield format_html(
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="9" '
        'markerHeight="9" markerUnits="userSpaceOnUse" orient="auto">'
        '<path d="M0 0L8 4L0 8Z" fill="{}"/></marker></defs>',
        SOFT,
    )
    for arrow in drawn:
        if arrow.target is Stage.TERMINATED:
            continue
        way = at.WAYS.get((arrow.source, arrow.target))
        if way is None:
            raise Misbuilt(f"the chart does not know the way from {arrow.source} to {arrow.target}")
        yield format_html(
            '<path data-arrow="{}" d="{}" fill="none" stroke="{}" stroke-width="1.6" '
            'stroke-dasharray="{}" marker-end="url(#tip)"/>',
            arrow.name,
            way.path,
            SOFT,
            "5 4" if way.back else "none",
        )
        if way.words:
            yield text(way.x, way.y, _t(way.words), size=12.5, fill=SOFT, anchor=way.anchor)


def _legend() -> Iterator[SafeString]:
    x, y = at.LEGEND
    yield diamond(x + 6, y - 4, LINE)
    ended = _t("the course may be ended here, with reasons")
    yield text(x + 20, y, ended, size=12.5, fill=SOFT, anchor="start")
    yield format_html(
        '<path d="M{} {}h34" stroke="{}" stroke-width="1.6" stroke-dasharray="5 4"/>',
        *(x + 330, y - 4, SOFT),
    )
    yield text(x + 374, y, _t("goes back"), size=12.5, fill=SOFT, anchor="start")
    source = _t("State Council Decree 713; drawn from the code")
    yield text(at.WIDTH - at.MARGIN + 4, y, source, size=12.5, fill=SOFT, anchor="end")


def _passed(here: Stage | None) -> tuple[Stage, ...]:
    """What lies behind a stage; how far an ended course came the chart cannot know."""
    if here is None or here is Stage.TERMINATED:
        return ()
    last = at.BESIDE.get(here)
    end = at.MAIN.index(last) + 1 if last else at.MAIN.index(here)
    return at.MAIN[:end]
