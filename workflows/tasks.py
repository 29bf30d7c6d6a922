"""Thin Celery doors: nothing is decided here, and losing a message loses no job."""

from celery import shared_task
from django.utils import timezone

from workflows import deadlines, doers, heads, outbox, sweep


@shared_task
def run_job(job_id: int) -> None:
    """Do one job of the outbox, if nobody else holds it."""
    outbox.run(job_id)


@shared_task(name="workflows.tasks.sweep")
def sweep_all() -> None:
    """Every minute: waiting submissions, what falls due today, papers left unprinted, waiting jobs."""
    sweep.sweep_submissions()
    deadlines.look()
    heads.take_missing(timezone.localdate())
    doers.ask_for_waiting()
    outbox.run_waiting()
