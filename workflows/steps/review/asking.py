"""Asking for a legality review, once or again, and mending what was returned (Art. 25, 26)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from decisions.law.dossier import Dossier
from decisions.law.terms import Stage
from workflows.act import Act, Doing
from workflows.steps.forms import legality as forms
from workflows.steps.review import ReviewAct
from workflows.steps.rows import legality as rows


class RequestLegalityReview(Act):
    """Send the draft, its basis and the statement of steps to the reviewer (Art. 25, 26; G10)."""

    slug, step, label = "request_legality_review", "legality", _("Request the legality review")
    articles, stages = ("25.1", "26.1", "26.2"), (Stage.DRAFTING,)
    gates = ("G2", "G5", "G6", "G7", "G8", "G9", "G10")  # the sections join: each is asked anew
    moves, form, looks = "request_legality_review", forms.RequestForm, True

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
