"""Gathers the holiday tables an office entered itself; they override the shipped ones (answer 5).

The organ's own table goes before one for everybody, a later one before an earlier.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from decisions.gather.listed import ORGAN, Listed, Row, listed
from decisions.gather.reading import day, names
from decisions.law.calendar import Calendar, calendar
from decisions.law.holiday_table import HolidayTable
from decisions.models import HolidayYear


def lists() -> Iterator[QuerySet[Any]]:
    """The tables of the organ and those that hold for every organ."""
    tables = HolidayYear.objects.filter(Q(organ=None) | Q(organ=ORGAN))
    columns = ("organ", "year", "document_number", "issued_on", "rest_days", "working_days")
    yield listed("holidays", tables, *columns)


def office_calendar(rows: Listed) -> Calendar:
    """The shipped calendar with the office's own years in place."""
    newest = {row["year"]: row for row in sorted(rows["holidays"], key=_weight)}
    return calendar(_table(newest[year]) for year in sorted(newest))


def _weight(row: Row) -> tuple[bool, int]:
    return row["organ"] is not None, row["id"]


def _table(row: Row) -> HolidayTable:
    return HolidayTable(
        year=row["year"],
        document_number=row["document_number"],
        issued_on=day(row["issued_on"]),
        rest_days=_days(row["rest_days"]),
        working_days=_days(row["working_days"]),
    )


def _days(value: Any) -> tuple[date, ...]:
    return tuple(sorted(date.fromisoformat(text) for text in names(value)))
