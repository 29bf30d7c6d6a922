"""What the signatures of a file prove, and the data it carries; reads strangers' files.

Runs as a job of its own under limits (sandbox.py), called by examining.py. Asks nothing of the
network: no list of revoked certificates, no other server; who is trusted came along with the job.
"""

import json
import logging
import re
import sys
from base64 import b64decode
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from itertools import islice
from typing import Any

from notices import carried, sandbox
from notices.sandbox import Limits

MOST = 16  # signatures and files inside that are looked at
LARGEST = 32 << 20  # bytes of a file inside
END = re.compile(rb"%%EOF\r?\n?")
ANY_USE = {"digital_signature", "non_repudiation"}


class NotReadable(Exception):
    """The file is no PDF that can be read."""


def read(data: bytes, roots: list[bytes]) -> dict[str, Any]:
    """Everything that can be said of a file by itself; raises NotReadable for what is no PDF."""
    return {
        "sha256": sha256(data).hexdigest(),
        "revisions": _revisions(data),
        "signatures": list(_signatures(data, roots)),
        "inside": {name: part.decode("latin-1") for name, part in _inside(data).items()},
    }


def _revisions(data: bytes) -> list[str]:
    """The digests of what the file was before each addition, oldest first.

    A signature is added behind the unsigned paper, which so stays inside byte for byte.
    """
    ends = [one.end() for one in islice(END.finditer(data), MOST)]
    return [sha256(data[:end]).hexdigest() for end in ends]


def _inside(data: bytes) -> dict[str, bytes]:
    """The snapshot and the annex that the file carries."""
    import pikepdf

    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            names = [name for name in (carried.SNAPSHOT, carried.ANNEX) if name in pdf.attachments]
            files = {name: pdf.attachments[name].get_file() for name in names}
            return {name: file.read_bytes() for name, file in files.items() if _fits(file)}
    except pikepdf.PdfError as fault:
        raise NotReadable(str(fault)) from fault


def _fits(file: Any) -> bool:
    return 0 <= int(file.size or 0) <= LARGEST


def _signatures(data: bytes, roots: list[bytes]) -> Iterator[dict[str, Any]]:
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader

    try:
        found = PdfFileReader(BytesIO(data), strict=False).embedded_regular_signatures
        for one in found[:MOST]:
            yield _signature(one, roots)
    except (PdfError, ValueError, TypeError, KeyError, IndexError, AttributeError) as fault:
        raise NotReadable(f"{type(fault).__name__}: {fault}") from fault


def _signature(one: Any, roots: list[bytes]) -> dict[str, Any]:
    """Who signed, when, and whether what was signed is still what is there."""
    certificate = one.signer_cert
    status = _validated(one, roots, None)
    stamped = _stamped(status.timestamp_validity)
    if stamped:  # a certificate that ran out since was good when it signed
        status = _validated(one, roots, stamped)
    claimed = one.self_reported_timestamp
    return {
        "signer": _called(certificate.subject),
        "issuer": _called(certificate.issuer),
        "certificate_sha256": certificate.sha256.hex(),
        "valid_until": certificate.not_valid_after.isoformat(),
        "claimed_at": claimed.isoformat() if claimed else None,
        "stamped_at": stamped.isoformat() if stamped else None,
        "intact": bool(status.intact and status.valid),
        "unchanged_since": _unchanged(status),
        "trusted": bool(status.trusted),
    }


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
        roots = [b64decode(pem) for pem in job["roots"]]
        found = read(b64decode(job["data"]), roots)
    except MemoryError:
        return sandbox.OUT_OF_MEMORY
    except Exception as fault:
        sys.stderr.write(f"{type(fault).__name__}: {fault}".replace("\n", " ")[:300])
        return sandbox.FAULT
    sys.stdout.write(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(_main(*sys.argv[1:]))
