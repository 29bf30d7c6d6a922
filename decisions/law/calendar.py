"""Counts days and working days (Civil Code 201, 203; Decree 713 Art. 15, 26; GIR 26).

Rules, deadlines and notices count here and nowhere else. A year whose holiday notice is not in
the tables counts Monday to Friday less the fixed statutory days, and says so: *provisional*.
Which figure applies stands in the profile, the tables in ``holiday_table.py``, the sums in words
in ``reckoning.py``.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import Literal

from decisions.law.holiday_table import SATURDAY, HolidayTable, shipped_tables, statutory

DayCount = Literal["exclude_first", "include_first"]
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Reckoned:
    """A date that was counted to; provisional when a year on the way has no holiday table."""

    day: date
    provisional: bool = False


@dataclass(frozen=True)
class Counted:
    """A number of days that was counted; provisional when a year on the way has no table."""

    days: int
    provisional: bool = False


@dataclass(frozen=True)
class Calendar:
    """The working days of an office: one holiday table a year, at most."""

    tables: tuple[HolidayTable, ...]

    @cached_property
    def _years(self) -> dict[int, HolidayTable]:
        return {table.year: table for table in self.tables}

    @cached_property
    def _spoken(self) -> dict[date, bool]:
        rests = {day: False for table in self.tables for day in table.rest_days}
        return rests | {day: True for table in self.tables for day in table.working_days}

    def table(self, year: int) -> HolidayTable | None:
        """The holiday table of this year, if there is one."""
        return self._years.get(year)

    def known(self, year: int) -> bool:
        """Whether the holiday notice of this year is in the tables."""
        return year in self._years

    def firm(self, day: date) -> bool:
        """Whether no notice still to come can change this day.

        The last days of December wait for the next year's notice: a New Year's holiday may
        reach back into them.
        """
        waits = (date(day.year, 12, 31) - day).days < statutory().eve_days
        return self.known(day.year) and (not waits or self.known(day.year + 1))

    def provisional(self, first: date, last: date) -> bool:
        """Whether a count over these days, both included, may still change."""
        return any(not self.firm(day) for day in _days(first, last))

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on this day, swapped weekends (调休) included."""
        if self.is_holiday(day):
            return False
        return self._spoken.get(day, day.weekday() < SATURDAY)

    def is_holiday(self, day: date) -> bool:
        """Whether a notice, or before it the fixed statutory days, makes this a day of rest."""
        if day in self._spoken:
            return not self._spoken[day]
        return not self.known(day.year) and statutory().rests(day)

    def add_working_days(self, start: date, n: int) -> Reckoned:
        """The n-th working day after start; the day of start does not count."""
        if n < 0:
            raise ValueError("working days are counted forward")
        day, left = start, n
        while left:
            day += ONE_DAY
            left -= self.is_working_day(day)
        return Reckoned(day, self._unsure(start, day))

    def working_days(self, start: date, end: date) -> Counted:
        """The working days after start, up to and including end."""
        count = sum(self.is_working_day(day) for day in _days(start + ONE_DAY, end))
        return Counted(count, self._unsure(start, end))

    def next_working_day(self, day: date) -> Reckoned:
        """This day if offices work on it, else the first one after it on which they do."""
        last = day
        while not self.is_working_day(last):
            last += ONE_DAY
        return Reckoned(last, self.provisional(day, last))

    def period_end(
        self, start: date, days: int, *, day_count: DayCount, roll_last_day: bool
    ) -> Reckoned:
        """The last day of a term in calendar days (Civil Code 201, 203).

        A last day on a weekend or holiday rolls to the next working day when asked to.
        """
        last = last_day(start, days, day_count)
        return self.next_working_day(last) if roll_last_day else Reckoned(last)

    def days_open(self, start: date, end: date, day_count: DayCount) -> int:
        """The length in calendar days of a period, counted as the profile says."""
        return (end - start).days + (day_count == "include_first")

    def _unsure(self, start: date, end: date) -> bool:
        return self.provisional(start + ONE_DAY, end)


def last_day(start: date, days: int, day_count: DayCount) -> date:
    """The plain last day of a term, before any rolling."""
    if days < 1:
        raise ValueError("a term has at least one day")
    return start + timedelta(days=days - (day_count == "include_first"))


def calendar(overrides: Iterable[HolidayTable] = ()) -> Calendar:
    """The shipped calendar, with an office's own tables in place of the shipped years."""
    return _calendar(tuple(overrides))


@lru_cache(maxsize=64)
def _calendar(overrides: tuple[HolidayTable, ...]) -> Calendar:
    years = {table.year: table for table in (*shipped_tables(), *overrides)}
    return Calendar(tuple(years[year] for year in sorted(years)))


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))
