"""The case page (O2): the task list of the stage, the road, why it cannot go on, recent events."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from decisions.gather import gather
from decisions.labels import label
from decisions.law.dossier import Dossier
from decisions.law.terms import Stage
from decisions.models import Decision
from decisions.selectors import decision_page
from workflows import chart, deadlines, issued, permissions, registry, todo
from workflows.views.asked import number
from workflows.views.doors import on_decision
from workflows.views.tasks import roles_held, task


@on_decision("view_case")
def case(request: HttpRequest, decision: Decision) -> HttpResponse:
    """Where the case stands, what can be done now, and why the rest cannot."""
    today = timezone.localdate()
    dossier = gather(decision.pk, as_of=today)
    held = roles_held(request, decision)
    choices = todo.choices(decision.stage, dossier, todo.acts_done(decision.pk))
    own = [choice for choice in choices if choice.possible and _allowed(choice, held)]
    context = {
        "decision": decision,
        "yours": [choice for choice in own if todo.wanted(choice)],
        "also": [choice for choice in own if not todo.wanted(choice)],
        "groups": _groups(decision, dossier, choices, held),
        "chart": chart.road(Stage(decision.stage)),
        "road": decision_page.road_of(decision),
        "lights": [
            deadlines.light(row, today, dossier.calendar)
            for row in decision.deadlines.filter(met_on=None)
        ],
        "entries": decision.entries.exclude(act=issued.ACT).order_by("-seq")[:12],
        "proposals": decision.proposals.filter(state="waiting").select_related("proposed_by"),
    }
    return render(request, "desk/case.html", context)


def _allowed(choice: todo.Choice, held: frozenset[str]) -> bool:
    return bool(held & permissions.roles_for(choice.act.slug))


def _groups(
    decision: Decision, dossier: Dossier, choices: list[todo.Choice], held: frozenset[str]
) -> list[dict[str, Any]]:
    groups = []
    for step in registry.all_steps():
        mine = [c for c in choices if c.act.step == step.code]
        if mine:
            groups.append(
                {
                    "step": step,
                    "tasks": [task(decision, c, held) for c in mine if not c.act.optional],
                    "aside": [task(decision, c, held) for c in mine if c.act.optional],
                    "progress": _progress(step, dossier),
                    "open": any(todo.wanted(c) for c in mine),
                }
            )
    return groups


def _progress(step: registry.Step, dossier: Dossier) -> str:
    if not step.section:
        return ""
    return str(label(getattr(dossier, step.section).progress))


@on_decision("view_record")
def entries(request: HttpRequest, decision: Decision) -> HttpResponse:
    """The record of a decision, newest first."""
    rows = decision.entries.order_by("-seq")
    if before := number(request, "before"):
        rows = rows.filter(seq__lt=before)
    page = list(rows[:51])
    older = page[49].seq if len(page) > 50 else None
    context = {"decision": decision, "entries": page[:50], "older": older}
    return render(request, "desk/entries.html", context)
