"""风险评估报告: departments heard, points with their measures, level and advice (art. 22-24).

A report with a cover. Whether the risk is controllable is for the decision organ to say; the
report proposes.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from .paper import Incoherent, Paper, Passage, Sheet

LEVELS = {"low": "低风险", "medium": "中风险", "high": "高风险"}
CONCLUSIONS = {"controllable": "风险可控", "uncontrollable": "风险不可控"}


@dataclass(frozen=True, kw_only=True)
class Heard:
    """A department that was heard."""

    name: str
    heard_on: date
    view: str = ""


@dataclass(frozen=True, kw_only=True)
class RiskPoint:
    """One risk point and the measure against it."""

    description: str
    measure: str = ""


@dataclass(frozen=True, kw_only=True)
class RiskReport(Paper):
    """The report of the assessment, as filed or supplemented."""

    template: ClassVar = "risk_report"
    matter: str
    draft_version: str = ""
    lead_unit: str = ""
    assessor: str
    third_party: bool = False
    linked_report: str = ""  # an earlier assessment relied on (art. 22)
    departments: tuple[Heard, ...] = ()
    points: tuple[RiskPoint, ...] = ()
    level: str  # a key of LEVELS
    conclusion: str  # a key of CONCLUSIONS
    contingency: tuple[str, ...] = ()
    text: tuple[Passage, ...] = ()
    filed_digest: str = ""  # SHA-256 of the report filed as a file
    reported_on: date
    supplemented_on: date | None = None

    def __post_init__(self) -> None:
        if self.level not in LEVELS or self.conclusion not in CONCLUSIONS:
            raise Incoherent("the report names a level and proposes a conclusion (art. 23)")

    def level_name(self) -> str:
        """Names the level."""
        return LEVELS[self.level]

    def conclusion_name(self) -> str:
        """Names the conclusion proposed."""
        return CONCLUSIONS[self.conclusion]

    def rows(self) -> int:
        """Counts points, departments and passages."""
        return len(self.points) + len(self.departments) + len(self.text)

    def sheet(self) -> Sheet | None:
        """Each point in a row."""
        rows = ((n, p.description, p.measure) for n, p in enumerate(self.points, 1))
        return ("序号", "风险点", "防范、化解措施"), tuple(rows)
