"""Reads the holiday tables: what the State Council's yearly notice swaps, kept as data.

One file a year in ``holidays/``; ``statutory.toml`` names the fixed days that stand before a
notice is out. An office may hand in a table of its own (administration page), with its document
number. How days are counted stands in ``calendar.py``.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

SATURDAY = 5
FOLDER = Path(__file__).parent / "holidays"


class HolidayTableError(ValueError):
    """A holiday table contradicts itself or reaches outside its year."""


@dataclass(frozen=True)
class HolidayTable:
    """The holiday notice of one year: days of rest, and weekends worked in their place (调休)."""

    year: int
    document_number: str = ""
    amended_by: str = ""
    issued_on: date | None = None
    rest_days: tuple[date, ...] = ()
    working_days: tuple[date, ...] = ()

    def __post_init__(self) -> None:
        for day in self.changed_days:
            if not self.first_day <= day <= date(self.year, 12, 31):
                raise HolidayTableError(
                    f"{self.year}年放假安排中，{day} 不属于该年度，请核对日期。"
                )
        for day in self.working_days:
            if day in self.rest_days:
                raise HolidayTableError(f"{day} 既列为放假日又列为上班日，请核对通知原文。")
            if day.weekday() < SATURDAY:
                raise HolidayTableError(f"{day} 不是周末，不必列为调休上班日，请核对日期。")

    @property
    def first_day(self) -> date:
        """The first day a notice may speak of: New Year's holiday may begin in December."""
        return date(self.year, 1, 1) - timedelta(statutory().eve_days)

    @property
    def changed_days(self) -> tuple[date, ...]:
        """All days on which the notice speaks, in order."""
        return tuple(sorted({*self.rest_days, *self.working_days}))


@dataclass(frozen=True)
class FixedDay:
    """A statutory holiday that falls on the same date each year, from a year on."""

    name: str
    month: int
    day: int
    from_year: int = 0

    def falls_on(self, day: date) -> bool:
        """Whether this day is the holiday."""
        return (day.month, day.day) == (self.month, self.day) and day.year >= self.from_year


@dataclass(frozen=True)
class Statutory:
    """The fixed days, and how far a New Year's holiday may reach back into December."""

    source: str
    eve_days: int
    days: tuple[FixedDay, ...]

    def rests(self, day: date) -> bool:
        """Whether this day is a fixed statutory holiday."""
        return any(fixed.falls_on(day) for fixed in self.days)


@lru_cache(maxsize=1)
def statutory() -> Statutory:
    """The fixed statutory days, as the file has them."""
    text = _read(FOLDER / "statutory.toml")
    days = tuple(FixedDay(**row) for row in text["day"])
    return Statutory(text["source"], text["eve_days"], days)


@lru_cache(maxsize=1)
def shipped_tables() -> tuple[HolidayTable, ...]:
    """The tables that come with the product, oldest first."""
    return tuple(read_table(path) for path in sorted(FOLDER.glob("[0-9]*.toml")))


def read_table(path: Path) -> HolidayTable:
    """Read one year's file; raises HolidayTableError when it contradicts itself."""
    text = _read(path)
    groups = text.get("holiday", [])
    return HolidayTable(
        year=text["year"],
        document_number=text.get("document_number", ""),
        amended_by=text.get("amended_by", ""),
        issued_on=text.get("issued_on"),
        rest_days=_flat(group.get("rest", ()) for group in groups),
        working_days=_flat(group.get("work", ()) for group in groups),
    )


def _flat(groups: Iterable[Iterable[date]]) -> tuple[date, ...]:
    return tuple(sorted(day for group in groups for day in group))


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
