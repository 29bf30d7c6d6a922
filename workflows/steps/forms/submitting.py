"""The comment form of the public (Art. 15, 18): what one sender says, on a clause or on the whole.

Read by ``workflows/submitting.py``; the guard against machines stands in the page, not here.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from decisions.intake import limits
from decisions.intake.fields import PlainLineField, PlainTextField, UploadsField
from decisions.labels import choices
from decisions.law.terms import Identity, SubmitterKind

ANONYMOUS, REGISTERED, VERIFIED = Identity.ANONYMOUS, Identity.REGISTERED, Identity.VERIFIED


class SubmitForm(forms.Form):
    """What one sender sends: one opinion to begin with, later split into points by an officer."""

    clause = forms.IntegerField(label=_("Clause"), required=False, widget=forms.HiddenInput)
    quote = PlainLineField(
        label=_("Passage"), required=False, max_characters=500, widget=forms.HiddenInput
    )
    context = PlainLineField(required=False, max_characters=200, widget=forms.HiddenInput)
    text = PlainTextField(label=_("Your opinion"))
    files = UploadsField(label=_("Files"), required=False, max_files=5, max_bytes=10 * limits.MB)
    submitter_kind = forms.ChoiceField(
        label=_("You speak as"), choices=choices(SubmitterKind), initial=SubmitterKind.CITIZEN
    )
    name = PlainLineField(
        label=_("Name or unit"), required=False, max_characters=100, help_text=_("May stay empty.")
    )
    contact = PlainLineField(
        label=_("Phone or e-mail"),
        required=False,
        help_text=_("Only to ask you back and to send the answer. Never published."),
    )
    publish_consent = forms.BooleanField(
        label=_("My name may be published with my opinion"), required=False
    )
    privacy_read = forms.BooleanField(label=_("I have read the note on personal data"))

    def clean(self) -> dict[str, Any]:
        """Consent to publish a name needs a name."""
        data = super().clean() or {}
        if data.get("publish_consent") and not data.get("name"):
            self.add_error("name", ValidationError(_("State the name that may be published.")))
        return data
