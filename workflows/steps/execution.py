"""Execution (Art. 34, 35, 37): the unit named, its reports, suspension, adjustment, the end.

A decision in force changes only by these ways; the post-evaluation stands in
``post_evaluation.py``, what must hold in ``decisions/law/execution.py``.
"""

from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from decisions.errors import NotNow
from decisions.law.dossier import Dossier
from decisions.law.terms import ProposalSource, Stage
from decisions.models import Execution, ExecutionIssue, ExecutionReport, Suspension
from workflows import opening, permissions
from workflows.act import Act, Doing
from workflows.procedure import IN_FORCE
from workflows.registry import Step
from workflows.steps.forms import execution as forms

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


class Suspend(Act):
    """Suspend the execution first, in urgency (Art. 37)."""

    slug, step, label = "suspend", "execution", _("Suspend the execution")
    articles, gates, stages = ("35", "37.2"), ("G18",), (Stage.IN_EXECUTION,)
    moves, form, optional = "suspend", forms.SuspendForm, True

    def do(self, doing: Doing) -> None:
        """Both facts are stated, and the chief executive decides in person."""
        Suspension.objects.create(
            decision=doing.decision,
            situation=doing.data["situation"],
            urgency=doing.data["urgency"],
            decided_by=doing.user,
            suspended_on=doing.occurred_on,
        )
        doing.summary = "行政首长决定先行中止执行"


class Resume(Act):
    """Go on with the execution once the cause is gone (Art. 37)."""

    slug, step, label = "resume", "execution", _("Resume the execution")
    articles, stages, moves = ("37.1",), (Stage.SUSPENDED,), "resume"
    form = forms.ReasonForm

    def do(self, doing: Doing) -> None:
        """The suspension keeps its days."""
        Suspension.objects.filter(decision=doing.decision, resumed_on=None).update(
            resumed_on=doing.occurred_on, resumed_reason=doing.data["reason"]
        )
        doing.summary = "恢复执行"


class Adjust(Act):
    """Open the new linked matter by which the decision is adjusted in a major way (Art. 37).

    The old decision stays in force; it ends only when the new one is decided (G19, asked there).
    """

    slug, step, label = "adjust", "execution", _("Open a major adjustment")
    articles, stages, form = ("37.1", "37.3"), IN_FORCE, forms.AdjustForm
    optional = True

    def not_yet(self, dossier: Dossier) -> Any:
        """One adjustment at a time."""
        if dossier.execution.adjustment is not None:
            return _("A matter that adjusts this decision is already open.")
        return ""

    def do(self, doing: Doing) -> None:
        """The new matter runs every step its facts call for."""
        old, asked = doing.decision, doing.data
        new = opening.adjust(
            old,
            doing.user,
            {
                "title": asked["title"],
                "summary": asked["summary"],
                "matter_class": old.matter.matter_class,
                "source": ProposalSource.LEADER,
                "proposer": str(doing.user),
                "proposed_on": doing.occurred_on,
                "argument": asked["reason"],
                "late_reason": asked.get("late_reason", ""),
            },
            doing.now,
        )
        doing.facts["adjusted_by"] = new.pk
        doing.summary = f"对决策作重大调整，另立新案：{new.title}"


class StopExecution(Act):
    """End the execution for good, after evaluation, suspension or adjustment (Art. 36, 37)."""

    slug, step, label = "stop_execution", "execution", _("Stop the execution")
    articles, gates, stages = ("36.3", "37.1"), ("G19",), IN_FORCE
    moves, form, optional = "stop_execution", forms.ReasonForm, True

    def not_yet(self, dossier: Dossier) -> Any:
        """No decision in force is stopped without a procedure."""
        done = dossier.execution
        evaluated = done.evaluation is not None and done.evaluation.concluded_on is not None
        if evaluated or done.suspension is not None or done.adjustment is not None:
            return ""
        return _("Execution is stopped only after evaluation, suspension or adjustment (Art. 37).")

    def do(self, doing: Doing) -> None:
        """A suspension that was lifted gives no ground any more."""
        decision = doing.decision
        lifted = decision.stage == Stage.IN_EXECUTION and not decision.adjusted_by.exists()
        if lifted and not _evaluated(doing):
            raise NotNow(_t("The suspension was lifted. Evaluate or adjust the decision first."))
        decision.closed_reason = doing.data["reason"]
        decision.save(update_fields=["closed_reason"])
        doing.summary = f"终止执行：{doing.data['reason'][:80]}"


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


def _evaluated(doing: Doing) -> bool:
    evaluation = getattr(doing.decision, "evaluation", None)
    return evaluation is not None and evaluation.concluded_on is not None
