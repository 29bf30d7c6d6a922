"""Exports beside the plainest way to write a sheet: values_list straight into xlsxwriter.

The reference knows no words, no clauses changed and no groups; it writes as many columns of the
same opinions. CPU a cell is compared, in fresh processes (``exporting.py``). Alone:
``python -m tests.bench exports``.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

from decisions.law.terms import Stage
from decisions.models import Decision
from tests.bench import posting, report, serving
from tests.bench.apart import Spent
from tests.factories import Town, decision_at
from workflows import opinion_table

ROUNDS = 3


def measure(place: Town, sizes: Sequence[int]) -> dict[str, dict[str, Any]]:
    """Ours and the reference in turn, on matters of so many opinions."""
    found = {}
    for size in sizes:
        decision = decision_at(Stage.DRAFTING, of=place, title=f"样例事项（{size}条意见待导出）")
        posting.opened(decision)
        report.laid(decision, size)
        found[f"{size:,}"] = _measured(decision)
    return found


def _measured(decision: Decision) -> dict[str, Any]:
    ours, plain, lines = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(ROUNDS):
            file = Path(folder) / str(turn)
            plain.append(_afresh("plain", decision, file))
            ours.append(_afresh("ours", decision, file))
            lines.append(_afresh("csv", decision, file))
    assert len({run.said for run in (*ours, *plain, *lines)}) == 1, "each wrote as many rows"
    rows = ours[0].said
    cells = (rows + 1) * len(opinion_table.columns())
    return {
        "rows": rows,
        "ratio": median(o.cpu / p.cpu for o, p in zip(ours, plain, strict=True)),
        "ours": median(run.cpu for run in ours) / cells * 1e6,
        "plain": median(run.cpu for run in plain) / cells * 1e6,
        "wall": median(run.wall for run in ours),
        "peak": max(run.peak for run in ours),
        "before": ours[0].before,
        "csv": median(run.cpu for run in lines) / cells * 1e6,
        "csv_peak": max(run.peak for run in lines),
    }


def _afresh(way: str, decision: Decision, file: Path) -> Spent:
    line = [sys.executable, "-m", "tests.bench.exporting", way, str(decision.pk), str(file)]
    place = os.environ | {"DATABASE_URL": serving.database()}
    told = subprocess.run(line, cwd=serving.ROOT, env=place, check=True, stdout=subprocess.PIPE)
    return Spent(*json.loads(told.stdout))


def lines(found: dict[str, dict[str, Any]]) -> list[str]:
    """The figures as a section of the page."""
    text = [
        "",
        "## Exports beside values_list → xlsxwriter",
        "",
        "CPU per cell of the desk's export (words for codes, clauses changed, groups' answers, no "
        "formulas) against the plain way on the same opinions and as many columns; each run in a "
        f"fresh process that holds every page of the product, medians of {ROUNDS} interleaved rounds. "
        "Goal ≤ 1.5 and ≤ 150 MB at any number of rows; *before* is what the program holds without "
        "any export.",
        "",
        "| rows | ours µs a cell | plain µs a cell | ratio | s | before MB | peak MB | .csv µs a cell | .csv MB |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    return text + [
        f"| {name} | {one['ours']:.2f} | {one['plain']:.2f} | {one['ratio']:.2f} | "
        f"{one['wall']:.1f} | {one['before']:.0f} | {one['peak']:.0f} | {one['csv']:.2f} | {one['csv_peak']:.0f} |"
        for name, one in found.items()
    ]
