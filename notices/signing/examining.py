"""Says of a file, to anybody, who signed it, when, whether it is whole, and whether it adds up.

Called by the verify page and ``manage.py verify_paper``. The file is read in a process of its own
(reading.py); here stand the comparison with the record's digests and the sum of the numbers.
Whether a certificate was revoked is asked nowhere, and said so.
"""

import json
from base64 import b64encode
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.db.models import Q
from django.utils import timezone

from notices import carried, papers, sandbox
from notices.models import Notice
from notices.sandbox import Limits, RenderFailed
from notices.signing import identities

LARGEST = 20 << 20  # bytes of a file that is examined for anybody
INSIDE = 32 << 20  # bytes of a file inside such a file
LIMITS = Limits(seconds=60, megabytes=768)
SECONDS, MEGABYTES = 6, 48  # more for each megabyte of a file that an operator examines


class Unreadable(Exception):
    """The file is no PDF that can be read, or is too large."""


@dataclass(frozen=True)
class Signature:
    """One signature of a file; moments in ISO 8601."""

    signer: str
    issuer: str
    certificate_sha256: str
    valid_until: str
    claimed_at: str | None  # by the signer's own clock
    stamped_at: str | None  # by a time stamp server that is trusted here
    intact: bool
    unchanged_since: bool
    trusted: bool  # the certificate led to a trusted root when it signed, as far as is proven
    known: bool  # it did while it was valid

    @property
    def stamped(self) -> datetime | None:
        """The moment a time stamp server vouches for."""
        return datetime.fromisoformat(self.stamped_at) if self.stamped_at else None

    @property
    def claimed(self) -> datetime | None:
        """The moment by the signer's own clock."""
        return datetime.fromisoformat(self.claimed_at) if self.claimed_at else None

    @property
    def until(self) -> datetime:
        """The last moment at which the certificate is valid."""
        return datetime.fromisoformat(self.valid_until)

    @property
    def ran_out(self) -> bool:
        """Whether the certificate is valid no more."""
        return self.until < timezone.now()

    def holds(self) -> bool:
        """Whether what was signed is what is there, whoever signed."""
        return self.intact and self.unchanged_since


@dataclass(frozen=True)
class Finding:
    """What was found; ``notice`` is the paper of this installation that the file belongs to."""

    sha256: str
    signatures: tuple[Signature, ...]
    numbers_agree: bool | None  # None: the file carries no data to add up
    data_sha256: str
    notice: Notice | None = None
    as_issued: bool = False  # it is the file on record

    def signed_part_holds(self) -> bool:
        """Whether nothing was changed since any of the signatures."""
        return all(one.holds() for one in self.signatures)

    def whole(self) -> bool:
        """Whether nothing contradicts the file: signatures, numbers, and the record's digest."""
        return (
            self.signed_part_holds()
            and self.numbers_agree is not False
            and (not self.notice or self.as_issued)
        )

    def vouched_for(self) -> bool:
        """Whether it is whole and signed by somebody this installation trusts."""
        known = bool(self.signatures) and all(one.trusted for one in self.signatures)
        return self.whole() and known

    def told(self) -> dict[str, Any]:
        """The finding as data."""
        return {
            "sha256": self.sha256,
            "whole": self.whole(),
            "vouched_for": self.vouched_for(),
            "signatures": [asdict(one) | {"ran_out": one.ran_out} for one in self.signatures],
            "revocation_asked": False,
            "numbers_agree": self.numbers_agree,
            "data_sha256": self.data_sha256,
            "code": carried.shown(self.data_sha256) if self.data_sha256 else "",
            "issued_here": self.notice is not None,
            "as_issued": self.as_issued,
        }


def examine(data: bytes) -> Finding:
    """Examines a file that somebody sends in; raises Unreadable for a large one too."""
    if len(data) > LARGEST:
        raise Unreadable
    with TemporaryDirectory(prefix="sent-") as folder:
        path = Path(folder, "sent.pdf")
        path.write_bytes(data)
        return _examined(path, LIMITS, INSIDE)


def examine_file(path: Path) -> Finding:
    """Examines a file of any size, in a process that may use more the larger it is."""
    size = path.stat().st_size >> 20
    limits = Limits(LIMITS.seconds + size * SECONDS, LIMITS.megabytes + size * MEGABYTES)
    return _examined(path, limits, None)


def _examined(path: Path, limits: Limits, inside: int | None) -> Finding:
    """Reads a file under limits and compares it with the record; raises Unreadable."""
    with path.open("rb") as file:
        if not file.read(1024).lstrip().startswith(b"%PDF-"):
            raise Unreadable
    with TemporaryDirectory(prefix="inside-") as folder:
        read = _read(path, Path(folder), limits, inside)
        snapshot, annex = (_laid(folder, name) for name in (carried.SNAPSHOT, carried.ANNEX))
    agree, digest = _numbers(snapshot, annex)
    notice = _notice(read["revisions"] + [read["sha256"]], digest)
    signatures = tuple(Signature(**one) for one in read["signatures"])
    as_issued = notice is not None and _as_issued(notice, read, signatures)
    return Finding(read["sha256"], signatures, agree, digest, notice, as_issued)


def _read(path: Path, into: Path, limits: Limits, most: int | None) -> dict[str, Any]:
    roots = [b64encode(pem).decode() for pem in identities.trusted()]
    job = {"roots": roots, "path": str(path.resolve()), "into": str(into), "most": most}
    try:
        said = sandbox.run("notices.signing.reading", json.dumps(job).encode(), limits, 0)
    except RenderFailed as fault:
        raise Unreadable from fault
    read: dict[str, Any] = json.loads(said)
    return read


def _laid(folder: str, name: str) -> bytes | None:
    path = Path(folder, name)
    return path.read_bytes() if path.exists() else None


def _as_issued(notice: Notice, read: dict[str, Any], signatures: tuple[Signature, ...]) -> bool:
    """The file printed or signed here; or the latter with nothing more than an archive's stamp.

    That a file begins with ours proves nothing: anyone can add a page behind it.
    """
    if read["sha256"] in (notice.sha256, notice.file):
        return True
    kept_provable = bool(signatures) and all(one.trusted and one.holds() for one in signatures)
    return kept_provable and notice.signature is not None and notice.file in read["revisions"]


def _notice(digests: list[str], data: str) -> Notice | None:
    """The paper that the file is, or at least that its data are of."""
    rows = Notice.objects.select_related("decision__organ", "number", "registered", "signed")
    by_file = rows.filter(Q(sha256__in=digests) | Q(signed__sha256__in=digests)).first()
    return by_file or (rows.filter(snapshot_sha256=data).first() if data else None)


def _numbers(snapshot: bytes | None, annex: bytes | None) -> tuple[bool | None, str]:
    """Adds the numbers up again from the data inside; None where there are none."""
    if snapshot is None:
        return None, ""
    try:
        data = json.loads(snapshot)
        digest = carried.digest(data)
    except (ValueError, TypeError, RecursionError):
        return False, ""
    return any(_adds_up(kind, data, annex) for kind in papers.PAPERS), digest


def _adds_up(kind: str, data: dict[str, Any], annex: bytes | None) -> bool:
    """A paper that contradicts itself cannot be made; its annex follows from its data."""
    try:
        return carried.attachments(kind, data).get(carried.ANNEX) == annex
    except (papers.NotAPaper, AttributeError, TypeError, ValueError):
        return False
