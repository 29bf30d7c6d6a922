"""The draft of a case: its versions, its clauses, what became no clause, and what changed.

Changes after a sign-off are one task with the differences attached (answer 3): whoever signed
rules by the act ``rule_on_change``; this page offers the usual ruling with one click.
"""

import uuid
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from decisions import papers
from decisions.errors import Misbuilt
from decisions.gather import gather
from decisions.intake import drafts as intake
from decisions.intake.refused import Refused
from decisions.law.dossier import Dossier
from decisions.law.terms import RulingOutcome
from decisions.models import Clause, Decision, Draft
from decisions.selectors.clauses import changed_only, clauses_of, compare
from decisions.selectors.placements import placed_in_all
from decisions.sign_offs import pending_rulings
from workflows.steps.forms.drafting import SIGN_OFFS
from workflows.views.asked import number
from workflows.views.doors import on_decision
from workflows.views.tasks import may, tasks


@on_decision("view_case")
def draft(request: HttpRequest, decision: Decision) -> HttpResponse:
    """One version with its clauses, and two versions side by side."""
    versions = list(decision.drafts.select_related("source", "entered_by"))
    dossier = gather(decision.pk, as_of=timezone.localdate())
    shown = _version(versions, number(request, "version")) or (versions[-1] if versions else None)
    older, newer = _pair(request, versions)
    context = {
        "decision": decision,
        "versions": versions,
        "shown": shown,
        "clauses": clauses_of(shown) if shown else [],
        "may_see_opinions": may(request, decision, "view_opinions"),
        "unparsed": _unparsed(decision, shown),
        "older": older,
        "newer": newer,
        "changes": differences(older, newer),
        "whole": "whole" in request.GET,
        "ruling": ruling(request, decision, dossier, versions),
        "tasks": tasks(request, decision, dossier, "drafting", "enter_draft", "freeze_draft"),
        "anchors": placed_in_all(decision),
    }
    return render(request, "desk/draft.html", context)


def differences(older: Draft | None, newer: Draft | None) -> list[Any]:
    """Every clause of two versions beside each other; nothing when there are no two."""
    if older is None or newer is None or older.pk == newer.pk:
        return []
    clauses = Clause.objects.filter(draft__in=(older, newer)).order_by("order")
    of: dict[int, list[Clause]] = {older.pk: [], newer.pk: []}
    for clause in clauses:
        of[clause.draft_id].append(clause)
    return compare(of[older.pk], of[newer.pk])


def ruling(
    request: HttpRequest, decision: Decision, dossier: Dossier, versions: Sequence[Draft]
) -> dict[str, Any] | None:
    """The sign-offs that saw an older draft, as one task; None when nothing waits."""
    pending = list(pending_rulings(dossier))
    frozen = [version for version in versions if version.frozen_on]
    if not pending or not frozen:
        return None
    seen: dict[str, list[str]] = {}
    for section, digest in pending:
        seen.setdefault(digest, []).append(str(section))
    return {
        "newest": frozen[-1],
        "groups": [_group(digest, sections, frozen) for digest, sections in seen.items()],
        "may": may(request, decision, "rule_on_change"),
        "outcome": RulingOutcome.NO_SUBSTANTIVE_CHANGE,
        "count": len(pending),
    }


def _group(digest: str, sections: list[str], frozen: Sequence[Draft]) -> dict[str, Any]:
    """The sign-offs bound to one older version, with what changed since."""
    older = next((version for version in frozen if version.digest == digest), None)
    return {
        "older": older,
        "sections": [
            {"code": code, "name": SIGN_OFFS[code], "token": uuid.uuid4()} for code in sections
        ],
        "changes": list(changed_only(differences(older, frozen[-1]))),
    }


def _version(versions: Sequence[Draft], asked: int) -> Draft | None:
    return next((version for version in versions if version.version == asked), None)


def _pair(request: HttpRequest, versions: Sequence[Draft]) -> tuple[Draft | None, Draft | None]:
    """The two versions asked for; the last two when nothing is asked."""
    older = _version(versions, number(request, "from"))
    newer = _version(versions, number(request, "to"))
    if older is None and newer is None and len(versions) > 1:
        return versions[-2], versions[-1]
    return older, newer


def _unparsed(decision: Decision, shown: Draft | None) -> list[dict[str, Any]]:
    """The paragraphs that became no clause: number and reason, and the text of the Word file."""
    if shown is None:
        return []
    entries = decision.entries.filter(act="enter_draft").order_by("-seq")
    said = next((e.facts for e in entries if e.facts.get("version") == shown.version), {})
    left = said.get("unparsed") or []
    texts = _texts(shown) if left else {}
    return [{"paragraph": no, "why": why, "text": texts.get(no, "")} for no, why in left]


def _texts(shown: Draft) -> dict[int, str]:
    if shown.source is None:
        return {}
    try:
        parsed = intake.parse_docx(papers.read(shown.source.sha256))
    except (Refused, Misbuilt, OSError):
        return {}
    return {one.paragraph_no: one.text for one in parsed.unparsed}
