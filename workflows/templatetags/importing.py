"""What the pages of an import show of rows and counts: words for codes, names of fields."""

from typing import Any

from django import template

from decisions.intake.columns import FIELDS

register = template.Library()


@register.filter
def word_of(words: dict[str, Any], code: str) -> str:
    """The word for a code, or the code itself."""
    return str(words.get(code, code))


@register.filter
def fields_named(names: list[str]) -> str:
    """The names of the fields of a sheet, in the reader's language."""
    return "、".join(str(FIELDS[name]) for name in names if name in FIELDS)


@register.filter
def grouped(number: int | None) -> str:
    """A count with its thousands parted: 430,000."""
    return f"{number or 0:,}"
