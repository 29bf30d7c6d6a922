"""``manage.py ledger --year 2026``: one row a decision, as a table, as data or as .xlsx."""

import json
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import Organ
from decisions.intake.exports import write_xlsx
from decisions.models import Decision
from workflows import ledger


class Command(BaseCommand):
    """Prints the ledger of a year."""

    help = "The ledger (台账): dates, days, counts and document numbers of a year's decisions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--year", type=int, help="this year when left out")
        parser.add_argument("--organ", help="the code of an organ; all when left out")
        parser.add_argument("--json", action="store_true", help="the rows as data")
        parser.add_argument("--xlsx", type=Path, help="write the rows to this file")

    def handle(self, **options: Any) -> None:
        decisions = Decision.objects.all()
        if options["organ"]:
            if not Organ.objects.filter(code=options["organ"]).exists():
                raise CommandError(f"no organ has the code {options['organ']}", returncode=2)
            decisions = decisions.filter(organ__code=options["organ"])
        lines = ledger.of_year(options["year"] or timezone.localdate().year, decisions)
        if options["xlsx"]:
            with options["xlsx"].open("wb") as file:
                write_xlsx(map(ledger.cells, lines), tuple(map(str, ledger.HEADS.values())), file)
        if options["json"]:
            self.stdout.write(json.dumps(lines, ensure_ascii=False, indent=2, default=_plain))
        elif not options["xlsx"]:
            for line in lines:
                said = (f"{ledger.HEADS[k]}：{v}" for k, v in _filled(line).items())
                self.stdout.write("；".join(said))


def _filled(line: ledger.Line) -> dict[str, Any]:
    shown = {k: "、".join(v) if isinstance(v, list) else v for k, v in line.items()}
    return {k: v for k, v in shown.items() if k != "pk" and v not in (None, "")}


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
