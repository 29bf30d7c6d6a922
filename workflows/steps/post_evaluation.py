"""The post-evaluation (Art. 36): commissioned by the organ, concluded by whoever evaluates.

Acts of the step ``execution``. Who did the main argument or assessment before the decision does
not evaluate it.
"""

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from decisions.errors import NotReady
from decisions.law import judge
from decisions.law.article import RULES
from decisions.law.dossier import Dossier
from decisions.law.terms import Verdict
from decisions.models import Evaluation
from workflows import permissions
from workflows.act import Act, Doing
from workflows.judged import as_left
from workflows.procedure import IN_FORCE
from workflows.steps.forms import execution as forms
from workflows.telling import bring

WHO = RULES["evaluator_did_not_assess_before"]
USE = {"continue": "继续执行", "adjust": "调整决策", "stop": "终止执行"}


class CommissionEvaluation(Act):
    """Commission a post-evaluation from an office or an outside body (Art. 36)."""

    slug, step, label = "commission_evaluation", "execution", _("Commission an evaluation")
    articles, stages, form = ("36.1", "36.2"), IN_FORCE, forms.CommissionForm
    optional = True

    def not_yet(self, dossier: Dossier) -> object:
        """One evaluation a decision."""
        if dossier.execution.evaluation is not None:
            return _("An evaluation is already commissioned.")
        return ""

    def do(self, doing: Doing) -> None:
        """The office may act on the decision; an outside body works through it."""
        decision, asked = doing.decision, doing.data
        evaluator = asked["body"] or asked["office"].name
        Evaluation.objects.create(
            decision=decision,
            trigger=asked["trigger"],
            evaluator=evaluator,
            third_party=bool(asked["body"]),
            commissioned_on=doing.occurred_on,
        )
        _new_to_the_matter(as_left(doing))
        permissions.grant_office(decision, asked["office"], Role.EVALUATING_UNIT)
        doing.facts |= {"evaluator": evaluator, "trigger": asked["trigger"]}
        doing.summary = f"启动决策后评估，评估单位为{evaluator}"


class ConcludeEvaluation(Act):
    """Conclude the post-evaluation; its result is put to use (Art. 36)."""

    slug, step, label = "conclude_evaluation", "execution", _("Conclude the evaluation")
    articles, gates, stages = ("36.2", "36.3"), ("G20",), IN_FORCE
    form, papers = forms.ConcludeEvaluationForm, ("evaluation_report",)

    def not_yet(self, dossier: Dossier) -> object:
        """Commissioned and not concluded."""
        evaluation = dossier.execution.evaluation
        if evaluation is None:
            return _("No evaluation is commissioned.")
        return _("The evaluation is concluded.") if evaluation.concluded_on else ""

    def do(self, doing: Doing) -> None:
        """Keep who was heard, what was found and what follows."""
        row, asked = doing.decision.evaluation, doing.data
        for name in ("public_heard", "deputies_heard", "findings", "result"):
            setattr(row, name, asked[name])
        row.concluded_on = doing.occurred_on
        row.report = doing.paper(
            "report", "evaluation_report", f"《{doing.decision.title}》后评估报告"
        )
        row.save()
        if asked["not_heard_reason"]:
            doing.argue("evaluation_heard_the_public", asked["not_heard_reason"])
        doing.facts["result"] = asked["result"]
        doing.summary = f"完成决策后评估，结果运用：{USE[asked['result']]}"
        bring(doing, "evaluation_report")


def _new_to_the_matter(dossier: Dossier) -> None:
    """Asked at once: an evaluator whom the law refuses is not even commissioned."""
    found = judge.find(WHO, dossier)
    if found.verdict is Verdict.NOT_MET:
        raise NotReady(_t("The law still misses something for this step."), found.shortcomings)
