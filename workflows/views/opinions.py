"""The opinions of a case: the table with filters, one beside its clause, many with a preview.

What may be done to opinions are acts (``steps/public``); these pages only offer ids and forms.
"""

import uuid
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from decisions.errors import Illegible
from decisions.labels import choices
from decisions.law.terms import Channel, DispositionKind
from decisions.models import Decision, Opinion, Tally
from decisions.selectors.search import search_opinions
from workflows import permissions, registry
from workflows.act import perform
from workflows.views.asked import number, token, whole, words
from workflows.views.doors import on_decision

SHOWN = 50
OPEN = "open"


@on_decision("view_opinions")
def opinions(request: HttpRequest, decision: Decision) -> HttpResponse:
    """Every opinion, filtered, fifty a page by key."""
    rows = filtered(decision, request)
    if after := number(request, "after"):
        rows = rows.filter(pk__gt=after)
    page = list(rows[: SHOWN + 1])
    context = {
        "decision": decision,
        "opinions": page[:SHOWN],
        "older": page[SHOWN - 1].pk if len(page) > SHOWN else None,
        "tally": Tally.objects.filter(decision=decision).first(),
        "filters": _filters(request),
        "kinds": [(OPEN, _("Not yet disposed of")), *choices(DispositionKind)],
        "channels": choices(Channel),
        "may": _may(request, decision),
        "query": _query(request),
    }
    return render(request, "desk/opinions.html", context)


@on_decision("view_opinions")
def opinion(request: HttpRequest, decision: Decision, opinion_id: int) -> HttpResponse:
    """One opinion beside its clause; disposing of it leads on to the next open one."""
    found = _with_all(decision).filter(pk=opinion_id).first()
    if found is None:
        raise Http404
    act = _act("dispose_opinion")
    form = act.form(
        decision=decision, actor=request.user, initial=_initial(found) | {"opinion": found.pk}
    )
    status = 200
    if request.method == "POST":
        try:
            perform(act, decision.pk, request.user, request.POST, token=token(request))
            messages.success(request, _("Disposition kept."))
            return redirect(_next(decision, found))
        except Illegible as refusal:
            form, status = refusal.form, 422
    context = {
        "decision": decision,
        "opinion": found,
        "form": form,
        "token": uuid.uuid4(),
        "may": _may(request, decision),
        "next_url": _next(decision, found),
        "alike": Opinion.objects.filter(cluster=found.cluster_id).exclude(pk=found.pk)[:20]
        if found.cluster_id
        else [],
    }
    return render(request, "desk/opinion.html", context, status=status)


@on_decision("view_opinions")
def bulk(request: HttpRequest, decision: Decision) -> HttpResponse:
    """Many opinions at once: first the list of what would be touched, then one act."""
    act = _act("dispose_in_bulk")
    ids = [value for value in request.POST.getlist("opinions") if whole(value)]
    chosen = list(_with_all(decision).filter(pk__in=ids[:1000]))
    if not chosen:
        messages.warning(request, _("Choose at least one opinion."))
        return redirect("desk:opinions", pk=decision.pk)
    form: Any = act.form(decision=decision, actor=request.user, initial={"opinions": ids})
    status = 200
    if "confirmed" in request.POST:
        try:
            entry = perform(act, decision.pk, request.user, request.POST, token=token(request))
            messages.success(request, entry.summary)
            return redirect("desk:opinions", pk=decision.pk)
        except Illegible as refusal:
            form, status = refusal.form, 422
    context = {"decision": decision, "chosen": chosen, "form": form, "token": uuid.uuid4()}
    return render(request, "desk/opinions_bulk.html", context, status=status)


def filtered(decision: Decision, request: HttpRequest) -> QuerySet[Opinion]:
    """The opinions that the address asks for; only declared filters, never a field of choice."""
    rows = _with_all(decision).order_by("pk")
    asked = _filters(request)
    if asked["kind"] == OPEN:
        rows = rows.filter(disposition=None, cluster__disposition=None)
    elif asked["kind"]:
        rows = rows.filter(disposition__kind=asked["kind"])
    if asked["channel"]:
        rows = rows.filter(submission__channel=asked["channel"])
    if asked["clause"]:
        rows = rows.filter(clause__path=asked["clause"])
    if asked["q"]:
        rows = rows.filter(pk__in=search_opinions(decision, asked["q"]))
    return rows


def _with_all(decision: Decision) -> QuerySet[Opinion]:
    return Opinion.objects.filter(decision=decision, submission__withdrawn_at=None).select_related(
        "submission", "clause", "disposition", "cluster__disposition"
    )


def _filters(request: HttpRequest) -> dict[str, str]:
    kind, channel = request.GET.get("kind", ""), request.GET.get("channel", "")
    return {
        "kind": kind if kind == OPEN or kind in set(DispositionKind) else "",
        "channel": channel if channel in set(Channel) else "",
        "clause": words(request, "clause", 40),
        "q": words(request, "q"),
    }


def _query(request: HttpRequest) -> str:
    kept = request.GET.copy()
    kept.pop("after", None)
    return kept.urlencode()


def _may(request: HttpRequest, decision: Decision) -> bool:
    held = permissions.capacities(request.user, decision, timezone.localdate())
    return bool({c.role for c in held} & permissions.roles_for("dispose_opinion"))


def _initial(found: Opinion) -> dict[str, Any]:
    given = getattr(found, "disposition", None)
    if given is None:
        return {}
    return {
        "kind": given.kind,
        "reason": given.reason,
        "no_change_reason": given.no_change_reason,
        "changed_clauses": list(given.changed_clauses.values_list("pk", flat=True)),
    }


def _next(decision: Decision, found: Opinion) -> str:
    waiting = _with_all(decision).filter(disposition=None, cluster__disposition=None)
    following = waiting.filter(pk__gt=found.pk).order_by("pk").first()
    if following:
        return reverse("desk:opinion", args=[decision.pk, following.pk])
    return reverse("desk:opinions", args=[decision.pk])


def _act(slug: str) -> Any:
    act = registry.act(slug)
    if act is None:
        raise Http404
    return act
