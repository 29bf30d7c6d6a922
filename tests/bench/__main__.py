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

from tests.bench import acts, pages, personal, report, seed  # noqa: E402

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks.md"
DECISIONS, OPINIONS = 1_000, 100_000


def main(decisions: int = DECISIONS, opinions: int = OPINIONS) -> None:
    """Seed, measure, write."""
    setup_test_environment()
    runner = get_runner(settings)(verbosity=0, interactive=False)
    old = runner.setup_databases()
    try:
        place, made = seed.seed(decisions, opinions)
        found = {
            "acts": acts.measure(place, made),
            "pages": pages.measure(place, made),
            "each": acts.queries_of_every_act(),
            "report": report.measure(),
            "personal": personal.measure(),
        }
    finally:
        runner.teardown_databases(old)
    text = _written(found, decisions, opinions)
    sys.stdout.write(text)
    PAGE.write_text(text, encoding="utf-8")


def _written(found: dict[str, Any], decisions: int, opinions: int) -> str:
    act = found["acts"]
    lines = [
        "# Benchmarks",
        "",
        f"Measured {timezone.localdate()} by `make bench` on {connection.vendor}, Python "
        f"{platform.python_version()}, Django {django.get_version()}, with {decisions:,} decisions "
        f"and {opinions:,} opinions (all on one decision). The machine is small, shared and noisy: "
        "read ratios, not milliseconds.",
        "",
        "## An act beside a plain ORM script that reads and writes the same rows",
        "",
        "| what | figure | goal |",
        "| --- | --- | --- |",
        f"| queries of one act | {act['queries']} | ≤ 12 |",
        f"| rate against the script | {act['rate']:.2f} | ≥ 0.50 |",
        f"| median, act / script | {act['act_ms']:.1f} / {act['script_ms']:.1f} ms | – |",
        "",
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
    lines += ["## Queries of each act on the whole road", ""]
    lines += [
        "Acts that issue a paper or count exactly ask more than the goal of 12. The inbox's own"
    ]
    lines += ["upkeep after the commit (two to four queries) is included.", ""]
    lines += ["| act | queries |", "| --- | --- |"]
    each = sorted(found["each"].items(), key=lambda pair: (-pair[1], pair[0]))
    lines += [f"| {slug} | {number} |" for slug, number in each]
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    main(*(int(value) for value in sys.argv[1:]))
