"""Rows of opinions as passages of what was sent: the parts of one, and how each is published."""

import hashlib
from collections.abc import Iterable

from decisions.intake import passages
from decisions.models import Decision, Opinion


def part_of(whole: Opinion, start: int, end: int) -> Opinion:
    """A passage of an opinion as an opinion of its own, unsaved; it belongs to no group."""
    covered = passages.within(whole.covered, start, end)
    text = whole.text[start:end]
    return Opinion(
        decision_id=whole.decision_id,
        submission=whole.submission,
        start=whole.start + start,
        end=whole.start + end,
        text=text,
        public_text=passages.published(text, covered) if covered else "",
        redaction_reason=whole.redaction_reason if covered else "",
        covered=covered,
        clause_id=whole.clause_id,
        quote=whole.quote,
        context=whole.context,
        theme_id=whole.theme_id,
        assigned_to_id=whole.assigned_to_id,
        recorded_at=whole.recorded_at,
    )


def parts_of(decision: Decision, opinion_id: int) -> list[int]:
    """The ids of all parts of the submission to which an opinion belongs, the first row first."""
    sent = Opinion.objects.filter(decision=decision, pk=opinion_id).values("submission")
    found = Opinion.objects.filter(submission__in=sent).order_by("pk")
    return list(found.values_list("pk", flat=True))


def published_as(opinions: Iterable[Opinion]) -> list[list[int | str]]:
    """How opinions are published, as salted digests; empty where nothing is covered."""
    return [[one.pk, seal(one.submission.salt, one.public_text)] for one in opinions]


def seal(salt: str, text: str) -> str:
    """The digest of a text as published; without the salt it tells nothing."""
    return hashlib.sha256(f"{salt}{text}".encode()).hexdigest() if text else ""
