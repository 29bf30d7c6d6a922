"""What is done with several lines of the queue at once (O3; Art. 18), and undoing the last step.

Answers show first what they would touch. Sorting and giving to officers are done at once, since
they are undone as easily. Every one of them is an act.
"""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from decisions.models import Cluster, Decision, Opinion
from decisions.selectors import workbench
from decisions.views.back import back
from workflows import registry
from workflows.views.acting import as_sent, at_once
from workflows.views.answering import as_opinion, offer_clauses, reasons_for, typed
from workflows.views.asked import whole
from workflows.views.doors import on_decision
from workflows.views.workbench import UNDONE_BY, my_last, undoable

MOST = 1000


@on_decision("view_opinions")
def bulk(request: HttpRequest, decision: Decision) -> HttpResponse:
    """One of the buttons under the queue was pressed."""
    asked = request.POST
    ids, groups = _ids(asked.getlist("opinions")), _ids(asked.getlist("clusters"))
    if not ids and not groups:
        messages.warning(request, _("Choose at least one opinion."))
        return redirect(_back(request, decision))
    done = asked.get("do", "dispose")
    said: dict[str, Any] = {"opinions": ids, "clusters": groups}
    if done == "theme":
        return _at_once(request, decision, "assign_theme", said | {"theme": asked.get("theme", "")})
    if done == "officer":
        officers = [asked["officer"]] if asked.get("officer") else []
        return _at_once(request, decision, "assign_opinions", said | {"officers": officers})
    if done in ("group", "ungroup"):
        return _grouped(request, decision, ids, groups, done)
    return _disposed(request, decision, ids, groups)


def _disposed(
    request: HttpRequest, decision: Decision, ids: list[int], groups: list[int]
) -> HttpResponse:
    """First the list of what would be touched, then one act."""
    form, status = None, 200
    if "confirmed" in request.POST and "insert" not in request.POST:
        form, status = as_sent(request, decision, "dispose_in_bulk")
        if form is None:
            return redirect(_back(request, decision))
    texts = workbench.texts(decision)
    opinions = list(
        Opinion.objects.filter(decision=decision, pk__in=ids, submission__withdrawn_at=None)
        .select_related("submission", "clause", "theme")
        .order_by("pk")
    )
    rows = Cluster.objects.filter(decision=decision, pk__in=groups)
    chosen = list(rows.select_related("clause", "theme").order_by("-size", "pk"))
    subjects = [*opinions, *(as_opinion(one) for one in chosen)]
    at_hand = reasons_for(decision, subjects, texts)
    if form is None:
        begun = typed(request, at_hand)
        act = registry.acts()["dispose_in_bulk"]
        form = act.form(decision=decision, actor=request.user, initial=begun)
    context = {
        "decision": decision,
        "opinions": opinions,
        "clusters": chosen,
        "number": len(opinions) + sum(one.size for one in chosen),
        "replaced": sum(bool(one.answer) for one in [*opinions, *chosen]),
        "form": form,
        "token": uuid.uuid4(),
        "reasons": at_hand,
        "changed_number": offer_clauses(form, texts),
        "next": _back(request, decision),
    }
    return render(request, "desk/opinions_bulk.html", context, status=status)


def _grouped(
    request: HttpRequest, decision: Decision, ids: list[int], groups: list[int], done: str
) -> HttpResponse:
    """Groups that are chosen become one with the largest of them, or fall apart."""
    chosen = list(Cluster.objects.filter(decision=decision, pk__in=groups).order_by("-size", "pk"))
    others = [one.pk for one in (chosen if done == "ungroup" else chosen[1:])]
    members = Opinion.objects.filter(cluster__in=others, submission__withdrawn_at=None)
    ids = [*ids, *members.order_by("pk").values_list("pk", flat=True)[: MOST + 1]]
    if done == "ungroup":
        return _at_once(request, decision, "group_opinions", {"opinions": ids, "take_out": "on"})
    if chosen:
        if not ids:
            messages.warning(request, _("Choose something to merge into this group."))
            return redirect(_back(request, decision))
        said = {"opinions": ids, "cluster": chosen[0].pk}
    else:
        first = Opinion.objects.filter(decision=decision, pk__in=ids).order_by("pk").first()
        said = {"opinions": ids, "title": request.POST.get("title") or _line(first)}
    return _at_once(request, decision, "group_opinions", said)


def _line(opinion: Opinion | None) -> str:
    """What a group is called at first: the beginning of its first opinion, on one line."""
    return " ".join(opinion.text.split())[:60] if opinion else ""


def _at_once(
    request: HttpRequest, decision: Decision, slug: str, said: dict[str, Any]
) -> HttpResponse:
    at_once(request, decision, slug, said)
    return redirect(_back(request, decision))


@on_decision("view_opinions")
@require_POST
def undo(request: HttpRequest, decision: Decision) -> HttpResponse:
    """Take back the last step of this person that was not taken back yet."""
    entry = next(undoable(my_last(request, decision)), None)
    wanted = whole(request.POST.get("entry", ""))
    if entry is None or (wanted and wanted != entry.seq):
        messages.warning(request, _("There is nothing to undo."))
        return redirect(_back(request, decision))
    said: dict[str, Any] = {"entry": entry.seq}
    if entry.act == "split_opinion":
        said = {"opinion": entry.facts["opinion"]}
    elif entry.act == "group_opinions":
        said = {"opinions": entry.facts.get("opinions", []), "take_out": "on"}
    return _at_once(request, decision, UNDONE_BY[entry.act], said)


def _ids(values: list[str]) -> list[int]:
    """Row numbers as sent, each once; what is no number is left out."""
    words = ",".join(values).replace(" ", ",").split(",")
    found = [pk for word in words if (pk := whole(word)) is not None]
    return list(dict.fromkeys(found))[:MOST]


def _back(request: HttpRequest, decision: Decision) -> str:
    """Where the officer came from, if that is on this site; else the queue."""
    queue = reverse("desk:opinions", args=[decision.pk])
    return back(request, request.POST.get("next", ""), queue)
