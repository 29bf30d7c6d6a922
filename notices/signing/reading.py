"""What the signatures of a file prove, and the data it carries; reads strangers' files.

Runs as a job of its own under limits (sandbox.py), called by examining.py. Asks nothing of the
network: who is trusted, and the lists of revoked certificates, came along with the job.
"""

import json
import logging
import mmap
import re
import sys
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

from notices import carried, sandbox
from notices.sandbox import Limits
from notices.signing import revocation

MOST = 16  # signatures and files inside that are looked at
END = re.compile(rb"%%EOF\r?\n?")
ANY_USE = {"digital_signature", "non_repudiation"}


@dataclass(frozen=True)
class Trust:
    """Who is trusted: root certificates (PEM), lists of revoked certificates (PEM or DER)."""

    roots: list[bytes]
    lists: list[bytes]


class NotReadable(Exception):
    """The file is no PDF that can be read."""


def read(path: Path, trust: Trust, into: Path, most: int | None) -> dict[str, Any]:
    """Everything that can be said of a file by itself; raises NotReadable for what is no PDF.

    The data it carries are laid into a folder, those of more than ``most`` bytes left out.
    """
    whole, revisions = _digests(path)
    return {
        "sha256": whole,
        "revisions": revisions,
        "signatures": list(_signatures(path, trust)),
        "inside": list(_laid_out(path, into, most)),
    }


def _digests(path: Path) -> tuple[str, list[str]]:
    """The digest of the file, and of what it was before each addition, oldest first.

    A signature is added behind the unsigned paper, which so stays inside byte for byte.
    """
    told, at, found = sha256(), 0, []
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        for end in [one.end() for one in islice(END.finditer(data), MOST)]:
            _add(told, data, at, end)
            found.append(told.hexdigest())
            at = end
        _add(told, data, at, len(data))
    return told.hexdigest(), found


def _add(told: Any, data: mmap.mmap, start: int, end: int) -> None:
    for at in range(start, end, 1 << 20):
        told.update(data[at : min(at + (1 << 20), end)])


def _laid_out(path: Path, into: Path, most: int | None) -> Iterator[str]:
    """The names of the snapshot and the annex, where the file carries them."""
    import pikepdf

    try:
        with pikepdf.open(path) as pdf:
            for name in (carried.SNAPSHOT, carried.ANNEX):
                if name not in pdf.attachments:
                    continue
                file = pdf.attachments[name].get_file()
                if most is None or 0 <= int(file.size or 0) <= most:
                    (into / name).write_bytes(file.read_bytes())
                    yield name
    except pikepdf.PdfError as fault:
        raise NotReadable(str(fault)) from fault


def _signatures(path: Path, trust: Trust) -> Iterator[dict[str, Any]]:
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        with path.open("rb") as file:
            found = PdfFileReader(file, strict=False).embedded_regular_signatures
            for one in found[:MOST]:
                yield _signature(one, trust)
    except (PdfError, ValueError, TypeError, KeyError, IndexError, AttributeError) as fault:
        raise NotReadable(f"{type(fault).__name__}: {fault}") from fault


def _signature(one: Any, trust: Trust) -> dict[str, Any]:
    """Who signed, when, and whether what was signed is still what is there."""
    certificate, roots = one.signer_cert, trust.roots
    status = _validated(one, roots, None)
    stamped = _stamped(status.timestamp_validity)
    if stamped:  # a certificate that ran out since was good when it signed
        status = _validated(one, roots, stamped)
    # Whether a trusted root stood behind the certificate while it was valid.
    then = status if status.trusted else _validated(one, roots, _last_moment(certificate))
    looked = revocation.looked_up(_chain(then), trust.lists)
    claimed = one.self_reported_timestamp
    return {
        "signer": _called(certificate.subject),
        "issuer": _called(certificate.issuer),
        "certificate_sha256": certificate.sha256.hex(),
        "valid_until": certificate.not_valid_after.isoformat(),
        "known": bool(then.trusted),
        "claimed_at": claimed.isoformat() if claimed else None,
        "stamped_at": stamped.isoformat() if stamped else None,
        "intact": bool(status.intact and status.valid),
        "unchanged_since": _unchanged(status),
        "trusted": bool(status.trusted) and _signed_before(stamped, looked["revoked_at"]),
        **looked,
    }


def _last_moment(certificate: Any) -> datetime:
    last: datetime = certificate.not_valid_after - timedelta(seconds=1)
    return last


def _chain(status: Any) -> list[bytes]:
    """The certificates from the trusted root down to the signer's, none where nobody is trusted."""
    path = status.validation_path if status.trusted else None
    return [one.dump() for one in path.iter_certs(include_root=True)] if path else []


def _signed_before(stamped: datetime | None, revoked: str | None) -> bool:
    """Whether it is proven that it signed before it was revoked, if it ever was."""
    return not revoked or (stamped is not None and stamped < datetime.fromisoformat(revoked))


def _called(name: Any) -> str:
    return str(name.native.get("common_name") or name.human_friendly)


def _unchanged(status: Any) -> bool:
    """Whether the file ends with the signature, or with an archive's stamp and nothing else."""
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation import SignatureCoverageLevel

    whole = status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    return whole or status.modification_level is ModificationLevel.LTA_UPDATES


def _validated(one: Any, roots: list[bytes], moment: datetime | None) -> Any:
    from pyhanko.sign.validation import KeyUsageConstraints, validate_pdf_signature

    use = KeyUsageConstraints(key_usage=ANY_USE, match_all_key_usages=False)
    context, now = _context(roots, moment), _context(roots, None)
    return validate_pdf_signature(one, context, ts_validation_context=now, key_usage_settings=use)


def _context(roots: list[bytes], moment: datetime | None) -> Any:
    """Trust in the given roots alone, at a moment that a time stamp proves, else now."""
    from pyhanko.keys.pemder import load_certs_from_pemder_data
    from pyhanko_certvalidator import ValidationContext

    anchors = [certificate for pem in roots for certificate in load_certs_from_pemder_data(pem)]
    at = {"moment": moment} if moment else {}
    return ValidationContext(
        trust_roots=anchors, allow_fetching=False, revocation_mode="soft-fail", **at
    )


def _stamped(found: Any) -> datetime | None:
    """The moment that a trusted time stamp server vouches for."""
    sound = found is not None and found.intact and found.valid and found.trusted
    return found.timestamp.astimezone(UTC) if sound else None


def _main(seconds: str, megabytes: str) -> int:
    sandbox.bind(Limits(int(seconds), int(megabytes)))
    logging.disable(logging.CRITICAL)
    job = json.load(sys.stdin.buffer)
    try:
        trust = Trust(*([b64decode(one) for one in job[kind]] for kind in ("roots", "lists")))
        found = read(Path(job["path"]), trust, Path(job["into"]), job["most"])
    except MemoryError:
        return sandbox.OUT_OF_MEMORY
    except Exception as fault:
        sys.stderr.write(f"{type(fault).__name__}: {fault}".replace("\n", " ")[:300])
        return sandbox.FAULT
    sys.stdout.write(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(_main(*sys.argv[1:]))
