"""Traits of legality review and submission (Art. 25 to 29)."""

from typing import Any

from accounts.roles import Role
from decisions import models as m
from tests.stages.days import On
from tests.stages.public import heard
from tests.stages.sections import argued, assessed, compared


def sections_concluded(decision: m.Decision, town: Any) -> None:
    """The draft and all sections that run side by side in drafting."""
    for trait in (heard, argued, assessed, compared):
        trait(decision, town)


def legality_review(decision: m.Decision, town: Any) -> None:
    """Sections concluded, and the request for review sent."""
    sections_concluded(decision, town)
    m.LegalityReview.objects.create(
        decision=decision,
        draft=decision.drafts.last(),
        statement_of_steps="已公开征求意见、论证、评估、审查。",
        requested_on=On.requested,
        requested_by=town.by(Role.DRAFTING_OFFICER),
        granted_until=On.granted,
        office=town.offices["justice"],
    )


def submitted(decision: m.Decision, town: Any) -> None:
    """The review completed with one point answered, and the package submitted."""
    review = decision.legality_reviews.get()
    m.LegalityPoint.objects.create(
        review=review,
        number=1,
        text="明确收费依据。",
        response="已补充。",
        responded_on=On.completed,
    )
    m.CounselOpinion.objects.create(
        review=review, name="方圆", capacity="legal_counsel", text="合法。", given_on=On.completed
    )
    m.LegalityReview.objects.filter(pk=review.pk).update(
        reviewer=town.by(Role.LEGAL_REVIEWER),
        completed_on=On.completed,
        power="lawful",
        procedure="lawful",
        content="lawful_after_changes",
        opinion="原则合法，修改后可以提请讨论。",
    )
    m.Package.objects.create(
        decision=decision,
        submitted_on=On.submitted,
        draft=decision.drafts.last(),
        observers_invited=True,
        meeting_public=False,
        observer_ways="邀请镇人大代表列席。",
        interpretation_plan="同步发布政策解读。",
    )
