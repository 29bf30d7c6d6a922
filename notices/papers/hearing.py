"""Papers before a hearing: the numbered notices (第1号, 第2号), with list and draw (art. 16)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from .paper import Contact, Incoherent, Paper

AGENDA = (
    "听证主持人宣布听证事项、听证纪律，核对听证参加人；",
    "决策承办单位介绍决策草案、依据和有关情况；",
    "听证参加人陈述意见，进行询问、质证和辩论，必要时可以由有关专家解释说明；",
    "听证参加人确认听证笔录并签字。",
)


@dataclass(frozen=True, kw_only=True)
class Seats:
    """One side and its places (名额)."""

    group: str
    seats: int
    interested: bool = False


@dataclass(frozen=True, kw_only=True)
class Attendee:
    """One person on the published list: name and side, nothing else of the person."""

    name: str
    group: str
    origin: str = ""  # 抽签产生, 递补, 邀请, 推荐


@dataclass(frozen=True, kw_only=True)
class Draw:
    """What anybody needs to run the draw again (docs/draw.md)."""

    commitment: str
    source: str
    secret: str = ""
    value: str = ""
    drawn_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class HearingNotice(Paper):
    """听证公告: matter, time, place, seats, selection and sign-up, before the hearing (art. 16)."""

    template: ClassVar = "hearing_notice"
    matter: str
    ground: str  # why it is heard
    held_on: date
    held_at: str = ""  # 9时30分
    place: str
    lead_unit: str
    chair: str = ""
    clerk: str = ""
    monitor: str = ""
    seats: tuple[Seats, ...] = ()
    observer_seats: int = 0
    method: str = ""  # 遴选办法
    signup_closes_on: date | None = None
    draw: Draw | None = None
    replaces: str = ""  # the notice of an earlier day, when the hearing is put off
    draft_public: bool = False
    materials_days: int = 7
    contact: Contact = Contact()
    privacy: str = ""

    def __post_init__(self) -> None:
        if self.signup_closes_on and self.signup_closes_on >= self.held_on:
            raise Incoherent("a sign-up ends before the hearing (art. 16)")

    def total(self) -> int:
        """The places of all sides together."""
        return sum(side.seats for side in self.seats)


@dataclass(frozen=True, kw_only=True)
class HearingListNotice(Paper):
    """听证公告 with the list: who takes part, how they were chosen, the day and the order."""

    template: ClassVar = "hearing_list_notice"
    matter: str
    held_on: date
    held_at: str = ""
    place: str
    chair: str = ""
    clerk: str = ""
    monitor: str = ""
    lead_unit: str = ""
    people: tuple[Attendee, ...]
    observers: tuple[Attendee, ...] = ()
    signed_up: int = 0
    draw: Draw | None = None
    contact: Contact = Contact()

    def __post_init__(self) -> None:
        if not self.people:
            raise Incoherent("the list names nobody (art. 16)")

    def agenda(self) -> tuple[str, ...]:
        """The order of art. 17."""
        return AGENDA

    def rows(self) -> int:
        """Counts the people on the list."""
        return len(self.people) + len(self.observers)
