"""Gathers how the decision was made public (Art. 32; GIR)."""

from decisions.gather.reading import names, term, words
from decisions.gather.single import one
from decisions.law.facts.deliberation import Publication
from decisions.law.terms import Disclosure
from decisions.models import Decision


def publication(decision: Decision) -> Publication:
    """The promulgation; before the decision is made nothing of it is known."""
    row = one(decision, "publication")
    if row is None:
        return Publication()
    return Publication(
        decided_on=row.decided_on,
        document_number=words(row.document_number),
        published_on=row.published_on,
        channels=names(row.channels),
        adoption_statement=bool(row.adoption_statement),
        interpretation_on=row.interpretation_on,
        disclosure=term(Disclosure, row.disclosure),
        withholding_ground=words(row.withholding_ground),
        withholding_reviewed_on=row.withholding_reviewed_on,
    )
