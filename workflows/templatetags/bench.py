"""Template words of the workbench: places, answers, numbers, spans of time, covered passages."""

from datetime import timedelta

from django import template
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from decisions.intake.text import visible_html
from decisions.labels import label
from decisions.law.terms import DispositionKind
from decisions.models import Clause, Opinion
from decisions.selectors.clauses import clause_name

register = template.Library()
LEVEL = "　"  # one step into a tree, in a list of choices


@register.filter
def grouped(number: int | None) -> str:
    """A number with its thousands apart: 1,204."""
    return f"{number or 0:,}"


@register.filter
def clause_place(clause: Clause) -> str:
    """Where a clause stands, as one cites it."""
    return clause_name(clause, headed=False)


@register.filter
def disposition_word(kind: str) -> str | Promise:
    """The word for a kind of disposition."""
    return label(DispositionKind(kind)) if kind in set(DispositionKind) else kind


@register.filter
def indent(depth: int) -> str:
    """So many steps into a tree."""
    return LEVEL * depth


@register.filter
def span_words(span: timedelta) -> str:
    """How long something takes, roughly: minutes up to two hours, then hours."""
    minutes = max(1, round(span.total_seconds() / 60))
    if minutes < 120:
        return _("%(number)d minutes") % {"number": minutes}
    return _("%(number)d hours") % {"number": round(minutes / 60)}


@register.filter
def passages_shown(opinion: Opinion) -> SafeString:
    """An opinion as officers read it, with the passages that are covered when it is published."""
    place, pieces = 0, []
    for start, end, why in opinion.covered:
        pieces.append(visible_html(opinion.text[place:start]))
        covered = visible_html(opinion.text[start:end])
        pieces.append(format_html('<mark class="covered" title="{}">{}</mark>', why, covered))
        place = end
    pieces.append(visible_html(opinion.text[place:]))
    return format_html_join("", "{}", ((piece,) for piece in pieces))
