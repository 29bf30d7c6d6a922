"""The forms of the other ways to hear the public: held activities and letters (Art. 14).

The open consultation is asked in ``consultation.py``, hearings in ``hearing.py``; what becomes of
the opinions in ``dispositions.py``.
"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from decisions.intake.fields import (
    OfficialDateField,
    PlainLineField,
    PlainTextField,
    UploadField,
)
from decisions.labels import choices, label
from decisions.law.terms import ActivityKind, SubmitterKind
from decisions.models import ConsultationLetter, ParticipationActivity
from workflows.forms import ActForm

# Kinds that are held on a day; the others have acts of their own.
HELD = [
    ActivityKind.SEMINAR,
    ActivityKind.FIELD_VISIT,
    ActivityKind.PUBLIC_DISPLAY,
    ActivityKind.QUESTIONNAIRE,
    ActivityKind.OPINION_SURVEY,
    ActivityKind.MEDIA_SESSION,
]


def lines(text: str) -> list[str]:
    """The filled lines of a text."""
    return [line.strip() for line in text.splitlines() if line.strip()]


class ActivityForm(ActForm):
    """A seminar, visit, display, questionnaire, survey or media session (Art. 14)."""

    planned = forms.ModelChoiceField(
        label=_("Planned activity that was held now"),
        queryset=ParticipationActivity.objects.none(),
        required=False,
        empty_label=_("A new one"),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=[(k.value, label(k)) for k in HELD])
    title = PlainLineField(label=_("Title"))
    organiser = PlainLineField(label=_("Organiser"), max_characters=100)
    planned_on = OfficialDateField(label=_("Planned for"), required=False)
    held_on = OfficialDateField(label=_("Held on"), required=False)
    place = PlainLineField(label=_("Place"), required=False)
    participants = forms.MultipleChoiceField(
        label=_("Who took part"),
        choices=choices(SubmitterKind),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    number = forms.IntegerField(
        label=_("Number of participants"), required=False, min_value=0, max_value=1_000_000
    )
    explained_by_experts = forms.BooleanField(
        label=_("Experts explained the draft"), required=False
    )
    summary = PlainTextField(label=_("Time, participants and main views"), required=False)
    record = UploadField(label=_("Record file"), required=False)

    def prepare(self) -> None:
        """Offer what was planned and not held yet."""
        if self.decision is None:
            return
        self.initial["organiser"] = self.decision.lead_office.name
        self.fields["planned"].queryset = ParticipationActivity.objects.filter(
            decision=self.decision, kind__in=HELD, held_on=None, withdrawn_reason=""
        )

    def clean(self) -> dict[str, Any]:
        """Planned or held; what was held leaves a record."""
        data = super().clean()
        held = data.get("held_on")
        if held and held > self.today:
            self.add_error("held_on", _("This day has not come yet."))
        if not held and not data.get("planned_on"):
            self.add_error("held_on", _("State the day on which it was held, or is planned."))
        if held and not data.get("summary") and not data.get("record"):
            self.add_error("summary", _("Describe what was said, or attach the record."))
        return data


class SendLetterForm(ActForm):
    """A consultation letter to named bodies (征求意见函)."""

    title = PlainLineField(label=_("Title of the letter"))
    addressees = PlainTextField(label=_("Addressees"), help_text=_("One a line."))
    reply_by = OfficialDateField(label=_("Reply by"), required=False)
    participants = forms.MultipleChoiceField(
        label=_("Kind of addressees"),
        choices=choices(SubmitterKind),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    letter = UploadField(label=_("Letter as sent"), required=False)

    def prepare(self) -> None:
        """The usual title."""
        if self.decision is not None:
            self.initial["title"] = f"关于征求《{self.decision.title}》意见的函"[:200]

    def clean_addressees(self) -> list[str]:
        """Each addressee once, in the order given."""
        named = list(dict.fromkeys(lines(self.cleaned_data["addressees"])))
        too_long = next((name for name in named if len(name) > 100), None)
        if too_long:
            raise ValidationError(
                _("Longer than 100 characters: %(name)s"), params={"name": too_long}
            )
        return named

    def clean(self) -> dict[str, Any]:
        """A reply is due after the letter was sent."""
        data = super().clean()
        if data.get("reply_by") and data["reply_by"] < (data.get("occurred_on") or self.today):
            self.add_error("reply_by", _("The reply is due before the letter was sent."))
        return data


class LetterReplyForm(ActForm):
    """What an addressee answered."""

    letter = forms.ModelChoiceField(
        label=_("Letter to"), queryset=ConsultationLetter.objects.none(), empty_label=None
    )
    text = PlainTextField(
        label=_("Opinion"), required=False, help_text=_("Empty when there is no different view.")
    )
    reply = UploadField(label=_("Reply as received"), required=False)

    def prepare(self) -> None:
        """Offer the letters nobody has answered."""
        if self.decision is None:
            return
        waiting = ConsultationLetter.objects.filter(
            activity__decision=self.decision, replied_on=None
        )
        self.fields["letter"].queryset = waiting.select_related("activity").order_by("id")
        self.fields["letter"].label_from_instance = lambda letter: letter.addressee

    def clean(self) -> dict[str, Any]:
        """No reply comes before its letter."""
        data = super().clean()
        letter, day = data.get("letter"), data.get("occurred_on") or self.today
        if letter and day < letter.sent_on:
            self.add_error("occurred_on", _("This day lies before the letter was sent."))
        return data


def counted(kinds: Iterable[str], number: int | None) -> dict[str, int]:
    """The participants by kind; the number is known only for all of them together."""
    named = list(kinds)
    return {kind: (number or 1) if len(named) == 1 else 1 for kind in named}
