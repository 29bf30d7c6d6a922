"""The consultation through which a submission comes in, and whether it is open (Art. 15).

Asked the moment before a submission is kept: one statement over three tables, written once and
run often, since Django takes longer to write it than a database to answer it.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import BigIntegerField, DateField, QuerySet
from django.utils.dateparse import parse_date

from decisions.gather.listed import DECISION, Given
from decisions.law.terms import ActivityKind
from decisions.models import ParticipationActivity
from decisions.period import Days

DAY, ACTIVITY = Given("day", DateField()), Given("activity", BigIntegerField())
FACTS = ("opens_on", "closes_on", "closed_on", "withdrawn_reason", "decision__stage")
KEYS = ("pk", "decision", "consultation__draft")


@dataclass(frozen=True)
class Door(Days):
    """An open consultation: its days, and the keys of what a submission belongs to."""

    activity_id: int
    decision_id: int
    draft_id: int


def of_activity(activity_id: int) -> Door | None:
    """The consultation of this id."""
    return _asked("activity", {"activity": activity_id})


def newest(decision_id: int, today: date) -> Door | None:
    """The newest consultation of a decision whose notice is out."""
    return _asked("newest", {"decision": decision_id, "day": today})


def _asked(which: str, given: dict[str, Any]) -> Door | None:
    connection = connections[DEFAULT_DB_ALIAS]
    text, places = _written(which, connection.vendor)
    filled = [p.filled(given, connection) if isinstance(p, Given) else p for p in places]
    with connection.cursor() as cursor:
        cursor.execute(text, filled)
        row = cursor.fetchone()
    return Door(*map(_day, row[:3]), *row[3:]) if row else None


@lru_cache(maxsize=8)
def _written(which: str, vendor: str) -> tuple[str, tuple[Any, ...]]:
    rows = ParticipationActivity.objects.filter(
        kind=ActivityKind.OPEN_CONSULTATION, consultation__isnull=False
    )
    asked = rows.filter(pk=ACTIVITY) if which == "activity" else _newest(rows)
    text, places = asked.values_list(*FACTS, *KEYS)[:1].query.sql_with_params()
    return text, tuple(places)


def _newest(rows: QuerySet[ParticipationActivity]) -> QuerySet[ParticipationActivity]:
    announced = rows.filter(decision=DECISION, announced_on__lte=DAY)
    return announced.order_by("-announced_on", "-id")


def _day(value: Any) -> date | None:
    """A day as either engine gives it."""
    return parse_date(value) if isinstance(value, str) else value
