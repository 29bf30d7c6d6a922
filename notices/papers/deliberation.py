"""会议纪要 and 会议记录 (art. 30): the minutes circulate, the record stays inside.

The record holds every member's words in order, the dissent and the reasons; the minutes hold what
the organ decided to circulate.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from .paper import Incoherent, Paper, Sheet

STANDS = {
    "agree": "同意",
    "amend": "同意并建议修改",
    "defer": "建议缓议",
    "oppose": "不同意",
    "none": "未表明态度",
}


@dataclass(frozen=True, kw_only=True)
class Item:
    """One item of the agenda: what was heard and what was decided."""

    title: str
    discussion: tuple[str, ...] = ()  # what was heard and said, one paragraph each
    decided: tuple[str, ...] = ()  # 会议决定, one paragraph each


@dataclass(frozen=True, kw_only=True)
class MeetingMinutes(Paper):
    """The circulated minutes of the meeting that decided."""

    template: ClassVar = "meeting_minutes"
    meeting: str  # 云岭镇第12次党政联席会议
    held_at: datetime
    place: str
    chair: str
    opening: str = ""  # replaces the generated first paragraph when given
    items: tuple[Item, ...]
    attended: tuple[str, ...]  # 出席
    excused: tuple[str, ...] = ()  # 请假
    observers: tuple[str, ...] = ()  # 列席
    recorder: str = ""  # 记录

    def __post_init__(self) -> None:
        if not self.items:
            raise Incoherent("minutes hold at least one item")
        if not self.attended:
            raise Incoherent("minutes name those who attended")


@dataclass(frozen=True, kw_only=True)
class Seat:
    """One member on the roll; ``present`` is None until the roll is taken."""

    name: str
    chief_executive: bool = False
    present: bool | None = None
    absence_reason: str = ""

    def said(self) -> str:
        """Whether the member came, in words."""
        if self.present is None:
            return "未签到"
        return "出席" if self.present else f"缺席（{self.absence_reason or '未说明原因'}）"


@dataclass(frozen=True, kw_only=True)
class MemberWords:
    """What one member said, in the order of speaking."""

    order: int
    name: str
    chief_executive: bool = False
    stand: str  # a key of STANDS
    statement: str
    confirmed: bool = False  # by the member, as recorded

    def __post_init__(self) -> None:
        if self.stand not in STANDS:
            raise Incoherent(f"unknown stand of a member: {self.stand}")

    def said(self) -> str:
        """Names the stand."""
        return STANDS[self.stand]


@dataclass(frozen=True, kw_only=True)
class StandCounts:
    """How many members took which stand."""

    agree: int = 0
    amend: int = 0
    defer: int = 0
    oppose: int = 0
    none: int = 0


@dataclass(frozen=True, kw_only=True)
class MeetingRecord(Paper):
    """The internal record of one item, with every view and the result."""

    template: ClassVar = "meeting_record"
    meeting: str
    matter: str
    draft_version: str = ""
    draft_digest: str = ""
    held_on: date
    place: str
    chair: str
    recorder: str = ""
    recorded_on: date | None = None
    roll: tuple[Seat, ...]
    observers: tuple[str, ...] = ()
    question: tuple[str, ...] = ()
    views: tuple[MemberWords, ...]
    stands: StandCounts
    disagreement: tuple[str, ...] = ()
    result: str
    amendment: tuple[str, ...] = ()
    majority_reason: tuple[str, ...] = ()  # why the decision departs from the majority

    def __post_init__(self) -> None:
        found = Counter(view.stand for view in self.views)
        if any(found[stand] != getattr(self.stands, stand) for stand in STANDS):
            raise Incoherent("the stands counted are not those of the views (art. 30)")
        orders = [view.order for view in self.views]
        if orders != sorted(orders):
            raise Incoherent("the views stand in the order of speaking (art. 30)")

    def present(self) -> int:
        """Counts the members who came."""
        return sum(seat.present is True for seat in self.roll)

    def tally(self) -> tuple[tuple[str, int], ...]:
        """The stands in words with their counts, those nobody took left out."""
        named = ((name, getattr(self.stands, stand)) for stand, name in STANDS.items())
        return tuple((name, number) for name, number in named if number)

    def rows(self) -> int:
        """Counts the views."""
        return len(self.views)

    def sheet(self) -> Sheet | None:
        """Each view in a row."""
        rows = ((v.order, v.name, v.said(), v.statement, v.confirmed) for v in self.views)
        return ("发言顺序", "姓名", "态度", "意见", "本人确认"), tuple(rows)
