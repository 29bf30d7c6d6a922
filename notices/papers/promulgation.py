"""决策公布公告 and 政策解读: the decision with basis and answers, and what it means (art. 32)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from .paper import Contact, Incoherent, Paper, Passage


@dataclass(frozen=True, kw_only=True)
class PromulgationNotice(Paper):
    """The decision as it is made public."""

    template: ClassVar = "promulgation_notice"
    matter: str  # 《…办法》, as it is named in running text
    decision_title: str  # the title over the decision's own text
    decided_on: date
    meeting: str  # the meeting that decided
    effective_on: date | None = None
    basis: tuple[str, ...] = ()  # 决策依据
    steps: tuple[str, ...] = ()  # the steps performed, one sentence each
    adoption_statement: tuple[str, ...] = ()  # public opinions and what became of them
    expert_statement: tuple[str, ...] = ()  # expert opinions and what became of them
    interpretation: str = ""  # where the interpretation can be read
    text: tuple[Passage, ...]
    contact: Contact = Contact()

    def __post_init__(self) -> None:
        if not self.text:
            raise Incoherent("a decision is promulgated with its text")

    def rows(self) -> int:
        """Counts the passages of the decision."""
        return len(self.text)


@dataclass(frozen=True, kw_only=True)
class Interpretation(Paper):
    """政策解读: what the decision means, by whoever drafted it."""

    template: ClassVar = "interpretation"
    matter: str
    document_number: str = ""  # of the decision explained
    decided_on: date
    published_on: date
    effective_on: date | None = None
    text: tuple[Passage, ...]
    contact: Contact = Contact()

    def __post_init__(self) -> None:
        if not self.text:
            raise Incoherent("an interpretation has a text (art. 32)")
        if self.issued_on < self.published_on:
            raise Incoherent("an interpretation comes with the decision, not before it")

    def rows(self) -> int:
        """Counts the passages."""
        return len(self.text)
