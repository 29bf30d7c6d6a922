"""The workbench's panes (O3; Art. 18): the overview, one opinion or one group beside its clause.

What may be done to opinions are acts (``steps/public``); these pages only offer ids and forms, and
work as plain pages without any script.
"""

import uuid
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from decisions.law.terms import DispositionKind
from decisions.models import (
    AnswerCheck,
    Clause,
    Cluster,
    Decision,
    Disposition,
    Opinion,
)
from decisions.selectors import queue, workbench
from workflows import registry
from workflows.views.acting import as_sent
from workflows.views.answering import as_opinion, offer_clauses, reasons_for, typed
from workflows.views.asked import number
from workflows.views.doors import on_decision
from workflows.views.workbench import Bench, bench, context, filters

CHANGING = {DispositionKind.ADOPTED, DispositionKind.PARTLY_ADOPTED}


@on_decision("view_opinions")
def opinions(request: HttpRequest, decision: Decision) -> HttpResponse:
    """The queue, and how far everybody is."""
    found = bench(request, decision)
    first = found.page.units[0] if found.page.units else None
    told = context(request, found) | {
        "begin": found.address(first) if first and not first.row.answer else "",
        "loads": workbench.loads(decision),
        "branches": workbench.themes(decision, counted=True),
    }
    return render(request, "desk/workbench.html", told)


@on_decision("view_opinions")
def opinion(request: HttpRequest, decision: Decision, opinion_id: int) -> HttpResponse:
    """One opinion beside its clause; disposing of it leads on to the next open line."""
    row = _with_all(decision).filter(pk=opinion_id).first()
    if row is None:
        raise Http404
    beside = row.submission.opinions.order_by("start", "pk").exclude(pk=row.pk)
    told = {
        "opinion": row,
        "beside": beside if row.end is not None else [],
        "files": row.submission.files.select_related("paper"),
        "given": getattr(row, "disposition", None),
    }
    return _pane(request, decision, queue.Unit(queue.SINGLE, row), told)


@on_decision("view_opinions")
def cluster(request: HttpRequest, decision: Decision, cluster_id: int) -> HttpResponse:
    """One group with its opinions and their differences; one answer is inherited by all."""
    rows = Cluster.objects.filter(decision=decision).select_related(
        "clause", "theme", "assigned_to"
    )
    row = rows.prefetch_related("disposition__changed_clauses").filter(pk=cluster_id).first()
    if row is None:
        raise Http404
    members, more = workbench.members(row, number(request, "member"))
    given = getattr(row, "disposition", None)
    told = {"cluster": row, "members": members, "more_members": more, "given": given}
    return _pane(request, decision, queue.Unit(queue.GROUP, row), told)


def _pane(
    request: HttpRequest, decision: Decision, unit: queue.Unit, told: dict[str, Any]
) -> HttpResponse:
    subject = "cluster" if unit.is_group else "opinion"
    form, status = None, 200
    if request.method == "POST" and "insert" not in request.POST:
        form, status = as_sent(request, decision, "dispose_opinion")
        if form is None:
            return redirect(_next(request, decision, unit))
    found = bench(request, decision)
    subject_of = as_opinion(unit.row) if unit.is_group else unit.row
    at_hand = reasons_for(decision, [subject_of], found.texts)
    if form is None:
        begun = typed(request, at_hand) or _initial(request, told["given"])
        begun |= {subject: unit.row.pk}
        act = registry.acts()["dispose_opinion"]
        form = act.form(decision=decision, actor=request.user, initial=begun)
    clauses = offer_clauses(form, found.texts)
    told |= context(request, found, unit.key) | {
        "unit": unit,
        "form": form,
        "token": uuid.uuid4(),
        "next_url": _following(found, unit),
        "previous_url": _previous(found, unit),
        "amended": _amended(found, unit, told["given"]),
        "reasons": at_hand,
        "looks": _looks(unit),
        "changed_number": clauses,
    }
    return render(request, "desk/workbench.html", told, status=status)


def _next(request: HttpRequest, decision: Decision, unit: queue.Unit) -> str:
    """The next open line under the same filters; when none is left, the overview."""
    themes = workbench.themes(decision) if "theme" in request.GET else []
    asked = filters(request, themes)
    following = queue.following(decision, asked, unit)
    kept = request.GET.urlencode()
    if following is None:
        address = reverse("desk:opinions", args=[decision.pk])
    else:
        name = "desk:cluster" if following.is_group else "desk:opinion"
        address = reverse(name, args=[decision.pk, following.row.pk])
    return f"{address}?{kept}" if kept else address


def _following(found: Bench, unit: queue.Unit) -> str:
    """The next open line: the one below on this page of the queue, or as the queue goes on."""
    keys = [one.key for one in found.page.units]
    place = keys.index(unit.key) + 1 if unit.key in keys else len(keys)
    below = [one for one in found.page.units[place:] if not one.row.answer]
    return found.address(below[0] if below else queue.following(found.decision, found.asked, unit))


def _previous(found: Bench, unit: queue.Unit) -> str:
    """The line above, where it stands on this page of the queue."""
    keys = [one.key for one in found.page.units]
    place = keys.index(unit.key) if unit.key in keys else 0
    return found.address(found.page.units[place - 1]) if place else ""


def _with_all(decision: Decision) -> QuerySet[Opinion]:
    return (
        Opinion.objects.filter(decision=decision, submission__withdrawn_at=None)
        .select_related(
            *("submission", "clause", "theme", "assigned_to", "disposition__decided_by"),
            *("cluster__disposition",),
        )
        .prefetch_related("disposition__changed_clauses")
    )


def _initial(request: HttpRequest, given: Disposition | None) -> dict[str, Any]:
    """What was answered; without an answer, nothing is chosen beforehand."""
    if given is None:
        return {}
    return {
        "kind": given.kind,
        "reason": given.reason,
        "no_change_reason": given.no_change_reason,
        "main_opinion": given.main_opinion_id,
        "changed_clauses": [clause.pk for clause in given.changed_clauses.all()],
    }


def _amended(found: Bench, unit: queue.Unit, given: Disposition | None) -> list[Any]:
    """The clauses in question before and after: those of the answer, else that of the opinion."""
    named = list(given.changed_clauses.all()) if given and given.kind in CHANGING else []
    own: Clause | None = unit.row.clause
    anchors = [clause.anchor for clause in named] or ([own.anchor] if own else [])
    return found.texts.beside(anchors)


def _looks(unit: queue.Unit) -> list[AnswerCheck]:
    """What second officers said of earlier answers."""
    what = {"cluster": unit.row} if unit.is_group else {"opinion": unit.row}
    rows = AnswerCheck.objects.filter(agreed__isnull=False, **what).select_related("checker")
    return list(rows.order_by("-pk")[:5])


def filtered(decision: Decision, request: HttpRequest) -> QuerySet[Opinion]:
    """Every opinion that the filters of the address choose, in groups or not (for the export)."""
    asked = filters(request, workbench.themes(decision))
    rows = _with_all(decision).prefetch_related(None).order_by("pk")
    kind = request.GET.get("kind", "")
    if kind == queue.OPEN:
        rows = rows.filter(disposition=None, cluster__disposition=None)
    elif kind in set(DispositionKind):
        rows = rows.filter(disposition__kind=kind) | rows.filter(
            disposition=None, cluster__disposition__kind=kind
        )
    wanted = {
        "submission__channel": asked.channel,
        "clause": asked.clause,
        "theme__in": asked.themes,
        "assigned_to": asked.officer,
    }
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    return queue.matching(decision, rows, asked.words) if asked.words else rows
