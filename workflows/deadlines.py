"""What falls due: lights for the desk and the idempotent look of the sweep.

A deadline is a row; whether it is past is computed from the day, never from "did the task run".
"""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from decisions.law.calendar import Calendar, calendar
from workflows.models import Deadline

YELLOW_WORKING_DAYS = 3


@dataclass(frozen=True)
class Light:
    """How a term stands: colour, the days left (negative when overdue) and its article."""

    colour: str
    days_left: int
    article: str
    kind: str
    due_on: date
    provisional: bool

    @property
    def days_over(self) -> int:
        """How many days have passed since the term."""
        return max(0, -self.days_left)


def light(deadline: Deadline, today: date, days: Calendar | None = None) -> Light:
    """Green, yellow (three working days or fewer, or less than half the term) or red (overdue)."""
    left = (deadline.due_on - today).days
    return Light(
        _colour(deadline, today, left, days or calendar()),
        left,
        deadline.article,
        deadline.kind,
        deadline.due_on,
        deadline.provisional,
    )


def look(today: date | None = None) -> int:
    """Mark what became yellow or overdue today; running it twice marks nothing twice."""
    today = today or timezone.localdate()
    days = calendar()
    marked = 0
    for deadline in Deadline.objects.filter(met_on=None, overdue_at=None).iterator():
        marked += _mark(deadline, light(deadline, today, days))
    return marked


def _colour(deadline: Deadline, today: date, left: int, days: Calendar) -> str:
    if left < 0:
        return "red"
    if days.working_days(today, deadline.due_on).days <= YELLOW_WORKING_DAYS:
        return "yellow"
    whole = (deadline.due_on - deadline.starts_on).days
    return "green" if left * 2 > whole else "yellow"


def _mark(deadline: Deadline, seen: Light) -> int:
    now = timezone.now()
    if seen.colour == "red":
        return Deadline.objects.filter(pk=deadline.pk, overdue_at=None).update(overdue_at=now)
    if seen.colour == "yellow":
        return Deadline.objects.filter(pk=deadline.pk, warned_at=None).update(warned_at=now)
    return 0
