"""Gathers how far each section is, the findings in force, rulings on older drafts, and reasons."""

from collections.abc import Iterator
from typing import Any

from django.db.models import F, QuerySet

from decisions.gather.listed import DECISION, Listed, listed
from decisions.gather.reading import day, term, words
from decisions.law.dossier import Reason as ReasonFacts
from decisions.law.facts.review import Ruling as RulingFacts
from decisions.law.facts.review import SectionFinding as FindingFacts
from decisions.law.terms import Progress, RulingOutcome, Section
from decisions.models import Reason, Ruling, SectionFinding, SectionProgress


def lists() -> Iterator[QuerySet[Any]]:
    """Progress, findings, rulings and reasons, with the names of those who answer for them."""
    of = {"decision": DECISION}
    yield listed("progress", SectionProgress.objects.filter(**of), "section", "progress")
    yield listed(
        "finding",
        SectionFinding.objects.filter(**of, superseded=False),
        *("section", "reason", "written_on", "signed_on", "author", "signed_by"),
        author_name=F("author__display_name"),
        signer_name=F("signed_by__display_name"),
    )
    yield listed(
        "ruling",
        Ruling.objects.filter(**of),
        *("section", "old_digest", "new_digest", "outcome", "ruled_on", "ruled_by"),
        by=F("ruled_by__display_name"),
    )
    reasons = Reason.objects.filter(**of)
    said = ("rule", "text", "given_on", "given_by")
    yield listed("reason", reasons, *said, by=F("given_by__display_name"))


def progress(rows: Listed, section: Section) -> Progress:
    """How far a section is; one nobody has begun has no row."""
    found = (row["progress"] for row in rows["progress"] if row["section"] == section)
    return Progress(next(found, Progress.NOT_STARTED))


def findings(rows: Listed) -> tuple[FindingFacts, ...]:
    """The findings in force, in the order in which they were written."""
    return tuple(
        FindingFacts(
            section=Section(row["section"]),
            reason=row["reason"],
            author=row["author_name"],
            written_on=day(row["written_on"]),
            signed_by=words(row["signer_name"]),
            signed_on=day(row["signed_on"]),
        )
        for row in rows["finding"]
    )


def passed_over(rows: Listed, section: Section) -> bool:
    """Whether a signed finding passes this section over."""
    return any(row["section"] == section and row["signed_on"] for row in rows["finding"])


def rulings(rows: Listed) -> tuple[RulingFacts, ...]:
    """The rulings on sign-offs that saw an older draft, in their order."""
    return tuple(
        RulingFacts(
            section=row["section"],
            old_digest=row["old_digest"],
            new_digest=row["new_digest"],
            outcome=term(RulingOutcome, row["outcome"]),
            ruled_by=row["by"],
            ruled_on=day(row["ruled_on"]),
        )
        for row in rows["ruling"]
    )


def reasons(rows: Listed) -> tuple[ReasonFacts, ...]:
    """The named reasons, in the order in which they were given."""
    return tuple(
        ReasonFacts(
            rule=row["rule"], text=row["text"], given_by=row["by"], given_on=day(row["given_on"])
        )
        for row in rows["reason"]
    )
