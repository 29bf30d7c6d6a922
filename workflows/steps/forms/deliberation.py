"""The forms of submission and agenda (Art. 29, 30); the meeting's stand in ``meeting.py``."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from decisions.gather import pinned_profile
from decisions.intake.fields import OfficialDateField, PlainLineField, PlainTextField
from decisions.models import Meeting
from workflows.forms import ActForm, YesNoField
from workflows.steps.rows.deliberation import last_day_before, members_of

PLACE = ("meeting_type", "number", "held_on", "place", "chair")


class PackageForm(ActForm):
    """The plan of the meeting and what else is put before it; the six slots fill themselves."""

    observers_invited = YesNoField(label=_("Are observers invited?"))
    meeting_public = YesNoField(label=_("Is the meeting held in public?"))
    observer_ways = PlainLineField(
        label=_("Who attends, or how it is made public"),
        required=False,
        help_text=_("Needed when observers are invited or the meeting is public."),
    )
    interpretation_plan = PlainTextField(label=_("Plan of the interpretation"))
    other_materials = PlainTextField(label=_("Other materials"), required=False)

    def clean(self) -> dict[str, Any]:
        """An invitation says who comes and how."""
        data = super().clean()
        asked = data.get("observers_invited") or data.get("meeting_public")
        if asked and not data.get("observer_ways"):
            self.add_error("observer_ways", _("Say who attends, or how it is made public."))
        return data


class ReasonForm(ActForm):
    """Why it is taken back."""

    reason = PlainTextField(label=_("Reasons"))


class AgendaForm(ActForm):
    """A meeting already set, or the facts of a new one."""

    meeting = forms.ModelChoiceField(
        label=_("Meeting already set"),
        queryset=Meeting.objects.none(),
        required=False,
        empty_label=_("A new meeting"),
    )
    meeting_type = forms.ChoiceField(label=_("Kind of meeting"), required=False)
    number = PlainLineField(label=_("Session"), required=False, max_characters=60)
    held_on = OfficialDateField(label=_("Held on"), required=False)
    place = PlainLineField(label=_("Place"), required=False, max_characters=100)
    chair = PlainLineField(label=_("Chair"), required=False, max_characters=60)
    observers = PlainTextField(label=_("Observers"), required=False)

    def prepare(self) -> None:
        """Offer the kinds of meeting the profile allows, and the organ's meetings to come."""
        if self.decision is None or self.dossier is None:
            return
        profile = pinned_profile(self.decision.profile, self.decision.profile_on)
        self.fields["meeting_type"].choices = [
            (code, profile.word(code).zh) for code in profile.meeting_types
        ]
        self.earliest = last_day_before(self.dossier)
        offered = Meeting.objects.filter(
            organ=self.decision.organ_id,
            meeting_type__in=profile.meeting_types,
            held_on__gte=self.earliest,
        )
        self.fields["meeting"].queryset = offered.exclude(agenda__decision=self.decision)
        self.fields["meeting"].label_from_instance = lambda m: f"{m.held_on} {m.number}"

    def clean(self) -> dict[str, Any]:
        """A new meeting is complete, comes after the submission, and has one chief executive."""
        data = super().clean()
        if data.get("meeting"):
            return data
        for name in PLACE:
            if not data.get(name) and name not in self.errors:
                self.add_error(name, _("Choose a meeting, or fill this in for a new one."))
        if not self.errors:
            self._check_new(data)
        return data

    def _check_new(self, data: dict[str, Any]) -> None:
        held_on = data["held_on"]
        if held_on < self.earliest:
            self.add_error(
                "held_on", _("The meeting cannot be earlier than the submission or the last one.")
            )
        same = Meeting.objects.filter(
            organ=self.decision.organ_id, meeting_type=data["meeting_type"], number=data["number"]
        )
        if same.exists():
            self.add_error("number", _("This session is already set. Choose it above."))
        data["members"] = members_of(self.decision.organ_id, held_on)
        if sum(1 for _user, chief in data["members"] if chief) != 1:
            raise ValidationError(
                _("The roll needs exactly one chief executive in office on that day (Art. 30).")
            )
