"""Art. 30: collective deliberation, which nobody can skip; asked at G13.

Members speak fully, the head last; who decides against the majority of those present gives
reasons there and then; dissent stays in the record. What precedes the meeting stands in
``submission.py`` and ``legality.py``.
"""

from collections.abc import Iterator

from decisions.law.article import article
from decisions.law.dossier import Dossier
from decisions.law.facts.deliberation import Meeting, View
from decisions.law.shortcoming import Shortcoming
from decisions.law.signoffs import LEGALITY, covers
from decisions.law.terms import MeetingResult, Stand

SUPPORT = {
    MeetingResult.ADOPT: {Stand.AGREE},
    MeetingResult.ADOPT_AMENDED: {Stand.AGREE, Stand.AMEND},
    MeetingResult.DISCUSS_AGAIN: {Stand.AMEND, Stand.DEFER},
    MeetingResult.DEFER: {Stand.DEFER},
    MeetingResult.REJECT: {Stand.OPPOSE},
}
DISSENT = {Stand.AMEND, Stand.DEFER, Stand.OPPOSE}


def views(dossier: Dossier) -> tuple[View, ...]:
    """What the members said at the meeting."""
    said: tuple[View, ...] = dossier.meeting.known("views")
    return said


def against(meeting: Meeting) -> int:
    """How many members took a stand that the result does not follow."""
    followed = SUPPORT[meeting.known("result")] | {Stand.NONE}
    return sum(1 for view in meeting.known("views") if view.known("stand") not in followed)


@article("30.1", "42", gate="G13", who="meeting_secretary")
def a_meeting_was_held(dossier: Dossier) -> Iterator[Shortcoming]:
    """The draft goes before a meeting of the kind the law names; circulation is not a meeting."""
    if not dossier.known("meetings"):
        yield Shortcoming("30.1", "决策草案没有经过集体讨论。", "提请会议集体讨论。")
        return
    dossier.meeting.known("held_on")
    if dossier.meeting.known("meeting_type") not in dossier.profile.meeting_types:
        allowed = "、".join(dossier.profile.word(t).zh for t in dossier.profile.meeting_types)
        yield Shortcoming(
            "30.1",
            f"讨论形式不是{allowed}，传阅、会签等不能代替会议。",
            f"提请{allowed}讨论。",
        )


@article("30.1", gate="G13", who="meeting_secretary")
def enough_members_were_present(dossier: Dossier) -> Iterator[Shortcoming]:
    """Where the profile sets a quorum, it is reached."""
    share, meeting = dossier.profile.meeting_quorum_share, dossier.meeting
    members, present = meeting.known("members"), meeting.known("present")
    if present > members:
        yield Shortcoming("30.1", "实到人数多于应到人数。", "核对会议人数。")
    if share is not None and present < members * share:
        yield Shortcoming(
            "30.1", f"应到{members}人，实到{present}人，不足{share}。", "改期召开会议。"
        )


@article("30.2", gate="G13", who="meeting_secretary")
def every_member_spoke(dossier: Dossier) -> Iterator[Shortcoming]:
    """Every member present is heard, if only to say that there is nothing to add."""
    spoken, present = len(views(dossier)), dossier.meeting.known("present")
    if spoken != present:
        yield Shortcoming(
            "30.2", f"实到{present}人，记录了{spoken}人的意见。", "补记每位到会人员的意见。"
        )


@article("30.2", gate="G13", who="chief_executive")
def head_spoke_last(dossier: Dossier) -> Iterator[Shortcoming]:
    """The head speaks last."""
    heads = [view for view in views(dossier) if view.known("chief_executive")]
    if not heads:
        yield Shortcoming("30.2", "会议记录中没有行政首长的意见。", "记录行政首长最后发表的意见。")
        return
    last = max(view.known("order") for view in views(dossier))
    if heads[0].known("order") != last:
        yield Shortcoming(
            "30.2",
            "行政首长没有最后发表意见。",
            "核对发言次序；确属先发言的，请会议重新逐一发表意见。",
        )


@article("30.1", gate="G13", who="chief_executive")
def result_is_one_of_those_allowed(dossier: Dossier) -> Iterator[Shortcoming]:
    """The meeting ends with one of the results the profile knows."""
    result = dossier.meeting.known("result")
    if result not in dossier.profile.meeting_results:
        word = dossier.profile.word(result).zh
        yield Shortcoming("30.1", f"本地规定没有“{word}”这一结果。", "从规定的结果中选择。")


@article("30.2", gate="G13", who="chief_executive")
def deciding_against_the_majority_is_reasoned(dossier: Dossier) -> Iterator[Shortcoming]:
    """A decision against most of those present is explained at the meeting."""
    meeting = dossier.meeting
    opposed, present = against(meeting), meeting.known("present")
    if 2 * opposed > present and not (meeting.majority_reason or "").strip():
        yield Shortcoming(
            "30.2",
            f"到会{present}人中{opposed}人的意见与决定不一致，会上没有说明理由。",
            "由行政首长在会上说明理由并记入会议记录。",
            figures={"against": str(opposed), "present": str(present)},
        )


@article("30.3", "38", gate="G13", who="meeting_secretary")
def dissent_is_kept_in_words(dossier: Dossier) -> Iterator[Shortcoming]:
    """A differing view is written down in the member's own words; it lessens liability later."""
    for view in views(dossier):
        if view.known("stand") in DISSENT and not view.known("statement").strip():
            yield Shortcoming(
                "30.3",
                f"{view.known('member')}有不同意见，但没有记录内容。",
                "如实记录不同意见的内容。",
            )


@article("30.3", gate="G13", who="meeting_secretary")
def meeting_was_recorded(dossier: Dossier) -> Iterator[Shortcoming]:
    """The course of the meeting is recorded, and not before it was held."""
    if dossier.meeting.known("recorded_on") < dossier.meeting.known("held_on"):
        yield Shortcoming("30.3", "会议记录的日期早于会议日期。", "核对日期。")


@article("25.1", "30.1", gate="G13", who="meeting_secretary")
def meeting_saw_the_reviewed_draft(dossier: Dossier) -> Iterator[Shortcoming]:
    """The draft on the table is the one the reviewer saw, or a ruling speaks for it."""
    on_table, seen = dossier.meeting.known("draft_digest"), dossier.legality.known("draft_digest")
    if on_table != seen and not covers(dossier, LEGALITY, seen):
        yield Shortcoming(
            "25.1",
            "提交会议讨论的草案不是经过合法性审查的版本。",
            "由审查人认定无实质修改，或者重新审查后提请讨论。",
            figures={"seen": seen, "draft": on_table},
        )
