"""The fair-competition review (Art. 29(1); FCR): the drafter first, then the market regulator.

The conclusion is bound to the draft it saw. A draft that restricts competition does not pass; the
objection is recorded and the draft is changed. What must hold at G9 is
``decisions/law/competition.py``.
"""

import hashlib
from typing import Any

from django.utils.translation import gettext_lazy as _

from decisions.law.dossier import Dossier
from decisions.law.terms import CompetitionConclusion, Progress, Section, Stage
from decisions.models import CompetitionReview
from workflows.act import Act, Doing
from workflows.registry import Step
from workflows.sections import UNDER_WAY, not_to_open, not_under_way
from workflows.steps.forms import competition as forms
from workflows.telling import bring

STEP = Step(
    code="competition",
    label=_("Fair-competition review"),
    articles=("29.1", "FCR-12", "FCR-14", "FCR-16", "FCR-17", "FCR-18"),
    stages=(Stage.DRAFTING,),
    after="risk",
    gate=("G9",),
    section=Section.COMPETITION,
    applies=lambda dossier: dossier.matter.market,
)


class CompetitionAct(Act):
    """An act of this step."""

    step, section, stages = "competition", Section.COMPETITION, (Stage.DRAFTING,)

    def not_yet(self, dossier: Dossier) -> Any:
        """The drafter reviews first, and again after an objection."""
        review = dossier.competition
        if review.progress in UNDER_WAY and review.preliminary_on is None:
            return _("The drafter reviews first (FCR Art. 14).")
        return not_under_way(review.progress, opened=True)


class RecordPreliminaryReview(CompetitionAct):
    """The drafter reviews first and hears operators (FCR Art. 14, 16)."""

    slug, label = "record_preliminary_review", _("Record the preliminary competition review")
    articles, form = ("29.1", "FCR-14", "FCR-16"), forms.PreliminaryForm
    progress = Progress.UNDER_WAY

    def not_yet(self, dossier: Dossier) -> Any:
        """Once, unless operators were not heard yet or the review was reopened."""
        review = dossier.competition
        improvable = review.progress is Progress.UNDER_WAY and not review.operators_heard
        return "" if improvable else not_to_open(review.progress)

    def do(self, doing: Doing) -> None:
        """Keep the review and whether operators were heard."""
        asked = {n: doing.data[n] for n in ("preliminary", "preliminary_on", "operators_heard")}
        if not CompetitionReview.objects.filter(decision=doing.decision).update(**asked):
            CompetitionReview.objects.create(decision=doing.decision, **asked)
        doing.facts["preliminary"] = hashlib.sha256(asked["preliminary"].encode()).hexdigest()
        doing.summary = "承办单位完成公平竞争初审"


class ConcludeCompetitionReview(CompetitionAct):
    """The market regulator concludes the review (Art. 29(1); FCR Art. 12, 14, 17; G9)."""

    slug, label = "conclude_competition_review", _("Conclude the competition review")
    articles, gates = ("29.1", "FCR-12", "FCR-14", "FCR-17"), ("G9",)
    form, progress = forms.ConclusionForm, Progress.CONCLUDED
    papers = ("competition_form",)

    def do(self, doing: Doing) -> None:
        """An exception keeps its three reasons; without one they are empty."""
        asked = doing.data
        excepted = asked["conclusion"] == CompetitionConclusion.EXCEPTION
        exception = {name: asked[name] if excepted else "" for name in forms.EXCEPTION}
        _conclude(doing, asked["conclusion"], **exception)
        said = "适用例外规定" if excepted else "不具有排除、限制竞争效果"
        doing.summary = f"公平竞争审查结论：{said}"


class ObjectOnCompetition(CompetitionAct):
    """The market regulator finds that the draft restricts competition (FCR Art. 18)."""

    slug, label = "object_on_competition", _("Object to the draft")
    articles, form, optional = ("29.1", "FCR-18"), forms.FindingForm, True
    progress, papers = Progress.REOPENED, ("competition_form",)

    def do(self, doing: Doing) -> None:
        """The draft does not pass: it is changed, and its drafter reviews it again."""
        afresh = dict.fromkeys(forms.EXCEPTION, "") | {"preliminary_on": None}
        _conclude(doing, CompetitionConclusion.RESTRICTS, **afresh)
        doing.summary = "公平竞争审查认为草案具有排除、限制竞争效果，退回修改"


def _conclude(doing: Doing, conclusion: str, **more: Any) -> None:
    asked = doing.data
    title = f"{doing.decision.title}公平竞争审查表"
    found = {
        "conclusion": conclusion,
        "opinion": asked["opinion"],
        "concluded_on": doing.occurred_on,
        "concluded_by": doing.user,
        "reviewed_by_regulator": True,
        "draft": asked["draft"],
    }
    if paper := doing.paper("file", "competition_form", title, signed=True):
        found["paper"] = paper
    CompetitionReview.objects.filter(decision=doing.decision).update(**found, **more)
    doing.facts |= {"conclusion": str(conclusion), "draft": asked["draft"].digest}
    doing.facts["opinion"] = hashlib.sha256(asked["opinion"].encode()).hexdigest()
    bring(doing, "competition_form")
