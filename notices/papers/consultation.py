"""Papers of public participation before the decision: Decree 713 art. 14-15.

The notice that opens the consultation, the one that extends it and the one that withdraws it.
The report on what became of the opinions stands in adoption.py.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from .paper import Contact, Incoherent, Paper, Passage


@dataclass(frozen=True, kw_only=True)
class Way:
    """One way to send an opinion (征集渠道): 网上提交, 信函 …"""

    name: str
    detail: str


@dataclass(frozen=True, kw_only=True)
class Period:
    """The days a draft stays open, and the sum that shows it."""

    opens_on: date  # the day of publication
    closes_on: date  # the last day on which opinions are taken
    days: int  # as counted by the profile, calendar days
    counts_first_day: bool = False

    def __post_init__(self) -> None:
        if self.closes_on < self.opens_on:
            raise Incoherent("the period ends before it begins")
        if self.days != (self.closes_on - self.opens_on).days + self.counts_first_day:
            raise Incoherent("the days of the period do not follow from its dates")


def genre(title: str) -> str:
    """Whether a notice is a 公告 or, as its title says, a 通告 (公文处理工作条例, art. 8)."""
    return "通告" if title.rstrip().endswith("通告") else "公告"


class Proclaimed:
    """A notice that calls itself 公告 or 通告."""

    title: str

    @property
    def genre(self) -> str:
        """What it calls itself."""
        return genre(self.title)


@dataclass(frozen=True, kw_only=True)
class ConsultationNotice(Proclaimed, Paper):
    """公开征求意见公告: the draft is published with its explanation, ways and time (art. 15)."""

    template: ClassVar = "consultation_notice"
    matter: str  # 决策事项, as it is named in running text: 《…办法》
    purpose: str  # why the organ means to decide
    basis: tuple[str, ...]  # 决策依据, each a named text
    content: tuple[str, ...]  # the main content, one paragraph each
    period: Period
    ways: tuple[Way, ...]
    contact: Contact
    privacy: str  # what is done with personal data (PIPL art. 17)
    floor_days: int = 30  # what the profile asks for
    shortened_reason: str = ""  # 缩短期限理由, printed whenever it is given
    lead_unit: str = ""  # 决策承办单位
    draft_title: str = ""  # over the draft's own text, printed as an annex when there is one
    text: tuple[Passage, ...] = ()
    explanation: tuple[Passage, ...] = ()  # 起草说明, one paragraph each

    def __post_init__(self) -> None:
        if self.period.days < self.floor_days and not self.shortened_reason.strip():
            raise Incoherent("a shortened period needs its reason in the notice (art. 15)")
        if not self.ways:
            raise Incoherent("a consultation notice names at least one way to answer (art. 15)")

    def rows(self) -> int:
        """Counts the passages of the draft and of its explanation."""
        return len(self.text) + len(self.explanation)


@dataclass(frozen=True, kw_only=True)
class ExtensionNotice(Proclaimed, Paper):
    """延期公告: the consultation stays open longer."""

    template: ClassVar = "extension_notice"
    matter: str
    notice_title: str  # the notice that is extended
    notice_number: str = ""
    noticed_on: date
    closed_on: date  # the last day as first announced
    period: Period  # the whole period as it is now
    reason: str
    contact: Contact = Contact()

    def __post_init__(self) -> None:
        if self.period.closes_on <= self.closed_on:
            raise Incoherent("an extension ends later than the first period")


@dataclass(frozen=True, kw_only=True)
class WithdrawalNotice(Proclaimed, Paper):
    """撤回公告: a notice is taken back, with the reason and what becomes of opinions received."""

    template: ClassVar = "withdrawal_notice"
    matter: str
    notice_title: str
    notice_number: str = ""
    noticed_on: date
    reason: str
    consequence: str  # what becomes of the opinions received, and what follows
    contact: Contact = Contact()
