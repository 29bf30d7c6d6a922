"""Exports beside the plainest way to write a sheet: values_list straight into xlsxwriter.

The reference knows no words, no clauses changed and no groups; it writes as many columns of the
same opinions. CPU a cell is compared. Alone: ``python -m tests.bench exports``.
"""

import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import xlsxwriter

from decisions.intake.exports import write_xlsx
from decisions.law.terms import Stage
from decisions.models import Decision, Opinion
from tests.bench import posting, report
from tests.bench.apart import apart
from tests.factories import Town, decision_at
from workflows import opinion_table
from workflows.views import exports

ROUNDS = 3
COLUMNS = (
    *("pk", "submission__number", "submission__channel", "submission__submitter_kind"),
    *("submission__identity", "clause__label", "text", "disposition__kind", "disposition__reason"),
    *("submission__salt", "submission__name"),
)


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
            file = Path(folder) / f"{turn}.xlsx"
            plain.append(apart(partial(_reference, decision, file)))
            ours.append(apart(partial(_workbook, decision, file)))
            lines.append(apart(partial(_csv, decision, file.with_suffix(".csv"))))
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


def _reference(decision: Decision, path: Path) -> int:
    rows = Opinion.objects.filter(decision=decision).order_by("pk").values_list(*COLUMNS)
    at = 0
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(rows.iterator(chunk_size=2000), 1):
            for place, cell in enumerate(row):
                sheet.write(at, place, cell)
    return at


def _workbook(decision: Decision, path: Path) -> int:
    counted = _Counted(opinion_table.for_excel(exports.chosen(decision, "")))
    with path.open("wb") as file:
        write_xlsx(counted, opinion_table.columns(), file)
    return counted.number


def _csv(decision: Decision, path: Path) -> int:
    counted = _Counted(opinion_table.table(exports.chosen(decision, "")))
    with path.open("w", encoding="utf-8", newline="") as file:
        for lines in exports.lines(iter(counted)):
            file.write(lines)
    return counted.number


class _Counted:
    """Rows, counted as they pass."""

    def __init__(self, rows: Any) -> None:
        self.rows, self.number = rows, 0

    def __iter__(self) -> Any:
        for row in self.rows:
            self.number += 1
            yield row


def lines(found: dict[str, dict[str, Any]]) -> list[str]:
    """The figures as a section of the page."""
    text = [
        "",
        "## Exports beside values_list → xlsxwriter",
        "",
        "CPU per cell of the desk's export (words for codes, clauses changed, groups' answers, no "
        "formulas) against the plain way on the same opinions and as many columns; each run in a "
        f"process of its own, medians of {ROUNDS} interleaved rounds. Goal ≤ 1.5 and ≤ 150 MB at "
        "any number of rows; *before* is what the program holds without any export.",
        "",
        "| rows | ours µs a cell | plain µs a cell | ratio | s | before MB | peak MB | .csv µs a cell | .csv MB |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    return text + [
        f"| {name} | {one['ours']:.2f} | {one['plain']:.2f} | {one['ratio']:.2f} | "
        f"{one['wall']:.1f} | {one['before']:.0f} | {one['peak']:.0f} | {one['csv']:.2f} | {one['csv_peak']:.0f} |"
        for name, one in found.items()
    ]
