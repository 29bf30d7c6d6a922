"""Whether the public may send opinions at an instant (Art. 15): a sum on the row, never a task.

Open from 0:00 of ``opens_on`` up to, not including, 24:00 of ``closes_on`` in Beijing. Asked by
the public pages and, within the transaction that keeps a submission, by ``workflows/submitting``.
"""

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


def standing(activity: ParticipationActivity, at: datetime) -> Standing:
    """How a consultation stands at an instant; its decision must be loaded with it."""
    if activity.withdrawn_reason or activity.decision.stage == Stage.TERMINATED:
        return Standing.WITHDRAWN
    if activity.opens_on is None or activity.closes_on is None or at < begins(activity.opens_on):
        return Standing.PLANNED
    if activity.closed_on is not None or at >= begins(activity.closes_on + timedelta(days=1)):
        return Standing.CLOSED
    return Standing.OPEN
