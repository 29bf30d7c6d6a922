"""Facts of Art. 33 to 37: the archive, execution, suspension, adjustment and evaluation."""

from dataclasses import dataclass
from datetime import date

from decisions.law.facts.base import Sheet, fact


@dataclass(frozen=True, kw_only=True)
class ArchiveItem(Sheet):
    """One slot of the archive checklist: present, or not needed and why (Art. 33)."""

    slot: str | None = fact("归档材料")
    present: bool | None = fact("是否齐备")
    not_needed: str | None = fact("不需要的理由")
    filed_under: str | None = fact("实际归入的类目")


@dataclass(frozen=True, kw_only=True)
class Archive(Sheet):
    """The closed file of the decision (Art. 33; ARCHIVES)."""

    items: tuple[ArchiveItem, ...] | None = fact("归档材料清单")
    digests_match: bool | None = fact("摘要值是否一致")
    retention: str | None = fact("保管期限")
    archived_on: date | None = fact("归档日期")
    finished_on: date | None = fact("办理完毕日期")


@dataclass(frozen=True, kw_only=True)
class Report(Sheet):
    """One report of the executing unit (Art. 34)."""

    due_on: date | None = fact("应报日期")
    filed_on: date | None = fact("报送日期")


@dataclass(frozen=True, kw_only=True)
class Suspension(Sheet):
    """The head suspends execution first, in urgency (Art. 37(2))."""

    situation: str | None = fact("第三十五条情形")
    urgency: str | None = fact("紧急情况")
    decided_by_head: bool | None = fact("是否行政首长决定")
    suspended_on: date | None = fact("中止日期")


@dataclass(frozen=True, kw_only=True)
class Adjustment(Sheet):
    """A major adjustment, run as a new linked decision (Art. 37(3))."""

    linked_decision: bool | None = fact("是否另立新案并关联")
    procedures_rerun: bool | None = fact("是否重新履行相关法定程序")


@dataclass(frozen=True, kw_only=True)
class Evaluation(Sheet):
    """The post-evaluation (Art. 36)."""

    trigger: str | None = fact("后评估启动情形")
    evaluator: str | None = fact("评估机构")
    main_assessor: bool | None = fact("是否为决策前主要论证评估单位")
    appears_in_file: bool | None = fact("是否曾参与论证评估")
    public_heard: bool | None = fact("是否听取社会公众意见")
    deputies_heard: bool | None = fact("是否吸收人大代表、政协委员等参与")
    result: str | None = fact("评估结果运用")
    concluded_on: date | None = fact("评估完成日期")


@dataclass(frozen=True, kw_only=True)
class Execution(Sheet):
    """What happens after promulgation (Art. 34 to 37)."""

    executing_unit: str | None = fact("决策执行单位")
    reports: tuple[Report, ...] = ()
    suspension: Suspension | None = fact("中止执行")
    adjustment: Adjustment | None = fact("重大调整")
    evaluation: Evaluation | None = fact("后评估")
