"""Thin Celery doors: nothing is decided here, and losing a message loses no job."""

from celery import shared_task
from django.utils import timezone

from workflows import deadlines, doers, heads, outbox, reading, sweep


@shared_task
def run_job(job_id: int) -> None:
    """Do one job of the outbox, if nobody else holds it."""
    outbox.run(job_id)


@shared_task(name="workflows.tasks.sweep")
def sweep_all() -> None:
    """Every minute: submissions, terms, daily heads, the inbox of the day, papers, jobs."""
    sweep.sweep_submissions()
    reading.ask_for_waiting()
    deadlines.look()
    heads.take_missing(timezone.localdate())
    doers.ask_for_waiting()
    doers.ask_for_inbox(timezone.localdate())
    outbox.run_waiting()
