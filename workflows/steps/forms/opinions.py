"""The forms of acts on opinions: entering, grouping, covering, erasing (Art. 14, 18).

The desk's opinions page offers the ids; every id is looked up within the decision again. What
becomes of an opinion is asked in ``dispositions.py``, about sheets in ``importing.py``.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Subquery
from django.utils.translation import gettext_lazy as _

from decisions.intake.fields import (
    OfficialDateField,
    PlainLineField,
    PlainTextField,
    UploadsField,
)
from decisions.labels import choices
from decisions.law.terms import Channel, SubmitterKind
from decisions.models import (
    Clause,
    Draft,
    ParticipationActivity,
    Submission,
)
from workflows.forms import ActForm

AT_ONCE = 1000  # opinions disposed of or grouped in one act


class IdsField(forms.CharField):
    """Ids of opinions, separated by commas or blanks, or sent many times under one name."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.MultipleHiddenInput, **kwargs)

    def clean(self, value: Any) -> list[int]:
        """Each id once, in the order given; at most as many as one act takes."""
        parts = value if isinstance(value, list | tuple) else [value or ""]
        words = " ".join(map(str, parts)).replace(",", " ").split()
        if not all(word.isdecimal() and len(word) < 19 for word in words):
            raise ValidationError(_("These are no opinions of this matter."))
        ids = list(dict.fromkeys(map(int, words)))
        if not ids and self.required:
            raise ValidationError(_("Choose at least one opinion."))
        if len(ids) > AT_ONCE:
            raise ValidationError(
                _("At most %(limit)d opinions at once."), params={"limit": AT_ONCE}
            )
        return ids


def activities(decision_id: int) -> Any:
    """The activities of a decision in which opinions are collected."""
    return ParticipationActivity.objects.filter(decision=decision_id, withdrawn_reason="").order_by(
        "-id"
    )


class EnterOpinionForm(ActForm):
    """One opinion received on paper, by phone or at a meeting."""

    activity = forms.ModelChoiceField(
        label=_("Received in"), queryset=ParticipationActivity.objects.none(), empty_label=None
    )
    channel = forms.ChoiceField(
        label=_("Channel"), choices=[c for c in choices(Channel) if c[0] != Channel.WEB]
    )
    submitter_kind = forms.ChoiceField(label=_("Kind of sender"), choices=choices(SubmitterKind))
    received_on = OfficialDateField(label=_("Received on"))
    name = PlainLineField(label=_("Name or unit"), required=False, max_characters=100)
    contact = PlainLineField(label=_("Phone or e-mail"), required=False)
    publish_consent = forms.BooleanField(
        label=_("The sender agreed to have the name published"), required=False
    )
    text = PlainTextField(label=_("Opinion"), max_characters=50_000)
    clause = forms.ModelChoiceField(
        label=_("Clause"), queryset=Clause.objects.none(), required=False
    )
    files = UploadsField(label=_("Scan or attachment"), required=False)

    def prepare(self) -> None:
        """Offer the decision's activities and the clauses of its newest draft."""
        if self.decision is None:
            return
        self.fields["activity"].queryset = activities(self.decision.pk)
        self.fields["clause"].queryset = clauses(self.decision.pk)
        self.initial["received_on"] = self.today

    def clean(self) -> dict[str, Any]:
        """Received before today ends; after the period only with a reason."""
        data = super().clean()
        day, activity = data.get("received_on"), data.get("activity")
        if day and day > self.today:
            self.add_error("received_on", _("This day has not come yet."))
        if not (day and activity):
            return data
        if activity.opens_on and day < activity.opens_on:
            self.add_error("received_on", _("This day lies before the period began."))
        over = activity.closes_on and activity.held_on is None and day > activity.closes_on
        if over and not data.get("late_reason"):
            self.add_error("late_reason", _("Received after the period: say why it is taken."))
        return data


class ReleaseForm(ActForm):
    """Submissions that waited for an officer's look."""

    submission = forms.ModelChoiceField(
        label=_("Submission"), queryset=Submission.objects.none(), empty_label=None
    )

    def prepare(self) -> None:
        """Offer what is held."""
        if self.decision is not None:
            held = Submission.objects.filter(decision=self.decision, held=True, withdrawn_at=None)
            self.fields["submission"].queryset = held
            self.fields["submission"].label_from_instance = lambda row: row.number


class EraseForm(ActForm):
    """Whose text is erased, and on what request."""

    number = PlainLineField(label=_("Number of the submission"), max_characters=20)
    reason = PlainLineField(label=_("Reason"))


def clauses(decision_id: int) -> Any:
    """The clauses of a decision's newest draft, in order."""
    newest = Draft.objects.filter(decision=decision_id).order_by("-version").values("pk")[:1]
    return Clause.objects.filter(draft=Subquery(newest)).order_by("order")
