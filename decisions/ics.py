"""Calendars (iCalendar): last days of consultations, hearings with their place, answers."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import icalendar
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from decisions.law.terms import ActivityKind
from decisions.models import ParticipationActivity
from decisions.period import begins
from decisions.selectors import public
from decisions.selectors.events import Event, answered, dated


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
    hearing = activity.kind == ActivityKind.HEARING
    day = activity.held_on if hearing else activity.closes_on
    if day is None:
        return None
    heading = _("Hearing: %(title)s") if hearing else _("Last day for opinions: %(title)s")
    page = reverse("portal:decision", args=[activity.decision_id])
    event = icalendar.Event()
    event.add("uid", f"{activity.kind}-{activity.pk}@{request.get_host()}")
    event.add("dtstamp", begins(activity.announced_on))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", heading % {"title": activity.decision.title})
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
