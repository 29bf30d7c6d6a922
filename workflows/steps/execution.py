"""Execution (Art. 34, 35): the unit named, its reports, the problems it meets, the end.

What changes a decision in force stands in ``in_force.py``, the post-evaluation in
``post_evaluation.py``, what must hold in ``decisions/law/execution.py``.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from decisions.law.dossier import Dossier
from decisions.law.terms import Stage
from decisions.models import Execution, ExecutionIssue, ExecutionReport
from workflows import permissions
from workflows.act import Act, Doing
from workflows.procedure import IN_FORCE
from workflows.registry import Step
from workflows.steps.forms import execution as forms
from workflows.telling import bring

STEP = Step(
    code="execution",
    label=_("Execution"),
    articles=("34", "35", "36", "37"),
    stages=(Stage.PROMULGATED, *IN_FORCE),
    after="publication",
    gate=("G17", "G18", "G19", "G20"),
)
REPORT = "execution_report"


class BeginExecution(Act):
    """Name the executing unit, its measures and the days of its reports (Art. 34)."""

    slug, step, label = "begin_execution", "execution", _("Begin the execution")
    articles, gates, stages = ("34",), ("G17",), (Stage.PROMULGATED,)
    moves, form = "begin_execution", forms.BeginForm

    def do(self, doing: Doing) -> None:
        """The unit may act on the decision from now on; each report has its day."""
        decision, asked = doing.decision, doing.data
        Execution.objects.create(
            decision=decision,
            office=asked["office"],
            named_on=doing.occurred_on,
            measures=asked["measures"],
        )
        permissions.grant_office(decision, asked["office"], Role.EXECUTING_UNIT)
        ExecutionReport.objects.bulk_create(
            ExecutionReport(decision=decision, due_on=due) for due in asked["due"]
        )
        for due in asked["due"]:
            doing.deadline(REPORT, "34", doing.occurred_on, due, subject=due.isoformat())
        doing.facts["office"] = asked["office"].name
        doing.summary = f"明确{asked['office']}为决策执行单位"


class FileExecutionReport(Act):
    """Report on progress and effects (Art. 34)."""

    slug, step, label = "file_execution_report", "execution", _("File an execution report")
    articles, stages, form = ("34",), IN_FORCE, forms.ReportForm
    papers = ("execution_report",)

    def not_yet(self, dossier: Dossier) -> Any:
        """While a report is owed."""
        if any(report.filed_on is None for report in dossier.execution.reports):
            return ""
        return _("Every report is filed.")

    def do(self, doing: Doing) -> None:
        """The report that was due."""
        row = doing.data["report"]
        row.text, row.filed_on, row.filed_by = doing.data["text"], doing.occurred_on, doing.user
        row.paper = doing.paper("paper", "execution_report", f"执行情况报告（{row.due_on}）")
        row.save()
        doing.met(REPORT, row.due_on.isoformat())
        doing.facts["due_on"] = row.due_on.isoformat()
        doing.summary = "报告决策执行情况"
        bring(doing, "execution_report", report=row)


class ReportExecutionIssue(Act):
    """Report a problem, a great change or force majeure met in execution (Art. 35)."""

    slug, step, label = "report_execution_issue", "execution", _("Report a problem in execution")
    articles, stages, form = ("35.1",), IN_FORCE, forms.IssueForm
    repeatable, optional = True, True

    def do(self, doing: Doing) -> None:
        """The organ is told; it may suspend, adjust or go on."""
        ExecutionIssue.objects.create(
            decision=doing.decision,
            reported_on=doing.occurred_on,
            situation=doing.data["situation"],
            reported_by=doing.user,
        )
        doing.summary = "报告执行中发现的问题或者情况变化"


class Conclude(Act):
    """Close the matter: executed, reported on, archived (Art. 33, 34)."""

    slug, step, label = "conclude", "execution", _("Conclude the matter")
    articles, gates, stages = ("33", "34"), ("G16", "G17", "G19"), (Stage.IN_EXECUTION,)
    moves = "conclude"

    def not_yet(self, dossier: Dossier) -> Any:
        """The file is closed and no report is owed."""
        if any(report.filed_on is None for report in dossier.execution.reports):
            return _("Execution reports are still to be filed.")
        if dossier.archive.archived_on is None:
            return _("The file is not closed yet.")
        return ""

    def do(self, doing: Doing) -> None:
        """Nothing but the passage."""
        doing.summary = "决策执行完毕，办结"
