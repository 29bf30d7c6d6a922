"""Exports too large to wait for: a job writes the file, its page says how far it is, then hands out.

The file is kept by its digest for two days, for the officer who asked; it is no paper of the case.
"""

import tempfile
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.core.files.storage import default_storage
from django.http import QueryDict
from django.utils import timezone, translation

from accounts.models import User
from decisions import papers
from decisions.intake.exports import write_xlsx
from decisions.models import Decision, Paper
from workflows import opinion_filters, opinion_table, outbox
from workflows.models import Job

KIND = "export_opinions"
AT_ONCE = 20_000  # opinions written while the officer waits
EVERY = 10_000  # rows between two reports
KEPT = timedelta(days=2)


def ask(decision: Decision, query: str, by: User) -> Job:
    """Ask for a workbook of the opinions that a filter chooses."""
    payload = {"query": query, "by": by.pk, "language": translation.get_language()}
    return outbox.ask(KIND, uuid4().hex, payload, decision=decision)


@outbox.doer(KIND)
def export(job: Job) -> None:
    """Write the workbook and keep it by its digest."""
    if job.decision is None:
        return
    with translation.override(job.payload["language"]), tempfile.TemporaryFile() as file:
        asked = opinion_filters.asked(QueryDict(job.payload["query"]))
        rows = opinion_table.for_excel(opinion_filters.chosen(job.decision, asked))
        write_xlsx(_reported(rows, job), opinion_table.columns(), file)
        job.payload |= {"sha256": papers.store_file(file), "size": file.tell()}
    Job.objects.filter(pk=job.pk).update(payload=job.payload)


def forget(now: datetime) -> int:
    """Delete files handed out long ago, where no paper holds the same bytes."""
    old = Job.objects.filter(kind=KIND, done_at__lt=now - KEPT, payload__has_key="sha256")
    digests = {job.pk: job.payload["sha256"] for job in old[:200]}
    kept = set(Paper.objects.filter(sha256__in=digests.values()).values_list("sha256", flat=True))
    for digest in set(digests.values()) - kept:
        default_storage.delete(papers.path(digest))
    return Job.objects.filter(pk__in=digests).delete()[0]


def _reported(rows: Iterable[tuple[Any, ...]], job: Job) -> Iterator[tuple[Any, ...]]:
    outbox.report(job, 0)
    for number, row in enumerate(rows, 1):
        if number % EVERY == 0:
            outbox.report(job, number)
        yield row


def is_late(job: Job) -> bool:
    """Whether the work was given up."""
    return job.done_at is None and job.attempts >= outbox.GIVE_UP_AFTER and job.error != ""


def ready(job: Job) -> bool:
    """Whether the file can be handed out."""
    return job.done_at is not None and timezone.now() < job.done_at + KEPT
