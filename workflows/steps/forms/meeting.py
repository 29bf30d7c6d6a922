"""The forms of the meeting itself (Art. 30): roll, views, their confirmation, the record."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from decisions.intake.fields import OfficialDateField, PlainLineField, PlainTextField, UploadField
from decisions.labels import choices
from decisions.law.terms import Stand
from workflows.forms import LAST, ActForm, YesNoField
from workflows.steps.forms.evidence import SCANS, DatedForm
from workflows.steps.rows.deliberation import current_item, sitting

DISSENT = (Stand.AMEND, Stand.DEFER, Stand.OPPOSE)


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
        self.item, self.seats, self.spoken = current_item(self.decision), {}, {}
        if self.item is None:
            return
        self.seats = {seat.member_id: seat for seat in sitting(self.item)}
        self.spoken = {view.member_id: view for view in self.item.views.all()}
        last = max((view.order for view in self.spoken.values()), default=0)
        self.fields["member"].queryset = User.objects.filter(
            pk__in=[
                key
                for key, seat in self.seats.items()
                if seat.present and _may_speak(self.spoken.get(key), last)
            ]
        )

    def clean(self) -> dict[str, Any]:
        """Dissent has words; the act reads roll and views as the form did."""
        data = super().clean()
        if data.get("stand") in DISSENT and not data.get("statement"):
            self.add_error("statement", _("Record the differing view in words (Art. 30)."))
        return data | {"item": self.item, "seats": self.seats, "spoken": self.spoken}


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

    def clean(self) -> dict[str, Any]:
        """The act writes on the item that the form read."""
        return super().clean() | {"item": self.item}


def _may_speak(view: Any, last: int) -> bool:
    """Not heard yet, not confirmed yet, or the chief executive whom somebody followed."""
    if view is None or view.confirmed_at is None:
        return True
    return view.chief_executive and view.order < last
