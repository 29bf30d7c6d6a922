"""Submission and collective deliberation (Art. 29, 30), which nobody can skip.

The package, the meeting and its roll, what every member said, the record. The five results and
the minutes stand in ``results.py``; what must hold in ``decisions/law/deliberation.py``.
"""

import hashlib
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from decisions.errors import NotNow, NotReady, NotYours
from decisions.law.dossier import Dossier
from decisions.law.facts.deliberation import Meeting as MeetingFacts
from decisions.law.shortcoming import Shortcoming
from decisions.law.terms import Stage
from decisions.models import AgendaItem, Attendance, MemberView, Package
from decisions.models import Meeting as MeetingRow
from workflows.act import Act, Doing
from workflows.registry import Step
from workflows.steps.drafting import newest_frozen
from workflows.steps.forms import deliberation as forms
from workflows.steps.rows.deliberation import current_item, sitting

STEP = Step(
    code="deliberation",
    label=_("Collective deliberation"),
    articles=("29", "30"),
    stages=(Stage.LEGALITY_REVIEW, Stage.SUBMITTED, Stage.DELIBERATION),
    after="legality",
    gate=("G12", "G13"),
)
AT_THE_MEETING = (Stage.DELIBERATION,)


class SubmitForDeliberation(Act):
    """Submit the draft with its package and the plan of the meeting (Art. 29)."""

    slug, step, label = "submit_for_deliberation", "deliberation", _("Submit for deliberation")
    articles, gates, stages = ("25.1", "29"), ("G11", "G12"), (Stage.LEGALITY_REVIEW,)
    moves, form = "submit_for_deliberation", forms.PackageForm

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


PACKAGE = [n for n in forms.PackageForm.base_fields if n not in forms.LAST]


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
    articles, form = ("30.1",), forms.AgendaForm
    stages = (Stage.SUBMITTED, Stage.DELIBERATION)

    def not_yet(self, dossier: Dossier) -> Any:
        """A meeting that was set can be changed until it was held with its chief executive."""
        meeting = _newest(dossier)
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
        order = AgendaItem.objects.filter(meeting=meeting).count() + 1
        if earlier and not discussed:
            earlier.meeting, earlier.order = meeting, order
            earlier.save(update_fields=["meeting", "order"])
        else:
            AgendaItem.objects.create(
                meeting=meeting,
                decision=doing.decision,
                draft=newest_frozen(doing.decision.pk),
                order=order,
                secretary=doing.user,
            )
        doing.facts["meeting"] = [meeting.number, meeting.held_on.isoformat(), order]
        doing.summary = f"列入{meeting.held_on}{meeting.number}会议议程第{order}项"


class TakeRoll(Act):
    """Mark who is present and who is absent, and why (Art. 30)."""

    slug, step, label = "take_roll", "deliberation", _("Take the roll")
    articles, stages, form = ("30.1",), AT_THE_MEETING, forms.RollForm
    repeatable = True

    def not_yet(self, dossier: Dossier) -> Any:
        """On the day of the meeting or later."""
        return not_held(dossier)

    def do(self, doing: Doing) -> None:
        """The roll belongs to the meeting; each decision's record says who was there."""
        seats = doing.data["seats"]
        Attendance.objects.bulk_update(seats, ["present", "absence_reason"])
        here = [seat.member_id for seat in seats if seat.present]
        doing.facts["present"] = here
        doing.summary = f"会议签到：应到{len(seats)}人，实到{len(here)}人"


class RecordView(Act):
    """Record what a member said, in words and in the order of speaking (Art. 30)."""

    slug, step, label = "record_view", "deliberation", _("Record a member's view")
    articles, stages, form = ("30.2", "30.3"), AT_THE_MEETING, forms.ViewForm

    def not_yet(self, dossier: Dossier) -> Any:
        """After the roll, until everybody present was heard and has confirmed."""
        meeting = _newest(dossier)
        if meeting is None or meeting.present is None:
            return not_held(dossier) or _("Take the roll first.")
        heard = len(meeting.views or ()) == meeting.present
        if heard and all(view.confirmed for view in meeting.views or ()):
            return _("Every member present has spoken and confirmed.")
        return not_held(dossier)

    def do(self, doing: Doing) -> None:
        """The next in order; a view not yet confirmed may be recorded better, in its place."""
        item = current_item(doing.decision)
        seats = {seat.member_id: seat for seat in sitting(item)}
        spoken = {view.member_id: view for view in item.views.all()}
        seat = seats[doing.data["member"].pk]
        if seat.chief_executive:
            _others_have_spoken(seats, spoken)
        order = _order(seat, spoken)
        MemberView.objects.update_or_create(
            item=item,
            member=seat.member,
            defaults={
                "chief_executive": seat.chief_executive,
                "order": order,
                "stand": doing.data["stand"],
                "statement": doing.data["statement"],
                "confirmed_at": None,
            },
        )
        words = hashlib.sha256(doing.data["statement"].encode()).hexdigest()
        doing.facts |= {"order": order, "stand": doing.data["stand"], "statement": words}
        doing.summary = f"如实记录第{order}位发言人的意见"


class ConfirmView(Act):
    """Confirm one's own view as recorded (Art. 30)."""

    slug, step, label = "confirm_view", "deliberation", _("Confirm my view")
    articles, stages, form = ("30.3",), (Stage.DELIBERATION, Stage.DECIDED), forms.ConfirmForm
    repeatable = True

    def not_yet(self, dossier: Dossier) -> Any:
        """While a recorded view waits for its member."""
        meeting = _newest(dossier)
        if meeting is None or all(view.confirmed for view in meeting.views or ()):
            return _("No view waits to be confirmed.")
        return ""

    def do(self, doing: Doing) -> None:
        """Nobody confirms for somebody else."""
        if doing.capacity.on_behalf_of:
            raise NotYours(_t("A view is confirmed by the member in person (Art. 30)."))
        views = MemberView.objects.filter(
            item=current_item(doing.decision), member=doing.user, confirmed_at=None
        )
        order = views.values_list("order", flat=True).first()
        if not views.update(confirmed_at=doing.now):
            raise NotNow(_t("No view of yours waits to be confirmed."))
        doing.facts["order"] = order
        doing.summary = f"本人确认会议记录中第{order}位发言意见"


class KeepMeetingRecord(Act):
    """Keep the record: the question, the course and the main disagreement (Art. 30)."""

    slug, step, label = "keep_meeting_record", "deliberation", _("Keep the meeting record")
    articles, stages, form = ("30.3", "33"), AT_THE_MEETING, forms.MeetingRecordForm
    repeatable = True

    def not_yet(self, dossier: Dossier) -> Any:
        """On the day of the meeting or later."""
        return not_held(dossier)

    def do(self, doing: Doing) -> None:
        """Record it truthfully; a scan of the signed record is kept beside it."""
        item, asked = current_item(doing.decision), doing.data
        item.question, item.disagreement = asked["question"], asked["disagreement"]
        item.recorded_on, item.secretary = asked["recorded_on"], doing.user
        title = f"{item.meeting.number}会议记录"
        item.record_paper = (
            doing.paper("record", "meeting_record", title, signed=True) or item.record_paper
        )
        item.save(
            update_fields=["question", "disagreement", "recorded_on", "secretary", "record_paper"]
        )
        doing.facts["recorded_on"] = asked["recorded_on"].isoformat()
        doing.summary = "形成集体讨论会议记录"


def not_held(dossier: Dossier) -> Any:
    """Why nothing of the meeting can be recorded yet, or an empty string."""
    meeting = _newest(dossier)
    if meeting is None or meeting.held_on is None:
        return _("Put it on the agenda of a meeting first.")
    if meeting.held_on > dossier.as_of:
        return _("The meeting has not been held yet.")
    return ""


def _newest(dossier: Dossier) -> MeetingFacts | None:
    return dossier.meetings[-1] if dossier.meetings else None


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


def _others_have_spoken(seats: dict[int, Attendance], spoken: dict[int, MemberView]) -> None:
    silent = [s for s in seats.values() if s.present and s.member_id not in spoken]
    waiting = [seat for seat in silent if not seat.chief_executive]
    if waiting:
        raise NotReady(
            _t("The chief executive speaks last."),
            [
                Shortcoming(
                    "30.2",
                    f"还有{len(waiting)}名到会人员没有发言，行政首长应当最后发表意见。",
                    "先记录其他到会人员的意见，再记录行政首长的意见。",
                    who="meeting_secretary",
                )
            ],
        )


def _order(seat: Attendance, spoken: dict[int, MemberView]) -> int:
    """The place kept, unless it is new or the chief executive speaks again after others."""
    last = max((view.order for view in spoken.values()), default=0)
    earlier = spoken.get(seat.member_id)
    if earlier is None or (seat.chief_executive and earlier.order < last):
        return last + 1
    return earlier.order
