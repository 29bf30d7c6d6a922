"""The forms of collective deliberation (Art. 29, 30): package, agenda, roll, views, record.

The forms of the five results stand in ``results.py``.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from decisions.gather import pinned_profile
from decisions.intake.fields import OfficialDateField, PlainLineField, PlainTextField, UploadField
from decisions.labels import choices
from decisions.law.terms import Stand
from decisions.models import Meeting
from workflows.forms import LAST, ActForm, YesNoField
from workflows.steps.forms.evidence import SCANS, DatedForm
from workflows.steps.rows.deliberation import current_item, last_day_before, members_of, sitting

DISSENT = (Stand.AMEND, Stand.DEFER, Stand.OPPOSE)
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
        if self.decision is None:
            return
        profile = pinned_profile(self.decision.profile, self.decision.profile_on)
        self.fields["meeting_type"].choices = [
            (code, profile.word(code).zh) for code in profile.meeting_types
        ]
        self.earliest = last_day_before(self.decision)
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


class RollForm(ActForm):
    """For each member of the roll: present or absent, and why absent."""

    def prepare(self) -> None:
        """One question a member; who has spoken cannot be absent."""
        self.seats, self.spoken = [], set()
        item = current_item(self.decision)
        if item is None:
            return
        self.seats = sitting(item)
        self.spoken = set(item.views.values_list("member_id", flat=True))
        for seat in self.seats:
            name, key = str(seat.member), seat.member_id
            self.fields[f"present_{key}"] = YesNoField(
                label=_("Is %(name)s present?") % {"name": name}
            )
            self.fields[f"absence_{key}"] = PlainLineField(
                label=_("%(name)s: why absent") % {"name": name}, required=False, max_characters=100
            )
            self.initial |= {
                f"present_{key}": seat.present,
                f"absence_{key}": seat.absence_reason,
            }
        self.order_fields([n for n in self.fields if n not in LAST] + LAST)

    def clean(self) -> dict[str, Any]:
        """Put the answers on the seats."""
        data = super().clean()
        for seat in self.seats:
            present = data.get(f"present_{seat.member_id}")
            if present is False and seat.member_id in self.spoken:
                self.add_error(
                    f"present_{seat.member_id}", _("Whoever has spoken was present (Art. 30).")
                )
            seat.present = present
            seat.absence_reason = "" if present else data.get(f"absence_{seat.member_id}", "")
        return data | {"seats": self.seats}


class ViewForm(ActForm):
    """Who spoke, with which stand, in which words."""

    member = forms.ModelChoiceField(label=_("Member"), queryset=User.objects.none())
    stand = forms.ChoiceField(label=_("Stand"), choices=choices(Stand))
    statement = PlainTextField(
        label=_("What was said, in the member's own words"),
        required=False,
        help_text=_("A differing view is recorded in words and stays in the record (Art. 30)."),
    )

    def prepare(self) -> None:
        """Offer the members present whose view is not recorded, or not confirmed yet."""
        item = current_item(self.decision)
        if item is None:
            return
        spoken = {view.member_id: view for view in item.views.all()}
        last = max((view.order for view in spoken.values()), default=0)
        self.fields["member"].queryset = User.objects.filter(
            pk__in=[
                seat.member_id
                for seat in sitting(item)
                if seat.present and _may_speak(spoken.get(seat.member_id), last)
            ]
        )

    def clean(self) -> dict[str, Any]:
        """Dissent has words."""
        data = super().clean()
        if data.get("stand") in DISSENT and not data.get("statement"):
            self.add_error("statement", _("Record the differing view in words (Art. 30)."))
        return data


class ConfirmForm(ActForm):
    """One's own view as the secretary recorded it, to be confirmed."""

    recorded = forms.CharField(
        label=_("Recorded as"), widget=forms.Textarea, disabled=True, required=False
    )

    def prepare(self) -> None:
        """Show the member what stands in the record."""
        item = current_item(self.decision)
        view = item.views.filter(member=self.actor).first() if item else None
        if view:
            self.initial["recorded"] = f"{view.get_stand_display()}：{view.statement}"


class MeetingRecordForm(DatedForm):
    """The question, the course of the discussion and the main disagreement."""

    past_days = ("recorded_on",)
    question = PlainTextField(label=_("Question and course of the discussion"))
    disagreement = PlainTextField(label=_("Main disagreement"), required=False)
    recorded_on = OfficialDateField(label=_("Recorded on"))
    record = UploadField(label=_("Scan of the signed record"), kinds=SCANS, required=False)

    def prepare(self) -> None:
        """Start from what is recorded."""
        self.item = current_item(self.decision)
        if self.item:
            for name in ("question", "disagreement", "recorded_on"):
                self.initial[name] = getattr(self.item, name)

    def clean_recorded_on(self) -> Any:
        """No meeting is recorded before it was held."""
        day = self.cleaned_data["recorded_on"]
        if self.item and day and day < self.item.meeting.held_on:
            raise ValidationError(_("The record cannot be earlier than the meeting."))
        return day


def _may_speak(view: Any, last: int) -> bool:
    """Not heard yet, not confirmed yet, or the chief executive whom somebody followed."""
    if view is None or view.confirmed_at is None:
        return True
    return view.chief_executive and view.order < last
