"""What goes to the meeting: the list of materials (六件套) and the plan (art. 29, 30).

The plan says whether observers are invited, whether the meeting is public, and how
(国办发〔2016〕80号).
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from .paper import Incoherent, Paper, Sheet

STATES = {"present": "已附", "not_needed": "不需要", "missing": "缺"}


@dataclass(frozen=True, kw_only=True)
class Slot:
    """One of the six: whether it is there, which paper, or why it is not needed."""

    name: str
    basis: str  # 第二十九条第一项
    state: str  # a key of STATES
    what: str = ""
    number: str = ""
    dated: date | None = None

    def __post_init__(self) -> None:
        if self.state not in STATES:
            raise Incoherent(f"unknown state of a slot: {self.state}")

    def said(self) -> str:
        """Names the state."""
        return STATES[self.state]


@dataclass(frozen=True, kw_only=True)
class SubmissionChecklist(Paper):
    """The list of what is put before the meeting."""

    template: ClassVar = "submission_checklist"
    matter: str
    lead_unit: str
    draft_version: str = ""
    draft_digest: str = ""
    slots: tuple[Slot, ...]
    others: tuple[str, ...] = ()
    disputes: tuple[str, ...] = ()  # 争议和协商情况 (art. 13)
    interpretation: tuple[str, ...] = ()  # 解读方案

    def present(self) -> int:
        """Counts the slots that are filled."""
        return sum(slot.state == "present" for slot in self.slots)

    def not_needed(self) -> int:
        """Counts the slots that are not needed."""
        return sum(slot.state == "not_needed" for slot in self.slots)

    def missing(self) -> int:
        """Counts the slots that are empty."""
        return sum(slot.state == "missing" for slot in self.slots)

    def rows(self) -> int:
        """Counts the slots."""
        return len(self.slots)

    def sheet(self) -> Sheet | None:
        """Each slot in a row."""
        rows = ((s.name, s.basis, s.said(), s.what, s.number, s.dated) for s in self.slots)
        return ("材料", "依据", "情况", "内容", "文号", "日期"), tuple(rows)


@dataclass(frozen=True, kw_only=True)
class MeetingPlan(Paper):
    """The plan of one item: when, who, who observes, how it is made public."""

    template: ClassVar = "meeting_plan"
    matter: str
    lead_unit: str
    meeting: str
    held_on: date
    place: str
    chair: str
    order: int = 1
    members: tuple[str, ...] = ()  # in the order of speaking, the chief executive last
    observers_invited: bool
    observers: tuple[str, ...] = ()
    meeting_public: bool
    ways: str = ""
    adoption_attached: bool = False

    def __post_init__(self) -> None:
        if (self.observers_invited or self.meeting_public) and not self.ways:
            raise Incoherent("the plan says who observes, or how the meeting is public")
