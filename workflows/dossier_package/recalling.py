"""Recalls packages and volumes that still say what was erased since (PIPL 47).

From the moment of the erasure on they are not handed out, in the same transaction; a job deletes
their bytes, however often its worker dies. The record keeps its entries and digests, which tell
nothing of what was said. What left the house before is beyond reach: the page says so to whoever
asks for a new package.
"""

from decisions import papers
from decisions.models import Entry
from workflows import outbox
from workflows.act import Doing
from workflows.dossier_package import registered
from workflows.models import DossierPackage, Job

KIND = "forget_packages"


def recall(doing: Doing) -> None:
    """Hand out nothing any more that was made before the act being done; ask for its deletion."""
    decision = doing.decision
    made = DossierPackage.objects.filter(decision=decision, recalled_at=None)
    made.update(recalled_at=doing.now)
    doing.then(lambda entry: [outbox.first(KIND, str(entry.pk), {"entry": entry.pk}, decision)])


@outbox.doer(KIND)
def forget(job: Job) -> None:
    """Delete the bytes of every package and volume made before the entry that erased."""
    entry = Entry.objects.select_related("decision").get(pk=job.payload["entry"])
    before = entry.decision.entries.filter(seq__lt=entry.seq)
    old = DossierPackage.objects.filter(decision=entry.decision, head__in=before.values("digest"))
    old.filter(recalled_at=None).update(recalled_at=entry.recorded_at)
    gone = set(old.values_list("sha256", flat=True))
    for volume in before.filter(act=registered.ACT):
        gone |= registered.bound(volume).digests
    papers.drop(gone)
