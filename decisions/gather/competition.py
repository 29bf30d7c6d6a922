"""Gathers the fair-competition review (Art. 29(1); FCR)."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from decisions.gather.drafts import digest
from decisions.gather.listed import DECISION, Listed, listed, one
from decisions.gather.reading import day, flag, term, words
from decisions.gather.signoffs import progress
from decisions.law.facts.review import Competition
from decisions.law.terms import CompetitionConclusion, Section
from decisions.models import CompetitionReview


def lists() -> Iterator[QuerySet[Any]]:
    """The review."""
    yield listed(
        "competition",
        CompetitionReview.objects.filter(decision=DECISION),
        *("preliminary_on", "reviewed_by_regulator", "operators_heard", "conclusion"),
        *("concluded_on", "exception_purpose", "exception_no_alternative", "exception_term"),
        "draft",
    )


def competition(rows: Listed) -> Competition:
    """The review; before it is begun nothing of it is known."""
    row = one(rows, "competition")
    if row is None:
        return Competition(progress=progress(rows, Section.COMPETITION))
    return Competition(
        progress=progress(rows, Section.COMPETITION),
        preliminary_on=day(row["preliminary_on"]),
        reviewed_by_regulator=flag(row["reviewed_by_regulator"]),
        operators_heard=flag(row["operators_heard"]),
        conclusion=term(CompetitionConclusion, row["conclusion"]),
        concluded_on=day(row["concluded_on"]),
        exception_purpose=words(row["exception_purpose"]),
        exception_no_alternative=words(row["exception_no_alternative"]),
        exception_term=words(row["exception_term"]),
        draft_digest=digest(rows, row["draft"]),
    )
