"""The forms by which opinions are disposed of, one by one or many at once (Art. 18).

Every id is looked up within the decision again by the act; entering and sorting opinions is asked
in ``opinions.py``.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from decisions import reasons
from decisions.intake.fields import (
    PlainLineField,
    PlainTextField,
)
from decisions.labels import choices
from decisions.law.terms import DispositionKind
from decisions.models import (
    Clause,
    Disposition,
)
from workflows.forms import ActForm, RowsField
from workflows.steps.forms.opinions import IdsField, clauses

REASONLESS = (DispositionKind.ADOPTED, DispositionKind.DUPLICATE)
CHANGING = (DispositionKind.ADOPTED, DispositionKind.PARTLY_ADOPTED)


class DispositionForm(ActForm):
    """What becomes of opinions, and why (Art. 18)."""

    kind = forms.ChoiceField(
        label=_("Disposition"), choices=choices(DispositionKind), widget=forms.RadioSelect
    )
    reason = PlainTextField(
        label=_("Reason"),
        required=False,
        help_text=_("Required unless the opinion is fully adopted. Published with the answer."),
    )
    changed_clauses = RowsField(
        label=_("Clauses changed by it"),
        queryset=Clause.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    no_change_reason = PlainTextField(
        label=_("Adopted without a change of the text: why"), required=False
    )
    main_opinion = forms.IntegerField(
        label=_("Duplicate of opinion"), required=False, min_value=1, widget=forms.NumberInput
    )

    def prepare(self) -> None:
        """Offer the clauses of the newest draft."""
        if self.decision is not None:
            self.fields["changed_clauses"].queryset = clauses(self.decision.pk)

    def clean(self) -> dict[str, Any]:
        """A reason for whatever is not fully adopted; a duplicate names its main opinion."""
        data = super().clean()
        kind = data.get("kind")
        if kind and kind not in REASONLESS and not data.get("reason"):
            self.add_error("reason", _("State the reason (Art. 18)."))
        if blanks := reasons.left(data.get("reason") or ""):
            self.add_error("reason", _("Fill in: %(blanks)s") % {"blanks": "、".join(blanks)})
        if kind == DispositionKind.DUPLICATE and not data.get("main_opinion"):
            self.add_error("main_opinion", _("Name the opinion of which this is a duplicate."))
        if kind and kind != DispositionKind.DUPLICATE:
            data["main_opinion"] = None
        if kind and kind not in CHANGING:
            data["changed_clauses"], data["no_change_reason"] = Clause.objects.none(), ""
        return data


class DisposeForm(DispositionForm):
    """One opinion, or a whole cluster at once."""

    opinion = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    cluster = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Either an opinion or a cluster."""
        data = super().clean()
        if bool(data.get("opinion")) == bool(data.get("cluster")):
            self.add_error(None, _("Choose one opinion or one group of opinions."))
        if data.get("cluster") and data.get("kind") == DispositionKind.PETITION_TRANSFERRED:
            self.add_error("kind", _("Personal demands are transferred one by one."))
        return data


class BulkForm(DispositionForm):
    """Many opinions and groups, one disposition; the page has shown them before."""

    opinions = IdsField(required=False)
    clusters = IdsField(required=False)

    def clean(self) -> dict[str, Any]:
        """At least one; a group's personal demands are not transferred together."""
        data = super().clean()
        if not data.get("opinions") and not data.get("clusters"):
            self.add_error(None, _("Choose at least one opinion."))
        if data.get("clusters") and data.get("kind") == DispositionKind.PETITION_TRANSFERRED:
            self.add_error("kind", _("Personal demands are transferred one by one."))
        return data


class UndoForm(ActForm):
    """Whose disposition is taken back, or which step (the number of its entry) is undone."""

    entry = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    opinions = IdsField(required=False)
    clusters = IdsField(required=False)
    cluster = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    why = PlainLineField(label=_("Reason"), required=False)

    def clean(self) -> dict[str, Any]:
        """A step, opinions or groups."""
        data = super().clean()
        if not any(data.get(name) for name in ("entry", "opinions", "clusters", "cluster")):
            self.add_error(None, _("Choose one opinion or one group of opinions."))
        return data


class TellForm(ActForm):
    """Of which transferred demand the sender was told."""

    disposition = forms.ModelChoiceField(
        label=_("Transferred demand"), queryset=Disposition.objects.none(), empty_label=None
    )

    def prepare(self) -> None:
        """Offer those of which nobody was told yet, oldest first."""
        if self.decision is None:
            return
        waiting = Disposition.objects.filter(
            decision=self.decision,
            kind=DispositionKind.PETITION_TRANSFERRED,
            petition_told_on=None,
        ).select_related("opinion__submission", "cluster")
        self.fields["disposition"].queryset = waiting.order_by("id")
        self.fields["disposition"].label_from_instance = lambda row: (
            row.opinion.submission.number if row.opinion else row.cluster.title
        )
