"""The inbox (O1): what waits for me, what I did, and the decisions I may open."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from accounts.appointments import roles_of
from accounts.roles import Role
from decisions.law.calendar import calendar
from decisions.law.terms import Stage
from decisions.models import Entry
from decisions.selectors.placements import unplaced_in
from workflows import deadlines, registry, signoff, todo
from workflows.models import Deadline, Reminder, Task
from workflows.views.asked import number, words
from workflows.views.doors import staff

SHOWN = 50
PLACE = "place_anchor"  # many at once, on a page of their own


@staff
def inbox(request: HttpRequest) -> HttpResponse:
    """Everything that waits for this person, the most pressing first."""
    today, days = timezone.localdate(), calendar()
    tasks = list(todo.waiting_for(request.user).order_by("missing", "since", "id")[:200])
    terms: dict[int, Deadline] = {}
    for row in Deadline.objects.filter(
        met_on=None, decision__in={t.decision_id for t in tasks}
    ).order_by("-due_on"):
        terms[row.decision_id] = row
    signing = signoff.waiting_for(request.user)
    urged = _urged({one.decision_id for one in [*tasks, *signing]})
    unplaced = unplaced_in(t.decision_id for t in tasks if t.act == PLACE)
    rows = [
        {
            "url": _address(task),
            "waiting": unplaced.get(task.decision_id) if task.act == PLACE else None,
            "urged": _since(urged, task.decision_id, task.since),
            "task": task,
            "act": registry.act(task.act),
            "light": deadlines.light(terms[task.decision_id], today, days)
            if task.decision_id in terms
            else None,
        }
        for task in tasks
    ]
    rows.sort(key=_order)
    context = {
        "rows": rows,
        "proposals": [(p, _since(urged, p.decision_id, p.proposed_at)) for p in signing],
        "counts": {
            "waiting": len(rows),
            "overdue": sum(1 for r in rows if r["light"] and r["light"].colour == "red"),
            "soon": sum(1 for r in rows if r["light"] and r["light"].colour == "yellow"),
        },
        "may_propose": Role.DRAFTING_OFFICER in roles_of(request.user),
    }
    return render(request, "desk/inbox.html", context)


@staff
def done(request: HttpRequest) -> HttpResponse:
    """What this person did, newest first, by key and not by page number."""
    rows = Entry.objects.filter(actor=request.user).select_related("decision").order_by("-id")
    if before := number(request, "before"):
        rows = rows.filter(id__lt=before)
    page = list(rows[: SHOWN + 1])
    older = page[SHOWN - 1].pk if len(page) > SHOWN else None
    return render(request, "desk/done.html", {"entries": page[:SHOWN], "older": older})


@staff
def decisions(request: HttpRequest) -> HttpResponse:
    """The decisions this person may open, filtered by stage and words."""
    rows = todo.decisions_for(request.user).select_related("organ", "lead_office")
    stage, asked = request.GET.get("stage", ""), words(request, "q")
    if stage in set(Stage):
        rows = rows.filter(stage=stage)
    if asked:
        rows = rows.filter(title__contains=asked)
    if before := number(request, "before"):
        rows = rows.filter(id__lt=before)
    page = list(rows.order_by("-id")[: SHOWN + 1])
    older = page[SHOWN - 1].pk if len(page) > SHOWN else None
    context = {
        "decisions": page[:SHOWN],
        "older": older,
        "stage": stage,
        "words": asked,
        "stages": [(s, s.value == stage) for s in Stage],
        "may_propose": Role.DRAFTING_OFFICER in roles_of(request.user),
    }
    return render(request, "desk/decisions.html", context)


def _urged(decision_ids: set[int]) -> list[Reminder]:
    """Who was urged (催办) about these decisions, the newest first."""
    rows = Reminder.objects.filter(decision__in=decision_ids).select_related("sent_by")
    return list(rows.order_by("-sent_at")[:200])


def _since(urged: list[Reminder], decision_id: int, moment: datetime) -> Reminder | None:
    """The newest reminder since something began to wait."""
    found = (r for r in urged if r.decision_id == decision_id and r.sent_at >= moment)
    return next(found, None)


def _address(task: Task) -> str:
    """Where the act is done: on its own page, or where what it is about is listed."""
    if task.act == PLACE:
        return reverse("desk:anchors", args=[task.decision_id])
    return reverse("desk:act", args=[task.decision_id, task.act])


def _order(row: dict[str, Any]) -> tuple[Any, ...]:
    task = row["task"]
    return _pressing(row["light"]), row["urged"] is None, task.missing, task.since


def _pressing(light: deadlines.Light | None) -> int:
    return {"red": 0, "yellow": 1}.get(light.colour, 2) if light else 2
