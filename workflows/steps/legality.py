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
from decisions.law.terms import Stage
from decisions.models import CounselOpinion
from notices.services import issue
from workflows import links, permissions
from workflows.act import Act, Doing
from workflows.procedure import UNDER_REVIEW
from workflows.registry import Step
from workflows.steps.forms import evidence
from workflows.steps.forms import legality as forms
from workflows.steps.rows import legality as rows

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


class ReviewAct(Act):
    """An act while a round of the review runs."""

    step, stages = "legality", (Stage.LEGALITY_REVIEW,)

    def not_yet(self, dossier: Dossier) -> Any:
        """Only until the opinion is given."""
        if dossier.legality.completed_on:
            return _("This round of the review is completed.")
        return ""


class RequestLegalityReview(Act):
    """Send the draft, its basis and the statement of steps to the reviewer (Art. 25, 26; G10)."""

    slug, step, label = "request_legality_review", "legality", _("Request the legality review")
    articles, gates, stages = ("25.1", "26.1", "26.2"), ("G10",), (Stage.DRAFTING,)
    moves, form = "request_legality_review", forms.RequestForm

    def do(self, doing: Doing) -> None:
        """A round of its own, with its clock."""
        review = rows.begin_round(doing)
        doing.summary = f"送{review.office}进行合法性审查，审查时间至{review.granted_until}"


class RequestAnotherReview(Act):
    """Ask for one more round on a changed draft (Art. 25, 28; G10)."""

    slug, step, label = "request_another_review", "legality", _("Request another round of review")
    articles, gates, stages = ("25.1", "28"), ("G10",), (Stage.LEGALITY_REVIEW,)
    form, optional = forms.RequestForm, True

    def not_yet(self, dossier: Dossier) -> Any:
        """First the round that runs is completed."""
        if dossier.legality.completed_on:
            return ""
        return _("The review is still going on. Supplement the request instead.")

    def do(self, doing: Doing) -> None:
        """The earlier round stays with its opinion."""
        review = rows.begin_round(doing)
        doing.summary = f"第{review.round}轮送{review.office}进行合法性审查"


class ReturnForSupplement(ReviewAct):
    """Return the request; the clock stops until it is supplemented (Art. 26)."""

    slug, label = "return_for_supplement", _("Return for supplement")
    articles, form, optional = ("26.1",), forms.DefectsForm, True

    def not_yet(self, dossier: Dossier) -> Any:
        """Not while it is with the lead unit already."""
        waits = dossier.legality.returns and not dossier.legality.supplemented
        return _("The request is already returned.") if waits else super().not_yet(dossier)

    def do(self, doing: Doing) -> None:
        """What is missing is written down."""
        review = rows.newest(doing)
        rows.as_reviewer(doing, review)
        rows.stop_clock(doing, review, doing.data["defects"])
        doing.summary = "退回补正送审材料，审查时限中止计算"


class SupplementReviewRequest(ReviewAct):
    """Supplement what was returned; the time granted grows by the days it stood still (Art. 26)."""

    slug, label = "supplement_review_request", _("Supplement the request")
    articles, form = ("26.1", "26.2"), forms.SupplementForm

    def not_yet(self, dossier: Dossier) -> Any:
        """Only after a return."""
        if dossier.legality.returns and not dossier.legality.supplemented:
            return super().not_yet(dossier)
        return _("Nothing was returned for supplement.")

    def do(self, doing: Doing) -> None:
        """The clock runs again."""
        review = rows.newest(doing)
        doing.paper("file", "review_supplement", "补正送审材料")
        rows.restart_clock(doing, review, doing.data["supplement"])
        doing.summary = f"补正送审材料，审查时间顺延至{review.granted_until}"


class InviteCounsel(ReviewAct):
    """Ask a legal counsel or government lawyer for an opinion (Art. 28)."""

    slug, label, repeatable = "invite_counsel", _("Invite legal counsel"), True
    articles, form = ("28",), forms.InviteCounselForm

    def do(self, doing: Doing) -> None:
        """One row per counsel; the link hangs on the entry given back (``link_token``)."""
        review, asked = rows.newest(doing), doing.data
        rows.as_reviewer(doing, review)
        counsel = CounselOpinion.objects.create(
            review=review, name=asked["name"], capacity=asked["capacity"]
        )
        if asked["account"]:
            permissions.grant_person(doing.decision, asked["account"], Role.COUNSEL)
        else:
            links.hand_out(doing, counsel)
        doing.facts["counsel"] = counsel.pk
        doing.summary = f"组织{CAPACITIES[asked['capacity']]}提出法律意见"


class RenewCounselLink(ReviewAct):
    """Give a counsel a fresh link; the older one is void (Art. 28)."""

    slug, label = "renew_counsel_link", _("Give counsel a fresh link")
    articles, form, repeatable, optional = ("28",), forms.InvitedForm, True, True

    def do(self, doing: Doing) -> None:
        """The link hangs on the entry given back (``link_token``)."""
        rows.as_reviewer(doing, rows.newest(doing))
        links.hand_out(doing, doing.data["counsel"])
        doing.facts["counsel"] = doing.data["counsel"].pk
        doing.summary = "为法律顾问、公职律师重新生成一次性链接"


class EnterCounselOpinion(ReviewAct):
    """Enter a legal opinion given on paper (Art. 28)."""

    slug, label, repeatable = "enter_counsel_opinion", _("Enter counsel's opinion"), True
    articles, form, optional = ("28",), forms.EnterCounselForm, True

    def do(self, doing: Doing) -> None:
        """The scan proves the signature."""
        review, asked = rows.newest(doing), doing.data
        rows.as_reviewer(doing, review)
        counsel = asked["counsel"] or CounselOpinion(review=review, name=asked["name"])
        counsel.capacity, counsel.text = asked["capacity"], asked["text"]
        _speak(doing, counsel, asked["given_on"])


class GiveCounselOpinion(ReviewAct):
    """Counsel gives a legal opinion, signed (Art. 28; ESIGN-13)."""

    slug, label, repeatable = "give_counsel_opinion", _("Give a legal opinion"), True
    articles, form = ("28", "ESIGN-13"), forms.GiveCounselForm

    def do(self, doing: Doing) -> None:
        """The link is used up."""
        counsel = rows.own_opinion(doing)
        counsel.text = doing.data["text"]
        _speak(doing, counsel, doing.occurred_on)


class CompleteLegalityReview(ReviewAct):
    """Answer the three questions, point by point, and issue the opinion (Art. 25, 27, 28)."""

    slug, label = "complete_legality_review", _("Complete the legality review")
    articles, form, notice = ("25.1", "25.2", "27", "28"), forms.CompleteForm, "legality_opinion"

    def not_yet(self, dossier: Dossier) -> Any:
        """The reviewer stands outside, counsel was heard, and what was returned was mended."""
        done = super().not_yet(dossier)
        missing = (judge.find(RULES[name], dossier).shortcomings for name in BEFORE_COMPLETING)
        first = next((s for found in missing for s in found), None)
        return done or (f"第{first.article}条：{first.what}{first.remedy}" if first else "")

    def do(self, doing: Doing) -> None:
        """Bound to the draft it saw; the opinion is a paper with a number."""
        review = rows.newest(doing)
        rows.as_reviewer(doing, review)
        rows.complete(doing, review)
        doing.then(
            lambda entry: rows.number(
                review, issue(self.notice, doing.decision, entry, review=review)
            )
        )
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
    moves, optional = "return_to_drafting", True

    def do(self, doing: Doing) -> None:
        """What is to be mended stays with the round; the next request is a round of its own."""
        review = rows.newest(doing)
        if doing.capacity.role == Role.LEGAL_REVIEWER:
            rows.as_reviewer(doing, review)
        rows.stop_clock(doing, review, doing.data["defects"])
        doing.facts["defects"] = _digest(doing.data["defects"])
        doing.summary = "退回修改决策草案"


CAPACITIES = {"legal_counsel": "法律顾问", "government_lawyer": "公职律师"}


def _speak(doing: Doing, counsel: CounselOpinion, on: Any) -> None:
    title = f"{doing.decision.title}法律意见"
    paper, _proof = evidence.keep_signature(doing, "counsel_opinion", title)
    counsel.paper, counsel.given_on = paper, on
    links.use_up(counsel)
    counsel.save()
    doing.facts |= {"counsel": counsel.pk, "opinion": _digest(counsel.text)}
    doing.summary = f"{CAPACITIES.get(counsel.capacity, '法律顾问')}提出法律意见"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
