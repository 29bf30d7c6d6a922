"""Exports too large to wait for: a job writes the file, its page says how far it is, hands it out.

The file is kept by its digest for two days; it is no paper of the case. What rows a filter of the
desk chooses is said by whoever asks (``views/exports.py``).
"""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from uuid import uuid4

from django.db.models import QuerySet
from django.utils import timezone, translation

from accounts.models import User
from decisions import papers
from decisions.intake.exports import write_xlsx
from decisions.models import Decision, Opinion
from workflows import opinion_table, outbox
from workflows.models import Job

KIND, WORD = "export_opinions", "write_word"
AT_ONCE = 20_000  # opinions written while the officer waits
EVERY = 10_000  # rows between two reports
KEPT = timedelta(days=2)
Choosing = Callable[[Decision, str], QuerySet[Opinion]]


def ask(decision: Decision, query: str, by: User, number: int) -> Job:
    """Ask for a workbook of the opinions that the filters of an address choose."""
    payload = {"query": query, "by": by.pk, "language": translation.get_language()}
    job = outbox.ask(KIND, uuid4().hex, payload, decision=decision)
    Job.objects.filter(pk=job.pk).update(total=number)
    return job


def write(job: Job, chosen: Choosing) -> None:
    """Write the workbook and keep it by its digest."""
    if job.decision is None:
        return
    with translation.override(job.payload["language"]), tempfile.TemporaryFile() as file:
        rows = opinion_table.for_excel(chosen(job.decision, job.payload["query"]))
        write_xlsx(_reported(rows, job), opinion_table.columns(), file)
        size = file.tell()
        job.payload |= {"sha256": papers.store_file(file), "size": size}
    Job.objects.filter(pk=job.pk).update(payload=job.payload)


def forget(now: datetime) -> int:
    """Delete files handed out long ago, where no paper holds the same bytes."""
    old = Job.objects.filter(kind__in=(KIND, WORD), done_at__lt=now - KEPT)
    digests = {job.pk: job.payload.get("sha256", "") for job in old[:200]}
    papers.drop(set(digests.values()) - {""})
    return Job.objects.filter(pk__in=digests).delete()[0]


def ready(job: Job) -> bool:
    """Whether the file can be handed out."""
    return job.done_at is not None and timezone.now() < job.done_at + KEPT


def _reported(rows: Iterable[tuple[object, ...]], job: Job) -> Iterator[tuple[object, ...]]:
    outbox.report(job, 0)
    for number, row in enumerate(rows, 1):
        if number % EVERY == 0:
            outbox.report(job, number)
        yield row
