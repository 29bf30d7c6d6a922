"""Calendars (iCalendar): last days, what is held on a day with its hour and place, answers."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import icalendar
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from decisions.labels import label
from decisions.law.terms import ActivityKind
from decisions.models import ParticipationActivity
from decisions.period import BEIJING, begins
from decisions.selectors import public
from decisions.selectors.events import Event, answered, dated

RUNS_UNTIL = (
    ActivityKind.OPEN_CONSULTATION,
    ActivityKind.QUESTIONNAIRE,
    ActivityKind.PUBLIC_DISPLAY,
    ActivityKind.OPINION_SURVEY,
)


def everything(request: HttpRequest) -> HttpResponse:
    """Closing dates and hearings of every public decision."""
    today = timezone.localdate()
    told = answered(public.public_decisions(today), today)
    return _calendar(request, dated(today), told)


def of_decision(request: HttpRequest, pk: int) -> HttpResponse:
    """The same of one decision."""
    today = timezone.localdate()
    found = public.public_decisions(today).filter(pk=pk)
    if not found.exists():
        raise Http404
    return _calendar(request, dated(today, decision=pk), answered(found, today))


def of_activity(request: HttpRequest, pk: int, activity_id: int) -> HttpResponse:
    """One way to take part, to be put into one's own calendar."""
    today = timezone.localdate()
    found = dated(today, decision=pk, pk=activity_id)
    if not found or not public.public_decisions(today).filter(pk=pk).exists():
        raise Http404
    return _calendar(request, found, ())


def _calendar(
    request: HttpRequest, activities: list[ParticipationActivity], told: Iterable[Event]
) -> HttpResponse:
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Yijue//Portal//ZH")
    calendar.add("version", "2.0")
    for activity in activities:
        if event := _event(request, activity):
            calendar.add_component(event)
    for answer in told:
        calendar.add_component(_answer(request, answer))
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="decisions.ics"'
    return response


def _event(request: HttpRequest, activity: ParticipationActivity) -> Any:
    until = activity.kind in RUNS_UNTIL
    day = activity.closes_on if until else activity.held_on or activity.opens_on
    if day is None:
        return None
    page = reverse("portal:decision", args=[activity.decision_id])
    event = icalendar.Event()
    event.add("uid", f"{activity.kind}-{activity.pk}@{request.get_host()}")
    event.add("dtstamp", begins(activity.announced_on))
    if activity.starts_at and not until:
        event.add("dtstart", datetime.combine(day, activity.starts_at, BEIJING))
    else:
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
    event.add("summary", _heading(activity, until) % {"title": activity.decision.title})
    event.add("url", request.build_absolute_uri(page))
    if activity.place:
        event.add("location", activity.place)
    return event


def _answer(request: HttpRequest, answer: Event) -> Any:
    """The day on which the answer to the opinions was published."""
    page = reverse("portal:feedback", args=[answer.decision.pk])
    event = icalendar.Event()
    event.add("uid", f"answered-{answer.decision.pk}@{request.get_host()}")
    event.add("dtstamp", begins(answer.on))
    event.add("dtstart", answer.on)
    event.add("dtend", answer.on + timedelta(days=1))
    event.add("summary", answer.title)
    event.add("url", request.build_absolute_uri(page))
    return event


def _heading(activity: ParticipationActivity, until: bool) -> str:
    if activity.kind == ActivityKind.HEARING:
        return _("Hearing: %(title)s")
    if until:
        return _("Last day for opinions: %(title)s")
    return str(label(ActivityKind(activity.kind))) + "：%(title)s"
