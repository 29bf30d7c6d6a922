"""Whether the public may send opinions at an instant (Art. 15): a sum on the row, never a task.

Open from 0:00 of ``opens_on`` up to, not including, 24:00 of ``closes_on`` in Beijing. Asked by
the public pages and, within the transaction that keeps a submission, by ``workflows/submitting``.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from decisions.law.terms import Stage
from decisions.models import ParticipationActivity

BEIJING = ZoneInfo("Asia/Shanghai")


class Standing(StrEnum):
    """How a consultation stands at an instant."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


def begins(day: date) -> datetime:
    """The first instant of a day in Beijing."""
    return datetime.combine(day, time(), BEIJING)


@dataclass(frozen=True)
class Days:
    """What decides whether a consultation is open, and nothing else of it."""

    opens_on: date | None
    closes_on: date | None
    closed_on: date | None
    withdrawn_reason: str
    stage: str

    def standing(self, at: datetime) -> Standing:
        """How it stands at an instant."""
        if self.withdrawn_reason or self.stage == Stage.TERMINATED:
            return Standing.WITHDRAWN
        if self.opens_on is None or self.closes_on is None or at < begins(self.opens_on):
            return Standing.PLANNED
        if self.closed_on is not None or at >= begins(self.closes_on + timedelta(days=1)):
            return Standing.CLOSED
        return Standing.OPEN


def standing(activity: ParticipationActivity, at: datetime) -> Standing:
    """How a consultation stands at an instant; its decision must be loaded with it."""
    return Days(
        activity.opens_on,
        activity.closes_on,
        activity.closed_on,
        activity.withdrawn_reason,
        activity.decision.stage,
    ).standing(at)
