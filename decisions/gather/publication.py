"""Gathers how the decision was made public (Art. 32; GIR)."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from decisions.gather.listed import DECISION, Listed, listed, one, said
from decisions.gather.reading import day, flag, names, term, words
from decisions.law.facts.deliberation import Publication as PublicationFacts
from decisions.law.terms import Disclosure
from decisions.models import Publication


def lists() -> Iterator[QuerySet[Any]]:
    """The promulgation."""
    yield listed(
        "publication",
        Publication.objects.filter(decision=DECISION),
        *("decided_on", "document_number", "published_on", "channels", "interpretation_on"),
        *("disclosure", "withholding_ground", "withholding_reviewed_on", "draft"),
        adoption_statement=said("adoption_statement"),
    )


def publication(rows: Listed) -> PublicationFacts:
    """The promulgation; before the decision is made nothing of it is known."""
    row = one(rows, "publication")
    if row is None:
        return PublicationFacts()
    return PublicationFacts(
        decided_on=day(row["decided_on"]),
        document_number=words(row["document_number"]),
        published_on=day(row["published_on"]),
        channels=names(row["channels"]),
        adoption_statement=flag(row["adoption_statement"]),
        interpretation_on=day(row["interpretation_on"]),
        disclosure=term(Disclosure, row["disclosure"]),
        withholding_ground=words(row["withholding_ground"]),
        withholding_reviewed_on=day(row["withholding_reviewed_on"]),
    )
