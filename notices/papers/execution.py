"""Papers after promulgation (art. 34-37): reports, suspension and its end, post-evaluation."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from .paper import Incoherent, Paper, Passage

USES = {"continue": "继续执行", "adjust": "调整决策", "stop": "终止执行"}


@dataclass(frozen=True, kw_only=True)
class ExecutionReport(Paper):
    """执行情况报告: from the executing unit to the organ, one for each day that was set."""

    template: ClassVar = "execution_report"
    matter: str
    document_number: str = ""
    unit: str
    named_on: date
    measures: tuple[str, ...] = ()
    due_on: date
    filed_on: date
    serial: int  # which of the reports
    of: int  # how many were set
    text: tuple[Passage, ...]

    def __post_init__(self) -> None:
        if not 1 <= self.serial <= self.of:
            raise Incoherent("the report is one of those that were set (art. 34)")

    def late_days(self) -> int:
        """Counts the days after the day that was set."""
        return max(0, (self.filed_on - self.due_on).days)

    def rows(self) -> int:
        """Counts the passages."""
        return len(self.text)


@dataclass(frozen=True, kw_only=True)
class ExecutionNotice(Paper):
    """What each 通知 about an execution names: the decision, its number, who executes it."""

    matter: str
    document_number: str = ""
    unit: str = ""  # the executing unit


@dataclass(frozen=True, kw_only=True)
class SuspensionNotice(ExecutionNotice):
    """中止执行的通知: both facts that art. 37 asks for, by decision of the chief executive."""

    template: ClassVar = "suspension_notice"
    situation: str
    urgency: str
    decided_by: str
    suspended_on: date

    def __post_init__(self) -> None:
        if not (self.situation.strip() and self.urgency.strip()):
            raise Incoherent("a suspension states the situation and the urgency (art. 37)")


@dataclass(frozen=True, kw_only=True)
class ResumptionNotice(ExecutionNotice):
    """恢复执行的通知: the suspension is over, the decision is carried out again (art. 37)."""

    template: ClassVar = "resumption_notice"
    suspended_on: date
    resumed_on: date
    reason: str

    def __post_init__(self) -> None:
        if self.resumed_on < self.suspended_on:
            raise Incoherent("an execution is resumed after it was suspended (art. 37)")


@dataclass(frozen=True, kw_only=True)
class StopNotice(ExecutionNotice):
    """终止执行的通知: only after evaluation, suspension or adjustment (art. 36, 37)."""

    template: ClassVar = "stop_notice"
    stopped_on: date
    reason: str
    evaluated_on: date | None = None
    suspended_on: date | None = None
    adjusted_by: str = ""  # title of the matter that adjusts the decision

    def __post_init__(self) -> None:
        if not (self.evaluated_on or self.suspended_on or self.adjusted_by):
            raise Incoherent("nobody stops a decision without a procedure (art. 36, 37)")


@dataclass(frozen=True, kw_only=True)
class EvaluationReport(Paper):
    """决策后评估报告: a report with a cover, by whoever was commissioned (art. 36)."""

    template: ClassVar = "evaluation_report"
    matter: str
    document_number: str = ""
    decided_on: date | None = None
    trigger: str
    evaluator: str
    third_party: bool = False
    commissioned_on: date
    concluded_on: date
    public_heard: bool
    deputies_heard: bool
    not_heard_reason: str = ""
    findings: tuple[Passage, ...]
    result: str  # a key of USES
    filed_digest: str = ""  # SHA-256 of the report filed as a file

    def __post_init__(self) -> None:
        if self.result not in USES:
            raise Incoherent(f"unknown use of the result: {self.result}")
        if self.concluded_on < self.commissioned_on:
            raise Incoherent("an evaluation ends after it was commissioned (art. 36)")

    def use(self) -> str:
        """Names the use of the result."""
        return USES[self.result]

    def rows(self) -> int:
        """Counts the passages."""
        return len(self.findings)
