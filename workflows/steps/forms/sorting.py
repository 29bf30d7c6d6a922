"""The forms by which opinions are sorted and given to officers: themes, and who answers which.

A theme is always a person's choice. Every id is looked up within the decision again by the act.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from decisions.intake.fields import PlainLineField
from decisions.models import Decision, Theme, ThemeSuggestion
from workflows import permissions
from workflows.forms import ActForm, RowsField
from workflows.steps.forms.opinions import IdsField


class ThemeForm(ActForm):
    """The name of a theme, and the one above it."""

    name = PlainLineField(label=_("Name of the theme"), max_characters=60)
    parent = forms.ModelChoiceField(
        label=_("Under"),
        queryset=Theme.objects.none(),
        required=False,
        empty_label=_("At the top"),
    )

    def prepare(self) -> None:
        """Offer the decision's themes."""
        for name in {"parent", "theme"} & set(self.fields):
            if self.decision is not None:
                themes = Theme.objects.filter(decision=self.decision).order_by("name", "id")
                self.fields[name].queryset = themes


class ChangeThemeForm(ThemeForm):
    """Which theme is renamed, moved, or taken away while nothing is under it."""

    theme = forms.ModelChoiceField(
        label=_("Theme"), queryset=Theme.objects.none(), empty_label=None
    )
    name = PlainLineField(label=_("New name"), max_characters=60, required=False)
    remove = forms.BooleanField(label=_("Remove this theme; it holds nothing"), required=False)

    def clean(self) -> dict[str, Any]:
        """A theme keeps its name unless a new one is given."""
        data = super().clean()
        if data.get("theme") and not data.get("name"):
            data["name"] = data["theme"].name
        return data


class SuggestionForm(ActForm):
    """Which of the themes that the texts suggest."""

    suggestion = forms.ModelChoiceField(
        label=_("Suggested theme"), queryset=ThemeSuggestion.objects.none(), empty_label=None
    )

    def prepare(self) -> None:
        """Offer what nobody took or dismissed."""
        if self.decision is not None:
            rows = ThemeSuggestion.objects.filter(decision=self.decision, settled="")
            self.fields["suggestion"].queryset = rows.select_related("parent__theme")


class TakeSuggestionForm(SuggestionForm, ThemeForm):
    """The same, by what name it is taken, and under which theme."""

    field_order = ("suggestion", "name", "parent")

    def prepare(self) -> None:
        """Offer both."""
        SuggestionForm.prepare(self)
        ThemeForm.prepare(self)


class UnitsForm(ActForm):
    """Opinions and groups chosen on the workbench."""

    opinions = IdsField(required=False)
    clusters = IdsField(required=False)

    def chosen(self, data: dict[str, Any]) -> bool:
        """Whether anything is chosen."""
        return bool(data.get("opinions") or data.get("clusters"))


class AssignThemeForm(UnitsForm):
    """Under which theme they stand, or under none."""

    theme = forms.ModelChoiceField(
        label=_("Theme"), queryset=Theme.objects.none(), required=False, empty_label=_("No theme")
    )

    def prepare(self) -> None:
        """Offer the decision's themes."""
        if self.decision is not None:
            self.fields["theme"].queryset = Theme.objects.filter(decision=self.decision)

    def clean(self) -> dict[str, Any]:
        """At least one."""
        data = super().clean()
        if not self.chosen(data):
            self.add_error(None, _("Choose at least one opinion."))
        return data


class AssignForm(UnitsForm):
    """Who answers them: what is chosen, what stands under a theme, or all that nobody has yet."""

    theme = forms.ModelChoiceField(
        label=_("All of the theme"), queryset=Theme.objects.none(), required=False
    )
    rest = forms.BooleanField(label=_("All open ones that nobody has yet"), required=False)
    officers = RowsField(
        label=_("Officers"),
        queryset=User.objects.none(),
        required=False,
        help_text=_("Several officers get equal shares. None: nobody has them any more."),
    )

    def prepare(self) -> None:
        """Offer the themes, and whoever may answer opinions of this decision."""
        if self.decision is not None:
            self.fields["theme"].queryset = Theme.objects.filter(decision=self.decision)
            self.fields["officers"].queryset = officers(self.decision)

    def clean(self) -> dict[str, Any]:
        """At least one."""
        data = super().clean()
        if not (self.chosen(data) or data.get("theme") or data.get("rest")):
            self.add_error(None, _("Choose at least one opinion."))
        return data


def officers(decision: Decision) -> Any:
    """The people who may answer opinions of a decision, by name."""
    codes = [f"act_as_{role}" for role in permissions.roles_for("dispose_opinion")]
    held = {"content_object": decision, "permission__codename__in": codes}
    by_group = permissions.DecisionGroupPermission.objects.filter(**held).values("group")
    by_name = permissions.DecisionUserPermission.objects.filter(**held).values("user")
    people = User.objects.filter(is_active=True)
    found = people.filter(groups__in=by_group) | people.filter(pk__in=by_name)
    return found.distinct().order_by("display_name", "pk")
