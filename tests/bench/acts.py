"""Acts through ``perform`` beside plain ORM scripts, and what every act of the road costs."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any

from django.db import connection

from decisions.models import Entry
from tests.bench.scripts import SCRIPTS, script_of, undone
from tests.factories import town
from tests.workflows import road
from tests.workflows.counted import Cost, Sent, cost, each_act, keep, proposed

ROUNDS = 40
ENOUGH = 12  # statements of one act


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


def written(weighed: dict[str, Weighed]) -> list[str]:
    """The acts beside their scripts."""
    lines = [
        "## Acts beside plain ORM scripts",
        "",
        "The script (tests/bench/scripts.py) reads and writes the same rows with plain ORM calls, "
        "without rules, refusals or digests; goal: a rate ≥ 0.50 of it. The last column is the "
        "rate against a script that also leaves out reading the file, which the act reads to bind "
        "the record to every row of it. Each way is rolled back and done again in turn; medians.",
        "",
        "| act | queries, act / script | ms, act / script | rate (≥ 0.50) | without the file |",
        "| --- | --- | --- | --- | --- |",
    ]
    for slug, one in weighed.items():
        asked = f"{one.act.queries} / {one.script.queries}"
        took = f"{one.act_s * 1000:.1f} / {one.script_s * 1000:.1f}"
        lines.append(f"| {slug} | {asked} | {took} | {one.rate:.2f} | {one.bare_rate:.2f} |")
    return lines


def written_each(found: dict[str, Cost]) -> list[str]:
    """Every act of the road with its statements and rows."""
    within = sum(one.queries <= ENOUGH for one in found.values())
    lines = [
        "## Queries of each act on the whole road",
        "",
        f"Goal: ≤ {ENOUGH}, whatever the size of the file; {within} of {len(found)} acts keep to "
        "it. Each act is sent as its page sends it; lock, permissions, the law's two looks, the "
        "record, the inbox and the job of a paper are included. How they keep to it stands in ADR 16; "
        "tests/workflows/test_budget.py holds them to it.",
        "",
        "| act | queries | rows read | rows written |",
        "| --- | --- | --- | --- |",
    ]
    known = connection.vendor == "postgresql"
    for slug, one in sorted(found.items(), key=lambda pair: (-pair[1].queries, pair[0])):
        read = one.read if known else "–"
        lines.append(f"| {slug} | {one.queries} | {read} | {one.written} |")
    return lines
