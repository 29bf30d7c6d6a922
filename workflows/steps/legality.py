"""The legality review (Art. 25 to 28): requested, returned, argued by counsel, completed, answered.

Nobody skips it. The reviewing unit stands outside the lead unit and may belong to an organ above.
What must hold to request it is G10; whether the draft may go on is G11, asked when it is submitted
for deliberation: an unlawful draft gets its opinion too, and goes back.
"""

import hashlib
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from decisions.law import judge
from decisions.law.article import RULES
from decisions.law.dossier import Dossier
from decisions.law.shortcoming import Shortcoming
from decisions.law.statutes import citation
from decisions.law.terms import Stage
from notices.services import reserve_number
from workflows import telling
from workflows.act import Act, Doing
from workflows.procedure import UNDER_REVIEW
from workflows.registry import Step
from workflows.steps.forms import legality as forms
from workflows.steps.review import ReviewAct, asking, counsel
from workflows.steps.rows import legality as rows

PARTS = (asking, counsel)  # their acts come before those declared here
STEP = Step(
    code="legality",
    label=_("Legality review"),
    articles=("25", "26", "27", "28"),
    stages=(Stage.LEGALITY_REVIEW,),
    after="competition",
    gate=("G10", "G11"),
)
BEFORE_COMPLETING = (
    "reviewer_stands_outside_the_lead_unit",
    "counsel_was_heard",
    "returned_request_was_mended",
)


class CompleteLegalityReview(ReviewAct):
    """Answer the three questions, point by point, and issue the opinion (Art. 25, 27, 28)."""

    slug, label = "complete_legality_review", _("Complete the legality review")
    articles, form, notice = ("25.1", "25.2", "27", "28"), forms.CompleteForm, "legality_opinion"

    def not_yet(self, dossier: Dossier) -> Any:
        """The reviewer stands outside, counsel was heard, and what was returned was mended."""
        done = super().not_yet(dossier)
        missing = (judge.find(RULES[name], dossier).shortcomings for name in BEFORE_COMPLETING)
        first = next((s for found in missing for s in found), None)
        return done or (_cited(first) if first else "")

    def do(self, doing: Doing) -> None:
        """Bound to the draft it saw; the opinion is a paper with a number."""
        review = rows.newest(doing)
        rows.as_reviewer(doing, review)
        number = reserve_number(
            self.notice, doing.decision, doing.occurred_on, doing.now, organ=review.office.organ
        )
        rows.complete(doing, review, str(number))
        telling.issue(doing, self.notice, review=review, number=number)
        doing.summary = f"出具合法性审查意见，提出{len(doing.data['points'])}点意见"


class RespondToPoint(Act):
    """The lead unit changes the draft or answers, point by point (Art. 28)."""

    slug, step, label = "respond_to_point", "legality", _("Respond to a point")
    articles, form = ("28",), forms.RespondForm
    stages = (Stage.LEGALITY_REVIEW, Stage.DRAFTING)

    def not_yet(self, dossier: Dossier) -> Any:
        """There must be a point without an answer."""
        left = dossier.legality.points_unanswered
        return "" if left else _("There is no point to respond to.")

    def do(self, doing: Doing) -> None:
        """A later answer replaces the earlier; the record keeps the digest of both."""
        point, response = doing.data["point"], doing.data["response"]
        point.response, point.responded_on = response, doing.occurred_on
        point.save(update_fields=["response", "responded_on"])
        doing.facts |= {"point": point.number, "response": _digest(response)}
        doing.summary = f"回应合法性审查意见第{point.number}点"


class ReturnToDrafting(Act):
    """Send the draft back to drafting, saying what is to be mended (Art. 24, 25, 26)."""

    slug, step, label = "return_to_drafting", "legality", _("Return to drafting")
    articles, stages, form = ("24", "25.2", "26.1"), UNDER_REVIEW, forms.DefectsForm
    moves, optional, looks, beside = "return_to_drafting", True, True, rows.BESIDE

    def do(self, doing: Doing) -> None:
        """What is to be mended stays with the round; the next request is a round of its own."""
        review = rows.end_round(doing, doing.data["defects"])
        if doing.capacity.role == Role.LEGAL_REVIEWER:
            rows.as_reviewer(doing, review)
        doing.facts["defects"] = _digest(doing.data["defects"])
        doing.summary = "退回修改决策草案"


def _cited(missing: Shortcoming) -> str:
    place = citation(missing.article).article_label_zh
    return f"{place}：{missing.what}{missing.remedy}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
