"""The forms of the fair-competition review (Art. 29(1); FCR)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from decisions.intake.fields import OfficialDateField, PlainLineField, PlainTextField, UploadField
from decisions.labels import label
from decisions.law.terms import CompetitionConclusion
from workflows.forms import YesNoField
from workflows.steps.forms.evidence import DatedForm, SeenDraftForm

PASSING = (CompetitionConclusion.NO_RESTRICTION, CompetitionConclusion.EXCEPTION)


class PreliminaryForm(DatedForm):
    """The drafter's own review, and whether operators were heard."""

    past_days = ("preliminary_on",)
    preliminary = PlainTextField(label=_("Preliminary review by the drafter"))
    preliminary_on = OfficialDateField(label=_("Date of the preliminary review"))
    operators_heard = YesNoField(
        label=_("Were operators, industry associations and chambers of commerce heard?")
    )

    def prepare(self) -> None:
        """Start from what was recorded before."""
        earlier = None if self.is_bound else getattr(self.decision, "competition", None)
        if earlier:
            for name in ("preliminary", "preliminary_on", "operators_heard"):
                self.initial[name] = getattr(earlier, name)


class FindingForm(SeenDraftForm):
    """The opinion of the review, with the review form as a file when there is one."""

    opinion = PlainTextField(label=_("Review opinion"))
    file = UploadField(label=_("Signed review form"), required=False)


class ConclusionForm(FindingForm):
    """The conclusion that lets the draft pass; an exception is argued in three fields."""

    conclusion = forms.ChoiceField(
        label=_("Conclusion of the review"),
        choices=[(one.value, label(one)) for one in PASSING],
        help_text=_("A draft that restricts competition does not pass: use “Object to the draft”."),
    )
    exception_purpose = PlainTextField(label=_("Purpose of the exception"), required=False)
    exception_no_alternative = PlainTextField(
        label=_("Why there is no less harmful alternative"), required=False
    )
    exception_term = PlainLineField(label=_("Term or end condition"), required=False)

    def clean(self) -> dict[str, Any]:
        """An exception names all three."""
        data = super().clean()
        if data.get("conclusion") == CompetitionConclusion.EXCEPTION:
            for name in EXCEPTION:
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, _("An exception is explained here (FCR Art. 12)."))
        return data


EXCEPTION = ("exception_purpose", "exception_no_alternative", "exception_term")
