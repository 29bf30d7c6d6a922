"""The case page (O2): the task list of the stage, the road, why it cannot go on, recent events."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from decisions.gather import gather
from decisions.labels import label
from decisions.law.dossier import Dossier
from decisions.law.terms import Progress, Stage
from decisions.models import Decision
from workflows import deadlines, permissions, registry, todo
from workflows.views.doors import on_decision


@on_decision("view_case")
def case(request: HttpRequest, decision: Decision) -> HttpResponse:
    """Where the case stands, what can be done now, and why the rest cannot."""
    today = timezone.localdate()
    dossier = gather(decision.pk, as_of=today)
    mine = {c.role for c in permissions.capacities(request.user, decision, today)}
    choices = todo.choices(decision.stage, dossier, todo.acts_done(decision.pk))
    context = {
        "decision": decision,
        "dossier": dossier,
        "groups": _groups(decision, dossier, choices, mine),
        "road": road(decision, dossier),
        "lights": [
            deadlines.light(row, today, dossier.calendar)
            for row in decision.deadlines.filter(met_on=None)
        ],
        "entries": decision.entries.order_by("-seq")[:12],
        "proposals": decision.proposals.filter(state="waiting").select_related("proposed_by"),
        "papers": decision.papers.order_by("-id")[:8],
    }
    return render(request, "desk/case.html", context)


def _groups(
    decision: Decision, dossier: Dossier, choices: list[todo.Choice], mine: set[str]
) -> list[dict[str, Any]]:
    groups = []
    for step in registry.all_steps():
        tasks = [_task(decision, c, mine) for c in choices if c.act.step == step.code]
        if tasks:
            groups.append({"step": step, "tasks": tasks, "progress": _progress(step, dossier)})
    return groups


def _progress(step: registry.Step, dossier: Dossier) -> str:
    if not step.section:
        return ""
    return str(label(getattr(dossier, step.section).progress))


def _task(decision: Decision, choice: todo.Choice, mine: set[str]) -> dict[str, Any]:
    act, roles = choice.act, permissions.roles_for(choice.act.slug)
    allowed = bool(roles & mine)
    return {
        "title": act.label,
        "url": reverse("desk:act", args=[decision.pk, act.slug]) if allowed else "",
        "progress": _state(choice),
        "why": choice.why_not or "；".join(s.what for s in choice.missing[:3]),
        "who": "" if allowed else next(iter(sorted(roles)), ""),
        "articles": act.articles[:2],
        "optional": act.optional,
        "done": choice.done,
    }


def _state(choice: todo.Choice) -> str:
    if choice.done and not choice.act.repeatable and choice.why_not:
        return "done"
    if not choice.possible:
        return "blocked"
    if choice.done:
        return "under_way" if choice.act.repeatable else "done"
    return "can_start"


def road(decision: Decision, dossier: Dossier) -> list[dict[str, Any]]:
    """The road as a timeline: each stage done, now or to come; sections inside drafting."""
    order = list(Stage)[:10]
    here = Stage(decision.stage)
    position = order.index(here) if here in order else len(order)
    steps: list[dict[str, Any]] = []
    for index, stage in enumerate(order):
        state = "done" if index < position else "now" if stage is here else "to_come"
        steps.append({"title": label(stage), "progress": state, "articles": []})
        if stage is Stage.DRAFTING:
            steps.extend(_sections(dossier, state))
    if here not in order:
        steps.append({"title": label(here), "progress": "now", "articles": []})
    return steps


def _sections(dossier: Dossier, stage_state: str) -> list[dict[str, Any]]:
    shown = []
    for step in registry.all_steps():
        if not step.section:
            continue
        progress = getattr(dossier, step.section).progress
        state = {
            Progress.CONCLUDED: "done",
            Progress.FOUND_UNNECESSARY: "not_needed",
            Progress.NOT_STARTED: "to_come",
        }.get(progress, "now")
        shown.append({"title": step.label, "progress": state, "articles": step.articles[:1]})
    return shown


@on_decision("view_record")
def entries(request: HttpRequest, decision: Decision) -> HttpResponse:
    """The record of a decision, newest first."""
    before = request.GET.get("before", "")
    rows = decision.entries.order_by("-seq")
    if before.isdecimal():
        rows = rows.filter(seq__lt=int(before))
    page = list(rows[:51])
    older = page[49].seq if len(page) > 50 else None
    context = {"decision": decision, "entries": page[:50], "older": older}
    return render(request, "desk/entries.html", context)
