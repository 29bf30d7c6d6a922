"""The form of a second look at an answer: yes or no, and why not."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from decisions.intake.fields import PlainLineField
from decisions.models import AnswerCheck
from workflows.forms import ActForm, YesNoField


class CheckForm(ActForm):
    """Which answer was looked at, and whether the second person agrees."""

    check = forms.ModelChoiceField(queryset=AnswerCheck.objects.none(), widget=forms.HiddenInput)
    agreed = YesNoField(label=_("Do you agree with the answer?"))
    note = PlainLineField(label=_("Note"), required=False, max_characters=500)

    def prepare(self) -> None:
        """Only what the lot drew and nobody has looked at."""
        if self.decision is not None:
            self.fields["check"].queryset = AnswerCheck.objects.filter(
                decision=self.decision, agreed=None
            )

    def clean(self) -> dict[str, Any]:
        """Whoever disagrees says why."""
        data = super().clean()
        if data.get("agreed") is False and not data.get("note"):
            self.add_error("note", _("Say why you do not agree."))
        return data
