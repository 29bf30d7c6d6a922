"""Gathers the fair-competition review (Art. 29(1); FCR)."""

from decisions.gather.drafts import digest
from decisions.gather.listed import Listed
from decisions.gather.reading import term, words
from decisions.gather.signoffs import progress
from decisions.gather.single import one
from decisions.law.facts.review import Competition
from decisions.law.terms import CompetitionConclusion, Section
from decisions.models import Decision


def competition(decision: Decision, rows: Listed) -> Competition:
    """The review; before it is begun nothing of it is known."""
    row = one(decision, "competition")
    if row is None:
        return Competition(progress=progress(rows, Section.COMPETITION))
    return Competition(
        progress=progress(rows, Section.COMPETITION),
        preliminary_on=row.preliminary_on,
        reviewed_by_regulator=row.reviewed_by_regulator,
        operators_heard=row.operators_heard,
        conclusion=term(CompetitionConclusion, row.conclusion),
        concluded_on=row.concluded_on,
        exception_purpose=words(row.exception_purpose),
        exception_no_alternative=words(row.exception_no_alternative),
        exception_term=words(row.exception_term),
        draft_digest=digest(rows, row.draft_id),
    )
