"""The form of a ruling on an anchor: where the passage is now, or that it is gone (Art. 18)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from decisions.models import Clause, Placement
from decisions.selectors.clauses import clause_name
from workflows.forms import ActForm
from workflows.steps.forms.opinions import clauses


class PlaceForm(ActForm):
    """One anchor: the clause of the newest version in which it stands, or none."""

    placement = forms.ModelChoiceField(queryset=Placement.objects.none(), widget=forms.HiddenInput)
    clause = forms.ModelChoiceField(
        label=_("Stands now in"), queryset=Clause.objects.none(), required=False
    )
    gone = forms.BooleanField(label=_("It is no longer in the draft"), required=False)

    def prepare(self) -> None:
        """Offer the clauses of the newest version."""
        if self.decision is not None:
            self.fields["placement"].queryset = Placement.objects.filter(decision=self.decision)
            self.fields["clause"].queryset = clauses(self.decision.pk)
            self.fields["clause"].label_from_instance = clause_name

    def clean(self) -> dict[str, Any]:
        """Either a clause or gone."""
        data = super().clean()
        if bool(data.get("clause")) == bool(data.get("gone")):
            self.add_error("clause", _("Name the clause, or say that it is gone."))
        return data
