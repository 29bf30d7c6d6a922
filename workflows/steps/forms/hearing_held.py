"""The forms from the hearing day on (Art. 17): the roll, each view, signatures, the report."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from decisions.intake.fields import PlainLineField, PlainTextField, UploadField
from decisions.models import Clause, Hearing, HearingParticipant
from workflows.forms import ActForm, YesNoField
from workflows.steps.forms.hearing import PeopleForm, people


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
    presented = PlainTextField(
        label=_("What the lead unit presented"), required=False, max_characters=20_000
    )
    summary = PlainTextField(label=_("Main views"), required=False, max_characters=20_000)


class ViewForm(ActForm):
    """One view put forward at the hearing, word for word as the record has it."""

    participant = forms.ModelChoiceField(
        label=_("Participant"), queryset=HearingParticipant.objects.none(), empty_label=None
    )
    text = PlainTextField(label=_("View and reasons"))
    clause = forms.ModelChoiceField(
        label=_("Clause"),
        queryset=Clause.objects.none(),
        required=False,
        empty_label=_("The draft as a whole"),
    )

    def prepare(self) -> None:
        """Offer those who came, and the clauses of the newest frozen draft."""
        if self.decision is None:
            return
        came = HearingParticipant.objects.filter(
            hearing__decision=self.decision, attended=True, observer=False
        )
        self.fields["participant"].queryset = came.order_by("id")
        self.fields["participant"].label_from_instance = lambda row: f"{row.name}（{row.group}）"
        draft = self.decision.drafts.exclude(frozen_on=None).order_by("-version").first()
        self.fields["clause"].queryset = Clause.objects.filter(draft=draft).order_by("order")


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
    """What the report says beyond the facts that stand in the file already."""

    disputes = PlainTextField(label=_("Points in dispute"), required=False, max_characters=20_000)
    advice = PlainTextField(label=_("Advice of the hearing"), required=False, max_characters=20_000)
    report = UploadField(label=_("Signed copy of the report"), required=False)

    def clean(self) -> dict[str, Any]:
        """A report follows its hearing."""
        data = super().clean()
        day = data.get("occurred_on") or self.today
        row = Hearing.objects.filter(decision=self.decision).select_related("activity").first()
        if row and row.activity.held_on and day < row.activity.held_on:
            self.add_error("occurred_on", _("This day lies before the hearing."))
        return data
