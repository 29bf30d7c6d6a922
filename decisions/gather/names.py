"""What organs, offices and people were called at an instant: a new name changes no old dossier.

Whoever acts sees today's names. ``fsck`` asks for those of the instant at which an entry was
recorded; the names given up since are listed, and put back in their places here.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.db.models import QuerySet

from accounts.models import FormerName, Organ
from decisions.gather.listed import NAMES_AT, Listed, Row, listed

TODAY = datetime(9999, 1, 1, tzinfo=UTC)  # nothing is given up later
# List, column of the name, column of its bearer, and what bears it.
NAMED = (
    ("lead_unit", "name", "office", "office"),
    ("review", "unit", "office", "office"),
    ("review", "reviewer_name", "reviewer", "person"),
    ("execution", "unit", "office", "office"),
    ("view", "name", "member", "person"),
    ("participation", "adopter", "adoption_note_by", "person"),
    ("finding", "author_name", "author", "person"),
    ("finding", "signer_name", "signed_by", "person"),
    ("ruling", "by", "ruled_by", "person"),
    ("reason", "by", "given_by", "person"),
)


def lists() -> Iterator[QuerySet[Any]]:
    """The names given up since the instant that was asked for."""
    given_up = FormerName.objects.filter(until__gt=NAMES_AT)
    yield listed("former", given_up, "organ", "office", "person", "name", "level")


def put_back(rows: Listed, organ: Organ) -> None:
    """Put the names of that instant in place of today's, in the rows and on the organ."""
    if not rows["former"]:
        return
    for name, column, bearer, kind in NAMED:
        for row in rows[name]:
            if then := _first(rows, kind, row[bearer]):
                row[column] = then["name"]
    if then := _first(rows, "organ", organ.pk):
        organ.name, organ.level = then["name"], then["level"]


def _first(rows: Listed, kind: str, bearer: int | None) -> Row | None:
    """The oldest name given up since: the one borne at that instant."""
    return next((r for r in rows["former"] if bearer and r[kind] == bearer), None)
