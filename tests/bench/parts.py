"""The parts of the benchmark by name, in the order of the page: each measures and tells its lines.

A part takes the ground it stands on (``__main__.Ground``). The import part comes last: it empties
the tables that the others measured.
"""

from collections.abc import Callable
from typing import Any

from tests.bench import (
    acts,
    crowd,
    exports,
    growth,
    imports,
    load,
    pages,
    papers,
    personal,
    posting,
    reading,
    report,
    texts,
)

THOUSANDS, MILLION = 100_000, 1_000_000
Lines = list[str]


def _sizes(ground: Any) -> tuple[int, ...]:
    return (THOUSANDS, MILLION) if ground.large else (THOUSANDS,)


def _acts(_ground: Any) -> Lines:
    weighed, each = acts.measure()
    return [*acts.written(weighed), "", *acts.written_each(each)]


def _posting(ground: Any) -> Lines:
    load.required()
    return posting.written(posting.measure(ground.made[0]))


def _reading(ground: Any) -> Lines:
    load.required()
    return reading.written(reading.measure(ground.made[0]))


def _texts(ground: Any) -> Lines:
    return texts.written(texts.measure(ground.made[0], _sizes(ground)))


def _papers(ground: Any) -> Lines:
    return papers.written(papers.measure(papers.ALL if ground.large else papers.SIZES))


PARTS: dict[str, Callable[[Any], Lines]] = {
    "posting": _posting,
    "reading": _reading,
    "crowd": lambda ground: crowd.written(crowd.measure(ground.made[0], ground.seconds)),
    "pages": lambda ground: pages.written(pages.measure(ground.place, ground.made)),
    "exports": lambda ground: exports.lines(exports.measure(ground.bare, _sizes(ground))),
    "texts": _texts,
    "personal": lambda _ground: personal.written(personal.measure()),
    "report": lambda ground: report.written(report.measure((1_000, *_sizes(ground)))),
    "growth": lambda ground: growth.written(growth.measure(ground.bare, _sizes(ground)[-1])),
    "papers": _papers,
    "acts": _acts,
    "imports": lambda ground: imports.lines(imports.measure(ground.bare, _sizes(ground))),
}
