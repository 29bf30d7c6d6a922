"""Template words of the portal: where a clause stands, and a text with its changes marked."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from decisions.models import Clause
from decisions.selectors import clauses

register = template.Library()
PLOT_ROW = 42  # units from bar to bar


@register.filter
def clause_name(clause: Clause) -> str:
    """Where a clause stands: 第五条第二款."""
    return clauses.clause_name(clause)


@register.filter
def figure(number: int) -> str:
    """A number with its thousands marked: 430,000."""
    return f"{number:,}"


@register.filter
def deleted(pieces: Iterable[tuple[bool, str]]) -> SafeString:
    """The older text, what went away struck out."""
    return _marked(pieces, "<del>{}</del>")


@register.filter
def inserted(pieces: Iterable[tuple[bool, str]]) -> SafeString:
    """The newer text, what came in underlined."""
    return _marked(pieces, "<ins>{}</ins>")


@register.filter
def plot_row(place: int, within: int) -> int:
    """Where something stands in the row of a plot, counted from the top."""
    return place * PLOT_ROW + within


def _marked(pieces: Iterable[tuple[bool, str]], mark: str) -> SafeString:
    parts = (format_html(mark if differs else "{}", text) for differs, text in pieces)
    return format_html_join("", "{}", ((part,) for part in parts))
