"""The forms by which legal counsel is asked and speaks (Art. 28)."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Role
from decisions.intake.fields import OfficialDateField, PlainLineField, PlainTextField, UploadField
from decisions.models import CounselOpinion
from workflows.forms import ActForm
from workflows.offices import people_in
from workflows.steps.forms.evidence import SCANS, DatedForm, SignedForm

CAPACITIES = [
    ("legal_counsel", _("Legal counsel")),
    ("government_lawyer", _("Government lawyer")),
]


class InviteCounselForm(ActForm):
    """Whom we ask for a legal opinion; somebody with an account needs no link."""

    name = PlainLineField(label=_("Name"), max_characters=60)
    capacity = forms.ChoiceField(label=_("Acts as"), choices=CAPACITIES)
    account = forms.ModelChoiceField(
        label=_("Account, if counsel has one"), queryset=User.objects.none(), required=False
    )

    def prepare(self) -> None:
        """Offer the accounts appointed as counsel."""
        if self.decision is not None:
            self.fields["account"].queryset = people_in(Role.COUNSEL, self.decision)

    def clean(self) -> dict[str, Any]:
        """An account acts under its own name."""
        data = super().clean()
        if data.get("account"):
            data["name"] = str(data["account"])
        return data


class InvitedForm(ActForm):
    """Which of the counsel asked in this round."""

    counsel = forms.ModelChoiceField(
        label=_("Counsel asked"), queryset=CounselOpinion.objects.none(), empty_label=None
    )

    def prepare(self) -> None:
        """Offer those who have not spoken yet."""
        if self.decision is not None:
            self.fields["counsel"].queryset = CounselOpinion.objects.filter(
                review__decision=self.decision, review__completed_on=None, given_on=None
            )
        self.fields["counsel"].label_from_instance = lambda c: c.name


class EnterCounselForm(InvitedForm, DatedForm):
    """A legal opinion on paper, of somebody asked before or named here."""

    past_days = ("given_on",)
    name = PlainLineField(label=_("Or another name"), required=False, max_characters=60)
    capacity = forms.ChoiceField(label=_("Acts as"), choices=CAPACITIES)
    text = PlainTextField(label=_("Legal opinion"), required=False)
    scan = UploadField(label=_("Scan of the signed opinion"), kinds=SCANS)
    given_on = OfficialDateField(label=_("Date of the opinion"))

    def prepare(self) -> None:
        """Nobody need have been asked by link before."""
        super().prepare()
        self.fields["counsel"].required = False
        self.fields["counsel"].empty_label = "—"

    def clean(self) -> dict[str, Any]:
        """One counsel, named once."""
        data = super().clean()
        if bool(data.get("counsel")) == bool(data.get("name")) and "counsel" not in self.errors:
            raise ValidationError(_("Choose who was asked, or give another name."))
        return data


class GiveCounselForm(SignedForm):
    """The legal opinion of counsel, signed."""

    text = PlainTextField(label=_("Legal opinion"))
