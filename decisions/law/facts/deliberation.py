"""Facts of Art. 8 and 30 to 32: meeting, members' views, Party report, congress, promulgation."""

from dataclasses import dataclass
from datetime import date

from decisions.law.facts.base import Sheet, fact
from decisions.law.terms import Disclosure, MeetingResult, Stand


@dataclass(frozen=True, kw_only=True)
class View(Sheet):
    """What one member said, in words, and in which place of the order (Art. 30)."""

    member: str | None = fact("会议组成人员")
    chief_executive: bool | None = fact("是否行政首长")
    order: int | None = fact("发言次序")
    stand: Stand | None = fact("意见")
    statement: str | None = fact("发言内容")
    confirmed: bool | None = fact("是否本人确认")


@dataclass(frozen=True, kw_only=True)
class Meeting(Sheet):
    """One meeting on the matter (Art. 30)."""

    meeting_type: str | None = fact("会议类型")
    held_on: date | None = fact("会议日期")
    members: int | None = fact("应到人数")
    present: int | None = fact("实到人数")
    draft_digest: str | None = fact("审议的草案摘要值")
    views: tuple[View, ...] | None = fact("会议组成人员意见")
    result: MeetingResult | None = fact("讨论结果")
    majority_reason: str | None = fact("与多数人意见不一致的理由")
    recorded_on: date | None = fact("会议记录日期")
    minutes_on: date | None = fact("会议纪要日期")


@dataclass(frozen=True, kw_only=True)
class Reports(Sheet):
    """What goes to the Party committee and the people's congress (Art. 8, 31)."""

    party_reference: str | None = fact("请示报告文号")
    party_reported_on: date | None = fact("请示报告日期")
    npc_reference: str | None = fact("报告或提请人大文号")
    npc_on: date | None = fact("报告或提请人大日期")


@dataclass(frozen=True, kw_only=True)
class Publication(Sheet):
    """How the decision was made public (Art. 32; GIR)."""

    decided_on: date | None = fact("决定日期")
    document_number: str | None = fact("发文字号")
    published_on: date | None = fact("公布日期")
    channels: tuple[str, ...] | None = fact("公布渠道")
    adoption_statement: bool | None = fact("是否说明意见采纳情况")
    interpretation_on: date | None = fact("解读发布日期")
    disclosure: Disclosure | None = fact("公开属性")
    withholding_ground: str | None = fact("不予公开的依据")
    withholding_reviewed_on: date | None = fact("不予公开审核日期")
