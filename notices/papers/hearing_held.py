"""听证笔录 and 听证报告: the record, signed by those who came, and the chair's report (art. 17)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from .hearing import AGENDA, Seats
from .paper import Incoherent, Paper, Sheet


@dataclass(frozen=True, kw_only=True)
class HearingView:
    """One view put forward, by side, and what became of it as far as that is settled."""

    group: str
    text: str
    outcome: str = ""
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class HearingReport(Paper):
    """听证报告: how it was held, who spoke, every view, what is disputed, what is advised."""

    template: ClassVar = "hearing_report"
    matter: str
    ground: str
    held_on: date
    held_at: str = ""
    place: str
    chair: str
    clerk: str
    monitor: str = ""
    lead_unit: str
    noticed_on: date
    listed_on: date | None = None
    delivered_by: date | None = None
    invited: int  # participants on the list
    came: int
    interested: int  # interested parties among those who came
    observers: int = 0
    groups: tuple[Seats, ...] = ()  # those who came, by side
    order_kept: bool = True
    signed: int
    refused: tuple[str, ...] = ()  # the notes on refusals
    presented: tuple[str, ...] = ()
    views: tuple[HearingView, ...] = ()
    disputes: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.came > self.invited or self.signed + len(self.refused) > self.came:
            raise Incoherent("more people came or signed than are on the list")

    def agenda(self) -> tuple[str, ...]:
        """The order of art. 17."""
        return AGENDA

    def rows(self) -> int:
        """Counts the views."""
        return len(self.views)


@dataclass(frozen=True, kw_only=True)
class Statement:
    """What one participant said, as recorded."""

    name: str
    group: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Signer:
    """One participant who came: signed, or refused with a note; neither leaves room to sign."""

    name: str
    group: str
    interested: bool = False
    signed_on: date | None = None
    refusal: str = ""

    def __post_init__(self) -> None:
        if self.signed_on and self.refusal:
            raise Incoherent("nobody both signs and refuses (art. 17)")


@dataclass(frozen=True, kw_only=True)
class HearingRecord(Paper):
    """听证笔录: who came, what was presented and said, who confirmed it (art. 17)."""

    template: ClassVar = "hearing_record"
    matter: str
    held_on: date
    held_at: str = ""
    place: str
    chair: str
    clerk: str
    monitor: str = ""
    lead_unit: str
    invited: int
    observers: int = 0
    order_kept: bool = True
    presented: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = ()
    summary: tuple[str, ...] = ()
    signers: tuple[Signer, ...]
    signed: int
    refused: int

    def __post_init__(self) -> None:
        signed = sum(one.signed_on is not None for one in self.signers)
        refused = sum(bool(one.refusal) for one in self.signers)
        if (signed, refused) != (self.signed, self.refused) or len(self.signers) > self.invited:
            raise Incoherent("those who signed and refused are not those on the list (art. 17)")

    def agenda(self) -> tuple[str, ...]:
        """The order of art. 17."""
        return AGENDA

    def rows(self) -> int:
        """Counts statements and signatures."""
        return len(self.statements) + len(self.signers)

    def sheet(self) -> Sheet | None:
        """Each statement in a row."""
        rows = ((n, s.name, s.group, s.text) for n, s in enumerate(self.statements, 1))
        return ("序号", "听证参加人", "代表方", "陈述"), tuple(rows)
