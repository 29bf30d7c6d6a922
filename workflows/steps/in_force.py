"""Changing a decision in force (Art. 37): suspension, adjustment, and ending it for good.

Acts of the step ``execution``. Without one of these procedures nobody changes or stops it.
"""

from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from decisions.errors import NotNow
from decisions.law.dossier import Dossier
from decisions.law.terms import ProposalSource, Stage
from decisions.models import Suspension
from workflows import opening
from workflows.act import Act, Doing
from workflows.procedure import IN_FORCE
from workflows.steps.forms import execution as forms
from workflows.telling import bring


class Suspend(Act):
    """Suspend the execution first, in urgency (Art. 37)."""

    slug, step, label = "suspend", "execution", _("Suspend the execution")
    articles, gates, stages = ("35", "37.2"), ("G18",), (Stage.IN_EXECUTION,)
    moves, form, optional, in_person = "suspend", forms.SuspendForm, True, True
    papers = ("suspension_notice",)

    def do(self, doing: Doing) -> None:
        """Both facts are stated, and the chief executive decides in person."""
        row = Suspension.objects.create(
            decision=doing.decision,
            situation=doing.data["situation"],
            urgency=doing.data["urgency"],
            decided_by=doing.user,
            suspended_on=doing.occurred_on,
        )
        doing.summary = "行政首长决定先行中止执行"
        bring(doing, "suspension_notice", suspension=row)


class Resume(Act):
    """Go on with the execution once the cause is gone (Art. 37)."""

    slug, step, label = "resume", "execution", _("Resume the execution")
    articles, stages, moves = ("37.1",), (Stage.SUSPENDED,), "resume"
    form = forms.ReasonForm
    papers = ("resumption_notice",)

    def do(self, doing: Doing) -> None:
        """The suspension keeps its days."""
        row = Suspension.objects.filter(decision=doing.decision, resumed_on=None).latest("id")
        row.resumed_on, row.resumed_reason = doing.occurred_on, doing.data["reason"]
        row.save(update_fields=["resumed_on", "resumed_reason"])
        doing.summary = "恢复执行"
        bring(doing, "resumption_notice", suspension=row)


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
    papers = ("stop_notice",)

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
        doing.summary = f"终止执行：{doing.data['reason'][:80]}"
        bring(doing, "stop_notice")


def _evaluated(doing: Doing) -> bool:
    evaluation = getattr(doing.decision, "evaluation", None)
    return evaluation is not None and evaluation.concluded_on is not None
