"""Submission and collective deliberation (Art. 29, 30), which nobody can skip.

The package and the agenda. The meeting itself stands in ``meeting.py``, its five results and the
minutes in ``results.py``; what must hold in ``decisions/law/deliberation.py``.
"""

from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from decisions import drafts
from decisions.errors import NotNow
from decisions.law.dossier import Dossier
from decisions.law.terms import Stage
from decisions.models import AgendaItem, Attendance, Package
from decisions.models import Meeting as MeetingRow
from workflows.act import Act, Doing
from workflows.forms import LAST
from workflows.registry import Step
from workflows.sittings import sitting_digest
from workflows.steps.drafting import newest_frozen
from workflows.steps.forms import deliberation as forms
from workflows.steps.rows.deliberation import current_item, newest
from workflows.telling import bring

STEP = Step(
    code="deliberation",
    label=_("Collective deliberation"),
    articles=("29", "30"),
    stages=(Stage.LEGALITY_REVIEW, Stage.SUBMITTED, Stage.DELIBERATION),
    after="legality",
    gate=("G12", "G13"),
)


class SubmitForDeliberation(Act):
    """Submit the draft with its package and the plan of the meeting (Art. 29)."""

    slug, step, label = "submit_for_deliberation", "deliberation", _("Submit for deliberation")
    articles, gates = ("25.1", "29"), ("G5p", "G10", "G11", "G12")
    stages = (Stage.LEGALITY_REVIEW,)
    moves, form = "submit_for_deliberation", forms.PackageForm
    papers = ("submission_checklist",)

    def not_yet(self, dossier: Dossier) -> Any:
        """The review comes first."""
        if dossier.legality.completed_on is None:
            return _("The legality review is not completed yet.")
        return ""

    def do(self, doing: Doing) -> None:
        """The package holds the newest frozen draft; submitted again, it is made up anew."""
        asked = {name: doing.data[name] for name in PACKAGE}
        draft = newest_frozen(doing.decision.pk)
        Package.objects.update_or_create(
            decision=doing.decision,
            defaults=asked | {"draft": draft, "submitted_on": doing.occurred_on},
        )
        doing.facts["draft"] = draft.digest if draft else ""
        doing.summary = "提请集体讨论决定"
        bring(doing, "submission_checklist")


PACKAGE = [n for n in forms.PackageForm.base_fields if n not in LAST]


class WithdrawSubmission(Act):
    """Take the submission back to drafting, with reasons (Art. 25, 29)."""

    slug, step, label = "withdraw_submission", "deliberation", _("Withdraw the submission")
    articles, stages, moves = ("25.1", "29"), (Stage.SUBMITTED,), "return_to_drafting"
    form, optional = forms.ReasonForm, True

    def do(self, doing: Doing) -> None:
        """What was submitted stays in the file."""
        doing.summary = f"撤回提请审议，退回修改：{doing.data['reason'][:80]}"


class PutOnAgenda(Act):
    """Set the meeting, its roll and the draft on the table (Art. 30)."""

    slug, step, label = "put_on_agenda", "deliberation", _("Put on the agenda")
    articles, form, papers = ("30.1",), forms.AgendaForm, ("meeting_plan",)
    stages = (Stage.SUBMITTED, Stage.DELIBERATION)

    def not_yet(self, dossier: Dossier) -> Any:
        """A meeting that was set can be changed until it was held with its chief executive."""
        meeting = newest(dossier)
        if meeting is None or meeting.result is not None or not meeting.views:
            return ""
        if any(view.chief_executive for view in meeting.views):
            return _("The meeting has heard the matter; its result is due.")
        return ""

    def moves_by(self, doing: Doing) -> str:
        """Putting off a meeting that is set leaves the matter where it stands."""
        return "put_on_agenda" if doing.decision.stage == Stage.SUBMITTED else ""

    def do(self, doing: Doing) -> None:
        """An item nobody spoke to moves to the other meeting; one that was discussed stays."""
        earlier = None if self.moves_by(doing) else current_item(doing.decision)
        discussed = earlier is not None and earlier.views.exists()
        if earlier and discussed:
            _chief_was_absent(earlier)
        meeting = doing.data["meeting"] or _new_meeting(doing)
        set_before = doing.data["meeting"] is not None
        order = 1 + (AgendaItem.objects.filter(meeting=meeting).count() if set_before else 0)
        if earlier and not discussed:
            earlier.meeting, earlier.order = meeting, order
            earlier.save(update_fields=["meeting", "order"])
        else:
            AgendaItem.objects.create(
                meeting=meeting,
                decision=doing.decision,
                draft=next(iter(drafts.frozen(doing.rows)), None),
                order=order,
                secretary=doing.user,
            )
        doing.facts["meeting"] = [meeting.number, meeting.held_on.isoformat(), order]
        doing.facts["sitting"] = [meeting.pk, sitting_digest(meeting)]
        doing.summary = f"列入{meeting.held_on}{meeting.number}会议议程第{order}项"
        bring(doing, "meeting_plan")


def _new_meeting(doing: Doing) -> MeetingRow:
    asked = doing.data
    names = ("meeting_type", "number", "held_on", "place", "chair", "observers")
    meeting = MeetingRow.objects.create(
        organ=doing.decision.organ, **{name: asked[name] for name in names}
    )
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, member=member, chief_executive=chief)
        for member, chief in asked["members"]
    )
    return meeting


def _chief_was_absent(item: AgendaItem) -> None:
    """Without its chief executive a meeting that discussed the matter has no result."""
    if not item.meeting.roll.filter(chief_executive=True, present=False).exists():
        raise NotNow(_t("The meeting is hearing the matter; its result is due."))
