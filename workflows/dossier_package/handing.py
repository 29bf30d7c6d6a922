"""Makes the package somebody asked for, keeps it in the store, and finds it again.

A job of the outbox: running it twice leaves one package. Asking is the act ``export_dossier``.
"""

import tempfile
from typing import IO

from django.core.files.storage import default_storage
from django.utils import timezone

from decisions import papers
from decisions.models import Entry
from workflows import outbox
from workflows.dossier_package import writing
from workflows.models import DossierPackage, Job

KIND = "export_dossier"


@outbox.doer(KIND)
def make(job: Job) -> None:
    """Write the package of an entry and keep it."""
    entry = Entry.objects.select_related("decision").get(pk=job.payload["entry"])
    if DossierPackage.objects.filter(entry=entry).exists():
        return
    with tempfile.TemporaryFile() as file:
        made = writing.write(entry.decision_id, file)
        size = file.tell()
        DossierPackage.objects.create(
            decision=entry.decision,
            entry=entry,
            manifest=made.manifest,
            head=made.head,
            sha256=papers.store_file(file),
            size=size,
            made_at=timezone.now(),
        )


def opened(package: DossierPackage) -> IO[bytes]:
    """The bytes of a package, to be sent piece by piece."""
    return default_storage.open(papers.path(package.sha256))
