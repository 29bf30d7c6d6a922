"""Acts through ``perform`` beside plain ORM scripts, and what every act of the road costs."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any

from decisions.models import Entry
from tests.bench.scripts import SCRIPTS, script_of, undone
from tests.factories import town
from tests.workflows import road
from tests.workflows.counted import Cost, Sent, cost, each_act, keep, proposed

ROUNDS = 40


@dataclass(frozen=True)
class Weighed:
    """One act beside the two scripts: statements, and median seconds each way."""

    act: Cost
    script: Cost
    act_s: float
    script_s: float
    bare_s: float

    @property
    def rate(self) -> float:
        """The act's rate as a part of that of the script over the same rows."""
        return self.script_s / self.act_s

    @property
    def bare_rate(self) -> float:
        """As a part of that of a script that does not read the file it would bear witness to."""
        return self.bare_s / self.act_s


def measure() -> tuple[dict[str, Weighed], dict[str, Cost]]:
    """Walk the road once: every act counted, those with a script weighed where they stand."""
    weighed: dict[str, Weighed] = {}
    matter = road.Road(town("yangli", name="杨梨镇人民政府"))
    found = {"propose": proposed(matter)}

    def handle(sent: Sent) -> Entry:
        if sent.act.slug in SCRIPTS and sent.act.slug not in weighed:
            weighed[sent.act.slug] = _weigh(sent)
        return keep(sent, found)

    with each_act(handle):
        matter.finish()
    return weighed, found


def _weigh(sent: Sent) -> Weighed:
    """The three ways in turn, each rolled back; the first round warms up and is dropped."""
    body = SCRIPTS[sent.act.slug]
    whole, bare = script_of(sent), script_of(sent, whole_file=False)
    ways: list[Callable[[], Any]] = [sent, lambda: whole(body), lambda: bare(body)]
    times: list[list[float]] = [[], [], []]
    for _round in range(ROUNDS + 1):
        for taken, way in zip(times, ways, strict=True):
            taken.append(_time(way))
    act, script, least = (median(taken[1:]) for taken in times)
    return Weighed(_cost(ways[0]), _cost(ways[1]), act, script, least)


def _time(way: Callable[[], Any]) -> float:
    with undone():
        start = time.perf_counter()
        way()
        return time.perf_counter() - start


def _cost(way: Callable[[], Any]) -> Cost:
    with undone(), cost() as spent:
        way()
    return spent
