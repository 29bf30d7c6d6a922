"""System checks: triggers in place, every act in the pivot file and back, fonts, calendar years.

Each has an id and a remedy; ``manage.py check --database default`` asks the database ones.
"""

from typing import Any

from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.urls import get_resolver
from django.utils import timezone

from decisions import triggers
from decisions.law.calendar import calendar
from workflows import permissions, registry

OURS = {"portal", "voice", "desk", "papers", "guest"}  # the namespaces of our own addresses


@register(Tags.database)
def triggers_in_place(databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """The record's append-only triggers exist (answer 16)."""
    return [
        Error(f"The trigger {name} is missing.", hint="Run: manage.py migrate", id="yijue.E001")
        for using in databases or []
        for name in triggers.missing(using)
    ]


@register("permissions")
def pivot_covers_every_act(**kwargs: Any) -> list[CheckMessage]:
    """Every act stands in workflows/permissions.csv."""
    allowed = {cell.action for cell in permissions.pivot()}
    return [
        Error(
            f"The act {slug} is missing from workflows/permissions.csv; nobody may do it.",
            hint="Add a row for each role that may.",
            id="yijue.E002",
        )
        for slug in registry.acts()
        if slug not in allowed
    ]


@register("calendar")
def this_year_is_known(**kwargs: Any) -> list[CheckMessage]:
    """A holiday table exists for this year; without one working days are provisional (answer 5)."""
    year = timezone.localdate().year
    if calendar().known(year):
        return []
    return [
        Warning(
            f"No holiday table for {year}; working days are provisional.",
            hint="Upload the State Council's notice on the calendar page.",
            id="yijue.W001",
        )
    ]


@register("permissions")
def pivot_covers_every_page(**kwargs: Any) -> list[CheckMessage]:
    """Every address of ours stands in the pivot file, as a page or by the action it asks for."""
    listed = {cell.action for cell in permissions.pivot()}
    return [
        Error(
            f"The page {name} is missing from workflows/permissions.csv.",
            hint="Add a row with the object “page” and the roles that may open it.",
            id="yijue.E003",
        )
        for name in sorted(page_names())
        if name not in listed
    ]


def page_names() -> set[str]:
    """The names of all addresses of our own namespaces, with the namespace before them."""
    found: set[str] = set()
    for namespace in get_resolver().app_dict:
        if namespace in OURS:
            patterns = get_resolver().namespace_dict[namespace][1]
            found |= {
                f"{namespace}:{name}" for name in patterns.reverse_dict if isinstance(name, str)
            }
    return found
