"""What makes the decision public, and what explains it (Art. 32): text, basis, steps, answers."""

from collections.abc import Iterator

from decisions.models import Decision, Entry, LegalityReview, Meeting
from notices import papers
from notices.wording import passages
from notices.wording.deliberation import meeting_name, newest_item
from notices.wording.frame import frame, public_page
from notices.wording.participation import consultations
from notices.wording.words import (
    bases,
    contact,
    day,
    final_title,
    lead_unit,
    paragraphs,
    titled,
    unit,
)


def promulgation_notice(decision: Decision, entry: Entry, number: str) -> papers.Paper:
    """The decision as it is made public, with its basis and what became of opinions."""
    publication = decision.publication
    draft, item = passages.at_hand(publication.draft), newest_item(decision)
    title = final_title(draft.title)
    published = publication.published_on or entry.occurred_on
    return papers.PromulgationNotice(
        **frame(decision, entry, number or publication.document_number),
        title=f"关于公布{titled(title)}的公告",
        matter=titled(title),
        decision_title=title,
        decided_on=publication.decided_on,
        meeting=meeting_name(decision, item.meeting),
        effective_on=passages.effective_on(draft, published),
        basis=bases(decision),
        steps=tuple(_steps(decision, item.meeting)),
        adoption_statement=paragraphs(publication.adoption_statement),
        expert_statement=_experts(decision),
        interpretation=_interpretation(publication),
        text=passages.passages(draft),
        annexes=(title,),
        contact=contact(decision.organ.contact, lead_unit(decision)),
        page_url=public_page(decision),
    )


def interpretation(decision: Decision, entry: Entry, number: str) -> papers.Paper:
    """The explanation of the decision, by whoever drafted it."""
    publication = decision.publication
    title = titled(final_title(publication.draft.title))
    published = publication.published_on or entry.occurred_on
    return papers.Interpretation(
        **frame(decision, entry, number, organ=lead_unit(decision)),
        title=f"{title}\n政策解读",
        matter=title,
        document_number=publication.document_number,
        decided_on=publication.decided_on,
        published_on=published,
        effective_on=passages.effective_on(publication.draft, published),
        text=passages.told(publication.interpretation),
        contact=contact(decision.organ.contact, lead_unit(decision)),
        page_url=public_page(decision),
    )


def _reviewed(decision: Decision) -> LegalityReview | None:
    rounds = [one for one in decision.legality_reviews.all() if one.completed_on]
    return max(rounds, key=lambda one: one.round, default=None)


def _interpretation(publication) -> str:
    if not publication.interpretation_on:
        return ""
    if publication.interpretation_on <= (publication.published_on or publication.interpretation_on):
        return "政策解读与本公告同时在重大行政决策公开平台发布。"
    return f"政策解读于{day(publication.interpretation_on)}在重大行政决策公开平台发布。"


def _experts(decision: Decision) -> tuple[str, ...]:
    expertise = getattr(decision, "expertise", None)
    return paragraphs(expertise.adoption_note) if expertise else ()


def _steps(decision: Decision, meeting: Meeting) -> Iterator[str]:
    """The steps performed, one sentence each."""
    asked = (one for one in consultations(decision) if not one.withdrawn_reason)
    for activity in sorted(asked, key=lambda one: one.opens_on):
        yield f"{day(activity.opens_on)}至{day(activity.closes_on)}，向社会公开征求意见。"
    hearing = getattr(decision, "hearing", None)
    if hearing and hearing.activity.held_on:
        yield f"{day(hearing.activity.held_on)}，举行听证会。"
    experts = sum(one.opinion_on is not None for one in decision.experts.all())
    if experts:
        yield f"组织专家论证，{experts}名专家出具书面意见。"
    risk = getattr(decision, "risk", None)
    if risk and risk.report_on:
        yield f"{day(risk.report_on)}，完成风险评估。"
    competition = getattr(decision, "competition", None)
    if competition and competition.concluded_on:
        yield f"{day(competition.concluded_on)}，完成公平竞争审查。"
    review = _reviewed(decision)
    if review:
        yield f"{day(review.completed_on)}，{unit(review.office)}完成合法性审查。"
    yield f"{day(meeting.held_on)}，经{meeting_name(decision, meeting)}集体讨论决定。"
