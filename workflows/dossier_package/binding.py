"""The whole file as one PDF, bound for a package or for whoever runs the command (volume.py).

What is said is of one instant, gathered under the decision's lock; binding may take minutes and
holds nobody up. For a package the digests of the volume and of its list are put into the record,
so that the package proves them: entry ``register_volume`` (docs/dossier-package.md).
"""

import hashlib
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

from django.db import transaction
from django.utils import timezone

from decisions import papers as store
from decisions.models import Decision, Entry
from notices import papers
from workflows.act import lock
from workflows.dossier_package import told, volume
from workflows.dossier_package.resting import at_rest
from workflows.record import canonical
from workflows.sweep import enter

ACT = "register_volume"
Watch = Callable[[int, int], None]


@dataclass(frozen=True)
class Bound:
    """A volume on the record: where its PDF and its list lie in the store, its pages."""

    pdf: str  # SHA-256, as below
    listed: str
    pages: int


@dataclass(frozen=True)
class Written:
    """A volume just written: its front, the digests of its bytes and of the newest entry."""

    front: papers.DossierVolume
    sha256: str
    head: str


def write(decision_id: int, out: IO[bytes], watch: Watch | None = None) -> Written:
    """Write the whole file of a decision as one PDF; raises NotNow and RenderFailed."""
    with at_rest(decision_id) as (decision, last):
        told.case(decision, last)  # rows that differ from the record are not handed out
        gathered = volume.gather(decision, last)
    with tempfile.TemporaryFile() as file:
        front = volume.bind(gathered, file, watch)
        file.seek(0)
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
        shutil.copyfileobj(file, out)
    return Written(front, digest, last.digest)


def bound(asked: Entry, watch: Watch | None = None) -> Bound:
    """The volume that an entry asked for, bound and registered once."""
    return _of(_known(asked) or _registered(asked, *_kept(asked, watch)))


def _known(asked: Entry) -> Entry | None:
    return asked.decision.entries.filter(act=ACT, facts__asked=asked.seq).first()


def _kept(asked: Entry, watch: Watch | None) -> tuple[str, str, int]:
    with tempfile.TemporaryFile() as file:
        front = write(asked.decision_id, file, watch).front
        pdf = store.store_file(file)
    return pdf, store.store(canonical(papers.snapshot(front))), front.pages()


@transaction.atomic
def _registered(asked: Entry, pdf: str, listed: str, pages: int) -> Entry:
    """The first to be bound stands: binding takes minutes, and a second worker may have begun."""
    decision: Decision = lock(asked.decision_id)
    return _known(asked) or enter(
        decision,
        timezone.now(),
        act=ACT,
        articles=["33"],
        summary=f"登记整卷PDF，共{pages}页",
        facts={"asked": asked.seq, "pdf": pdf, "list": listed, "pages": pages},
    )


def _of(entry: Entry) -> Bound:
    said = entry.facts
    return Bound(said["pdf"], said["list"], said["pages"])
