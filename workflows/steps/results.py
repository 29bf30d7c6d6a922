"""The five results of collective deliberation, and its minutes (Art. 30).

Each result is a verb of its own, because a reader looks for the verb. Acts of the step
``deliberation``; what led to the result stands in ``meeting.py``.
"""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from decisions.law.dossier import Dossier
from decisions.law.terms import MeetingResult, Stage
from decisions.models import AgendaItem
from workflows.act import Act, Doing
from workflows.steps.forms import results as forms
from workflows.steps.meeting import AT_THE_MEETING, not_held
from workflows.steps.rows.archive import archive_term
from workflows.steps.rows.deliberation import current_item
from workflows.steps.rows.publication import decided
from workflows.telling import bring, issue

AFTER_THE_MEETING = (Stage.SUBMITTED, Stage.DECIDED, Stage.REJECTED, Stage.PROMULGATED)
WORDS = {
    MeetingResult.ADOPT: "会议讨论通过",
    MeetingResult.ADOPT_AMENDED: "会议讨论修改后通过",
    MeetingResult.DISCUSS_AGAIN: "会议讨论后决定再次讨论",
    MeetingResult.DEFER: "会议讨论后决定暂缓",
    MeetingResult.REJECT: "会议讨论未通过",
}


class Result(Act):
    """The chief executive decides on the basis of the discussion (Art. 30)."""

    step, articles, gates = "deliberation", ("30.1", "30.2"), ("G13",)
    stages, in_person, papers = AT_THE_MEETING, True, ("meeting_record",)
    result: ClassVar[MeetingResult]

    def not_yet(self, dossier: Dossier) -> Any:
        """Only a result the profile knows, at a meeting that was held."""
        if self.result not in dossier.profile.meeting_results:
            return _("The local rule does not know this result.")
        return not_held(dossier)

    def do(self, doing: Doing) -> None:
        """Keep the result with its reasons, then what follows from it."""
        item, asked = current_item(doing.decision), doing.data
        item.result = self.result
        item.majority_reason = asked["majority_reason"]
        item.amendment = asked.get("amendment", "")
        item.save(update_fields=["result", "majority_reason", "amendment"])
        doing.facts |= {"result": str(self.result), "meeting": item.meeting.number}
        doing.summary = f"{item.meeting.number}{WORDS[self.result]}"
        self.follow(doing, item)
        bring(doing, "meeting_record")

    def follow(self, doing: Doing, item: AgendaItem) -> None:
        """What this result brings with it."""


class Adopt(Result):
    """Adopt the draft (Art. 30)."""

    slug, label, moves = "adopt", _("Adopt"), "adopt"
    result, form = MeetingResult.ADOPT, forms.AdoptForm

    def follow(self, doing: Doing, item: AgendaItem) -> None:
        """The term for publication runs from the day of the meeting."""
        _with_its_term(doing, item)


class AdoptAmended(Result):
    """Adopt the draft with amendments; the amended text is entered and frozen next (Art. 30)."""

    slug, label, moves = "adopt_amended", _("Adopt with amendments"), "adopt"
    result, form = MeetingResult.ADOPT_AMENDED, forms.AdoptAmendedForm

    def follow(self, doing: Doing, item: AgendaItem) -> None:
        """What is published is the amended draft; promulgation waits for it."""
        _with_its_term(doing, item)


class DiscussAgain(Result):
    """Send the matter to another discussion (Art. 30)."""

    slug, label, moves = "discuss_again", _("Discuss again"), "defer"
    result, form = MeetingResult.DISCUSS_AGAIN, forms.DiscussAgainForm


class Defer(Result):
    """Defer the matter (Art. 30)."""

    slug, label, moves = "defer", _("Defer the matter"), "defer"
    result, form = MeetingResult.DEFER, forms.DeferForm


class Reject(Result):
    """Do not pass the draft (Art. 30)."""

    slug, label, moves = "reject", _("Do not pass"), "reject"
    result, form = MeetingResult.REJECT, forms.RejectForm

    def follow(self, doing: Doing, item: AgendaItem) -> None:
        """The course ends here; the file is archived."""
        doing.decision.closed_reason = doing.data["reason"]
        archive_term(doing)


class IssueMinutes(Act):
    """Issue the minutes of the meeting (Art. 30)."""

    slug, step, label = "issue_minutes", "deliberation", _("Issue the minutes")
    articles, stages, notice = ("30.3", "33"), AFTER_THE_MEETING, "meeting_minutes"

    def not_yet(self, dossier: Dossier) -> Any:
        """Once for each meeting that came to a result."""
        meeting = dossier.meetings[-1] if dossier.meetings else None
        if meeting is None or meeting.result is None:
            return _("No meeting has come to a result yet.")
        return _("The minutes are issued.") if meeting.minutes_on else ""

    def do(self, doing: Doing) -> None:
        """The record with every member's words stays inside; the minutes circulate."""
        items = sorted(doing.rows["item"], key=lambda row: (row["held_on"], row["id"]))
        AgendaItem.objects.filter(pk=items[-1]["id"]).update(minutes_on=doing.occurred_on)
        doing.facts["meeting"] = items[-1]["number"]
        doing.summary = f"印发{items[-1]['number']}会议纪要"
        issue(doing, self.notice)


def _with_its_term(doing: Doing, item: AgendaItem) -> None:
    dossier, decided_on = doing.data["dossier"], decided(item).decided_on
    days = dossier.profile.publication_working_days
    due = dossier.calendar.add_working_days(decided_on, days)
    doing.deadline("publication", "GIR-26", decided_on, due.day, provisional=due.provisional)
