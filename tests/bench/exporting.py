"""One export in a process of its own that loads nothing but the product, as a web worker does.

Called by ``exports.py`` as ``python -m tests.bench.exporting WAY DECISION FILE``; prints what it
took. Ways: ours as .xlsx, ours as .csv, the plain reference.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

import django

django.setup()  # before anything that imports a model

import xlsxwriter  # noqa: E402

import config.urls  # noqa: E402, F401  # a worker holds every page
from decisions.intake.exports import write_xlsx  # noqa: E402
from decisions.models import Decision, Opinion  # noqa: E402
from tests.bench.apart import timed  # noqa: E402
from workflows import opinion_table  # noqa: E402
from workflows.views import exports  # noqa: E402

COLUMNS = (
    *("pk", "submission__number", "submission__channel", "submission__submitter_kind"),
    *("submission__identity", "clause__label", "text", "disposition__kind", "disposition__reason"),
    *("submission__salt", "submission__name"),
)


def reference(decision: Decision, path: Path) -> int:
    rows = Opinion.objects.filter(decision=decision).order_by("pk").values_list(*COLUMNS)
    at = 0
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(rows.iterator(chunk_size=2000), 1):
            for place, cell in enumerate(row):
                sheet.write(at, place, cell)
    return at


def workbook(decision: Decision, path: Path) -> int:
    counted = _Counted(opinion_table.for_excel(exports.chosen(decision, "")))
    with path.open("wb") as file:
        write_xlsx(counted, opinion_table.columns(), file)
    return counted.number


def csv(decision: Decision, path: Path) -> int:
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


WAYS = {"ours": workbook, "csv": csv, "plain": reference}

if __name__ == "__main__":
    way, key, file = sys.argv[1:]
    matter = Decision.objects.get(pk=key)
    sys.stdout.write(json.dumps(timed(lambda: WAYS[way](matter, Path(file)))))
