"""The dossier of a case (O6): 卷内目录, what is complete, papers issued, every rule by gate.

Reads rows and the law's findings; closing the file is an act (``steps/archive.py``).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from decisions.archive_slots import slots
from decisions.gather import gather
from decisions.law import judge
from decisions.law.article import RULES
from decisions.law.dossier import Dossier
from decisions.law.gates import GATES
from decisions.law.terms import Stage, Verdict
from decisions.models import Decision
from notices.models import Notice
from workflows.views import packages
from workflows.views.doors import on_decision
from workflows.views.tasks import tasks

SHOWN_FIRST = (Verdict.NOT_MET, Verdict.UNKNOWN)


@dataclass(frozen=True)
class Leaf:
    """One line of the 卷内目录."""

    serial: int
    author: str
    number: str
    title: str
    on: date
    pages: int | None
    digest: str
    url: str


@on_decision("view_dossier")
def dossier(request: HttpRequest, decision: Decision) -> HttpResponse:
    """The file as it would be closed today."""
    seen = gather(decision.pk, as_of=timezone.localdate())
    notices = list(
        Notice.objects.filter(decision=decision)
        .select_related("number", "signed")
        .order_by("issued_on", "pk")
    )
    context = {
        "decision": decision,
        "leaves": leaves(decision, notices),
        "slots": slots(seen, Stage(decision.stage)),
        "archive": getattr(decision, "archive", None),
        "notices": notices,
        "gates": by_gate(seen),
        "reasons": seen.reasons,
        "tasks": tasks(request, decision, seen, "archive"),
        "packages": packages.of(request, decision),
    }
    return render(request, "desk/dossier.html", context)


def leaves(decision: Decision, notices: list[Notice]) -> list[Leaf]:
    """Everything in the file in the order of its dates: drafts, papers received, papers issued."""
    found = sorted(_all(decision, notices), key=lambda row: row[3])
    return [
        Leaf(serial, author, number, title, on, pages, digest, url)
        for serial, (author, number, title, on, pages, digest, url) in enumerate(found, 1)
    ]


def by_gate(seen: Dossier) -> list[dict[str, Any]]:
    """Every rule of every gate with its verdict; what is missing or unknown comes first."""
    found = judge.findings(seen)
    gates = []
    for gate in GATES.values():
        rules = [one for one in found if one.gate == gate.id]
        rules.sort(key=lambda one: one.verdict not in SHOWN_FIRST)
        if rules:
            gates.append({"gate": gate, "rules": [_rule(one) for one in rules], **_counts(rules)})
    return gates


def _rule(finding: Any) -> dict[str, Any]:
    return {
        "finding": finding,
        "words": RULES[finding.rule].words,
        "verdict": VERDICTS[finding.verdict](),
    }


def _counts(rules: list[Any]) -> dict[str, int]:
    return {
        "met": sum(1 for one in rules if one.verdict is Verdict.MET),
        "open": sum(1 for one in rules if one.verdict in SHOWN_FIRST),
        "total": sum(1 for one in rules if one.verdict is not Verdict.NOT_APPLICABLE),
    }


def _all(decision: Decision, notices: list[Notice]) -> Iterator[tuple[Any, ...]]:
    unit, organ = str(decision.lead_office), str(decision.organ)
    for draft in decision.drafts.all():
        title = _("%(title)s (version %(version)d)") % {
            "title": draft.title,
            "version": draft.version,
        }
        on = draft.frozen_on or timezone.localdate(draft.recorded_at)
        url = reverse("desk:draft", args=[decision.pk]) + f"?version={draft.version}"
        yield unit, "", title, on, None, draft.digest, url
    for paper in decision.papers.select_related("entered_by__office"):
        author = str(paper.entered_by.office or unit) if paper.entered_by else ""
        where = _address("papers:paper", paper.pk)
        yield author, "", paper.title, paper.occurred_on, paper.pages, paper.sha256, where
    for one in notices:
        where = _address("papers:notice", one.pk) if one.rendered_at else ""
        if not one.void:
            yield organ, one.number_text, one.title, one.issued_on, one.pages, one.sha256, where


def _address(name: str, pk: int) -> str:
    try:
        return reverse(name, args=[pk])
    except NoReverseMatch:
        return ""


VERDICTS = {
    Verdict.MET: lambda: _("Met"),
    Verdict.NOT_MET: lambda: _("Not met"),
    Verdict.UNKNOWN: lambda: _("Unknown"),
    Verdict.NOT_APPLICABLE: lambda: _("Not applicable"),
}
