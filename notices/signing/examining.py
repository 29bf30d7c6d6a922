"""Says of a file, to anybody, who signed it, when, whether it is whole, and whether it adds up.

Called by the verify page and ``manage.py verify_paper``. The file is read in a process of its own
(reading.py); here stand the comparison with the record's digests and the sum of the numbers.
Whether a certificate was revoked is asked of the lists laid down here alone, and said so.
"""

import json
from base64 import b64encode
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.db.models import Q

from notices import carried, papers, sandbox
from notices.models import Notice
from notices.sandbox import Limits, RenderFailed
from notices.signing import identities
from notices.signing.found import Finding, Signature

LARGEST = 20 << 20  # bytes of a file that is examined for anybody
INSIDE = 32 << 20  # bytes of a file inside such a file
LIMITS = Limits(seconds=60, megabytes=768)
SECONDS, MEGABYTES = 6, 48  # more for each megabyte of a file that an operator examines


class Unreadable(Exception):
    """The file is no PDF that can be read, or is too large."""


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
    roots, lists = identities.trusted(), identities.revocation_lists().values()
    trust = {"roots": _told(roots), "lists": _told(lists)}
    job = trust | {"path": str(path.resolve()), "into": str(into), "most": most}
    try:
        said = sandbox.run("notices.signing.reading", json.dumps(job).encode(), limits, 0)
    except RenderFailed as fault:
        raise Unreadable from fault
    read: dict[str, Any] = json.loads(said)
    return read


def _told(files: Iterable[bytes]) -> list[str]:
    return [b64encode(data).decode() for data in files]


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
