"""The forms of acts on passages: splitting an opinion, joining it again, covering a passage.

Offsets count code points in the opinion's text. The workbench's pages offer them; every opinion is
looked up within the decision again by the act.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from decisions.intake.fields import PlainLineField, PlainTextField
from decisions.models import Opinion
from workflows.forms import ActForm
from workflows.steps.forms.opinions import IdsField

MOST_PARTS = 50


class OffsetsField(IdsField):
    """Places in a text at which it is cut."""

    def clean(self, value: Any) -> list[int]:
        """In order; few enough for a person to have meant them."""
        cuts = sorted(super().clean(value))
        if len(cuts) >= MOST_PARTS:
            raise ValidationError(
                _("At most %(limit)d parts of one opinion."), params={"limit": MOST_PARTS}
            )
        return cuts


class SplitForm(ActForm):
    """Which opinion, and where a new one begins."""

    opinion = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    cuts = OffsetsField(required=False)
    start = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    end = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """A selected passage is two cuts."""
        data = super().clean()
        cuts = {*data.get("cuts", ()), data.get("start"), data.get("end")} - {None, 0}
        if not cuts:
            self.add_error(None, _("Choose where a new opinion begins."))
        data["cuts"] = sorted(cuts)
        return data


class JoinForm(ActForm):
    """Any part of the submission that becomes one opinion again."""

    opinion = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class RedactForm(ActForm):
    """How an opinion is published where it names somebody; what was typed stays in the file."""

    opinion = forms.ModelChoiceField(queryset=Opinion.objects.none(), widget=forms.HiddenInput)
    start = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    end = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)
    uncover = forms.BooleanField(label=_("Show everything again"), required=False)
    public_text = PlainTextField(
        label=_("Text as published"), max_characters=50_000, required=False
    )
    redaction_reason = PlainLineField(label=_("What is covered and why"), required=False)

    def prepare(self) -> None:
        """Only this decision's own."""
        if self.decision is not None:
            self.fields["opinion"].queryset = Opinion.objects.filter(
                decision=self.decision
            ).select_related("submission")

    def clean(self) -> dict[str, Any]:
        """A passage, a text of one's own, or nothing covered any more; covering says why."""
        data = super().clean()
        found = data.get("opinion")
        start, end = data.get("start"), data.get("end")
        if start is not None and end is not None and found:
            if not start < end <= len(found.text):
                self.add_error(None, _("This passage is not in the opinion."))
        elif not data.get("public_text") and not data.get("uncover"):
            self.add_error("public_text", _("Choose a passage, or write the text as published."))
        if not data.get("uncover") and not data.get("redaction_reason"):
            self.add_error("redaction_reason", _("Say what is covered and why."))
        return data
