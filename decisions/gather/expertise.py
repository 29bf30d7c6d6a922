"""Gathers the expert review (Art. 19 to 21); an expert who was released is left out."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet

from decisions.gather.drafts import digest
from decisions.gather.listed import DECISION, Listed, Row, holds, listed, one
from decisions.gather.reading import day, flag, words
from decisions.gather.signoffs import progress
from decisions.law.facts.review import Expert as ExpertFacts
from decisions.law.facts.review import Expertise as ExpertiseFacts
from decisions.law.terms import Section
from decisions.models import Expert, Expertise


def lists() -> Iterator[QuerySet[Any]]:
    """The review itself, and the experts who were not released, without their opinions."""
    rows = Expertise.objects.filter(decision=DECISION)
    yield listed("expertise", rows, "form", "pool_source", "adoption_note_on")
    yield listed(
        "expert",
        Expert.objects.filter(decision=DECISION, removed_reason=""),
        *("name", "institution", "from_lead_unit", "draft", "conflict_declared_on"),
        *("direct_interest", "opinion_on"),
        signed=holds(Q(signed_paper__isnull=False) | ~Q(signature="")),
    )


def expertise(rows: Listed) -> ExpertiseFacts:
    """How experts were asked, and each of them."""
    row = one(rows, "expertise")
    return ExpertiseFacts(
        progress=progress(rows, Section.EXPERTISE),
        form=words(row["form"]) if row else None,
        pool_source=words(row["pool_source"]) if row else None,
        experts=tuple(_expert(expert, rows) for expert in rows["expert"]),
        adoption_note_on=day(row["adoption_note_on"]) if row else None,
    )


def _expert(row: Row, rows: Listed) -> ExpertFacts:
    return ExpertFacts(
        name=row["name"],
        institution=row["institution"],
        from_lead_unit=flag(row["from_lead_unit"]),
        conflict_declared_on=day(row["conflict_declared_on"]),
        direct_interest=flag(row["direct_interest"]),
        opinion_on=day(row["opinion_on"]),
        signed=flag(row["signed"]),
        draft_digest=digest(rows, row["draft"]),
    )
