"""The overview (O7): decisions by stage, what is overdue, consultations nobody answered."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from decisions.labels import label
from decisions.law.terms import Stage
from decisions.models import Decision, ParticipationActivity
from workflows import deadlines, todo
from workflows.holiday_years import calendar_of
from workflows.models import Deadline
from workflows.views.doors import staff

SHOWN = 50


@staff
def dashboard(request: HttpRequest) -> HttpResponse:
    """Over all decisions this person may open."""
    mine = Decision.objects.filter(pk__in=todo.decisions_for(request.user).values("pk"))
    bars = stages(mine)
    context = {
        "bars": bars,
        "most": max((bar["value"] for bar in bars), default=1) or 1,
        "total": sum(bar["value"] for bar in bars),
        "overdue": overdue(request, mine),
        "silent": silent(mine),
    }
    return render(request, "desk/dashboard.html", context)


def stages(mine: QuerySet[Decision]) -> list[dict[str, Any]]:
    """How many decisions stand at each stage, each number a link to its list."""
    counted = dict(mine.order_by().values_list("stage").annotate(n=Count("pk")))
    address = reverse("desk:decisions")
    return [
        {
            "label": label(stage),
            "value": counted.get(stage.value, 0),
            "url": f"{address}?stage={stage.value}" if counted.get(stage.value) else "",
        }
        for stage in Stage
    ]


def overdue(request: HttpRequest, mine: QuerySet[Decision]) -> list[dict[str, Any]]:
    """The terms that are past, the longest first, with the reason in words."""
    today = timezone.localdate()
    days = calendar_of(request.user.office.organ if request.user.office else None)
    rows = Deadline.objects.filter(decision__in=mine, met_on=None, due_on__lt=today)
    rows = rows.select_related("decision__lead_office")[:SHOWN]
    return [{"decision": r.decision, "light": deadlines.light(r, today, days)} for r in rows]


def silent(mine: QuerySet[Decision]) -> QuerySet[ParticipationActivity]:
    """Consultations that are over and received nothing: a lawful result to be said in words."""
    over = Q(closes_on__lt=timezone.localdate(), withdrawn_reason="", consultation__isnull=False)
    none = Q(decision__tally__submissions=0) | Q(decision__tally=None)
    found = ParticipationActivity.objects.filter(over & none, decision__in=mine)
    return found.select_related("decision").order_by("-closes_on")[:SHOWN]
