"""Facts of Art. 14 to 18: activities, the notice of an open consultation, the tally, the hearing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from decisions.law.facts.base import Sheet, fact
from decisions.law.terms import ActivityKind, HearingChoice, Progress


@dataclass(frozen=True, kw_only=True)
class Notice(Sheet):
    """What the published notice of an open consultation says (Art. 15)."""

    draft: bool | None = fact("公告是否附草案")
    explanation: bool | None = fact("公告是否附起草说明")
    ways: tuple[str, ...] | None = fact("提出意见的途径")
    contact: bool | None = fact("公告是否载明联系方式")
    privacy: bool | None = fact("公告是否附个人信息告知")
    shortened_reason: str | None = fact("公告载明的缩短期限理由")


@dataclass(frozen=True, kw_only=True)
class Activity(Sheet):
    """One way in which the public took part, with its dates (Art. 14 to 16)."""

    kind: ActivityKind | None = fact("参与方式")
    announced_on: date | None = fact("公告日期")
    opens_on: date | None = fact("开始日期")
    closes_on: date | None = fact("截止日期")
    held_on: date | None = fact("举办日期")
    channels: tuple[str, ...] | None = fact("发布渠道")
    notice: Notice | None = fact("征求意见公告")
    disclosure_reviewed_on: date | None = fact("公开前审查日期")
    participant_kinds: tuple[str, ...] = ()
    recorded: bool | None = fact("是否有记录")
    explained_by_experts: bool | None = fact("是否通过专家访谈等方式解释说明")
    closed_on: date | None = fact("结束征集日期")
    offline_entered: bool | None = fact("线下意见是否录入完毕")
    withdrawn: bool | None = fact("是否撤回")


@dataclass(frozen=True, kw_only=True)
class Tally(Sheet):
    """The counters of submissions and opinions, never their texts."""

    submissions: int | None = fact("收到件数")
    opinions: int | None = fact("意见条数")
    by_channel: Mapping[str, int] | None = fact("各渠道条数")
    by_disposition: Mapping[str, int] | None = fact("各采纳情况条数")
    without_disposition: int | None = fact("未处理条数")
    without_reason: int | None = fact("未全部采纳且无理由条数")
    adopted_without_change: int | None = fact("采纳但未对应修改且未说明的条数")
    petitions_overdue: int | None = fact("转信访超过期限未告知的条数")


@dataclass(frozen=True, kw_only=True)
class Participation(Sheet):
    """The whole of public participation (Art. 14, 15, 18)."""

    progress: Progress = Progress.NOT_STARTED
    activities: tuple[Activity, ...] | None = fact("参与活动")
    exemption_ground: str | None = fact("不公开征求意见的依据")
    tally: Tally = field(default_factory=Tally)
    none_received_stated: bool | None = fact("是否载明未收到意见")
    adoption_note_on: date | None = fact("采纳情况说明审定日期")
    adoption_note_by: str | None = fact("采纳情况说明审定人")
    feedback_published_on: date | None = fact("反馈公告发布日期")
    personal_data_published: bool | None = fact("公布内容是否含个人信息")


@dataclass(frozen=True, kw_only=True)
class Hearing(Sheet):
    """A hearing, whole (Art. 16, 17); counts are of persons."""

    progress: Progress = Progress.NOT_STARTED
    choice: HearingChoice | None = fact("是否举行听证")
    ground: str | None = fact("举行或不举行听证的依据")
    notice_on: date | None = fact("听证公告日期")
    draft_published: bool | None = fact("是否公布草案及说明")
    selecting: bool | None = fact("是否遴选听证参加人")
    selection_published: bool | None = fact("是否公布遴选办法")
    signup_closes_on: date | None = fact("听证报名截止日期")
    signup_closed_on: date | None = fact("听证报名结束日期")
    drawn_on: date | None = fact("听证参加人抽签日期")
    list_published_on: date | None = fact("参加人名单公布日期")
    held_on: date | None = fact("听证日期")
    participants: int | None = fact("听证参加人数")
    interested_parties: int | None = fact("利害关系人数")
    attended: int | None = fact("实到参加人数")
    materials_delivered_by: date | None = fact("最后一份材料送达日期")
    materials_undelivered: int | None = fact("未送达材料人数")
    agenda_followed: bool | None = fact("是否按法定程序进行")
    record_unsigned: int | None = fact("笔录未签名且未注明拒签人数")
    report_on: date | None = fact("听证报告日期")
    views_undisposed: int | None = fact("未处理的听证意见条数")
