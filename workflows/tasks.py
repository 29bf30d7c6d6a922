"""Thin Celery doors: nothing is decided here, and losing a message loses no job."""

from celery import shared_task
from django.utils import timezone

from workflows import (
    deadlines,
    doers,
    exporting,
    heads,
    issued,
    outbox,
    reading,
    sender_requests,
    sweep,
)
from workflows import word_files as _word_files  # noqa: F401  its doer must be known here
from workflows.guard import challenges
from workflows.importing import handing
from workflows.views import exports as _exports  # noqa: F401  and so must this


@shared_task
def run_job(job_id: int) -> None:
    """Do one job of the outbox, if nobody else holds it."""
    outbox.run(job_id)


@shared_task(name="workflows.tasks.sweep")
def sweep_all() -> None:
    """Every minute: submissions, notices, terms, heads, inbox, papers, leftovers, jobs."""
    sweep.sweep_submissions()
    reading.ask_for_waiting()
    deadlines.look()
    heads.take_missing(timezone.localdate())
    issued.sweep_notices()
    doers.ask_for_waiting()
    doers.ask_for_unsigned(timezone.now())
    doers.ask_for_inbox(timezone.localdate())
    sender_requests.tell_of_held()
    challenges.forget_old()
    handing.forget(timezone.now())
    exporting.forget(timezone.now())
    outbox.run_waiting()
