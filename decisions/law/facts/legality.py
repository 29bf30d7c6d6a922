"""Facts of Art. 25 to 29: the legality review and the package submitted for deliberation."""

from dataclasses import dataclass
from datetime import date

from decisions.law.facts.base import Sheet, fact
from decisions.law.terms import LegalityConclusion


@dataclass(frozen=True, kw_only=True)
class Legality(Sheet):
    """The legality review, bound to the draft it saw (Art. 25 to 28)."""

    requested_on: date | None = fact("送审日期")
    statement_of_steps: bool | None = fact("是否附履行程序的说明")
    legal_bases: bool | None = fact("是否附决策依据")
    returns: int | None = fact("退回补正次数")
    supplemented: bool | None = fact("退回的是否已补正")
    granted_until: date | None = fact("给予审查的截止日期")
    completed_on: date | None = fact("审查意见日期")
    reviewer: str | None = fact("合法性审查人")
    reviewer_unit: str | None = fact("审查单位")
    reviewer_in_lead_unit: bool | None = fact("审查单位是否即承办单位")
    comments_instead: bool | None = fact("是否以征求意见代替审查")
    power: LegalityConclusion | None = fact("决策权限审查结论")
    procedure: LegalityConclusion | None = fact("决策程序审查结论")
    content: LegalityConclusion | None = fact("决策内容审查结论")
    exploratory: bool | None = fact("是否属探索性改革事项")
    legal_risk: str | None = fact("载明的法律风险")
    counsel_opinions: int | None = fact("法律顾问、公职律师意见份数")
    points: int | None = fact("审查意见点数")
    points_unanswered: int | None = fact("未回应的审查意见点数")
    draft_digest: str | None = fact("审查所依草案摘要值")


@dataclass(frozen=True, kw_only=True)
class Package(Sheet):
    """The six-slot package and the plan of the meeting (Art. 29; SC80)."""

    submitted_on: date | None = fact("提请审议日期")
    draft: bool | None = fact("草案及相关材料")
    public_adoption: bool | None = fact("公众意见采纳情况")
    expert_adoption: bool | None = fact("专家意见采纳情况")
    risk_report: bool | None = fact("风险评估报告")
    legality_opinion: bool | None = fact("合法性审查意见")
    competition_review: bool | None = fact("公平竞争审查材料")
    other_materials: bool | None = fact("其他材料")
    observers_invited: bool | None = fact("是否邀请列席")
    meeting_public: bool | None = fact("会议是否公开")
    observer_ways: str | None = fact("列席和公开方式")
    interpretation_planned: bool | None = fact("解读方案是否同步报送")
