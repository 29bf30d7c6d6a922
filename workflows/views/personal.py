"""What was flagged as personal data before publication, and covering it (PIPL 25).

Each opinion stands with the passages marked and beside it what the public would read. An officer
keeps the proposed wording or types another; that is the act ``redact_opinion``.
"""

import uuid
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from decisions.errors import Illegible
from decisions.intake.masking import KINDS, find_flagged, find_personal, redact
from decisions.intake.personal import Span
from decisions.models import Decision, Opinion, PersonalFlag
from workflows import permissions, registry
from workflows.act import perform
from workflows.views.asked import number, page_by_key, token
from workflows.views.doors import on_decision

SHOWN = 20
ACT = "redact_opinion"


@dataclass(frozen=True)
class Flagged:
    """One opinion with what was found in it."""

    opinion: Opinion
    pieces: list[tuple[str, str]]
    kinds: list[str]
    proposed: str
    judged: bool = False
    token: uuid.UUID = field(default_factory=uuid.uuid4)

    @property
    def only_places(self) -> bool:
        """Whether nothing would be covered unless an officer says so."""
        return self.proposed == self.opinion.text


@on_decision("view_opinions")
def personal(request: HttpRequest, decision: Decision) -> HttpResponse:
    """The flagged submissions, twenty a page; a post covers one opinion."""
    if request.method == "POST":
        return _cover(request, decision)
    flags = PersonalFlag.objects.filter(decision=decision, submission__withdrawn_at=None)
    page, older = page_by_key(flags, request, SHOWN, newest_first=False)
    context = {
        "decision": decision,
        "rows": _flagged([flag.submission_id for flag in page]),
        "older": older,
        "may": _may(request, decision),
        "looking": decision.jobs.filter(kind="flag_personal", done_at=None).exists(),
    }
    return render(request, "desk/personal.html", context)


def _cover(request: HttpRequest, decision: Decision) -> HttpResponse:
    act: Any = registry.act(ACT)
    try:
        perform(act, decision.pk, request.user, request.POST, token=token(request))
        messages.success(request, _("Covered. What was typed is kept in the file."))
    except Illegible as refusal:
        said = [str(error) for errors in refusal.form.errors.values() for error in errors]
        messages.error(request, " ".join(said))
    after = number(request, "after")
    here = reverse("desk:personal", args=[decision.pk])
    return redirect(f"{here}?after={after}" if after else here)


def _flagged(submissions: list[int]) -> list[Flagged]:
    rows = Opinion.objects.filter(submission__in=submissions).select_related("submission")
    found = [_found(one) for one in rows.order_by("submission__personal_flag", "pk")]
    return [one for one in found if one.kinds]


def _found(opinion: Opinion) -> Flagged:
    spans = find_flagged(opinion.text)
    return Flagged(
        opinion,
        _pieces(opinion.text, spans),
        list(dict.fromkeys(str(KINDS[span.kind]) for span in spans)),
        opinion.public_text or redact(opinion.text, find_personal(opinion.text)),
        judged=bool(opinion.public_text),
    )


def _pieces(text: str, spans: list[Span]) -> list[tuple[str, str]]:
    """The text in pieces, each with the kind of personal data it is, or none."""
    pieces, place = [], 0
    for span in spans:
        pieces += [("", text[place : span.start])]
        pieces += [(str(KINDS[span.kind]), text[span.start : span.end])]
        place = span.end
    return [piece for piece in [*pieces, ("", text[place:])] if piece[1]]


def _may(request: HttpRequest, decision: Decision) -> bool:
    held = permissions.capacities(request.user, decision, timezone.localdate())
    return bool({one.role for one in held} & permissions.roles_for(ACT))
