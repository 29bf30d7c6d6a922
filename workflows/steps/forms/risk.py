"""The forms of the risk assessment (Art. 22 to 24)."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from decisions.intake.fields import OfficialDateField, PlainLineField, PlainTextField, UploadField
from decisions.intake.limits import DRAFT_CHARACTERS
from decisions.labels import choices
from decisions.law.terms import RiskConclusion, RiskLevel
from workflows.forms import ActForm, YesNoField
from workflows.steps.forms.evidence import DatedForm, SeenDraftForm


class OpenForm(ActForm):
    """Who assesses, and whether an earlier assessment of the same risk is relied on."""

    assessor = PlainLineField(label=_("Evaluating unit"), max_characters=100)
    third_party = YesNoField(label=_("Is it a third party?"))
    linked_report = PlainLineField(
        label=_("Earlier report relied on"),
        required=False,
        help_text=_("An assessment already made under other rules is not repeated (Art. 22)."),
    )

    def prepare(self) -> None:
        """Start from what was recorded before."""
        earlier = None if self.is_bound else getattr(self.decision, "risk", None)
        if earlier:
            for name in ("assessor", "third_party", "linked_report"):
                self.initial[name] = getattr(earlier, name)


class DepartmentForm(DatedForm):
    """One department, when it was heard, and what it said."""

    past_days = ("heard_on",)
    name = PlainLineField(label=_("Department"), max_characters=100)
    heard_on = OfficialDateField(label=_("Heard on"))
    view = PlainTextField(label=_("Its view"), required=False)


class PointForm(ActForm):
    """One risk point and the measure against it."""

    description = PlainTextField(label=_("Risk point"))
    measure = PlainTextField(label=_("Mitigation measure"))


class AssessmentForm(SeenDraftForm):
    """Level, proposed conclusion and report, as text or as a file."""

    past_days = ("report_on",)
    level = forms.ChoiceField(label=_("Risk level"), choices=choices(RiskLevel))
    conclusion = forms.ChoiceField(
        label=_("Proposed conclusion"),
        choices=choices(RiskConclusion),
        help_text=_("Whether the risk is controllable is for the decision organ to say (Art. 24)."),
    )
    contingency_plan = PlainTextField(label=_("Contingency plan"), required=False)
    report_text = PlainTextField(
        label=_("Text of the risk report"), required=False, max_characters=DRAFT_CHARACTERS
    )
    file = UploadField(label=_("Or the report as a file"), required=False)
    signed = forms.BooleanField(label=_("It bears a signature or seal"), required=False)
    report_on = OfficialDateField(label=_("Date of the report"))

    def clean(self) -> dict[str, Any]:
        """A report has words or a file; without an earlier report it has a contingency plan."""
        data = super().clean()
        if not data.get("report_text") and not data.get("file") and "file" not in self.errors:
            raise ValidationError(_("Give the report as text or as a file."))
        return data


class ReportForm(AssessmentForm):
    """The report of the assessment."""

    def clean(self) -> dict[str, Any]:
        """Only an earlier report that is relied on may do without a contingency plan of its own."""
        data = super().clean()
        opened = getattr(self.decision, "risk", None)
        if not data.get("contingency_plan") and not (opened and opened.linked_report):
            self.add_error("contingency_plan", _("The report holds a contingency plan (Art. 23)."))
        return data


class SupplementForm(AssessmentForm):
    """The assessment supplemented after the draft was adjusted or measures were taken."""


class DeterminationForm(ActForm):
    """What the decision organ finds of the risk."""

    conclusion = forms.ChoiceField(label=_("The risk is"), choices=choices(RiskConclusion))
    reason = PlainTextField(label=_("Reasons, and what is to be adjusted"), required=False)

    def clean(self) -> dict[str, Any]:
        """Who sends a draft back says why."""
        data = super().clean()
        if data.get("conclusion") == RiskConclusion.UNCONTROLLABLE and not data.get("reason"):
            self.add_error("reason", _("Say what is to be adjusted."))
        return data
