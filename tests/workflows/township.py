"""The demo's township laid down on a day of ours, for the tests that walk about in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from zoneinfo import ZoneInfo

import time_machine
from django.db import transaction

from workflows.demo import seed

SEEDED = date(2026, 11, 23)
BEIJING = ZoneInfo("Asia/Shanghai")


def seeded_on(day: date) -> None:
    """The whole township, seeded on a morning of this day."""
    morning = datetime(day.year, day.month, day.day, 9, 30, tzinfo=BEIJING)
    with time_machine.travel(morning, tick=True):
        seed.seed("only-for-tests", lambda line: None)


@contextmanager
def laid_down() -> Iterator[None]:
    """Seeded on a day of a year whose holidays are known, and gone afterwards."""
    with transaction.atomic():
        seeded_on(SEEDED)
        yield
        transaction.set_rollback(True)
