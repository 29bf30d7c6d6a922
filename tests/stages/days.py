"""The days of the factories' story, all in 2026, keeping every term of the national figures."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo


class On:
    """The days on which things happened."""

    proposed = date(2025, 12, 8)
    studied = date(2025, 12, 29)
    initiated = date(2026, 1, 5)
    consulted = date(2026, 1, 19)
    frozen = date(2026, 2, 25)
    reviewed = date(2026, 2, 27)
    opens = date(2026, 3, 2)
    closes = date(2026, 4, 2)
    closed = date(2026, 4, 3)
    declared = date(2026, 4, 6)
    argued = date(2026, 4, 8)
    noted = date(2026, 4, 13)
    told = date(2026, 4, 14)
    assessed = date(2026, 4, 15)
    compared = date(2026, 4, 16)
    requested = date(2026, 4, 17)
    completed = date(2026, 4, 28)
    granted = date(2026, 4, 29)
    submitted = date(2026, 4, 30)
    met = date(2026, 5, 8)
    reported = date(2026, 5, 11)
    published = date(2026, 5, 12)
    archived = date(2026, 5, 20)
    suspended = date(2026, 7, 1)
    filed = date(2026, 8, 10)
    due = date(2026, 8, 12)
    commissioned = date(2026, 10, 12)
    evaluated = date(2026, 11, 13)


BEIJING = ZoneInfo("Asia/Shanghai")


def moment(day: date, hour: int = 10) -> datetime:
    """A moment of a day in Beijing."""
    return datetime.combine(day, time(hour), BEIJING)
