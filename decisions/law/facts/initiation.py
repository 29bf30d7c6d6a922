"""Facts of Art. 3 and 8 to 13: the matter, its start, and the making of the draft."""

from dataclasses import dataclass
from datetime import date

from decisions.law.facts.base import Sheet, fact
from decisions.law.terms import (
    Disclosure,
    Exclusion,
    MatterClass,
    NpcStep,
    OrganLevel,
    ProposalSource,
)


@dataclass(frozen=True, kw_only=True)
class Matter(Sheet):
    """What the decision is about, and the answers that decide which sections apply."""

    title: str | None = fact("事项名称")
    decision_organ: str | None = fact("决策机关")
    organ_level: OrganLevel | None = fact("机关层级")
    matter_class: MatterClass | None = fact("事项类别")
    exclusion: Exclusion | None = fact("是否属于条例不适用的事项")
    classified: bool | None = fact("是否涉密")
    technical: bool | None = fact("专业性、技术性是否较强")
    risk_possible: bool | None = fact("是否可能对社会稳定、公共安全等造成不利影响")
    market: bool | None = fact("是否涉及市场主体经济活动")
    market_entities: bool | None = fact("是否与市场主体生产经营密切相关")
    specific_group: bool | None = fact("是否涉及特定群体利益")
    general_concern: bool | None = fact("是否社会普遍关注")
    npc_step: NpcStep | None = fact("是否需报告或提请人大")
    disclosure: Disclosure | None = fact("公开属性")
    withholding_ground: str | None = fact("不予公开的依据")
    disclosure_reviewed_on: date | None = fact("公开属性审核日期")
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Initiation(Sheet):
    """Who proposed the matter, who studied it, who decided to start it (Art. 10, 11)."""

    source: ProposalSource | None = fact("建议来源")
    proposed_on: date | None = fact("建议提出日期")
    argued: bool | None = fact("建议是否说明理由、依据、初步方案和必要性、可行性")
    studied_on: date | None = fact("研究论证日期")
    started_by: str | None = fact("决定启动的人")
    initiated_on: date | None = fact("启动日期")
    lead_units: tuple[str, ...] | None = fact("决策承办单位")
    coordinating_lead: str | None = fact("牵头单位")
    in_catalogue: bool | None = fact("是否列入年度目录")
    approved_addition_on: date | None = fact("批准增补目录日期")
    catalogue_kept: bool | None = fact("决策机关是否编制年度目录")
    catalogue_consented_on: date | None = fact("同级党委同意目录日期")
    catalogue_published_on: date | None = fact("目录公布日期")


@dataclass(frozen=True, kw_only=True)
class BodyConsulted(Sheet):
    """One department or lower government asked about the draft (Art. 13)."""

    body: str | None = fact("征求意见的单位")
    consulted_on: date | None = fact("征求意见日期")
    agreed: bool | None = fact("是否达成一致")


@dataclass(frozen=True, kw_only=True)
class Draft(Sheet):
    """One frozen version of the decision draft; ``digest`` is the SHA-256 of its clauses."""

    version: int | None = fact("草案版本")
    digest: str | None = fact("草案摘要值")
    frozen_on: date | None = fact("定稿日期")
    explanation: bool | None = fact("是否附起草说明")
    clauses: int | None = fact("条文数")
    major_revision: bool | None = fact("是否重大修改")


@dataclass(frozen=True, kw_only=True)
class Preparation(Sheet):
    """Research, legal basis, options and consulted bodies behind the draft (Art. 12, 13)."""

    legal_bases: tuple[str, ...] | None = fact("决策依据")
    researched_on: date | None = fact("调查研究日期")
    cost_benefit: bool | None = fact("是否作成本效益分析")
    alternative_options: int | None = fact("备选方案数")
    bodies_affected: bool | None = fact("是否涉及其他单位职责")
    bodies: tuple[BodyConsulted, ...] = ()
    dispute_statement: bool | None = fact("是否说明争议事项、意见、理由和依据")
