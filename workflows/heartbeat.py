"""Keeps the lease of a job while its worker lives: what a dead one held is taken up soon.

A thread beside the work renews the lease; killed with its process, it renews nothing more. Called
by ``outbox.run`` alone.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Event, Thread
from time import monotonic

from django.db import DatabaseError, connections
from django.utils import timezone

from workflows.models import Job

LEASE = timedelta(minutes=2)
EVERY = timedelta(seconds=30)  # three beats may fail before the lease is lost
LONGEST = timedelta(minutes=16)  # longer than the hard limit of any worker task
logger = logging.getLogger(__name__)


@contextmanager
def beating(job: Job) -> Iterator[None]:
    """Renew the lease of a job until the work inside has ended, one way or another."""
    ended = Event()
    heart = Thread(target=_beat, args=(job.pk, ended), name=f"lease of {job.pk}", daemon=True)
    heart.start()
    try:
        yield
    finally:
        ended.set()
        heart.join()  # no beat comes after the end


def renew(job_id: int) -> None:
    """Hold the lease for as long again; one that was lost is another worker's."""
    now = timezone.now()
    held = Job.objects.filter(pk=job_id, done_at=None, leased_until__gt=now)
    held.update(leased_until=now + LEASE)


def _beat(job_id: int, ended: Event) -> None:
    """Work that hangs is not kept for ever."""
    give_up = monotonic() + LONGEST.total_seconds()
    try:
        while not ended.wait(EVERY.total_seconds()) and monotonic() < give_up:
            _renew_if_possible(job_id)
    finally:
        connections.close_all()


def _renew_if_possible(job_id: int) -> None:
    try:
        renew(job_id)
    except DatabaseError:
        logger.warning("the lease of job %s could not be renewed", job_id, exc_info=True)
