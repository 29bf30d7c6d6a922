"""Passages of one opinion (O3; Art. 18, PIPL 25): where it is split, what of it is covered.

With a script the passage is selected on the workbench; without one it is chosen here from the list
of sentences. Either way the parts are shown before anything is done.
"""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from decisions.intake import passages
from decisions.intake.masking import KINDS, find_personal
from decisions.models import Decision, Opinion
from workflows.views.acting import at_once
from workflows.views.asked import whole
from workflows.views.doors import on_decision
from workflows.views.workbench import kept_query, may


@on_decision("view_opinions")
def split(request: HttpRequest, decision: Decision, opinion_id: int) -> HttpResponse:
    """The sentences of an opinion; a new one begins at each that is ticked."""
    row = _opinion(decision, opinion_id)
    sentences = passages.sentences(row.text)
    asked = request.POST if request.method == "POST" else request.GET
    cuts = {n for value in asked.getlist("cuts") if (n := whole(value)) is not None}
    cuts |= {n for name in ("start", "end") if (n := whole(asked.get(name, "")))}
    slug = "join_opinions" if "join" in request.POST else "split_opinion"
    if request.method == "POST" and "preview" not in request.POST:
        said = {"opinion": row.pk, "cuts": sorted(cuts)}
        if done := _done(request, decision, slug, said, row):
            return done
    context = _context(request, decision, row) | {
        "sentences": [
            {"start": start, "text": row.text[start:end], "chosen": start in cuts}
            for start, end in sentences
        ],
        "more_cuts": sorted(cuts - {start for start, _end in sentences}),
        "parts": [row.text[a:b] for a, b in passages.parts(row.text, cuts)] if cuts else [],
        "siblings": row.submission.opinions.exclude(pk=row.pk).exists(),
    }
    return render(request, "desk/opinion_split.html", context)


@on_decision("view_opinions")
def redact(request: HttpRequest, decision: Decision, opinion_id: int) -> HttpResponse:
    """The opinion as it is published; a sentence, or a number found in it, is covered."""
    row = _opinion(decision, opinion_id)
    asked: dict[str, Any] = {}
    if request.method == "POST":
        names = ("redaction_reason", "public_text", "uncover")
        asked = {name: request.POST.get(name, "") for name in names}
        start, _to, end = request.POST.get("passage", "").partition("-")
        asked |= {"opinion": row.pk, "start": start, "end": end}
        if done := _done(request, decision, "redact_opinion", asked, row):
            return done
    found = [
        {
            "start": span[0],
            "end": span[1],
            "text": row.text[span[0] : span[1]],
            "kind": KINDS[span[2]],
        }
        for span in find_personal(row.text)
    ]
    start, end = whole(request.GET.get("start", "")), whole(request.GET.get("end", ""))
    selected = None
    if start is not None and end and start < end <= len(row.text):
        selected = {"start": start, "end": end, "text": row.text[start:end]}
    context = _context(request, decision, row) | {
        "sentences": [
            {"start": a, "end": b, "text": row.text[a:b]} for a, b in passages.sentences(row.text)
        ],
        "personal": found,
        "selected": selected,
        "asked": asked,
    }
    return render(request, "desk/opinion_redact.html", context)


def _opinion(decision: Decision, opinion_id: int) -> Opinion:
    rows = Opinion.objects.filter(decision=decision, submission__withdrawn_at=None)
    row = rows.select_related("submission", "clause").filter(pk=opinion_id).first()
    if row is None:
        raise Http404
    return row


def _context(request: HttpRequest, decision: Decision, row: Opinion) -> dict[str, Any]:
    return {
        "decision": decision,
        "opinion": row,
        "token": uuid.uuid4(),
        "may": may(request, decision),
        "query": kept_query(request),
        "back": _address(request, decision, row.pk),
    }


def _address(request: HttpRequest, decision: Decision, pk: int) -> str:
    address, query = reverse("desk:opinion", args=[decision.pk, pk]), kept_query(request)
    return f"{address}?{query}" if query else address


def _done(
    request: HttpRequest, decision: Decision, slug: str, said: dict[str, Any], row: Opinion
) -> HttpResponse | None:
    """Do the act and go back to the opinion; a refusal is said above what was typed."""
    entry = at_once(request, decision, slug, said)
    if entry is None:
        return None
    return redirect(_address(request, decision, entry.facts.get("opinion", row.pk)))
