"""Seeds a throwaway database, measures, prints, and writes docs/benchmarks.md.

Run by `make bench`. The engine is whatever DATABASE_URL names; the test database is used, so
nothing of an installation is touched.
"""

import os
import platform
import sys
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

import django

django.setup()  # before anything that imports a model

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import get_runner, setup_test_environment  # noqa: E402
from django.utils import timezone  # noqa: E402

from tests.bench import (  # noqa: E402
    acts,
    crowd,
    exports,
    imports,
    load,
    pages,
    papers,
    personal,
    posting,
    reading,
    report,
    seed,
    texts,
)

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks.md"
DECISIONS, OPINIONS = 1_000, 100_000
ENOUGH = 12  # statements of one act
LARGE = (100_000, 1_000_000)  # rows of an imported sheet
WITH_LARGE = os.environ.get("YIJUE_BENCH", "") == "large"


def main(decisions: int = DECISIONS, opinions: int = OPINIONS) -> None:
    """Seed, measure, write."""
    setup_test_environment()
    runner = get_runner(settings)(verbosity=0, interactive=False)
    old = runner.setup_databases()
    try:
        place, made = seed.seed(decisions, opinions)
        weighed, each = acts.measure()
        found = {
            "acts": weighed,
            "pages": pages.measure(place, made),
            "texts": texts.measure(made[0], texts.LARGE if opinions >= OPINIONS else texts.SIZES),
            "each": each,
            "exports": {f"{opinions:,}": exports.measure(place, made[0])},
            "report": report.measure(),
            "personal": personal.measure(),
            "papers": papers.measure(papers.ALL if WITH_LARGE else papers.SIZES),
        }
        if load.available():  # Debian: wrk
            found["posting"] = posting.measure(made[0])
            found["reading"] = reading.measure(made[0])
            found["crowd"] = crowd.measure(made[0])
        # Last: it empties the tables that the others measured.
        found["imports"] = imports.measure(place, LARGE if WITH_LARGE else (LARGE[0],))
    finally:
        runner.teardown_databases(old)
    text = _written(found, decisions, opinions)
    sys.stdout.write(text)
    PAGE.write_text(text, encoding="utf-8")


def _written(found: dict[str, Any], decisions: int, opinions: int) -> str:
    lines = [
        "# Benchmarks",
        "",
        f"Measured {timezone.localdate()} by `make bench` on {connection.vendor}, Python "
        f"{platform.python_version()}, Django {django.get_version()}, with {decisions:,} decisions "
        f"and {opinions:,} opinions (all on one decision). The machine is small, shared and noisy: "
        "read ratios, not milliseconds.",
        "",
        *_acts(found["acts"]),
        "## Pages",
        "",
        "| page | status | queries | median ms | kB |",
        "| --- | --- | --- | --- | --- |",
    ]
    for name, row in found["pages"].items():
        lines.append(
            f"| {name} | {row['status']} | {row['queries']} | {row['ms']:.1f} | {row['kB']:.0f} |"
        )
    lines += ["", *report.written(found["report"]), *personal.written(found["personal"])]
    lines += papers.written(found["papers"])
    lines += texts.written(found["texts"])
    lines += posting.written(found.get("posting")) + reading.written(found.get("reading"))
    lines += crowd.written(found.get("crowd"))
    lines += exports.lines(found["exports"]) + imports.lines(found["imports"])
    return "\n".join([*lines, *_each(found["each"]), ""])


def _acts(weighed: dict[str, acts.Weighed]) -> list[str]:
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
    return [*lines, ""]


def _each(found: dict[str, Any]) -> list[str]:
    within = sum(one.queries <= ENOUGH for one in found.values())
    lines = [
        "",
        "## Queries of each act on the whole road",
        "",
        f"Goal: ≤ {ENOUGH}, whatever the size of the file; {within} of {len(found)} acts keep to "
        "it. Each act is sent as its page sends it; lock, permissions, the law's two looks, the "
        "record, the inbox and the job of a paper are included. Why the others need more stands in "
        "ADR 16; tests/workflows/test_budget.py holds each figure.",
        "",
        "| act | queries | rows read | rows written |",
        "| --- | --- | --- | --- |",
    ]
    known = connection.vendor == "postgresql"
    for slug, one in sorted(found.items(), key=lambda pair: (-pair[1].queries, pair[0])):
        read = one.read if known else "–"
        lines.append(f"| {slug} | {one.queries} | {read} | {one.written} |")
    return lines


if __name__ == "__main__":
    main(*(int(value) for value in sys.argv[1:]))
