"""The forms of reporting, interpreting and promulgating (Art. 8, 31, 32)."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from decisions.gather import pinned_profile
from decisions.intake.fields import OfficialDateField, PlainLineField, PlainTextField, UploadField
from decisions.intake.limits import DRAFT_CHARACTERS
from decisions.labels import choices
from decisions.law.terms import Disclosure
from decisions.models import Decision, Expertise, Participation
from workflows.forms import ActForm
from workflows.steps.forms.evidence import DatedForm


class ReportForm(DatedForm):
    """The reference of the report, its day, and the paper itself."""

    past_days = ("reported_on",)
    reference = PlainLineField(label=_("Reference of the report"), max_characters=60)
    reported_on = OfficialDateField(label=_("Reported on"))
    paper = UploadField(label=_("The report or the reply"), required=False)


class InterpretationForm(ActForm):
    """The interpretation in plain words; whoever drafted writes it."""

    interpretation = PlainTextField(
        label=_("Policy interpretation"), max_characters=DRAFT_CHARACTERS
    )
    file = UploadField(label=_("Illustrated version"), required=False)

    def prepare(self) -> None:
        """Start from what was written before."""
        earlier = None if self.is_bound else getattr(self.decision, "publication", None)
        if earlier:
            self.initial["interpretation"] = earlier.interpretation


class WithholdingForm(ActForm):
    """The disclosure attribute of the decision, and the legal ground when it is withheld."""

    disclosure = forms.ChoiceField(label=_("Disclosure attribute"), choices=choices(Disclosure))
    ground = forms.ChoiceField(label=_("Ground for withholding"), required=False)

    def prepare(self) -> None:
        """Offer the grounds the profile knows."""
        if self.decision is None:
            return
        profile = pinned_profile(self.decision.profile, self.decision.profile_on)
        self.fields["ground"].choices = [
            ("", "—"),
            *((code, profile.word(code).zh) for code in profile.withholding_grounds),
        ]
        self.initial |= {
            "disclosure": self.decision.matter.disclosure,
            "ground": self.decision.matter.withholding_ground,
        }

    def clean(self) -> dict[str, Any]:
        """Whatever is not published has a legal ground."""
        data = super().clean()
        open_to_all = data.get("disclosure") == Disclosure.PROACTIVE
        if not open_to_all and not data.get("ground"):
            self.add_error("ground", _("Choose the legal ground for not publishing."))
        return data | {"ground": "" if open_to_all else data.get("ground", "")}


class PromulgationForm(ActForm):
    """By which channels, with which statement on the opinions, and why late if it is late."""

    channels = forms.MultipleChoiceField(
        label=_("Channels"), widget=forms.CheckboxSelectMultiple, required=False
    )
    adoption_statement = PlainTextField(
        label=_("What became of the opinions"),
        required=False,
        max_characters=DRAFT_CHARACTERS,
    )
    overdue_reason = PlainTextField(
        label=_("Why it is published late, or by a provisional date"), required=False
    )

    def prepare(self) -> None:
        """Offer the channels of the profile; start the statement from both adoption notes."""
        if self.decision is None:
            return
        profile = pinned_profile(self.decision.profile, self.decision.profile_on)
        self.fields["channels"].choices = [
            (code, profile.word(code).zh) for code in profile.publication_channels
        ]
        if not self.is_bound:
            self.initial["channels"] = list(profile.publication_channels)
            self.initial["adoption_statement"] = statement_of(self.decision)

    def clean_occurred_on(self) -> Any:
        """Nothing is published before it was decided."""
        day = super().clean_occurred_on()
        decided_on = self.dossier.publication.decided_on if self.dossier else None
        if decided_on and (day or self.today) < decided_on:
            raise ValidationError(_("This day is earlier than the decision."))
        return day


class ChannelForm(ActForm):
    """One more channel and where it can be found there."""

    channel = PlainLineField(label=_("Channel"), max_characters=60)
    reference = PlainLineField(label=_("Address, issue or page"), required=False)

    def clean_channel(self) -> str:
        """A channel is listed once; the words of the profile are kept as its code."""
        name = str(self.cleaned_data["channel"])
        profile = pinned_profile(self.decision.profile, self.decision.profile_on)
        code = next((c for c, word in profile.words.items() if name in (word.zh, word.en)), name)
        if code in self.decision.publication.channels:
            raise ValidationError(_("This channel is recorded already."))
        return code


def statement_of(decision: Decision) -> str:
    """The adoption note of the public's opinions as it was approved, or else that of the experts'.

    The notice prints the experts' note in a place of its own.
    """
    of = [table.objects.filter(decision=decision) for table in (Participation, Expertise)]
    notes = (rows.values_list("adoption_note", flat=True).first() for rows in of)
    return next(filter(None, notes), "")
