"""The form of grouping opinions: new groups, old ones, whole groups merged or dissolved (Art. 18).

The workbench and the opinions page offer the ids; every id is looked up within the decision again.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from decisions.intake.fields import PlainLineField
from decisions.models import Cluster, Opinion
from workflows.forms import ActForm
from workflows.steps.forms.opinions import IdsField


class GroupForm(ActForm):
    """Opinions, or whole groups, that say the same: into a new group, an old one, or out of any."""

    opinions = IdsField(required=False)
    groups = IdsField(required=False)
    cluster = forms.ModelChoiceField(
        label=_("Group"),
        queryset=Cluster.objects.none(),
        required=False,
        empty_label=_("New group"),
    )
    title = PlainLineField(label=_("What they say, in a line"), required=False)
    main = forms.ModelChoiceField(
        label=_("Opinion shown for all"),
        queryset=Opinion.objects.none(),
        required=False,
        widget=forms.HiddenInput,
    )
    take_out = forms.BooleanField(label=_("Take them out of their group"), required=False)

    def prepare(self) -> None:
        """Offer the decision's groups."""
        if self.decision is not None:
            self.fields["cluster"].queryset = Cluster.objects.filter(decision=self.decision)
            self.fields["cluster"].label_from_instance = lambda cluster: cluster.title
            self.fields["main"].queryset = Opinion.objects.filter(decision=self.decision)

    def clean(self) -> dict[str, Any]:
        """Something is chosen; a new group has a title."""
        data = super().clean()
        chosen = data.get("opinions") or data.get("groups")
        changed = data.get("cluster") and (data.get("title") or data.get("main"))
        if not chosen and not changed and "opinions" not in self.errors:
            self.add_error("opinions", _("Choose at least one opinion."))
        if not data.get("take_out") and not data.get("cluster") and not data.get("title"):
            self.add_error("title", _("Say in a line what these opinions have in common."))
        return data
