"""Walking a decision through its meeting with acts, for the tests of what follows."""

from typing import Any

from accounts.models import User
from accounts.roles import Role
from decisions.law.terms import Stage
from decisions.models import Decision, Entry
from tests import factories
from tests.stages.days import On
from tests.workflows.reviewing import act, granted
from workflows.steps import deliberation, meeting

SECRETARY = Role.MEETING_SECRETARY
CHIEF = Role.CHIEF_EXECUTIVE
MEMBER = Role.MEETING_MEMBER
OPENNESS = Role.OPENNESS_OFFICER
NEW = {
    "meeting_type": "joint_meeting",
    "number": "2026年第9次",
    "held_on": On.met,
    "place": "镇政府会议室",
    "chair": "周明远",
}


def at(stage: Stage, **facts: Any) -> Decision:
    """A decision at a stage, with the grants that opening it writes."""
    return granted(factories.decision_at(stage, **facts))


def chief() -> User:
    return factories.town().by(CHIEF)


def on_agenda(decision: Decision, **more: Any) -> Entry:
    """Put on the agenda of a meeting on its usual day."""
    return act(deliberation.PutOnAgenda, decision, SECRETARY, On.submitted, **(NEW | more))


def roll(decision: Decision, absent: tuple[User, ...] = ()) -> Entry:
    """Everybody is present but those named."""
    answers = {f"present_{m.pk}": m not in absent for m in factories.town().members}
    return act(meeting.TakeRoll, decision, SECRETARY, On.met, **answers)


def says(decision: Decision, member: User, stand: str, words: str = "没有不同意见。") -> Entry:
    """One member's view, recorded by the secretary."""
    given = {"member": member.pk, "stand": stand, "statement": words}
    return act(meeting.RecordView, decision, SECRETARY, On.met, **given)


def discussed(decision: Decision, *stands: str) -> None:
    """Everybody came and spoke, the chief executive last, and it was recorded."""
    roll(decision)
    for member, stand in zip(factories.town().members, stands, strict=True):
        says(decision, member, stand, "按会议发言记录。")
    recorded(decision)


def recorded(decision: Decision, **more: Any) -> Entry:
    """The record of the meeting."""
    given = {"question": "审议办法草案。", "recorded_on": On.met}
    return act(meeting.KeepMeetingRecord, decision, SECRETARY, On.met, **(given | more))
