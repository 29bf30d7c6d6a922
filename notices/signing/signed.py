"""Signs a notice that is printed: who signs, with which seal, and the file that comes of it.

Called by the job of workflows/doers.py only, never in a request. The number and the words stand
before; signing twice gives one file.
"""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import Organ
from decisions import papers as store
from notices import composition
from notices.kinds import KINDS, the_organ
from notices.models import Notice, SignedCopy
from notices.signing import identities, signers
from notices.signing.look import Look, look_of

RECENT = timedelta(days=7)  # older papers stay as they went out, whoever gets a certificate later
SEAL_FACE = "Yijue Hei"


def waits(notice: Notice) -> bool:
    """Whether this notice is printed, holds, is not signed, and its organ signs."""
    if not notice.rendered_at or notice.void or notice.signature or not identities.codes():
        return False
    return _organ(notice).code in identities.codes()


def unsigned(now: datetime) -> QuerySet[Notice]:
    """The notices printed of late that an organ with a certificate has not signed yet."""
    codes = identities.codes()
    theirs = Q(decision__organ__code__in=codes) | Q(kind__in=_numbered_elsewhere())
    recent = Notice.objects.filter(theirs, rendered_at__gte=now - RECENT, signed=None)
    waiting = recent.filter(number__voided_at=None) if codes else recent.none()
    return waiting.select_related("decision__organ", "number").order_by("id")[:200]


def sign(notice_id: int) -> SignedCopy | None:
    """The signed file of a notice, made if it waits; raises SigningFailed when it cannot be now."""
    notice = Notice.objects.select_related("decision__organ", "number", "signed").get(pk=notice_id)
    if not waits(notice):
        return notice.signature
    organ = _organ(notice)
    signer = signers.signer_of(organ.code)
    assert signer is not None
    made = signer.sign(store.read(notice.sha256), _look(notice, organ))
    return _keep(notice, made)


def _keep(notice: Notice, made: signers.Signed) -> SignedCopy:
    """One file a notice: whoever comes second takes the first one's."""
    row = SignedCopy(notice=notice, size=len(made.data), signer=made.signer[:200])
    row.certificate, row.timestamped = made.certificate, made.timestamped
    try:
        with transaction.atomic():
            row.sha256, row.signed_at = signers.digest(made.data), timezone.now()
            row.save()
            store.store(made.data)
            Notice.objects.filter(pk=notice.pk).update(registered=None)
    except IntegrityError:
        return SignedCopy.objects.get(notice=notice)
    return row


def _look(notice: Notice, organ: Organ) -> Look | None:
    """The seal of whose name stands under the paper; an organ's seal is not an office's."""
    identity, name = identities.of(organ.code), str(notice.snapshot["organ"])
    faces = (path for face, path in composition.found() if face.family == SEAL_FACE)
    return look_of(
        identity.seal_of(name, organ.name) if identity else None,
        name,
        sample=bool(notice.snapshot.get("sample")),
        face=next(faces, None),
    )


def _organ(notice: Notice) -> Organ:
    return KINDS[notice.kind].numbered_by(notice.decision)


def _numbered_elsewhere() -> list[str]:
    return [kind for kind, spec in KINDS.items() if spec.numbered_by is not the_organ]
