"""The forms of the other ways to hear the public that are planned and held (Art. 14).

The open consultation is asked in ``consultation.py``, letters in ``letters.py``, questionnaires in
``questionnaire.py``, hearings in ``hearing.py``.
"""

import re
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
from decisions.models import ParticipationActivity
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
CALLED_OFF = HELD
_PARTED = re.compile(r"[,，、;；]")
_COUNTED = re.compile(r"^\s*(\D+?)\s*(\d{1,6})\s*[人名家个户]?\s*$", re.ASCII)


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
    until = OfficialDateField(
        label=_("Until"),
        required=False,
        help_text=_("For a display or a survey that runs for several days."),
    )
    held_on = OfficialDateField(label=_("Held on"), required=False)
    starts_at = forms.TimeField(
        label=_("Begins at"),
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
    )
    place = PlainLineField(label=_("Place"), required=False)
    contact = PlainLineField(
        label=_("How to take part"), required=False, help_text=_("Shown on the portal.")
    )
    announced = forms.BooleanField(label=_("Shown on the portal"), required=False)
    participants = forms.MultipleChoiceField(
        label=_("Who took part"),
        choices=choices(SubmitterKind),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    number = forms.IntegerField(
        label=_("Number of participants"), required=False, min_value=0, max_value=1_000_000
    )
    by_kind = PlainLineField(
        label=_("Numbers by kind"),
        required=False,
        help_text=_("Where several kinds took part: a kind and its number, parted by commas."),
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

    def clean_by_kind(self) -> dict[str, int]:
        """Each kind with its number, as the vocabulary names it."""
        words = {str(label(kind)): kind.value for kind in SubmitterKind}
        counted: dict[str, int] = {}
        for part in _PARTED.split(self.cleaned_data["by_kind"]):
            if not part.strip():
                continue
            found = _COUNTED.match(part)
            kind = words.get(found[1], found[1]) if found else ""
            if found is None or kind not in set(SubmitterKind):
                raise ValidationError(
                    _("Write kinds and numbers such as: %(example)s. Not read: %(part)s"),
                    params={"example": f"{label(SubmitterKind.ENTERPRISE)} 12", "part": part[:40]},
                )
            counted[kind] = counted.get(kind, 0) + int(found[2])
        return counted

    def clean(self) -> dict[str, Any]:
        """Planned or held; what was held leaves a record."""
        data = super().clean()
        held, begins = data.get("held_on"), data.get("planned_on") or data.get("held_on")
        if data.get("until") and begins and data["until"] < begins:
            self.add_error("until", _("The last day lies before the first."))
        if held and held > self.today:
            self.add_error("held_on", _("This day has not come yet."))
        if not held and not data.get("planned_on"):
            self.add_error("held_on", _("State the day on which it was held, or is planned."))
        if held and not data.get("summary") and not data.get("record"):
            self.add_error("summary", _("Describe what was said, or attach the record."))
        return data


class CancelForm(ActForm):
    """Which planned activity is called off, and why."""

    activity = forms.ModelChoiceField(
        label=_("Planned activity"),
        queryset=ParticipationActivity.objects.none(),
        empty_label=None,
    )
    reason = PlainLineField(label=_("Reasons"))

    def prepare(self) -> None:
        """Offer what is planned and not held."""
        if self.decision is not None:
            self.fields["activity"].queryset = ParticipationActivity.objects.filter(
                decision=self.decision, kind__in=CALLED_OFF, held_on=None, withdrawn_reason=""
            ).order_by("id")


def counted(kinds: Iterable[str], number: int | None) -> dict[str, int]:
    """The participants by kind; the number is known only for all of them together."""
    named = list(kinds)
    return {kind: (number or 1) if len(named) == 1 else 1 for kind in named}
