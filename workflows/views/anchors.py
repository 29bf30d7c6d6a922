"""The opinions at a clause, and the anchors to rule on: where in a new draft their places are.

Placing is an act (``steps/public/anchors.py``); this page shows both texts and offers its form.
"""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from decisions.errors import Illegible
from decisions.models import Clause, Decision, Placement
from decisions.selectors.bounded import AT_MOST
from decisions.selectors.clauses import clause_name, voices
from decisions.selectors.placements import opinions_on, placed_in_all, to_rule_on
from decisions.text.differences import differences
from workflows.act import perform
from workflows.steps.public.anchors import PlaceAnchor
from workflows.views.asked import number, page_by_key, token
from workflows.views.doors import on_decision
from workflows.views.tasks import may

SHOWN, LISTED = 10, 30


@on_decision("view_opinions")
def anchors(request: HttpRequest, decision: Decision) -> HttpResponse:
    """The list with a form each; a ruling leads back to what still waits."""
    refused, status = None, 200
    if request.method == "POST":
        try:
            entry = perform(
                PlaceAnchor, decision.pk, request.user, request.POST, token=token(request)
            )
            messages.success(request, entry.summary)
            return redirect("desk:anchors", pk=decision.pk)
        except Illegible as refusal:
            refused, status = refusal.form, 422
    waiting = to_rule_on(decision, number(request, "after"), SHOWN + 1)
    context = {
        "decision": decision,
        "rows": [_row(request, decision, one, refused) for one in waiting[:SHOWN]],
        "older": waiting[SHOWN - 1].pk if len(waiting) > SHOWN else None,
        "numbers": placed_in_all(decision),
        "at_most": AT_MOST,
        "may": may(request, decision, PlaceAnchor.slug),
    }
    return render(request, "desk/anchors.html", context, status=status)


@on_decision("view_opinions")
def at_clause(request: HttpRequest, decision: Decision, clause_id: int) -> HttpResponse:
    """The opinions at one clause: given on it, or on what it grew from in an older version."""
    clause = get_object_or_404(
        Clause.objects.select_related("draft"), pk=clause_id, draft__decision=decision
    )
    rows = opinions_on(clause).select_related(
        *("submission", "clause__draft", "disposition", "cluster__disposition")
    )
    page, after = page_by_key(rows, request, shown=LISTED, newest_first=False)
    context = {
        "decision": decision,
        "clause": clause,
        "rows": page,
        "after": after,
        "number": voices(decision.pk).get(clause.anchor, 0),
    }
    return render(request, "desk/clause.html", context)


def _row(
    request: HttpRequest, decision: Decision, one: Placement, refused: object
) -> dict[str, object]:
    initial = {"placement": one.pk, "clause": one.target_id}
    form = PlaceAnchor.form(
        decision=decision, actor=request.user, initial=initial, auto_id=f"place-{one.pk}-%s"
    )
    if refused is not None and refused["placement"].value() == str(one.pk):  # type: ignore[index]
        form = refused
    old, new = differences(one.clause.text, one.target.text) if one.target else ([], [])
    return {
        "placement": one,
        "form": form,
        "token": uuid.uuid4(),
        "was": clause_name(one.clause),
        "likeliest": clause_name(one.target) if one.target else "",
        "old": old or [(False, one.clause.text)],
        "new": new,
        "title": _("Version %(number)d") % {"number": one.clause.draft.version},
    }
