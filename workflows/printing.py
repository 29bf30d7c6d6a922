"""Papers of no decision as jobs: a yearly catalogue, a review, and all samples of the gallery.

Asked for on the desk, made by a worker; both are fit to run twice. What is printed stands in
``notices/prints.py``.
"""

from typing import Any

from django.db import transaction

from accounts.models import Organ, User
from notices import papers, prints
from notices.models import Print
from workflows import outbox
from workflows.models import Job

ONE, SAMPLES = "print_paper", "print_samples"


@outbox.doer(ONE)
def print_paper(job: Job) -> None:
    """Make the PDF of one paper."""
    prints.make(Print.objects.get(pk=job.payload["print"]))


@outbox.doer(SAMPLES)
def print_samples(job: Job) -> None:
    """Make the sample of every kind, one after the other."""
    by = User.objects.get(pk=job.payload["by"])
    for done, kind in enumerate(papers.PAPERS):
        outbox.report(job, done, len(papers.PAPERS))
        prints.make(prints.sample(kind, by))
    outbox.report(job, len(papers.PAPERS))


@transaction.atomic
def ask(kind: str, organ: Organ, by: User | None, **facts: Any) -> Print:
    """Freeze a paper of an organ and ask for its PDF."""
    asked = prints.ask(kind, organ, by, **facts)
    outbox.ask(ONE, str(asked.pk), {"print": asked.pk})
    return asked


@transaction.atomic
def ask_for_samples(by: User) -> Job:
    """Ask for the samples; while they are being made, asking again changes nothing."""
    job = outbox.ask(SAMPLES, "all", {"by": by.pk})
    if job.done_at or job.attempts >= outbox.GIVE_UP_AFTER:
        outbox.again(job)
    return job


def samples_job() -> Job | None:
    """The job of the samples, if it was ever asked for."""
    found: Job | None = Job.objects.filter(key=f"{SAMPLES}:all").first()
    return found
