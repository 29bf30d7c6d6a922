"""Art. 18: opinions are studied, answered with reasons, counted, and the answer is published.

Asked at G5 and G5p. The dossier carries counters only, never the text of an opinion. How the
public was heard stands in ``participation.py``.
"""

from collections.abc import Iterator

from decisions.law.article import article
from decisions.law.consultation import consultations
from decisions.law.dossier import Dossier
from decisions.law.in_force import since
from decisions.law.participation import feedback_advised, feedback_demanded, heard
from decisions.law.reckoning import in_words
from decisions.law.shortcoming import Shortcoming
from decisions.law.terms import Severity


@article("18", gate="G5", when=heard)
def every_opinion_is_answered(dossier: Dossier) -> Iterator[Shortcoming]:
    """Every opinion gets a disposition."""
    left = dossier.participation.tally.known("without_disposition")
    if left:
        yield Shortcoming("18", f"还有{left}条意见没有处理。", "逐条研究并填写采纳情况。")


@article("18", "SC33", gate="G5", when=heard)
def refusals_give_reasons(dossier: Dossier) -> Iterator[Shortcoming]:
    """Whatever is not fully adopted gets a reason."""
    left = dossier.participation.tally.known("without_reason")
    if left:
        yield Shortcoming("18", f"有{left}条意见未全部采纳而没有说明理由。", "逐条补充理由。")


@article("18", gate="G5", severity=Severity.NEEDS_REASON, when=heard)
def adopted_views_show_in_the_draft(dossier: Dossier) -> Iterator[Shortcoming]:
    """An adopted opinion points to the clause it changed, or says why none changed."""
    left = dossier.participation.tally.known("adopted_without_change")
    if left:
        yield Shortcoming(
            "18",
            f"有{left}条意见标为采纳，但没有对应的修改，也没有说明。",
            "指明修改的条文，或者说明如何采纳。",
        )


@article("18", gate="G5", when=heard)
def counts_add_up(dossier: Dossier) -> Iterator[Shortcoming]:
    """Counts by channel and by disposition both make the number of opinions."""
    tally = dossier.participation.tally
    total = tally.known("opinions")
    channels = sum(tally.known("by_channel").values())
    answered = sum(tally.known("by_disposition").values()) + tally.known("without_disposition")
    if channels != total:
        yield Shortcoming("18", f"各渠道合计{channels}条，与总数{total}条不符。", "核对渠道统计。")
    if answered != total:
        yield Shortcoming(
            "18", f"各采纳情况合计{answered}条，与总数{total}条不符。", "核对采纳情况统计。"
        )


@article("18", "29.2", gate="G5", who="lead_unit_head", when=heard)
def adoption_note_is_approved(dossier: Dossier) -> Iterator[Shortcoming]:
    """The note on what was collected and adopted is approved, after the period is over."""
    part = dossier.participation
    approved = part.known("adoption_note_on")
    if not part.known("adoption_note_by").strip():
        yield Shortcoming("18", "意见收集和采纳情况没有审定人。", "由承办单位负责人审定。")
    for consultation in consultations(dossier):
        closes = consultation.known("closes_on")
        if approved <= closes:
            yield Shortcoming(
                "18",
                f"采纳情况在征集期满（{in_words(closes)}）前已审定。",
                "期满汇总全部意见后重新审定。",
            )


@article("PETITION-23", gate="G5", severity=Severity.NEEDS_REASON, when=since("PETITION-23", heard))
def petitions_were_passed_on_in_time(dossier: Dossier) -> Iterator[Shortcoming]:
    """A personal demand passed on as a petition is registered and told of in time."""
    late = dossier.participation.tally.known("petitions_overdue")
    if late:
        yield Shortcoming(
            "PETITION-23",
            f"有{late}条转信访事项超过{dossier.profile.petition_days}日未告知。",
            "立即登记并告知来信人，说明逾期原因。",
        )


@article("BER-62", "18", gate="G5p", who="openness_officer", when=feedback_demanded)
def feedback_is_published(dossier: Dossier) -> Iterator[Shortcoming]:
    """Where the law demands it, the public reads what became of its opinions."""
    yield from _published_after_approval(dossier, "BER-62")


@article(
    "18",
    "SC80-1.2",
    gate="G5p",
    severity=Severity.NEEDS_REASON,
    who="openness_officer",
    when=feedback_advised,
)
def feedback_is_published_or_argued(dossier: Dossier) -> Iterator[Shortcoming]:
    """Elsewhere too the public reads what became of its opinions, unless a reason is recorded."""
    yield from _published_after_approval(dossier, "18")


def _published_after_approval(dossier: Dossier, ref: str) -> Iterator[Shortcoming]:
    part = dossier.participation
    if part.known("feedback_published_on") < part.known("adoption_note_on"):
        yield Shortcoming(
            ref, "反馈公告的发布日期早于采纳情况审定日期。", "核对日期，按审定的采纳情况发布。"
        )
