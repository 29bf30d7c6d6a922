"""公平竞争审查表: the drafter's review, the regulator's conclusion (art. 29(1); FCR)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from .paper import Incoherent, Paper

CONCLUSIONS = {
    "no_restriction": "不具有排除、限制竞争效果",
    "exception": "具有排除、限制竞争效果，但符合例外规定",
    "restricts": "具有排除、限制竞争效果，不得出台",
}


@dataclass(frozen=True, kw_only=True)
class CompetitionForm(Paper):
    """The form of the review, one for each conclusion."""

    template: ClassVar = "competition_form"
    matter: str
    draft_version: str = ""
    draft_digest: str = ""
    lead_unit: str
    preliminary: str = ""
    preliminary_on: date | None = None
    operators_heard: bool | None = None
    conclusion: str  # a key of CONCLUSIONS
    opinion: str
    concluded_on: date
    reviewer: str  # the unit that concluded
    officer: str = ""
    purpose: str = ""
    no_alternative: str = ""
    term: str = ""

    def __post_init__(self) -> None:
        if self.conclusion not in CONCLUSIONS:
            raise Incoherent(f"unknown conclusion of the review: {self.conclusion}")
        argued = self.purpose and self.no_alternative and self.term
        if self.conclusion == "exception" and not argued:
            raise Incoherent("an exception states purpose, alternatives and term (FCR art. 12)")

    def conclusions(self) -> tuple[tuple[str, bool], ...]:
        """Every conclusion with whether it is the one that was found."""
        return tuple((name, code == self.conclusion) for code, name in CONCLUSIONS.items())

    def heard(self) -> str:
        """Whether operators were heard, in words."""
        return {True: "已听取经营者、行业协会等意见", False: "未听取意见"}.get(
            self.operators_heard, ""
        )
