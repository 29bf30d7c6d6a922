"""Facts of Art. 19 to 24 and 29(1): experts, risk and fair competition, each bound to a draft."""

from dataclasses import dataclass
from datetime import date

from decisions.law.facts.base import Sheet, fact
from decisions.law.terms import (
    CompetitionConclusion,
    Progress,
    RiskConclusion,
    RiskLevel,
    RulingOutcome,
    Section,
)


@dataclass(frozen=True, kw_only=True)
class Ruling(Sheet):
    """How a sign-off bound to an older draft was ruled on after the draft changed (answer 3)."""

    section: str | None = fact("签署环节")
    old_digest: str | None = fact("原草案摘要值")
    new_digest: str | None = fact("现草案摘要值")
    outcome: RulingOutcome | None = fact("认定结论")
    ruled_by: str | None = fact("认定人")
    ruled_on: date | None = fact("认定日期")


@dataclass(frozen=True, kw_only=True)
class SectionFinding(Sheet):
    """Why a section is passed over: written by the drafter, signed by the unit's head (answer 2)."""

    section: Section | None = fact("环节")
    reason: str | None = fact("认定理由")
    author: str | None = fact("认定书起草人")
    written_on: date | None = fact("认定书日期")
    signed_by: str | None = fact("认定书签署人")
    signed_on: date | None = fact("签署日期")


@dataclass(frozen=True, kw_only=True)
class Expert(Sheet):
    """One expert or institution and what was got from it (Art. 19, 20)."""

    name: str | None = fact("专家")
    institution: str | None = fact("单位")
    from_lead_unit: bool | None = fact("是否来自承办单位")
    conflict_declared_on: date | None = fact("利害关系声明日期")
    direct_interest: bool | None = fact("是否有直接利害关系")
    opinion_on: date | None = fact("论证意见日期")
    signed: bool | None = fact("论证意见是否签字盖章")
    draft_digest: str | None = fact("论证所依草案摘要值")


@dataclass(frozen=True, kw_only=True)
class Expertise(Sheet):
    """The expert review (Art. 19 to 21)."""

    progress: Progress = Progress.NOT_STARTED
    form: str | None = fact("论证方式")
    pool_source: str | None = fact("专家库来源")
    experts: tuple[Expert, ...] | None = fact("专家")
    adoption_note_on: date | None = fact("专家意见采纳情况说明日期")


@dataclass(frozen=True, kw_only=True)
class Risk(Sheet):
    """The risk assessment (Art. 22 to 24)."""

    progress: Progress = Progress.NOT_STARTED
    assessor: str | None = fact("评估单位")
    linked_report: bool | None = fact("是否引用已有评估")
    departments_heard: tuple[str, ...] | None = fact("听取意见的部门")
    risk_points: int | None = fact("风险点数")
    mitigation_measures: bool | None = fact("是否提出防范措施")
    contingency_plan: bool | None = fact("是否有处置预案")
    level: RiskLevel | None = fact("风险等级")
    conclusion: RiskConclusion | None = fact("评估结论")
    organ_conclusion: RiskConclusion | None = fact("决策机关对风险可控性的认定")
    report_on: date | None = fact("评估报告日期")
    supplemented_on: date | None = fact("补充评估日期")
    draft_digest: str | None = fact("评估所依草案摘要值")


@dataclass(frozen=True, kw_only=True)
class Competition(Sheet):
    """The fair-competition review (Art. 29(1); FCR)."""

    progress: Progress = Progress.NOT_STARTED
    preliminary_on: date | None = fact("初审日期")
    reviewed_by_regulator: bool | None = fact("市场监管部门是否参与审查")
    operators_heard: bool | None = fact("是否听取经营者意见")
    conclusion: CompetitionConclusion | None = fact("审查结论")
    concluded_on: date | None = fact("审查结论日期")
    exception_purpose: str | None = fact("例外规定的目的")
    exception_no_alternative: str | None = fact("无更小影响替代方案的说明")
    exception_term: str | None = fact("实施期限或终止条件")
    draft_digest: str | None = fact("审查所依草案摘要值")
