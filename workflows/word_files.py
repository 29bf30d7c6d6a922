"""Word files too large to wait for: a job writes one, its page waits and hands it out.

The file is kept by its digest for two days like any export (``exporting.py``); made anew from the
same paper it has the same bytes. Small ones are made while the officer waits (``papers:word``).
"""

from decisions import papers
from notices import word
from notices.models import Notice
from workflows import exporting, outbox
from workflows.models import Job

KIND = exporting.WORD


def ask(notice: Notice) -> Job:
    """Ask for the file; one that failed before is tried again."""
    job = outbox.ask(KIND, str(notice.pk), {"notice": notice.pk}, decision=notice.decision)
    if job.error and job.attempts >= outbox.GIVE_UP_AFTER:
        outbox.again(job)
    return job


@outbox.doer(KIND)
def write(job: Job) -> None:
    """Write the file and keep it by its digest."""
    notice = Notice.objects.get(pk=job.payload["notice"])
    data = word.docx(notice.kind, notice.snapshot)
    job.payload |= {"sha256": papers.store(data), "size": len(data)}
    Job.objects.filter(pk=job.pk).update(payload=job.payload)
