"""案卷评查报告: what every rule says of a case file kept elsewhere, by passage of the road."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from .paper import Incoherent, Paper, Sheet

VERDICTS = {"not_met": "不符合", "unknown": "不明", "met": "符合"}


@dataclass(frozen=True, kw_only=True)
class ReviewedRule:
    """One rule that applies: its article, what was found, how it could be mended."""

    gate: str  # 公开征求意见
    article: str  # 第十五条第二款
    rule: str
    verdict: str  # a key of VERDICTS
    blocks: bool = False
    what: str = ""
    remedy: str = ""

    def __post_init__(self) -> None:
        if self.verdict not in VERDICTS:
            raise Incoherent(f"unknown verdict: {self.verdict}")

    def said(self) -> str:
        """Names the verdict."""
        return VERDICTS[self.verdict]


@dataclass(frozen=True, kw_only=True)
class CaseFileReview(Paper):
    """The report on one file."""

    template: ClassVar = "case_file_review"
    matter: str
    file_name: str
    file_digest: str
    profile: str
    law_on: date
    judged_on: date
    found: tuple[ReviewedRule, ...]  # worst first
    not_met: int
    unknown: int
    met: int
    not_applicable: int
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        counted = [sum(row.verdict == verdict for row in self.found) for verdict in VERDICTS]
        if counted != [self.not_met, self.unknown, self.met]:
            raise Incoherent("the verdicts counted are not those of the table")

    def blocking(self) -> int:
        """Counts what stops the file."""
        return sum(row.blocks for row in self.found)

    def rows(self) -> int:
        """Counts the rules that apply."""
        return len(self.found)

    def sheet(self) -> Sheet | None:
        """Each rule in a row."""
        rows = ((r.gate, r.article, r.rule, r.said(), r.what, r.remedy) for r in self.found)
        return ("环节", "条款", "要求", "结论", "问题", "补正办法"), tuple(rows)
