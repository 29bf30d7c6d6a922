"""Papers, signatures and the day's inbox as jobs: an act that issues a notice asks for its PDF.

``telling.issue`` asks for each new notice; the sweep asks again for what was left, and for what
an officer wants tried anew. A printed notice asks for its signature. Rendering itself is
``notices/services.py``, signing ``notices/signing``; both are fit to run twice.
"""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.appointments import keep_in_step
from decisions.gather import gather
from decisions.models import Decision
from notices import services
from notices.models import Notice
from notices.signing import signed
from workflows import issued, outbox, todo
from workflows.act import lock
from workflows.models import Job

KIND = "render_notice"
SIGNING = "sign_notice"
AN_HOUR = timedelta(hours=1)


@outbox.doer(KIND)
def render_notice(job: Job) -> None:
    """Make the PDF of one notice and put its digest into the record."""
    notice = services.render_notice(
        job.payload["notice"], told=lambda done, number: outbox.report(job, done, number)
    )
    issued.register(notice.decision_id)
    ask_to_sign(notice)


@outbox.doer(SIGNING)
def sign_notice(job: Job) -> None:
    """Sign one notice for its organ and put the signed file's digest into the record."""
    signed.sign(job.payload["notice"])
    issued.register(job.decision_id)


def ask_to_sign(notice: Notice) -> Job | None:
    """Ask for the signature of a printed notice whose organ signs."""
    if not signed.waits(notice):
        return None
    return outbox.ask(SIGNING, str(notice.pk), {"notice": notice.pk}, decision=notice.decision)


def ask_for_unsigned(now: datetime) -> None:
    """Ask for every signature that is missing; what was given up begins again after an hour."""
    for notice in signed.unsigned(now):
        ask_to_sign(notice)
    Job.objects.filter(
        kind=SIGNING,
        done_at=None,
        attempts__gte=outbox.GIVE_UP_AFTER,
        not_before__lt=now - AN_HOUR,
    ).update(attempts=0, not_before=now, leased_until=None)


def rendering(notice: Notice) -> Job:
    """The job that makes the PDF of a notice just issued, for the act to ask for."""
    return outbox.first(KIND, str(notice.pk), {"notice": notice.pk}, notice.decision)


def ask_for_waiting() -> int:
    """Ask for every notice without its PDF that nobody is at work on; returns how many."""
    waiting = list(services.unrendered().select_related("decision")[:200])
    for notice in waiting:
        ask_for(notice)
    return len(waiting)


def ask_for(notice: Notice) -> Job:
    """Ask for one PDF; a job that was given up begins again."""
    job = outbox.ask(KIND, str(notice.pk), {"notice": notice.pk}, decision=notice.decision)
    now = timezone.now()
    given_up = Q(attempts__gte=outbox.GIVE_UP_AFTER) | Q(done_at__isnull=False)
    free = Q(leased_until=None) | Q(leased_until__lt=now)
    Job.objects.filter(given_up, free, pk=job.pk).update(
        attempts=0, done_at=None, not_before=now, error="", leased_until=None
    )
    return job


@outbox.doer("refresh_inbox")
def refresh_inbox(job: Job) -> None:
    """Once a day: who holds which role today, and every open decision's tasks anew."""
    keep_in_step(on=timezone.localdate())
    open_ones = Decision.objects.exclude(stage__in=todo.ENDED).values_list("pk", flat=True)
    for decision_id in list(open_ones):
        _refresh(decision_id)
    todo.clear()


@transaction.atomic
def _refresh(decision_id: int) -> None:
    """Under the lock, so that no act is overwritten by what stood before it."""
    decision = lock(decision_id)
    dossier = gather(decision_id, as_of=timezone.localdate())
    todo.refresh(decision_id, decision.stage, dossier, timezone.now())


def ask_for_inbox(today: date) -> None:
    """Once a day, whoever asks first."""
    outbox.ask("refresh_inbox", today.isoformat(), {})
