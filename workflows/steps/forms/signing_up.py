"""The forms of signing up for a hearing and of the draw (Art. 16), for public and officers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from decisions.intake.fields import PlainLineField, PlainTextField
from decisions.labels import choices
from decisions.law.terms import SubmitterKind
from decisions.models import Hearing, HearingGroup, HearingParticipant, HearingSignup
from decisions.selectors.hearings import held_signups
from workflows.forms import ActForm

VIEW = 2000  # characters


def group_field() -> forms.ModelChoiceField:
    """The group one wants to speak for."""
    return forms.ModelChoiceField(
        label=_("For which group"),
        queryset=HearingGroup.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
    )


def offer(form: forms.Form, hearing: Hearing | None) -> None:
    """Offer the groups of a hearing with their seats."""
    field = form.fields["group"]
    field.queryset = HearingGroup.objects.filter(hearing=hearing)
    field.label_from_instance = lambda group: (
        _("%(name)s (%(seats)d seats)")
        % {
            "name": group.name,
            "seats": group.seats,
        }
    )


class SignUpForm(forms.Form):
    """What somebody sends who wants to take part or to listen."""

    group = group_field()
    name = PlainLineField(label=_("Name"), max_characters=60)
    contact = PlainLineField(
        label=_("Phone or e-mail"),
        help_text=_("Only to tell you of the draw and the hearing. Never published."),
    )
    submitter_kind = forms.ChoiceField(
        label=_("You speak as"), choices=choices(SubmitterKind), initial=SubmitterKind.CITIZEN
    )
    view = PlainTextField(
        label=_("Your main view"),
        required=False,
        max_characters=VIEW,
        help_text=_("May stay empty; it does not bear on the draw."),
    )
    name_published = forms.BooleanField(
        label=_("If I am drawn, my name and group are published with the list"),
        error_messages={"required": _("The list is published by law (Art. 16).")},
    )
    privacy_read = forms.BooleanField(label=_("I have read the note on personal data"))
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, hearing: Hearing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, hearing)


class EnterSignupForm(ActForm):
    """A sign-up that came by phone, by post or in person."""

    group = group_field()
    name = PlainLineField(label=_("Name"), max_characters=60)
    contact = PlainLineField(label=_("Phone or e-mail"), required=False)
    submitter_kind = forms.ChoiceField(
        label=_("Kind"), choices=choices(SubmitterKind), initial=SubmitterKind.CITIZEN
    )
    view = PlainTextField(label=_("Main view"), required=False, max_characters=VIEW)

    def prepare(self) -> None:
        """Offer the groups."""
        if self.decision is not None:
            offer(self, Hearing.objects.filter(decision=self.decision).first())


class ExcludeForm(ActForm):
    """Which sign-up is not admitted, and why."""

    signup = forms.ModelChoiceField(
        label=_("Sign-up"), queryset=HearingSignup.objects.none(), empty_label=None
    )
    reason = PlainLineField(
        label=_("Reasons"), help_text=_("Shown to the person and kept in the record.")
    )

    def prepare(self) -> None:
        """Offer the sign-ups that stand."""
        if self.decision is None:
            return
        self.fields["signup"].queryset = HearingSignup.objects.filter(
            hearing__decision=self.decision, withdrawn_at=None, excluded_reason="", listed=False
        ).order_by("id")
        self.fields["signup"].label_from_instance = lambda row: f"{row.number} {row.name}"


class AdmitHeldForm(ActForm):
    """Which of the sign-ups that came without the guard is admitted."""

    signup = forms.ModelChoiceField(
        label=_("Sign-up"), queryset=HearingSignup.objects.none(), empty_label=None
    )

    def prepare(self) -> None:
        """Offer what is held, with what was sent."""
        if self.decision is not None:
            self.fields["signup"].queryset = held_signups(self.decision)
            self.fields["signup"].label_from_instance = lambda row: " · ".join(
                part for part in (row.number, row.name, row.view[:40]) if part
            )


class DrawForm(ActForm):
    """The value of the public source that completes the seed."""

    seed_value = PlainLineField(label=_("Value of the public source"))

    def prepare(self) -> None:
        """Say which source was announced."""
        row = Hearing.objects.filter(decision=self.decision).first()
        if row:
            self.fields["seed_value"].help_text = row.seed_source

    def clean_seed_value(self) -> str:
        """As it is published, without blanks around it."""
        return str(self.cleaned_data["seed_value"]).strip()


class ReplaceForm(ActForm):
    """Who cannot come, and why; the next in the order drawn moves up."""

    participant = forms.ModelChoiceField(
        label=_("Who cannot come"), queryset=HearingParticipant.objects.none(), empty_label=None
    )
    reason = PlainLineField(label=_("Reasons"))

    def prepare(self) -> None:
        """Offer those who were drawn."""
        if self.decision is None:
            return
        drawn = HearingParticipant.objects.filter(hearing__decision=self.decision)
        self.fields["participant"].queryset = drawn.exclude(signup=None).order_by("id")
        self.fields["participant"].label_from_instance = lambda row: f"{row.name}（{row.group}）"
