"""Gathers what happens after promulgation (Art. 34 to 37): reports, suspension, adjustment.

The post-evaluation stands in ``evaluation.py``.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet

from accounts.models import Appointment
from accounts.roles import Role
from decisions.gather.evaluation import evaluation
from decisions.gather.listed import DECISION, ORGAN, Listed, listed, one
from decisions.gather.reading import day, flag
from decisions.law.facts.execution import Adjustment, Report
from decisions.law.facts.execution import Execution as ExecutionFacts
from decisions.law.facts.execution import Suspension as SuspensionFacts
from decisions.law.terms import Stage
from decisions.models import Decision, Execution, ExecutionReport, Suspension

GIVEN_UP = (Stage.REJECTED, Stage.TERMINATED)
DECIDED = (
    Stage.DECIDED,
    Stage.PROMULGATED,
    Stage.IN_EXECUTION,
    Stage.SUSPENDED,
    Stage.CONCLUDED,
)


def lists() -> Iterator[QuerySet[Any]]:
    """The unit, the reports, the suspensions by who decided them, and adjusting decisions."""
    unit = Execution.objects.filter(decision=DECISION)
    yield listed("execution", unit, "office", unit=F("office__name"))
    reports = ExecutionReport.objects.filter(decision=DECISION)
    yield listed("report", reports, "due_on", "filed_on")
    suspensions = Suspension.objects.filter(decision=DECISION)
    by_head = Exists(_head())
    yield listed("suspension", suspensions, "situation", "urgency", "suspended_on", by_head=by_head)
    adjusting = Decision.objects.filter(adjusts=DECISION).exclude(stage__in=GIVEN_UP)
    yield listed("adjusting", adjusting, "stage")


def execution(rows: Listed) -> ExecutionFacts:
    """The execution so far."""
    row = one(rows, "execution")
    reports = sorted(rows["report"], key=lambda report: report["due_on"])
    return ExecutionFacts(
        executing_unit=row["unit"] if row else None,
        reports=tuple(
            Report(due_on=day(report["due_on"]), filed_on=day(report["filed_on"]))
            for report in reports
        ),
        suspension=_suspension(rows),
        adjustment=_adjustment(rows),
        evaluation=evaluation(rows),
    )


def _head() -> QuerySet[Appointment]:
    """The chief executive of the organ on the day of a suspension."""
    return Appointment.objects.in_force(OuterRef("suspended_on")).filter(
        user=OuterRef("decided_by"), role=Role.CHIEF_EXECUTIVE, office__organ=ORGAN
    )


def _suspension(rows: Listed) -> SuspensionFacts | None:
    newest = max(rows["suspension"], key=lambda row: (row["suspended_on"], row["id"]), default=None)
    if newest is None:
        return None
    return SuspensionFacts(
        situation=newest["situation"],
        urgency=newest["urgency"],
        decided_by_head=flag(newest["by_head"]),
        suspended_on=day(newest["suspended_on"]),
    )


def _adjustment(rows: Listed) -> Adjustment | None:
    """A decision that adjusts this one has run the procedures again once it is decided."""
    stages = [row["stage"] for row in rows["adjusting"]]
    if not stages:
        return None
    return Adjustment(
        linked_decision=True, procedures_rerun=any(stage in DECIDED for stage in stages)
    )
