"""Gathers the versions of the decision draft (Art. 12).

A version still being written is not before the law; sign-offs find the digest of theirs here.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery

from decisions.gather.listed import DECISION, Listed, listed, said
from decisions.gather.reading import day, flag
from decisions.law.facts.initiation import Draft as DraftFacts
from decisions.models import Clause, Draft


def lists() -> Iterator[QuerySet[Any]]:
    """Every version with the number of its clauses."""
    clauses = Clause.objects.order_by().filter(draft=OuterRef("pk")).values("draft")
    yield listed(
        "draft",
        Draft.objects.filter(decision=DECISION),
        "version",
        "digest",
        "frozen_on",
        "major_revision",
        explanation=said("explanation"),
        clauses=Subquery(clauses.annotate(number=Count("pk")).values("number")),
    )


def frozen(rows: Listed) -> tuple[DraftFacts, ...]:
    """The frozen versions, oldest first."""
    return tuple(
        DraftFacts(
            version=row["version"],
            digest=row["digest"],
            frozen_on=day(row["frozen_on"]),
            explanation=flag(row["explanation"]),
            clauses=row["clauses"] or 0,
            major_revision=flag(row["major_revision"]),
        )
        for row in sorted(rows["draft"], key=lambda row: row["version"])
        if row["frozen_on"]
    )


def digest(rows: Listed, draft_id: int | None) -> str | None:
    """The digest of a version, whether frozen or not."""
    return next((row["digest"] for row in rows["draft"] if row["id"] == draft_id), None)


def explained(rows: Listed, draft_id: int | None) -> bool:
    """Whether a version comes with its explanation."""
    return any(row["explanation"] for row in rows["draft"] if row["id"] == draft_id)
