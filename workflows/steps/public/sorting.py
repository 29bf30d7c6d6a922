"""Acts by which opinions are sorted and given to officers (Art. 18): themes, and who answers which.

Nothing here answers an opinion. What is given by theme or to a group is written in one statement;
the entry then names the theme or the group and not each opinion.
"""

from typing import Any

from django.db.models import ProtectedError, Q
from django.utils.translation import gettext_lazy as _

from decisions.errors import NotNow
from decisions.law.dossier import Dossier
from decisions.law.terms import Stage
from decisions.models import Theme, ThemeSuggestion
from workflows.act import Act, Doing
from workflows.steps.forms import sorting as forms
from workflows.steps.public.opinions import nothing_collected
from workflows.steps.rows import units

DEEPEST = 4  # themes under one another


class CreateTheme(Act):
    """Add a theme under which opinions are sorted (Art. 18)."""

    slug, step, label = "create_theme", "participation", _("Add a theme")
    articles, stages, form = ("18",), (Stage.DRAFTING,), forms.ThemeForm
    repeatable, optional = True, True

    def not_yet(self, dossier: Dossier) -> Any:
        """Only where opinions are collected."""
        return nothing_collected(dossier)

    def do(self, doing: Doing) -> None:
        """At the top or under another."""
        name = doing.data["name"].strip()
        made = _theme(doing, name, doing.data["parent"])
        doing.facts |= {"theme": made.pk, "parent": made.parent_id}
        doing.summary = f"设立意见主题“{name}”"


class ChangeTheme(Act):
    """Rename a theme, move it, or remove it while it holds nothing (Art. 18)."""

    slug, step, label = "change_theme", "participation", _("Change a theme")
    articles, stages, form = ("18",), (Stage.DRAFTING,), forms.ChangeThemeForm
    repeatable, optional = True, True

    def do(self, doing: Doing) -> None:
        """What stands under it moves along."""
        theme, name = doing.data["theme"], doing.data["name"].strip()
        doing.facts["theme"] = theme.pk
        if doing.data["remove"]:
            _remove(theme)
            doing.summary = f"撤销意见主题“{theme.name}”"
            return
        parent = doing.data["parent"]
        if parent and theme in _above(parent):
            raise NotNow(_("A theme cannot stand under itself."))
        if parent and len(_above(parent)) + _depth(theme) > DEEPEST:
            raise NotNow(_("Themes stand at most four deep."))
        _free(doing, name, parent, but=theme.pk)
        doing.summary = f"将意见主题“{theme.name}”调整为“{name}”"
        theme.name, theme.parent = name, parent
        theme.save(update_fields=["name", "parent"])


class AssignTheme(Act):
    """Put opinions under a theme, or under none: always a person's choice (Art. 18)."""

    slug, step, label = "assign_theme", "participation", _("Put under a theme")
    articles, stages, form = ("18",), (Stage.DRAFTING,), forms.AssignThemeForm
    repeatable, optional = True, True

    def do(self, doing: Doing) -> None:
        """A group's theme is the theme of each in it."""
        chosen, theme = units.chosen(doing), doing.data["theme"]
        number = units.put_under(doing.decision, chosen, theme)
        doing.facts |= chosen.named() | {"theme": theme.pk if theme else None}
        under = f"归入主题“{theme.name}”" if theme else "移出主题"
        doing.summary = f"将{number}条意见{under}"


class TakeThemeSuggestion(Act):
    """Take a theme that the texts suggest, by a name of one's own choice (Art. 18)."""

    slug, step, label = "take_theme_suggestion", "participation", _("Take a suggested theme")
    articles, stages, form = ("18",), (Stage.DRAFTING,), forms.TakeSuggestionForm
    repeatable, optional = True, True

    def not_yet(self, dossier: Dossier) -> Any:
        """Only where opinions are collected."""
        return nothing_collected(dossier)

    def do(self, doing: Doing) -> None:
        """The theme, and under it whatever of the suggestion stands under no other."""
        row, name = doing.data["suggestion"], doing.data["name"].strip()
        above = row.parent.theme if row.parent else None
        made = _theme(doing, name, doing.data["parent"] or above)
        found = units.without_theme(doing.decision, row.opinions, row.clusters, above)
        number = units.put_under(doing.decision, found, made)
        row.settled, row.theme = ThemeSuggestion.Settled.TAKEN, made
        row.save(update_fields=["settled", "theme"])
        doing.facts |= found.named() | {"suggestion": row.pk, "theme": made.pk}
        doing.facts["parent"] = made.parent_id
        doing.summary = f"采用按文字建议的意见主题“{name}”，归入{number}条意见"


class DismissThemeSuggestion(Act):
    """Dismiss a theme that the texts suggest, with its parts, for good (Art. 18)."""

    slug, step, label = "dismiss_theme_suggestion", "participation", _("Dismiss a suggested theme")
    articles, stages, form = ("18",), (Stage.DRAFTING,), forms.SuggestionForm
    repeatable, optional = True, True

    def not_yet(self, dossier: Dossier) -> Any:
        """Only where opinions are collected."""
        return nothing_collected(dossier)

    def do(self, doing: Doing) -> None:
        """No opinion moves."""
        row = doing.data["suggestion"]
        open_ones = ThemeSuggestion.objects.filter(settled="")
        open_ones.filter(Q(pk=row.pk) | Q(parent=row)).update(
            settled=ThemeSuggestion.Settled.DISMISSED
        )
        doing.facts["suggestion"] = row.pk
        doing.summary = f"不采用按文字建议的意见主题“{row.name}”"


class AssignOpinions(Act):
    """Say which officer answers which opinions (Art. 18)."""

    slug, step, label = "assign_opinions", "participation", _("Give opinions to officers")
    articles, stages, form = ("18",), (Stage.DRAFTING,), forms.AssignForm
    repeatable, optional = True, True

    def do(self, doing: Doing) -> None:
        """Several officers get equal shares, in the order of the opinions."""
        officers = list(doing.data["officers"])
        theme = doing.data["theme"]
        if theme:
            shares = [(officers[0] if officers else None, units.of_theme(doing, theme))]
        elif doing.data["rest"]:
            shares = units.dealt(units.without_officer(doing), officers)
        else:
            shares = units.dealt(units.chosen(doing), officers)
        number = units.give(doing.decision, shares)
        doing.facts["given"] = [
            {"officer": who.pk if who else None} | share.named() for who, share in shares
        ]
        names = "、".join(str(who) for who in officers)
        doing.summary = f"将{number}条意见分给{names}" if names else f"{number}条意见不再指定承办人"


def _theme(doing: Doing, name: str, parent: Theme | None) -> Theme:
    _free(doing, name, parent)
    if parent and len(_above(parent)) >= DEEPEST:
        raise NotNow(_("Themes stand at most four deep."))
    return Theme.objects.create(decision=doing.decision, name=name, parent=parent)


def _free(doing: Doing, name: str, parent: Theme | None, but: int | None = None) -> None:
    beside = Theme.objects.filter(decision=doing.decision, parent=parent, name=name)
    if beside.exclude(pk=but).exists():
        raise NotNow(_("There is a theme of this name already."))


def _above(theme: Theme) -> list[Theme]:
    """A theme and those above it."""
    found: list[Theme] = []
    while theme is not None and theme not in found:
        found.append(theme)
        theme = theme.parent
    return found


def _depth(theme: Theme) -> int:
    """How many levels a theme and what is under it take."""
    return 1 + max([_depth(child) for child in theme.children.all()], default=0)


def _remove(theme: Theme) -> None:
    try:
        theme.delete()
    except ProtectedError as held:
        raise NotNow(_("This theme still holds opinions or themes.")) from held
