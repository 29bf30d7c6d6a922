"""The form of the act that answers what a sender asked (PIPL 46, 47)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from decisions.intake.fields import PlainTextField
from decisions.models import SenderRequest
from workflows import sender_requests
from workflows.forms import ActForm


class RequestChoice(forms.ModelChoiceField):
    """A request, told by its kind and the number of the submission."""

    def label_from_instance(self, asked: SenderRequest) -> str:
        """What an officer needs to tell two requests apart."""
        said = f"{asked.get_kind_display()} · {asked.submission.number}"
        return f"{said} · {asked.note[:60]}" if asked.note else said


class AnswerRequestForm(ActForm):
    """Which request, whether it is granted, and why."""

    request = RequestChoice(
        label=_("Request"), queryset=SenderRequest.objects.none(), empty_label=None
    )
    granted = forms.ChoiceField(
        label=_("Answer"),
        choices=[
            ("yes", _("Granted: take it off publication, or erase it")),
            ("no", _("Not granted: it stays as it is")),
        ],
        widget=forms.RadioSelect,
    )
    answer = PlainTextField(label=_("Reason"), max_characters=200)

    def prepare(self) -> None:
        """Offer what waits for an answer."""
        if self.decision is not None:
            rows = sender_requests.waiting(self.decision.pk).select_related("submission")
            self.fields["request"].queryset = rows

    def clean_granted(self) -> bool:
        """Yes or no."""
        said: Any = self.cleaned_data["granted"]
        return bool(said == "yes")
