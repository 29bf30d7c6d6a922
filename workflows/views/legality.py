"""The legality review of a case (O4): the draft at the left, three questions and points beside it.

Shows the working days in words, what changed since the last round, and says before the click
whether separation of duties bars this person. Acting is ``steps/legality.py``.
"""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import Role
from decisions.gather import gather
from decisions.law.dossier import Dossier
from decisions.law.reckoning import in_words, shortly
from decisions.models import Decision, Draft, LegalityReview
from decisions.selectors.clauses import changed_only
from workflows.views.doors import on_decision
from workflows.views.drafts import differences, ruling
from workflows.views.tasks import barred, may, tasks


@on_decision("view_case")
def legality(request: HttpRequest, decision: Decision) -> HttpResponse:
    """Every round of the review, the newest first and whole."""
    dossier = gather(decision.pk, as_of=timezone.localdate())
    rounds = list(
        LegalityReview.objects.filter(decision=decision)
        .select_related("draft", "office", "reviewer", "requested_by")
        .prefetch_related("points__clause", "returns", "counsel")
        .order_by("-round")
    )
    frozen = list(decision.drafts.exclude(frozen_on=None))
    newest = frozen[-1] if frozen else None
    seen = _seen_before(rounds)
    context = {
        "decision": decision,
        "newest": newest,
        "clauses": list(newest.clauses.all()) if newest else [],
        "seen": seen,
        "changes": list(changed_only(differences(seen, newest))),
        "clock": clock(rounds[0], dossier) if rounds else None,
        "reviews": [(review, _questions(review)) for review in rounds],
        "separation": separation(request, decision, rounds[0] if rounds else None),
        "ruling": ruling(request, decision, dossier, frozen),
        "tasks": tasks(request, decision, dossier, "legality"),
    }
    return render(request, "desk/legality.html", context)


@dataclass(frozen=True)
class Clock:
    """How the time of a round stands: the sentence, the colour of its light, days of how many."""

    words: str
    colour: str
    done: int
    total: int


def clock(review: LegalityReview, dossier: Dossier) -> Clock:
    """The working days of a round counted in words: granted, gone, left (Art. 26)."""
    days, today = dossier.calendar, dossier.as_of
    granted = days.working_days(review.requested_on, review.granted_until)
    end = review.completed_on or today
    gone = days.working_days(review.requested_on, min(end, review.granted_until)).days
    said = {
        "from": in_words(review.requested_on),
        "to": shortly(review.granted_until, review.requested_on),
        "total": granted.days,
        "floor": dossier.profile.legality_working_days,
        "gone": gone,
        "left": granted.days - gone,
    }
    parts = [
        _(
            "Sent on %(from)s, that day not counted, until %(to)s: %(total)d working days "
            "(at least %(floor)d are granted as a rule)."
        )
        % said
    ]
    colour = "green"
    if review.completed_on:
        parts.append(_("Completed on working day %(gone)d.") % said)
    elif _standing_still(review):
        parts.append(_("Returned for supplement: the clock stands still."))
        colour = "yellow"
    elif today > review.granted_until:
        late = days.working_days(review.granted_until, today).days
        parts.append(_("Overdue by %(days)d working days.") % {"days": late})
        colour = "red"
    else:
        parts.append(_("Working day %(gone)d today, %(left)d left.") % said)
        colour = "yellow" if said["left"] <= 3 else "green"
    if granted.provisional:
        parts.append(_("Provisional: the holiday table of a year on the way is missing."))
    return Clock(" ".join(parts), colour, gone, granted.days)


def separation(request: HttpRequest, decision: Decision, review: LegalityReview | None) -> str:
    """Why this person may not review, said before she tries; empty when nothing bars her."""
    if not may(request, decision, "complete_legality_review"):
        return ""
    if said := barred(request, decision, "complete_legality_review"):
        return said
    if review is None:
        return ""
    held = request.user.appointments.in_force(timezone.localdate())
    if not held.filter(role=Role.LEGAL_REVIEWER, office=review.office_id).exists():
        return _("This review belongs to: %(office)s.") % {"office": review.office}
    if review.office_id == decision.lead_office_id:
        return _("The reviewing unit is the lead unit: who drafts does not review.")
    return ""


def _standing_still(review: LegalityReview) -> bool:
    return any(one.supplemented_on is None for one in review.returns.all())


def _seen_before(rounds: list[LegalityReview]) -> Draft | None:
    """The draft the reviewer saw last: that of the newest completed round."""
    return next((review.draft for review in rounds if review.completed_on), None)


def _questions(review: LegalityReview) -> list[dict[str, Any]]:
    """The three questions of Art. 27 with their conclusions."""
    asked = (
        ("power", _("Is it within the organ's power?")),
        ("procedure", _("Was the procedure kept?")),
        ("content", _("Is its content lawful?")),
    )
    return [
        {
            "question": words,
            "kind": getattr(review, name) or "waiting",
            "answer": getattr(review, f"get_{name}_display")() or _("Not answered yet"),
        }
        for name, words in asked
    ]
