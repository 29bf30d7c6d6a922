"""Art. 33 and the archive rules: the file is complete, unaltered and kept long enough; G16.

The slots of the checklist are fixed here, so that gather, the 卷内目录 and a case file speak of
the same things. How a package is exported stands elsewhere.
"""

from collections.abc import Iterator
from datetime import timedelta

from decisions.law.article import article
from decisions.law.dossier import Dossier
from decisions.law.reckoning import in_words
from decisions.law.shortcoming import Shortcoming
from decisions.law.terms import Severity

SLOTS = {
    "proposal": "决策建议和研究论证材料",
    "initiation": "启动决定",
    "preparation": "调查研究和部门协商材料",
    "draft": "决策草案及起草说明各版本",
    "participation": "公众参与材料",
    "adoption_summary": "意见收集和采纳情况",
    "hearing": "听证材料",
    "expertise": "专家论证材料",
    "risk": "风险评估报告",
    "competition": "公平竞争审查材料",
    "legality": "合法性审查意见书",
    "submission": "提请审议材料",
    "meeting": "会议记录和会议纪要",
    "party_report": "请示报告材料",
    "publication": "决策文本和公布记录",
    "interpretation": "政策解读",
    "execution": "执行和后评估材料",
}
NEVER_MISSING = ("draft", "legality", "meeting")


def limit_set(dossier: Dossier) -> bool:
    """The profile says within how many days the file is handed over."""
    return dossier.profile.archive_days is not None


def listed(dossier: Dossier) -> bool:
    """An archive checklist was drawn up."""
    return dossier.archive.items is not None


def discussed(dossier: Dossier) -> bool:
    """A meeting heard the matter; one terminated before has no record of it to keep."""
    return bool(dossier.known("meetings"))


@article("33", gate="G16", who="records_officer")
def every_slot_is_filled_or_argued(dossier: Dossier) -> Iterator[Shortcoming]:
    """Each paper of the checklist is there, or it is said why it is not needed."""
    for item in dossier.archive.known("items"):
        slot = item.known("slot")
        if not item.known("present") and not item.not_needed:
            yield Shortcoming(
                "33", f"归档材料缺少：{SLOTS.get(slot, slot)}。", "补齐材料，或者说明不需要的理由。"
            )


@article("33", gate="G16", who="records_officer", when=discussed)
def mandatory_papers_are_there(dossier: Dossier) -> Iterator[Shortcoming]:
    """Draft, legality opinion and record are in the file of every matter that a meeting heard."""
    items = dossier.archive.known("items")
    present = {item.known("slot") for item in items if item.known("present")}
    for slot in NEVER_MISSING:
        if slot not in present:
            yield Shortcoming("33", f"案卷中没有{SLOTS[slot]}。", "补齐后归档。")


@article("33", gate="G16", who="records_officer", when=listed)
def papers_stand_under_their_own_heading(dossier: Dossier) -> Iterator[Shortcoming]:
    """A paper is filed under the heading it belongs to, so that it can be found."""
    for item in dossier.archive.known("items"):
        slot = item.known("slot")
        if item.filed_under is not None and item.filed_under != slot:
            yield Shortcoming(
                "33",
                f"{SLOTS.get(slot, slot)}归入了“{SLOTS.get(item.filed_under, item.filed_under)}”类。",
                "按材料所属环节重新归类。",
            )


@article("33", "ARCHREG-39", gate="G16", who="records_officer")
def digests_match(dossier: Dossier) -> Iterator[Shortcoming]:
    """Every file is, byte for byte, what was recorded."""
    if not dossier.archive.known("digests_match"):
        yield Shortcoming("33", "归档文件与登记的摘要值不一致。", "查明原因，找回原件。")


@article("33", gate="G16", who="records_officer")
def retention_is_set(dossier: Dossier) -> Iterator[Shortcoming]:
    """The file says how long it is kept."""
    if not dossier.archive.known("retention").strip():
        yield Shortcoming("33", "没有确定保管期限。", "按规定确定保管期限。")


@article("33", gate="G16", severity=Severity.NEEDS_REASON, who="records_officer", when=limit_set)
def handed_over_in_time(dossier: Dossier) -> Iterator[Shortcoming]:
    """Where the local rule sets a limit, the file is handed over within it."""
    finished, days = dossier.archive.known("finished_on"), dossier.profile.archive_days or 0
    due = finished + timedelta(days=days)
    if (dossier.archive.archived_on or dossier.as_of) > due:
        yield Shortcoming(
            "33", f"应当在{in_words(due)}前归档（办结后{days}日）。", "归档并说明逾期原因。"
        )
