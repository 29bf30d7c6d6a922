"""An office's own holiday tables (answer 5): kept, read as a calendar, and what one more changes.

Called by the calendar page, the ledger and ``check_holidays``. A term that was counted over days
without a table is marked; when the table comes, its count is shown before and after.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from accounts.models import Organ
from decisions.law.calendar import Calendar, calendar
from decisions.law.holiday_table import HolidayTable
from decisions.models import HolidayYear
from workflows.models import Deadline


@dataclass(frozen=True)
class Recount:
    """One term whose count the table concerns: working days and last day, before and after."""

    deadline: Deadline
    before: int
    after: int
    rests: bool
    firm: bool

    @property
    def changed(self) -> bool:
        """Whether somebody has to look at it."""
        return self.before != self.after or self.rests


def calendar_of(organ: Organ | None) -> Calendar:
    """The shipped calendar with the organ's own years in place; its own before one for all."""
    rows = HolidayYear.objects.filter(Q(organ=None) | Q(organ=organ)).order_by("pk")
    newest = {row.year: row for row in sorted(rows, key=lambda r: (r.organ_id is not None, r.pk))}
    return calendar(as_table(newest[year]) for year in sorted(newest))


def as_table(row: HolidayYear) -> HolidayTable:
    """The row as the law reads it; raises HolidayTableError when it contradicts itself."""
    return HolidayTable(
        year=row.year,
        document_number=row.document_number,
        issued_on=row.issued_on,
        rest_days=_days(row.rest_days),
        working_days=_days(row.working_days),
    )


def recount(organ: Organ, year: int, before: Calendar, after: Calendar) -> list[Recount]:
    """The open terms of the organ that touch a year, counted with both calendars."""
    touched = Deadline.objects.filter(
        decision__organ=organ,
        met_on=None,
        starts_on__lte=date(year, 12, 31),
        due_on__gte=date(year, 1, 1),
    ).select_related("decision")
    return [_recount(deadline, before, after) for deadline in touched]


def firm_up(recounts: Iterable[Recount]) -> int:
    """Take the mark 暂定 from the terms that no notice can change any more."""
    firm = [one.deadline.pk for one in recounts if one.firm and one.deadline.provisional]
    return Deadline.objects.filter(pk__in=firm).update(provisional=False)


def _recount(deadline: Deadline, before: Calendar, after: Calendar) -> Recount:
    span = deadline.starts_on, deadline.due_on
    return Recount(
        deadline,
        before.working_days(*span).days,
        after.working_days(*span).days,
        rests=not after.is_working_day(deadline.due_on),
        firm=not after.provisional(*span),
    )


def _days(texts: Iterable[str]) -> tuple[date, ...]:
    return tuple(sorted(date.fromisoformat(text) for text in texts))
