"""The forms of the legality review (Art. 25 to 28)."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from accounts.models import Office
from decisions.intake.fields import OfficialDateField, PlainTextField, UploadField
from decisions.intake.limits import DRAFT_CHARACTERS
from decisions.labels import choices
from decisions.law.reckoning import explain_working_days
from decisions.law.terms import Disclosure, LegalityConclusion
from decisions.models import LegalityPoint
from workflows.forms import ActForm, YesNoField
from workflows.offices import reviewing_offices
from workflows.statement import statement_of_steps
from workflows.steps.forms import points
from workflows.steps.forms.evidence import SeenDraftForm

QUESTIONS = ("power", "procedure", "content")


class RequestForm(SeenDraftForm):
    """Who reviews, until when, and the statement of the steps done."""

    office = forms.ModelChoiceField(
        label=_("Reviewing unit"),
        queryset=Office.objects.none(),
        empty_label=None,
        help_text=_("A legality review unit of this organ or of one above; never the lead unit."),
    )
    granted_until = OfficialDateField(label=_("Time granted until"))
    short_reason = PlainTextField(
        label=_("Reason when less time is granted than the rule asks"), required=False
    )
    statement_of_steps = PlainTextField(
        label=_("Statement of the steps done"), max_characters=DRAFT_CHARACTERS
    )
    disclosure = forms.ChoiceField(label=_("Disclosure attribute"), choices=choices(Disclosure))
    withholding_ground = forms.ChoiceField(
        label=_("Ground for not disclosing on our own motion"), required=False
    )

    def prepare(self) -> None:
        """Offer the units that may review, the day the time ends, and a statement to start from."""
        super().prepare()
        if self.decision is None or self.dossier is None:
            return
        self.fields["office"].queryset = reviewing_offices(self.decision)
        self.fields["office"].label_from_instance = lambda o: f"{o.organ} · {o}"
        self._offer_days()
        self._offer_disclosure()
        self.initial["statement_of_steps"] = statement_of_steps(self.dossier)

    def clean(self) -> dict[str, Any]:
        """Less time than the rule asks needs a reason; withholding needs a ground."""
        data = super().clean()
        if data.get("granted_until"):
            data["counted"] = self._counted(data)
        if data.get("disclosure") == Disclosure.PROACTIVE:
            data["withholding_ground"] = ""
        elif not data.get("withholding_ground") and "withholding_ground" not in self.errors:
            self.add_error("withholding_ground", _("Withholding rests on a ground (SC80)."))
        return data

    def _counted(self, data: dict[str, Any]) -> Any:
        asked_on, until = data.get("occurred_on") or self.today, data["granted_until"]
        if until < asked_on:
            self.add_error("granted_until", _("This day is before the request."))
        counted = self.dossier.calendar.working_days(asked_on, until)
        floor = self.dossier.profile.legality_working_days
        if counted.days < floor and not data.get("short_reason"):
            self.add_error(
                "short_reason",
                _("%(days)d working days are granted, the rule asks for %(floor)d: say why.")
                % {"days": counted.days, "floor": floor},
            )
        return counted

    def _offer_days(self) -> None:
        days, floor = self.dossier.calendar, self.dossier.profile.legality_working_days
        self.initial["granted_until"] = days.add_working_days(self.today, floor).day
        said = explain_working_days(days, self.today, floor, event="送审")
        self.fields["granted_until"].help_text = said

    def _offer_disclosure(self) -> None:
        profile, matter = self.dossier.profile, self.dossier.matter
        grounds = [(ground, profile.word(ground).zh) for ground in profile.withholding_grounds]
        self.fields["withholding_ground"].choices = [("", "—"), *grounds]
        self.initial["disclosure"] = matter.disclosure or Disclosure.PROACTIVE
        self.initial["withholding_ground"] = matter.withholding_ground or ""


class DefectsForm(ActForm):
    """What is to be supplemented or mended."""

    defects = PlainTextField(label=_("What is to be supplemented or mended"))


class SupplementForm(ActForm):
    """What was supplemented; the review goes on from this day."""

    supplement = PlainTextField(label=_("What was supplemented"))
    file = UploadField(label=_("File"), required=False)


class CompleteForm(SeenDraftForm):
    """Three questions, each answered; the points; the risk of an exploratory reform."""

    power = forms.ChoiceField(
        label=_("Is it within the organ's power?"), choices=choices(LegalityConclusion)
    )
    procedure = forms.ChoiceField(
        label=_("Was the procedure kept?"), choices=choices(LegalityConclusion)
    )
    content = forms.ChoiceField(
        label=_("Is its content lawful?"), choices=choices(LegalityConclusion)
    )
    opinion = PlainTextField(label=_("Opinion as a whole"))
    points = points.PointsField(label=_("Points of the opinion"), required=False)
    exploratory = YesNoField(
        label=_("Is it an exploratory reform without a national rule?"),
        required=False,
    )
    legal_risk = PlainTextField(label=_("Legal risk to be stated"), required=False)

    def clean(self) -> dict[str, Any]:
        """What is not simply lawful is said in points; exploration states its risk (Art. 25)."""
        data = super().clean()
        data["exploratory"] = bool(data.get("exploratory"))
        if data["exploratory"] and not data.get("legal_risk"):
            self.add_error("legal_risk", _("State the legal risk (Art. 25)."))
        found = {data.get(question) for question in QUESTIONS}
        if found - {None, LegalityConclusion.LAWFUL} and not data.get("points"):
            self.add_error("points", _("Say point by point what is to be changed."))
        try:
            said = data.get("points") or ""
            data["points"] = points.read(said, list(self.draft.clauses.all()) if said else [])
        except ValidationError as wrong:
            self.add_error("points", wrong)
        return data


class RespondForm(ActForm):
    """The lead unit's answer to one point."""

    point = forms.ModelChoiceField(
        label=_("Point of the opinion"), queryset=LegalityPoint.objects.none(), empty_label=None
    )
    response = PlainTextField(label=_("Response: what was changed, or why not"))

    def prepare(self) -> None:
        """Offer the points of the newest round, those without an answer first."""
        if self.decision is not None:
            newest = self.decision.legality_reviews.order_by("-round").values("pk")[:1]
            self.fields["point"].queryset = LegalityPoint.objects.filter(review=newest).order_by(
                F("responded_on").asc(nulls_first=True), "number"
            )
        self.fields["point"].label_from_instance = lambda p: f"{p.number}. {p.text[:60]}"
