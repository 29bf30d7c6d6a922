"""The form of answering by sheet: the sheet that came back, and what was seen of it (Art. 18)."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from decisions.intake.fields import UploadField
from workflows.answering.keeping import Kept, kept
from workflows.forms import ActForm


class AnswerSheetForm(ActForm):
    """A sheet of answers, sent now or shown before; ``seen`` binds the act to what was shown."""

    sheet = UploadField(
        label=_("Sheet of answers"),
        kinds=("xlsx",),
        help_text=_("The file exported here, with its open columns filled in."),
    )
    kept = forms.CharField(required=False, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, widget=forms.HiddenInput, max_length=64)

    def prepare(self) -> None:
        """A sheet shown before lies in the store."""
        if self.data.get("kept"):
            self.fields["sheet"].required = False

    def clean_kept(self) -> Kept | None:
        """Only a sheet of this decision that was shown."""
        word = self.cleaned_data.get("kept")
        if not word or self.decision is None:
            return None
        found = kept(word, self.decision)
        if found is None:
            raise ValidationError(_("This sheet is gone; send it again."))
        return found

    def clean(self) -> dict[str, Any]:
        """One sheet, from either side."""
        data = super().clean()
        if not data.get("sheet") and not data.get("kept") and "sheet" not in self.errors:
            self.add_error("sheet", _("Choose the file again."))
        return data
