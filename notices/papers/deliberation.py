"""会议纪要: the minutes that are circulated (art. 30).

The record with every member's words and the dissent is another object and stays inside; what is
printed here is what the organ decided to circulate.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from .paper import Incoherent, Paper


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
