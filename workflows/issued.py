"""Puts issued papers into the record: what each says, and its PDF once there is one.

A notice is issued after the entry of its act is written, so a later entry keeps its digests: that
of the worker which made the PDF, or of the next sweep (60 s at most). ``fsck`` compares them.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from notices.models import Notice
from workflows.act import lock
from workflows.sweep import enter

ACT = "register_notices"


def sweep_notices() -> int:
    """Register every notice that is not in the record as it stands; returns how many."""
    waiting = Notice.objects.filter(registered=None).order_by()
    return sum(register(pk) for pk in waiting.values_list("decision", flat=True).distinct())


@transaction.atomic
def register(decision_id: int, now: datetime | None = None) -> int:
    """Register what is new of one decision's notices; doing it twice changes nothing."""
    decision = lock(decision_id)
    waiting = Notice.objects.filter(decision=decision, registered=None)
    notices = list(waiting.select_related("signed").order_by("id"))
    if not notices:
        return 0
    entry = enter(
        decision,
        now or timezone.now(),
        act=ACT,
        articles=["33"],
        summary=f"登记公文{len(notices)}件",
        facts={"notices": [said(notice) for notice in notices]},
    )
    return Notice.objects.filter(pk__in=[n.pk for n in notices]).update(registered=entry)


def said(notice: Notice) -> dict[str, Any]:
    """What the record keeps of a notice; ``pdf`` is empty until it is made.

    ``signed`` is the digest of the signed file; a notice that nobody signed says nothing of it.
    """
    signature = notice.signature
    return ({"signed": signature.sha256} if signature else {}) | {
        "notice": notice.pk,
        "kind": notice.kind,
        "title": notice.title,
        "number": notice.number_text,
        "public": notice.public,
        "issued_on": notice.issued_on.isoformat(),
        "snapshot": notice.snapshot_sha256,
        "pdf": notice.sha256,
    }
