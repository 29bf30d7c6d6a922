"""``manage.py check_holidays``: which years have a holiday table, and which terms wait for one.

Exit status 1 when this year's table is missing, or from November on next year's; 0 otherwise.
"""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.models import Organ
from workflows.holiday_years import calendar_of
from workflows.models import Deadline

NOTICE_MONTH = 11  # the State Council's notice for the next year comes in November


class Command(BaseCommand):
    """Looks for missing holiday tables."""

    help = "Which years have a holiday table, and how many open terms are still provisional."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="the findings as data")

    def handle(self, **options: Any) -> None:
        today = timezone.localdate()
        wanted = [today.year] + [today.year + 1] * (today.month >= NOTICE_MONTH)
        found = [_organ(organ, wanted) for organ in [None, *Organ.objects.all()]]
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))
        else:
            for one in found:
                missing = "、".join(map(str, one["missing"])) or "—"
                self.stdout.write(
                    f"{one['organ'] or '*'}\tmissing: {missing}\tprovisional: {one['provisional']}"
                )
        sys.exit(int(any(one["missing"] for one in found)))


def _organ(organ: Organ | None, wanted: list[int]) -> dict[str, Any]:
    days = calendar_of(organ)
    waiting = Deadline.objects.filter(met_on=None, provisional=True)
    if organ:
        waiting = waiting.filter(decision__organ=organ)
    return {
        "organ": organ.code if organ else "",
        "known": [table.year for table in days.tables],
        "missing": [year for year in wanted if not days.known(year)],
        "provisional": waiting.count(),
    }
