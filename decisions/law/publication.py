"""Art. 8, 31 and 32: reports before issue (G14), then promulgation (G15).

A decision is published in full unless a reviewed ground withholds it (``disclosure.py``). Figures
and channels come from the profile; a township has a site and a notice board.
"""

from collections.abc import Iterator

from decisions.law.article import article
from decisions.law.disclosure import decision_is_withheld
from decisions.law.dossier import Dossier
from decisions.law.reckoning import in_words
from decisions.law.shortcoming import Shortcoming
from decisions.law.signoffs import ADOPTED
from decisions.law.terms import NpcStep, Severity


def congress_has_a_part(dossier: Dossier) -> bool:
    """The matter is decided by the people's congress, or reported to it before issue."""
    return dossier.matter.known("npc_step") is not NpcStep.NONE


def to_be_published(dossier: Dossier) -> bool:
    """Nothing lawful keeps the decision from being published."""
    return not decision_is_withheld(dossier)


def to_be_explained(dossier: Dossier) -> bool:
    """The decision is published and of general concern, or technical."""
    matter = dossier.matter
    return to_be_published(dossier) and (
        bool(matter.known("general_concern")) or bool(matter.known("technical"))
    )


@article("8", gate="G14", who="chief_executive", when=congress_has_a_part)
def congress_did_its_part(dossier: Dossier) -> Iterator[Shortcoming]:
    """What belongs to the people's congress, or is reported to it, goes there before issue."""
    dossier.reports.known("npc_reference")
    published = dossier.publication.published_on
    if published is not None and dossier.reports.known("npc_on") > published:
        yield Shortcoming("8", "报告或者提请人大的日期晚于公布日期。", "先报告人大，再公布决策。")


@article("31", gate="G14", who="chief_executive")
def party_committee_was_asked(dossier: Dossier) -> Iterator[Shortcoming]:
    """Before issue, and where the profile says so before the meeting, the committee is asked."""
    asked = dossier.reports.known("party_reported_on")
    if not dossier.reports.known("party_reference").strip():
        yield Shortcoming("31", "没有请示报告的文号。", "填写向同级党委请示报告的文号。")
    published = dossier.publication.published_on
    if published is not None and asked > published:
        yield Shortcoming("31", "请示报告晚于决策公布。", "出台前向同级党委请示报告。")
    early = dossier.profile.party_report_before == "deliberation"
    if early and asked > dossier.meeting.known("held_on"):
        yield Shortcoming("31", "本地规定应当在集体讨论前请示报告。", "请示报告后再提请讨论。")


@article("30.1", gate="G15", who="chief_executive")
def only_what_was_adopted_is_published(dossier: Dossier) -> Iterator[Shortcoming]:
    """Only a draft that the meeting adopted becomes a decision."""
    if dossier.meeting.known("result") not in ADOPTED:
        yield Shortcoming("30.1", "会议没有通过该草案，不能公布。", "经会议讨论通过后再公布。")
    if dossier.publication.known("decided_on") < dossier.meeting.known("held_on"):
        yield Shortcoming("30.1", "决定日期早于会议日期。", "核对日期。")


@article("32.1", "GIR-23", gate="G15", who="openness_officer", when=to_be_published)
def published_by_every_channel(dossier: Dossier) -> Iterator[Shortcoming]:
    """The decision goes out by every channel of the profile."""
    channels = dossier.publication.known("channels")
    missing = [code for code in dossier.profile.publication_channels if code not in channels]
    if missing:
        names = "、".join(dossier.profile.word(code).zh for code in missing)
        yield Shortcoming("32.1", f"没有通过{names}公布决策。", "补齐公布渠道。")


@article(
    "GIR-26",
    "GIR-19",
    "32.1",
    gate="G15",
    severity=Severity.NEEDS_REASON,
    who="openness_officer",
    when=to_be_published,
)
def published_in_time(dossier: Dossier) -> Iterator[Shortcoming]:
    """The decision is public within twenty working days of being made."""
    decided, limit = dossier.publication.known("decided_on"), dossier.profile
    due = dossier.calendar.add_working_days(decided, limit.publication_working_days)
    published = dossier.publication.published_on
    if published is None and dossier.as_of > due.day:
        published = dossier.publication.known("published_on")
    if published is not None and published > due.day:
        yield Shortcoming(
            "GIR-26",
            f"决策应当在{in_words(due.day)}前公布（{limit.publication_working_days}个工作日），"
            f"实际于{in_words(published)}公布。",
            "说明逾期公布的原因。",
            figures={"due": due.day.isoformat()},
        )
    elif due.provisional:
        yield Shortcoming(
            "GIR-26",
            f"公布期限{in_words(due.day)}为暂定：有关年度的放假安排尚未录入。",
            "录入放假安排后复核，或者说明按暂定日期办理的理由。",
        )


@article("32.2", gate="G15", who="openness_officer", when=to_be_explained)
def adoption_is_stated_with_the_decision(dossier: Dossier) -> Iterator[Shortcoming]:
    """With decisions of general concern, or technical ones, the adoption of views is told."""
    if not dossier.publication.known("adoption_statement"):
        yield Shortcoming(
            "32.2", "公布决策时没有说明公众和专家意见的采纳情况。", "附上意见采纳情况说明。"
        )


@article("SC80-2", "32.2", gate="G15", when=to_be_published)
def interpretation_is_ready(dossier: Dossier) -> Iterator[Shortcoming]:
    """Who drafts interprets: the interpretation comes with the decision or shortly after."""
    ready, published = (
        dossier.publication.known("interpretation_on"),
        dossier.publication.published_on,
    )
    if published is None:
        return
    days = dossier.profile.interpretation_working_days
    due = dossier.calendar.add_working_days(published, days).day
    if ready > due:
        yield Shortcoming(
            "SC80-2", f"解读晚于公布后{days}个工作日（{in_words(due)}）。", "与决策同步发布解读。"
        )
