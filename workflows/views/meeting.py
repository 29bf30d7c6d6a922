"""The meeting of a case (O5): agenda, roll with its quorum, each view in order, the result.

Members confirm their own words here; dissent stands in full. What must hold is G13; acting is
``steps/deliberation.py`` and ``steps/results.py``.
"""

import uuid
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from decisions.gather import gather
from decisions.law import judge
from decisions.law.deliberation import DISSENT
from decisions.law.dossier import Dossier
from decisions.models import AgendaItem, Attendance, Decision, MemberView
from notices.models import Notice
from workflows.views.doors import on_decision
from workflows.views.tasks import tasks

FOR_MEMBERS = (
    "draft",
    "hearing_report",
    "signed_expert_opinion",
    "risk_report",
    "competition_form",
    "counsel_opinion",
)
RESULTS = ("adopt", "adopt_amended", "discuss_again", "defer", "reject")


@on_decision("view_case")
def meeting(request: HttpRequest, decision: Decision) -> HttpResponse:
    """Every meeting on the matter, the newest first."""
    dossier = gather(decision.pk, as_of=timezone.localdate())
    items = list(
        AgendaItem.objects.filter(decision=decision)
        .select_related("meeting", "draft", "secretary", "record_paper")
        .prefetch_related("meeting__roll__member", "views__member", "meeting__agenda__decision")
        .order_by("-meeting__held_on", "-pk")
    )
    acts = tasks(request, decision, dossier, "deliberation")
    context = {
        "decision": decision,
        "sittings": [_sitting(request, item, dossier) for item in items],
        "results": [task for task in acts if task["url"].rstrip("/").endswith(RESULTS)],
        "tasks": acts,
        "missing": judge.shortcomings(dossier, ("G13",)) if items else [],
        "pack": pack(decision),
        "package": getattr(decision, "package", None),
        "token": uuid.uuid4(),
    }
    return render(request, "desk/meeting.html", context)


@dataclass(frozen=True)
class Quorum:
    """How many must come, how many came, and the light with its sentence."""

    colour: str
    words: str
    present: int | None
    members: int


def quorum(roll: list[Attendance], share: Fraction | None) -> Quorum:
    """Whether enough members are present, in words (Art. 30)."""
    members = len(roll)
    present = sum(1 for seat in roll if seat.present)
    if not roll or any(seat.present is None for seat in roll):
        return Quorum("yellow", _("The roll has not been taken yet."), None, members)
    said = {"members": members, "present": present}
    if share is None:
        words = _("%(present)d of %(members)d members present; the rule sets no quorum.") % said
        return Quorum("green" if 2 * present > members else "yellow", words, present, members)
    wanted = ceil(members * share)
    said["wanted"] = wanted
    words = _("%(present)d of %(members)d members present; %(wanted)d are needed.") % said
    return Quorum("green" if present >= wanted else "red", words, present, members)


def pack(decision: Decision) -> dict[str, Any]:
    """What lies before the members: papers issued for the case, and papers received."""
    issued = (
        Notice.objects.filter(decision=decision).select_related("number", "signed").order_by("pk")
    )
    return {
        "notices": [notice for notice in issued if not notice.void],
        "papers": list(decision.papers.filter(role__in=FOR_MEMBERS).order_by("pk")),
    }


def _sitting(request: HttpRequest, item: AgendaItem, dossier: Dossier) -> dict[str, Any]:
    roll = sorted(item.meeting.roll.all(), key=lambda seat: (seat.chief_executive, seat.pk))
    views = [_view(request, view) for view in item.views.all()]
    spoken = {view.member_id for view in item.views.all()}
    return {
        "item": item,
        "meeting": item.meeting,
        "type": _word(dossier, item.meeting.meeting_type),
        "agenda": sorted(item.meeting.agenda.all(), key=lambda one: one.order),
        "roll": roll,
        "quorum": quorum(roll, dossier.profile.meeting_quorum_share),
        "views": views,
        "silent": [seat for seat in roll if seat.present and seat.member_id not in spoken],
    }


def _view(request: HttpRequest, view: MemberView) -> dict[str, Any]:
    mine = view.member_id == request.user.pk
    return {
        "view": view,
        "dissent": view.stand in DISSENT,
        "mine": mine and view.confirmed_at is None,
    }


def _word(dossier: Dossier, code: str) -> str:
    try:
        word = dossier.profile.word(code)
    except KeyError:
        return code
    return word.zh if (translation.get_language() or "zh").startswith("zh") else word.en
