"""The forms of a hearing (Art. 16, 17): choice, notice, participants, list, record, report."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from decisions.intake.fields import (
    OfficialDateField,
    PlainLineField,
    PlainTextField,
    UploadField,
)
from decisions.labels import choices
from decisions.law.profile import load_profile
from decisions.law.terms import HearingChoice
from decisions.models import Hearing, HearingParticipant
from workflows.forms import ActForm, RowsField, YesNoField


class ChoiceForm(ActForm):
    """Whether a hearing is held, and on what ground."""

    choice = forms.ChoiceField(
        label=_("Is a hearing held?"), choices=choices(HearingChoice), widget=forms.RadioSelect
    )
    ground = PlainTextField(label=_("Ground"), max_characters=2000)

    def prepare(self) -> None:
        """Start from the choice made before."""
        if self.decision is not None:
            row = self.decision.participation
            self.initial |= {"choice": row.hearing_choice, "ground": row.hearing_ground}


class AnnounceForm(ActForm):
    """What the hearing notice says; the notice itself is attached with its date (Art. 16)."""

    title = PlainLineField(label=_("Title of the notice"))
    planned_on = OfficialDateField(label=_("Day of the hearing"))
    place = PlainLineField(label=_("Place"))
    notice = UploadField(label=_("Hearing notice"))
    draft_published = YesNoField(label=_("Are draft and explanation published with it?"))
    selecting = YesNoField(label=_("Are participants selected?"))
    selection_method = PlainTextField(
        label=_("Selection method, as published"), required=False, max_characters=5000
    )
    chair = PlainLineField(label=_("Chair"), max_characters=60)
    clerk = PlainLineField(label=_("Clerk"), max_characters=60)

    def prepare(self) -> None:
        """The usual title."""
        if self.decision is not None:
            self.initial["title"] = f"关于举行《{self.decision.title}》听证会的公告"[:200]

    def clean(self) -> dict[str, Any]:
        """The day leaves time for the notice and the materials; selecting has a method."""
        data = super().clean()
        if data.get("selecting") and not data.get("selection_method"):
            self.add_error("selection_method", _("State how participants are selected (Art. 16)."))
        if self.decision is not None and data.get("planned_on"):
            self._leaves_time(data["planned_on"], data.get("occurred_on") or self.today)
        return data

    def _leaves_time(self, planned: Any, announced: Any) -> None:
        profile = load_profile(self.decision.profile, self.decision.profile_on)
        days = max(profile.hearing_notice_days, profile.hearing_materials_days)
        if planned < announced + timedelta(days=days):
            self.add_error(
                "planned_on",
                _("The hearing comes at least %(days)d days after its notice (Art. 16).")
                % {"days": days},
            )


class ParticipantForm(ActForm):
    """One participant and the group that is represented."""

    name = PlainLineField(label=_("Name"), max_characters=60)
    group = PlainLineField(label=_("Represents"), max_characters=60)
    interested = YesNoField(label=_("Is the participant an interested party?"))


class PeopleForm(ActForm):
    """A form that names participants of the decision's hearing."""

    named: tuple[str, ...] = ()

    def prepare(self) -> None:
        """Offer the participants."""
        if self.decision is None:
            return
        people = HearingParticipant.objects.filter(hearing__decision=self.decision).order_by("id")
        for name in self.named:
            self.fields[name].queryset = people
            self.fields[name].label_from_instance = lambda row: f"{row.name}（{row.group}）"


def people(label: Any, *, required: bool = True) -> RowsField:
    """A choice among participants."""
    return RowsField(
        label=label,
        queryset=HearingParticipant.objects.none(),
        required=required,
        widget=forms.CheckboxSelectMultiple,
    )


class DeliveryForm(PeopleForm):
    """To whom the materials were delivered on a day, with the proof."""

    named = ("participants",)
    participants = people(_("Delivered to"))
    proof = UploadField(label=_("Proof of delivery"), required=False)


class HoldForm(PeopleForm):
    """How the hearing went: who came, whether the order of Art. 17 was kept, the record."""

    named = ("attended",)
    attended = people(_("Who came"))
    observers = forms.IntegerField(
        label=_("Number of observers"), required=False, min_value=0, max_value=100_000
    )
    agenda_followed = YesNoField(
        label=_("Was it held openly: presenting, stating, asking, questioning, debating?")
    )
    record = UploadField(label=_("Hearing record"))
    summary = PlainTextField(label=_("Main views"), required=False, max_characters=20_000)


class SignForm(PeopleForm):
    """Who confirmed and signed the record; a refusal is noted."""

    named = ("signed_by", "refused_by")
    signed_by = people(_("Signed by"), required=False)
    refused_by = people(_("Refused by"), required=False)
    refusal_note = PlainLineField(label=_("Note on the refusal"), required=False)
    sheet = UploadField(label=_("Signed record"), required=False)

    def clean(self) -> dict[str, Any]:
        """Signed or refused, never both; a refusal has its note."""
        data = super().clean()
        signed, refused = set(data.get("signed_by") or ()), set(data.get("refused_by") or ())
        if not signed and not refused:
            self.add_error("signed_by", _("Name at least one participant."))
        if signed & refused:
            self.add_error("refused_by", _("Nobody both signs and refuses."))
        if refused and not data.get("refusal_note"):
            self.add_error("refusal_note", _("Note the refusal (Art. 17)."))
        if not all(person.attended for person in signed | refused):
            self.add_error("signed_by", _("Only those who came sign the record."))
        return data


class ReportForm(ActForm):
    """The hearing report."""

    report = UploadField(label=_("Hearing report"))

    def clean(self) -> dict[str, Any]:
        """A report follows its hearing."""
        data = super().clean()
        day = data.get("occurred_on") or self.today
        row = Hearing.objects.filter(decision=self.decision).select_related("activity").first()
        if row and row.activity.held_on and day < row.activity.held_on:
            self.add_error("occurred_on", _("This day lies before the hearing."))
        return data
