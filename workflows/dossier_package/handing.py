"""Makes the package somebody asked for, and keeps it in the store.

A job of the outbox: running it twice leaves one package. Asking is the act ``export_dossier``. A
volume that cannot be bound (a limit of time or memory) does not keep the package back: it says why.
"""

import tempfile

from django.utils import timezone

from decisions import papers
from decisions.models import Entry
from notices.sandbox import RenderFailed
from workflows import outbox
from workflows.dossier_package import binding, writing
from workflows.dossier_package.resting import at_rest
from workflows.models import DossierPackage, Job

KIND = "export_dossier"


@outbox.doer(KIND)
def make(job: Job) -> None:
    """Write the package of an entry, with the volume it asks for, and keep it."""
    entry = Entry.objects.select_related("decision").get(pk=job.payload["entry"])
    if DossierPackage.objects.filter(entry=entry).exists():
        return
    failure = _bind(job, entry) if entry.facts.get("volume") else ""
    _keep(entry, failure)


def _bind(job: Job, entry: Entry) -> str:
    """Have the volume bound and registered; gives why it could not be."""
    try:
        binding.bound(entry, lambda done, number: outbox.report(job, done, number))
    except RenderFailed as fault:
        return str(fault)
    return ""


def _keep(entry: Entry, failure: str) -> None:
    """Write and keep it under one lock: an erasure finds it, or it finds the erasure."""
    with tempfile.TemporaryFile() as file, at_rest(entry.decision_id) as (decision, last):
        made = writing.write_resting(decision, last, file)
        size, volume = file.tell(), made.volume
        DossierPackage.objects.create(
            decision=decision,
            entry=entry,
            manifest=made.manifest,
            head=made.head,
            sha256=papers.store_file(file),
            size=size,
            made_at=timezone.now(),
            volume=volume.pdf if volume else "",
            volume_pages=volume.pages if volume else 0,
            volume_failure=failure,
        )
