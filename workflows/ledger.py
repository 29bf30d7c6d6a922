"""The ledger (台账): the year's decisions, one row each, with dates, days, counts and numbers.

A decision belongs to the year in which it was initiated, one not yet initiated to the year it was
opened. The desk's page, its .xlsx and ``manage.py ledger`` print the same rows; the number of
queries does not grow with the decisions.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max, Min, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from decisions.gather import pinned_profile
from decisions.law.calendar import Calendar
from decisions.models import AgendaItem, Decision, LegalityReview, OpenConsultation
from notices.models import Notice
from workflows.holiday_years import calendar_of

HEADS: dict[str, Promise] = {
    "title": _("Decision"),
    "organ": _("Decision organ"),
    "lead_unit": _("Lead unit"),
    "stage": _("Stage"),
    "initiated_on": _("Initiated on"),
    "opens_on": _("Consultation from"),
    "closes_on": _("Consultation to"),
    "days_open": _("Days open"),
    "hearing_on": _("Hearing on"),
    "experts_on": _("Experts' last opinion"),
    "risk_on": _("Risk report on"),
    "competition_on": _("Competition review on"),
    "requested_on": _("Sent for review"),
    "reviewed_on": _("Reviewed on"),
    "review_days": _("Working days of review"),
    "meeting_on": _("Meeting on"),
    "result": _("Result"),
    "published_on": _("Published on"),
    "archived_on": _("Archived on"),
    "opinions": _("Opinions"),
    "adopted": _("Adopted"),
    "partly_adopted": _("Partly adopted"),
    "not_adopted": _("Not adopted"),
    "numbers": _("Document numbers"),
}
Line = dict[str, Any]


@dataclass(frozen=True)
class Beside:
    """What stands in other tables, by decision."""

    consultations: dict[int, OpenConsultation]
    reviews: dict[int, LegalityReview]
    items: dict[int, AgendaItem]
    numbers: dict[int, list[str]]
    calendars: dict[int, Calendar]


def of_year(year: int, decisions: QuerySet[Decision]) -> list[Line]:
    """The rows of a year, in the order of initiation."""
    rows = list(_chosen(year, decisions))
    beside = _beside(rows)
    return sorted((_line(row, beside) for row in rows), key=_order)


def years(decisions: QuerySet[Decision]) -> list[int]:
    """The years that have a row, newest first."""
    first = decisions.order_by().aggregate(a=Min("opened_at"), b=Min("initiation__initiated_on"))
    oldest = min((_year(moment) for moment in first.values() if moment), default=None)
    now = timezone.localdate().year
    return list(range(now, (oldest or now) - 1, -1))


def cells(line: Line) -> list[Any]:
    """A row as plain cells, for a table that goes out."""
    return ["、".join(v) if isinstance(v, list) else v for v in line.values()][1:]


def _chosen(year: int, decisions: QuerySet[Decision]) -> QuerySet[Decision]:
    begun = Q(initiation__initiated_on__year=year)
    waiting = Q(initiation__initiated_on=None, opened_at__year=year)
    ones = ("initiation", "tally", "risk", "competition", "publication", "archive", "organ")
    found = decisions.model.objects.filter(pk__in=decisions.values("pk")).filter(begun | waiting)
    return found.select_related(*ones, "lead_office", "hearing__activity").annotate(
        experts_on=Max("experts__opinion_on")
    )


def _beside(rows: list[Decision]) -> Beside:
    consulted = OpenConsultation.objects.filter(
        activity__decision__in=rows, activity__withdrawn_reason=""
    ).select_related("activity")
    reviews = LegalityReview.objects.filter(decision__in=rows).order_by("round")
    items = AgendaItem.objects.filter(decision__in=rows).select_related("meeting")
    numbers: dict[int, list[str]] = defaultdict(list)
    issued = Notice.objects.filter(decision__in=rows, number__voided_at=None)
    for decision, number in issued.exclude(number_text="").values_list("decision", "number_text"):
        numbers[decision].append(number)
    organs = {row.organ_id: row.organ for row in rows}
    return Beside(
        {one.activity.decision_id: one for one in consulted.order_by("activity__opens_on")},
        {one.decision_id: one for one in reviews},
        {one.decision_id: one for one in items.order_by("meeting__held_on")},
        numbers,
        {pk: calendar_of(organ) for pk, organ in organs.items()},
    )


def _line(one: Decision, beside: Beside) -> Line:
    consultation, review = beside.consultations.get(one.pk), beside.reviews.get(one.pk)
    item = beside.items.get(one.pk)
    activity = consultation.activity if consultation else None
    said = {
        "pk": one.pk,
        "title": one.title,
        "organ": str(one.organ),
        "lead_unit": str(one.lead_office),
        "stage": str(one.get_stage_display()),
        "initiated_on": _of(one, "initiation", "initiated_on"),
        "opens_on": activity.opens_on if activity else None,
        "closes_on": activity.closes_on if activity else None,
        "days_open": _days_open(one, activity, beside.calendars[one.organ_id]),
        "hearing_on": _of(one, "hearing", "activity").held_on if hasattr(one, "hearing") else None,
        "experts_on": one.experts_on,
        "risk_on": _of(one, "risk", "report_on"),
        "competition_on": _of(one, "competition", "concluded_on"),
        "requested_on": review.requested_on if review else None,
        "reviewed_on": review.completed_on if review else None,
        "review_days": _review_days(review, beside.calendars[one.organ_id]),
        "meeting_on": item.meeting.held_on if item else None,
        "result": str(item.get_result_display()) if item else "",
        "published_on": _of(one, "publication", "published_on"),
        "archived_on": _of(one, "archive", "archived_on"),
    }
    counts = {name: _of(one, "tally", f"is_{name}") for name in COUNTED}
    return said | {
        "opinions": _of(one, "tally", "opinions"),
        **counts,
        "numbers": beside.numbers[one.pk],
    }


COUNTED = ("adopted", "partly_adopted", "not_adopted")


def _days_open(one: Decision, activity: Any, days: Calendar) -> int | None:
    if activity is None or not (activity.opens_on and activity.closes_on):
        return None
    counting = pinned_profile(one.profile, one.profile_on).day_count
    return days.days_open(activity.opens_on, activity.closes_on, counting)


def _review_days(review: LegalityReview | None, days: Calendar) -> int | None:
    if review is None or review.completed_on is None:
        return None
    return days.working_days(review.requested_on, review.completed_on).days


def _of(one: Decision, row: str, column: str) -> Any:
    return getattr(getattr(one, row, None), column, None)


def _order(line: Line) -> tuple[bool, date, int]:
    on = line["initiated_on"]
    return on is None, on or date.max, line["pk"]


def _year(moment: date | datetime) -> int:
    return timezone.localtime(moment).year if isinstance(moment, datetime) else moment.year


def totals(lines: Iterable[Line]) -> dict[str, int]:
    """The sums under the table: decisions, opinions, and what became of them."""
    lines = list(lines)
    sums = {name: sum(line[name] or 0 for line in lines) for name in ("opinions", *COUNTED)}
    return {"decisions": len(lines), **sums}
