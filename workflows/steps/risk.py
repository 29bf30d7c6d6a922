"""The risk assessment (Art. 22 to 24): opened, departments heard, points named, reported, weighed.

Whether the risk is controllable is for the decision organ: uncontrollable reopens the section and
sends a draft that has gone on back to drafting. What must hold at G8 is ``decisions/law/risk.py``.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from decisions.law.dossier import Dossier
from decisions.law.terms import Progress, RiskConclusion, Section, Stage
from decisions.models import DepartmentHeard, RiskAssessment, RiskPoint
from workflows.act import Act, Doing
from workflows.procedure import UNDER_REVIEW
from workflows.registry import Step
from workflows.sections import not_to_open, not_under_way
from workflows.steps.forms import risk as forms
from workflows.steps.rows import legality as reviews
from workflows.steps.rows import risk as rows
from workflows.telling import bring

STEP = Step(
    code="risk",
    label=_("Risk assessment"),
    articles=("22", "23", "24"),
    stages=(Stage.DRAFTING,),
    after="expertise",
    gate=("G8",),
    section=Section.RISK,
    applies=lambda dossier: dossier.matter.risk_possible,
)
UNCONTROLLABLE = RiskConclusion.UNCONTROLLABLE
WEIGHED = (Stage.DRAFTING, *UNDER_REVIEW, Stage.DELIBERATION)


class RiskAct(Act):
    """An act of this step while the section is under way."""

    step, section, stages = "risk", Section.RISK, (Stage.DRAFTING,)

    def not_yet(self, dossier: Dossier) -> Any:
        """Only between opening and concluding."""
        return not_under_way(dossier.risk.progress, dossier.risk.assessor)


class OpenRiskAssessment(RiskAct):
    """Open the assessment and name who assesses; an earlier one may be linked (Art. 22)."""

    slug, label = "open_risk_assessment", _("Open the risk assessment")
    articles, form, progress = ("22.1", "22.2"), forms.OpenForm, Progress.UNDER_WAY

    def not_yet(self, dossier: Dossier) -> Any:
        """Once, unless it was reopened."""
        return not_to_open(dossier.risk.progress)

    def do(self, doing: Doing) -> None:
        """Keep the assessor."""
        asked = {n: doing.data[n] for n in ("assessor", "third_party", "linked_report")}
        if not RiskAssessment.objects.filter(decision=doing.decision).update(**asked):
            RiskAssessment.objects.create(decision=doing.decision, entered_by=doing.user, **asked)
        doing.summary = f"开展风险评估，评估单位为{asked['assessor']}"


class HearDepartment(RiskAct):
    """Record that a department was heard on the risk (Art. 23)."""

    slug, label, repeatable = "hear_department", _("Hear a department on the risk"), True
    articles, form = ("23.2",), forms.DepartmentForm

    def do(self, doing: Doing) -> None:
        """One row for each time."""
        asked = {name: doing.data[name] for name in ("name", "heard_on", "view")}
        DepartmentHeard.objects.create(decision=doing.decision, **asked)
        doing.summary = f"就风险听取{asked['name']}意见"


class AddRiskPoint(RiskAct):
    """Name a risk point and the measure against it (Art. 23)."""

    slug, label, repeatable = "add_risk_point", _("Add a risk point"), True
    articles, form = ("23.2",), forms.PointForm

    def do(self, doing: Doing) -> None:
        """One row per point."""
        asked = {name: doing.data[name] for name in ("description", "measure")}
        point = RiskPoint.objects.create(decision=doing.decision, **asked)
        doing.facts["point"] = point.pk
        doing.summary = "列明风险点和防范措施"


class FileRiskReport(RiskAct):
    """File the report: level, proposed conclusion, contingency plan (Art. 23)."""

    slug, label, repeatable = "file_risk_report", _("File the risk report"), True
    rewrites = True
    articles, form, papers = ("23.1", "23.2"), forms.ReportForm, ("risk_report",)

    def not_yet(self, dossier: Dossier) -> Any:
        """Until the section is first concluded; after that the assessment is supplemented."""
        if dossier.risk.report_on and dossier.risk.progress is Progress.REOPENED:
            return _("The report was filed. Supplement the assessment instead.")
        return super().not_yet(dossier)

    def do(self, doing: Doing) -> None:
        """The report speaks for the draft it saw."""
        risk = RiskAssessment.objects.get(decision=doing.decision)
        risk.report_on, risk.report_text = doing.data["report_on"], doing.data["report_text"]
        risk.contingency_plan = doing.data["contingency_plan"]
        rows.assess(risk, doing)
        doing.summary = "提交风险评估报告"
        bring(doing, "risk_report")


class SupplementRiskAssessment(RiskAct):
    """Supplement the assessment after the draft or the measures changed (Art. 24)."""

    slug, label = "supplement_risk_assessment", _("Supplement the assessment")
    articles, form, papers = ("23.1", "24"), forms.SupplementForm, ("risk_report",)

    def not_yet(self, dossier: Dossier) -> Any:
        """Once the section is open again and there is a report to supplement."""
        if dossier.risk.report_on is None:
            return _("File the report first.")
        if dossier.risk.progress is Progress.UNDER_WAY:
            return _("The assessment is not concluded yet: file the report anew instead.")
        return super().not_yet(dossier)

    def do(self, doing: Doing) -> None:
        """The first report stays, the supplement stands below it."""
        risk, asked = RiskAssessment.objects.get(decision=doing.decision), doing.data
        risk.supplemented_on = max(asked["report_on"], risk.report_on)
        risk.report_text = rows.below(risk.report_text, asked["report_text"], asked["report_on"])
        risk.contingency_plan = asked["contingency_plan"] or risk.contingency_plan
        rows.assess(risk, doing)
        doing.summary = "补充风险评估"
        bring(doing, "risk_report")


class DetermineRisk(RiskAct):
    """The decision organ finds whether the risk is controllable (Art. 24)."""

    slug, label, repeatable = (
        "determine_risk",
        _("Determine whether the risk is controllable"),
        True,
    )
    articles, form, stages = ("24",), forms.DeterminationForm, WEIGHED

    def not_yet(self, dossier: Dossier) -> Any:
        """The organ weighs a report, and takes no word back before measures were taken."""
        if dossier.risk.report_on is None:
            return _("There is no risk report to weigh yet.")
        return _unanswered(dossier)

    def do(self, doing: Doing) -> None:
        """Uncontrollable: the section is open again, and an earlier supplement no longer counts."""
        found = doing.data["conclusion"]
        changed = {"organ_conclusion": found}
        if found == UNCONTROLLABLE:
            changed |= {"supplemented_on": None}
            doing.progress = Progress.REOPENED
            if doing.decision.stage in UNDER_REVIEW:
                reviews.end_round(doing, doing.data["reason"])
        RiskAssessment.objects.filter(decision=doing.decision).update(**changed)
        doing.facts |= {"conclusion": found, "reason": doing.data["reason"]}
        said = "不可控，退回调整草案或者采取措施" if found == UNCONTROLLABLE else "可控"
        doing.summary = f"决策机关认定风险{said}"

    def moves_by(self, doing: Doing) -> str:
        """A draft that has gone on goes back; one before the meeting is first deferred there."""
        back = doing.data["conclusion"] == UNCONTROLLABLE
        return "return_to_drafting" if back and doing.decision.stage in UNDER_REVIEW else ""


class ConcludeRisk(RiskAct):
    """Conclude the assessment (Art. 22 to 24; G8)."""

    slug, label = "conclude_risk", _("Conclude the risk assessment")
    articles, gates, progress = ("22", "23", "24"), ("G8",), Progress.CONCLUDED

    def not_yet(self, dossier: Dossier) -> Any:
        """A risk the organ found uncontrollable is first answered."""
        return _unanswered(dossier) or super().not_yet(dossier)

    def do(self, doing: Doing) -> None:
        """Nothing but the end of the section."""
        doing.summary = "风险评估完成"


def _unanswered(dossier: Dossier) -> Any:
    """Why a risk found uncontrollable is not settled yet: nothing was done about it (Art. 24)."""
    risk = dossier.risk
    if risk.organ_conclusion is UNCONTROLLABLE and risk.supplemented_on is None:
        return _(
            "The organ found the risk uncontrollable (Art. 24): adjust the draft or take "
            "measures, then supplement the assessment."
        )
    return ""
