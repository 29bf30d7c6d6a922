"""Looks for personal data in what came in, so that nothing of it is published unseen (PIPL 25).

The sweep asks for it batch by batch; the job keeps only how often each kind was seen. The page
that shows the flags, and covers what an officer chooses, is ``workflows/views/personal.py``.
"""

from collections import Counter
from collections.abc import Iterator

from django.db import transaction

from decisions.intake.masking import find_flagged
from decisions.models import Entry, PersonalFlag, Submission
from workflows import outbox
from workflows.models import Job

KIND = "flag_personal"
CHUNK = 1000


def ask(entry: Entry) -> None:
    """Let one batch of submissions be looked through."""
    outbox.ask(KIND, str(entry.pk), {"entry": entry.pk}, decision=entry.decision)


@outbox.doer(KIND)
def look(job: Job) -> None:
    """Flag what one batch holds; run again, it finds the same."""
    for chunk in _chunks(job.payload["entry"]):
        with transaction.atomic():
            PersonalFlag.objects.filter(submission__in=[one.pk for one in chunk]).delete()
            PersonalFlag.objects.bulk_create(_flags(chunk))


def _chunks(entry: int) -> Iterator[list[Submission]]:
    rows = Submission.objects.filter(batch=entry, erased_at=None).order_by("batch_index")
    last = -1
    while chunk := list(rows.filter(batch_index__gt=last)[:CHUNK]):
        yield chunk
        last = chunk[-1].batch_index


def _flags(submissions: list[Submission]) -> Iterator[PersonalFlag]:
    for one in submissions:
        if kinds := Counter(span.kind for span in find_flagged(one.text)):
            yield PersonalFlag(decision_id=one.decision_id, submission=one, kinds=dict(kinds))
