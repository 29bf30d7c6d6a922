"""What the opinion of the legality review says, from the newest completed round (Art. 25 to 28)."""

from decisions.law.calendar import calendar
from decisions.models import Decision, Entry, LegalityReview
from notices import papers
from notices.papers.legality import QUESTIONS
from notices.wording.frame import frame
from notices.wording.words import (
    COUNSEL,
    FINDINGS,
    bases,
    clause_name,
    lead_unit,
    sentence,
    titled,
    unit,
)


def completed(decision: Decision, named: LegalityReview | None = None) -> LegalityReview:
    """The round that the act names and has just written, or else the newest completed one."""
    rounds = decision.legality_reviews.exclude(completed_on=None)
    return named or rounds.select_related("draft", "office__organ", "reviewer").latest("round")


def _on_file(decision: Decision, review: LegalityReview) -> LegalityReview:
    """The same round with its points and counsel."""
    return next(one for one in decision.legality_reviews.all() if one.pk == review.pk)


def legality_opinion(
    decision: Decision, entry: Entry, number: str, *, review: LegalityReview | None = None
) -> papers.Paper:
    """The reviewer's letter to the lead unit: power, procedure and content, each answered."""
    review, basis = completed(decision, review), bases(decision)
    on_file = _on_file(decision, review)
    draft = on_file.draft
    return papers.LegalityOpinion(
        **frame(decision, entry, number, organ=unit(review.office)),
        title=f"关于{titled(draft.title)}的合法性审查意见书",
        addressee=lead_unit(decision),
        matter=titled(draft.title),
        draft_version=f"第{draft.version}稿",
        draft_digest=papers.short(draft.digest),
        requested_on=review.requested_on,
        granted_days=calendar().working_days(review.requested_on, review.granted_until).days,
        materials=_materials(on_file, basis),
        basis=basis,
        conclusions=tuple(
            papers.Conclusion(question=question, finding=FINDINGS[getattr(review, question)])
            for question in QUESTIONS
        ),
        points=tuple(
            papers.Point(
                clause=clause_name(point.clause) if point.clause else "",
                problem=sentence(point.text),
            )
            for point in on_file.points.all()
        ),
        counsel=tuple(
            papers.CounselOpinion(
                name=one.name,
                role=COUNSEL.get(one.capacity, one.capacity),
                text=sentence(one.text),
                signed_on=one.given_on,
            )
            for one in sorted(on_file.counsel.all(), key=lambda one: one.pk)
            if one.text
        ),
        overall=sentence(review.opinion) or _overall(review),
        legal_risk=sentence(review.legal_risk),
        reviewers=(review.reviewer.display_name,) if review.reviewer else (),
    )


def _materials(review: LegalityReview, basis: tuple[str, ...]) -> tuple[str, ...]:
    """What Art. 26 asks for, as far as it was sent."""
    sent = {
        "决策草案": True,
        "起草说明": review.draft.explanation,
        "决策依据": basis,
        "履行决策法定程序情况的说明": review.statement_of_steps,
    }
    return tuple(name for name, there in sent.items() if there)


def _overall(review: LegalityReview) -> str:
    findings = {review.power, review.procedure, review.content}
    if "unlawful" in findings:
        return "决策草案存在不合法的内容，不得提交决策机关讨论。"
    if "lawful_after_changes" in findings:
        return "决策草案按照本意见修改后，可以提请集体讨论决定。"
    return "决策草案合法，可以提请集体讨论决定。"
