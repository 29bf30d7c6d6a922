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
from workflows.models import DossierPackage, Job

KIND = "export_dossier"


@outbox.doer(KIND)
def make(job: Job) -> None:
    """Write the package of an entry, with the volume it asks for, and keep it."""
    entry = Entry.objects.select_related("decision").get(pk=job.payload["entry"])
    if DossierPackage.objects.filter(entry=entry).exists():
        return
    volume, failure = _volume(job, entry) if entry.facts.get("volume") else (None, "")
    with tempfile.TemporaryFile() as file:
        made = writing.write(entry.decision_id, file, volume)
        size = file.tell()
        DossierPackage.objects.create(
            decision=entry.decision,
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


def _volume(job: Job, entry: Entry) -> tuple[binding.Bound | None, str]:
    try:
        bound = binding.bound(entry, lambda done, number: outbox.report(job, done, number))
    except RenderFailed as fault:
        return None, str(fault)
    return bound, ""
