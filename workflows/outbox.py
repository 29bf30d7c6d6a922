"""Asking for things to be done later, and doing each exactly once.

``ask`` writes a row in the act's own transaction; ``run`` takes a lease by conditional UPDATE and
does the work, while ``heartbeat.py`` renews the lease. Kinds register their doers with ``@doer``
(papers, imports, mail).
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from decisions.errors import Misbuilt
from decisions.models import Decision
from workflows import heartbeat
from workflows.models import Job

GIVE_UP_AFTER = 5  # attempts
Doer = Callable[[Job], None]
DOERS: dict[str, Doer] = {}
logger = logging.getLogger(__name__)


def doer(kind: str) -> Callable[[Doer], Doer]:
    """Register what does jobs of a kind; it must be fit to run twice."""

    def register(function: Doer) -> Doer:
        if kind in DOERS:
            raise Misbuilt(f"two doers for {kind}")
        DOERS[kind] = function
        return function

    return register


def ask(
    kind: str,
    key: str,
    payload: dict[str, Any],
    *,
    decision: Decision | None = None,
    not_before: datetime | None = None,
) -> Job:
    """Ask for a job once: the same key asks for the same job."""
    _known(kind)
    job, fresh = Job.objects.get_or_create(
        key=f"{kind}:{key}",
        defaults={
            "kind": kind,
            "payload": payload,
            "decision": decision,
            "not_before": not_before or timezone.now(),
        },
    )
    if fresh:
        transaction.on_commit(lambda: _wake(job.pk))
    return job


def first(kind: str, key: str, payload: dict[str, Any], decision: Decision) -> Job:
    """A job, still to be asked for, that nobody can have asked for yet."""
    _known(kind)
    now = timezone.now()
    return Job(key=f"{kind}:{key}", kind=kind, payload=payload, decision=decision, not_before=now)


def ask_first(jobs: list[Job]) -> None:
    """Ask for such jobs in one statement, without a look for older ones of their keys."""
    for job in Job.objects.bulk_create(jobs):
        transaction.on_commit(partial(_wake, job.pk))


def _known(kind: str) -> None:
    if kind not in DOERS:
        raise Misbuilt(f"nobody does {kind}")


def due(now: datetime) -> list[int]:
    """The jobs waiting to be done, oldest first."""
    waiting = Q(leased_until=None) | Q(leased_until__lt=now)
    return list(
        Job.objects.filter(waiting, done_at=None, not_before__lte=now, attempts__lt=GIVE_UP_AFTER)
        .order_by("not_before", "id")
        .values_list("pk", flat=True)[:200]
    )


def run(job_id: int) -> bool:
    """Do one job if nobody else holds it; returns whether it was done now."""
    now = timezone.now()
    taken = (
        Job.objects.filter(pk=job_id, done_at=None, attempts__lt=GIVE_UP_AFTER)
        .filter(Q(leased_until=None) | Q(leased_until__lt=now))
        .update(leased_until=now + heartbeat.LEASE, attempts=F("attempts") + 1)
    )
    if not taken:
        return False
    job = Job.objects.select_related("decision").get(pk=job_id)
    try:
        with heartbeat.beating(job):
            DOERS[job.kind](job)
    except Exception as fault:
        _failed(job, fault)
        raise
    Job.objects.filter(pk=job.pk).update(done_at=timezone.now(), leased_until=None, error="")
    return True


def report(job: Job, progress: int, total: int | None = None) -> None:
    """Say how far a job is: one that gets on is not given up, however often its worker dies."""
    on = job.progress < progress
    job.progress = progress
    more = {"total": total} if total is not None else {}
    more |= {"attempts": 1} if on else {}
    Job.objects.filter(pk=job.pk, done_at=None).update(
        progress=progress, leased_until=timezone.now() + heartbeat.LEASE, **more
    )


def again(job: Job) -> None:
    """Let a job that was given up or stopped begin again, unless somebody is at it."""
    now = timezone.now()
    free = Q(leased_until=None) | Q(leased_until__lt=now)
    asked = Job.objects.filter(free, pk=job.pk).update(
        attempts=0, done_at=None, not_before=now, error="", leased_until=None
    )
    if asked:
        transaction.on_commit(lambda: _wake(job.pk))


def run_waiting() -> int:
    """Do everything that waits, in this process; one failure does not stop the rest."""
    done = 0
    for pk in due(timezone.now()):
        try:
            done += run(pk)
        except Exception:
            logger.exception("job %s failed and is tried again", pk)
    return done


def _failed(job: Job, fault: Exception) -> None:
    again = timezone.now() + timedelta(seconds=15 * 2**job.attempts)
    Job.objects.filter(pk=job.pk).update(
        leased_until=None, not_before=again, error=f"{type(fault).__name__}: {fault}"[:2000]
    )


def _wake(job_id: int) -> None:
    """Wake a worker; a lost message costs a minute, never the job."""
    WAKE(job_id)


def _nobody(job_id: int) -> None:
    """Without a worker the sweep does the job."""


WAKE: Callable[[int], None] = _nobody
