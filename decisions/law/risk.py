"""Art. 22 to 24: risk is assessed, reported and weighed; asked at G8, G10, G12 and G13.

Whether a risk is controllable is for the decision organ to say. An uncontrollable one sends the
draft back: it is adjusted or other measures are taken, and the assessment is supplemented.
"""

from collections.abc import Iterator

from decisions.law.article import article
from decisions.law.dossier import Dossier
from decisions.law.shortcoming import Shortcoming
from decisions.law.signoffs import ADOPTED, awaiting_ruling
from decisions.law.terms import RiskConclusion, Section


def risky(dossier: Dossier) -> bool:
    """Carrying the matter out may harm social stability, public safety or the like."""
    return bool(dossier.matter.known("risk_possible"))


def not_risky(dossier: Dossier) -> bool:
    """No such harm is to be feared."""
    return not risky(dossier)


def assessed_anew(dossier: Dossier) -> bool:
    """A risk is possible and no earlier assessment is linked in its place."""
    return risky(dossier) and not dossier.risk.linked_report


def risky_and_adopted(dossier: Dossier) -> bool:
    """A risk is possible and the meeting adopted the draft."""
    return risky(dossier) and dossier.meeting.known("result") in ADOPTED


def conclusion(dossier: Dossier) -> RiskConclusion:
    """What the organ found of the risk, or as long as it has not spoken, what was proposed."""
    if dossier.risk.organ_conclusion is not None:
        return dossier.risk.organ_conclusion
    proposed: RiskConclusion = dossier.risk.known("conclusion")
    return proposed


@article("22.1", gate="G8", who="lead_unit_head", when=not_risky)
def risk_is_passed_over_by_finding(dossier: Dossier) -> Iterator[Shortcoming]:
    """Without an assessment, a signed finding says who found no risk, and why."""
    if dossier.finding_for(Section.RISK) is None and dossier.risk.report_on is None:
        yield Shortcoming(
            "22.1", "没有签署的不开展风险评估认定书。", "起草认定书，由承办单位负责人签署。"
        )


@article("22.1", "22.2", gate="G8", who="risk_assessor", when=risky)
def risk_was_assessed(dossier: Dossier) -> Iterator[Shortcoming]:
    """A dated report by a named assessor exists; an earlier one on the same risk may be linked."""
    dossier.risk.known("report_on")
    if not dossier.risk.known("assessor").strip():
        yield Shortcoming("22.1", "风险评估报告没有写明评估单位。", "填写评估单位。")


@article("23.2", gate="G8", who="risk_assessor", when=assessed_anew)
def departments_were_heard_on_risk(dossier: Dossier) -> Iterator[Shortcoming]:
    """The departments concerned are heard on the risk."""
    if not dossier.risk.known("departments_heard"):
        yield Shortcoming("23.2", "风险评估没有听取有关部门意见。", "听取有关部门意见并记录。")


@article("23.2", gate="G8", who="risk_assessor", when=assessed_anew)
def report_names_points_and_measures(dossier: Dossier) -> Iterator[Shortcoming]:
    """The report names the risk points, the measures against them and a contingency plan."""
    risk = dossier.risk
    if risk.known("risk_points") < 1:
        yield Shortcoming("23.2", "风险评估报告没有列明风险点。", "逐项列明风险点。")
    if not risk.known("mitigation_measures"):
        yield Shortcoming("23.2", "风险评估报告没有提出防范措施。", "对每个风险点提出防范措施。")
    if not risk.known("contingency_plan"):
        yield Shortcoming("23.2", "风险评估报告没有处置预案。", "补充处置预案。")


@article("23", "24", gate="G8", who="risk_assessor", when=risky)
def report_proposes_a_conclusion(dossier: Dossier) -> Iterator[Shortcoming]:
    """The report states the level of risk and proposes whether it is controllable."""
    dossier.risk.known("level")
    dossier.risk.known("conclusion")
    supplemented = dossier.risk.supplemented_on
    if supplemented is not None and supplemented < dossier.risk.known("report_on"):
        yield Shortcoming("23", "补充评估的日期早于评估报告。", "核对日期。")


@article("24", gate="G10", who="risk_assessor", when=assessed_anew)
def assessors_saw_this_draft(dossier: Dossier) -> Iterator[Shortcoming]:
    """A risk report speaks for the draft it saw; a later draft waits for a ruling."""
    seen = dossier.risk.known("draft_digest")
    yield from awaiting_ruling(dossier, Section.RISK, seen, "24", "风险评估报告")


@article("24", gate="G12", when=risky)
def uncontrollable_risk_goes_back(dossier: Dossier) -> Iterator[Shortcoming]:
    """A risk found uncontrollable goes back: adjust, supplement, and only then submit."""
    uncontrollable = conclusion(dossier) is RiskConclusion.UNCONTROLLABLE
    if uncontrollable and dossier.risk.supplemented_on is None:
        yield Shortcoming(
            "24",
            "风险评估结论为不可控，尚未调整草案或者采取措施，也没有补充评估。",
            "调整决策草案或者采取其他措施使风险可控，补充评估后再提请审议。",
        )


@article("24", gate="G13", who="chief_executive", when=risky_and_adopted)
def only_controllable_risk_is_decided(dossier: Dossier) -> Iterator[Shortcoming]:
    """The organ decides only where it finds the risk controllable."""
    if conclusion(dossier) is RiskConclusion.UNCONTROLLABLE:
        yield Shortcoming(
            "24", "风险不可控，不得作出决策。", "暂缓或者再次讨论，使风险可控后再作决定。"
        )


@article("24", "29.4", gate="G13", who="risk_assessor", when=risky_and_adopted)
def risk_was_assessed_before_the_meeting(dossier: Dossier) -> Iterator[Shortcoming]:
    """The report was there when the meeting decided."""
    if dossier.risk.known("report_on") > dossier.meeting.known("held_on"):
        yield Shortcoming(
            "24", "风险评估报告晚于集体讨论，不能作为决策依据。", "补充评估后重新提请讨论。"
        )
