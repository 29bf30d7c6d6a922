"""The whole file as one PDF, bound for a package or for whoever runs the command (volume.py).

What is said is of one instant, gathered under the decision's lock; binding may take minutes and
holds nobody up. For a package the digests of the volume and of its list are put into the record,
so that the package proves them: entry ``register_volume`` (docs/dossier-package.md). Which volume a
package carries is asked of registered.py.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from decisions import papers as store
from decisions.errors import NotNow
from decisions.models import Decision, Entry
from notices import papers
from workflows.act import lock
from workflows.dossier_package import registered, told, volume
from workflows.dossier_package.registered import ACT, Bound
from workflows.dossier_package.resting import at_rest
from workflows.record import canonical
from workflows.sweep import enter

Watch = Callable[[int, int], None]


@dataclass(frozen=True)
class Written:
    """A volume just written: its front, the digest of its bytes, the newest entry it knows."""

    front: papers.DossierVolume
    sha256: str
    last: Entry

    @property
    def head(self) -> str:
        """The digest of the newest entry."""
        return self.last.digest


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
    return Written(front, digest, last)


def bound(asked: Entry, watch: Watch | None = None) -> Bound:
    """The volume that an entry asked for, bound and registered once; raises NotNow.

    The first to be bound stands: binding takes minutes, and a second worker may have begun. What
    was bound and not registered stays nowhere.
    """
    if known := _known(asked):
        return known
    kept, newest = _kept(asked, watch)
    registered_now = _registered(asked, kept, newest)
    store.drop(kept.digests - (registered_now.digests if registered_now else set()))
    if registered_now is None:
        raise NotNow(_("A submission was erased while the PDF was bound. It is bound anew."))
    return registered_now


def _known(asked: Entry) -> Bound | None:
    entry = registered.standing(asked.decision).filter(facts__asked=asked.seq).first()
    return registered.bound(entry) if entry else None


def _kept(asked: Entry, watch: Watch | None) -> tuple[Bound, int]:
    """The files of a volume in the store, and the number of the newest entry it knows."""
    with tempfile.TemporaryFile() as file:
        written = write(asked.decision_id, file, watch)
        front, pdf = written.front, store.store_file(file)
    listed = store.store(canonical(papers.snapshot(front)))
    return Bound(pdf, listed, front.pages()), written.last.seq


@transaction.atomic
def _registered(asked: Entry, kept: Bound, newest: int) -> Bound | None:
    """The volume on the record; None where it still says what was erased since it was gathered."""
    decision: Decision = lock(asked.decision_id)
    if known := _known(asked):
        return known
    if registered.erased_at(decision) > newest:
        return None
    enter(
        decision,
        timezone.now(),
        act=ACT,
        articles=["33"],
        summary=f"登记整卷PDF，共{kept.pages}页",
        facts={
            "asked": asked.seq,
            "pdf": kept.pdf,
            "list": kept.listed,
            "pages": kept.pages,
            "carried": True,  # by every package made from now on
        },
    )
    return kept
