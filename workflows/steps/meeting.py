"""The meeting itself (Art. 30): the roll, what every member said, the record.

Acts of the step ``deliberation``. Members speak fully and the chief executive last; what was said
is recorded in words and confirmed by whoever said it.
"""

import hashlib
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from decisions.errors import NotNow, NotReady
from decisions.law.dossier import Dossier
from decisions.law.shortcoming import Shortcoming
from decisions.law.terms import Stage
from decisions.models import Attendance, MemberView
from workflows.act import Act, Doing
from workflows.sittings import roll_digest
from workflows.steps.forms import meeting as forms
from workflows.steps.rows.deliberation import current_item, newest

AT_THE_MEETING = (Stage.DELIBERATION,)


class TakeRoll(Act):
    """Mark who is present and who is absent, and why (Art. 30)."""

    slug, step, label = "take_roll", "deliberation", _("Take the roll")
    articles, stages, form = ("30.1",), AT_THE_MEETING, forms.RollForm
    repeatable = True
    rewrites = True

    def not_yet(self, dossier: Dossier) -> Any:
        """On the day of the meeting or later."""
        return not_held(dossier)

    def do(self, doing: Doing) -> None:
        """The roll belongs to the meeting; each decision's record says who was there."""
        seats = doing.data["seats"]
        Attendance.objects.bulk_update(seats, ["present", "absence_reason"])
        here = [seat.member_id for seat in seats if seat.present]
        meeting = seats[0].meeting_id if seats else None
        doing.facts |= {"meeting": meeting, "present": here, "roll": roll_digest(meeting)}
        doing.summary = f"会议签到：应到{len(seats)}人，实到{len(here)}人"


class RecordView(Act):
    """Record what a member said, in words and in the order of speaking (Art. 30)."""

    slug, step, label = "record_view", "deliberation", _("Record a member's view")
    articles, stages, form = ("30.2", "30.3"), AT_THE_MEETING, forms.ViewForm

    def not_yet(self, dossier: Dossier) -> Any:
        """After the roll, until everybody present was heard and has confirmed."""
        meeting = newest(dossier)
        if meeting is None or meeting.present is None:
            return not_held(dossier) or _("Take the roll first.")
        heard = len(meeting.views or ()) == meeting.present
        if heard and all(view.confirmed for view in meeting.views or ()):
            return _("Every member present has spoken and confirmed.")
        return not_held(dossier)

    def do(self, doing: Doing) -> None:
        """The next in order; a view not yet confirmed may be recorded better, in its place."""
        seats, spoken = doing.data["seats"], doing.data["spoken"]
        seat = seats[doing.data["member"].pk]
        if seat.chief_executive:
            _others_have_spoken(seats, spoken)
        order = _order(seat, spoken)
        view = spoken.get(seat.member_id) or MemberView(item=doing.data["item"], member=seat.member)
        view.chief_executive, view.order = seat.chief_executive, order
        view.stand, view.statement = doing.data["stand"], doing.data["statement"]
        view.confirmed_at = None
        view.save()
        words = hashlib.sha256(doing.data["statement"].encode()).hexdigest()
        doing.facts |= {"order": order, "stand": doing.data["stand"], "statement": words}
        doing.summary = f"如实记录第{order}位发言人的意见"


class ConfirmView(Act):
    """Confirm one's own view as recorded (Art. 30)."""

    slug, step, label = "confirm_view", "deliberation", _("Confirm my view")
    articles, stages, form = ("30.3",), (Stage.DELIBERATION, Stage.DECIDED), forms.ConfirmForm
    repeatable, recurs, in_person = True, True, True

    def not_yet(self, dossier: Dossier) -> Any:
        """While a recorded view waits for its member."""
        meeting = newest(dossier)
        if meeting is None or all(view.confirmed for view in meeting.views or ()):
            return _("No view waits to be confirmed.")
        return ""

    def do(self, doing: Doing) -> None:
        """Only one's own view, as it was written down."""
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
    rewrites = True

    def not_yet(self, dossier: Dossier) -> Any:
        """On the day of the meeting or later."""
        return not_held(dossier)

    def do(self, doing: Doing) -> None:
        """Record it truthfully; a scan of the signed record is kept beside it."""
        item, asked = doing.data["item"], doing.data
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
    meeting = newest(dossier)
    if meeting is None or meeting.held_on is None:
        return _("Put it on the agenda of a meeting first.")
    if meeting.held_on > dossier.as_of:
        return _("The meeting has not been held yet.")
    return ""


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
