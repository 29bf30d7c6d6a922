"""What lists of revoked certificates (RFC 5280) say of a certificate and those above it.

The lists lie beside the trusted roots (docs/deploy.md); nothing is fetched. A list counts only if
the certificate it speaks of and the list itself come from the same authority.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any, TypedDict


class Looked(TypedDict):
    """What was found, moments in ISO 8601; ``listed_as_of`` is None where a list is wanting."""

    revoked_at: str | None
    listed_as_of: str | None


def looked_up(chain: Sequence[bytes], lists: Iterable[bytes]) -> Looked:
    """Looks a chain of certificates (DER, the root first) up in the lists there are.

    Of several lists of one authority the newest counts for what is not on it, each for what is.
    """
    from cryptography import x509

    certificates = [x509.load_der_x509_certificate(der) for der in chain]
    known = list(_readable(lists))
    gone, days = [], []
    for above, one in pairwise(certificates):
        theirs = [found for found in known if _from(found, above)]
        gone += [at for found in theirs if (at := _revoked(found, one))]
        days.append(max((f.last_update_utc for f in theirs if _complete(f)), default=None))
    whole = bool(days) and None not in days
    return {
        "revoked_at": min(gone).isoformat() if gone else None,
        "listed_as_of": min(day for day in days if day).isoformat() if whole else None,
    }


def is_list(data: bytes) -> bool:
    """Whether bytes are a list at all."""
    return any(_readable([data]))


def until(data: bytes) -> datetime | None:
    """When the authority meant to have made the next list."""
    return next((found.next_update_utc for found in _readable([data])), None)


def _readable(lists: Iterable[bytes]) -> Iterator[Any]:
    from cryptography import x509

    for data in lists:
        load = x509.load_pem_x509_crl if data.startswith(b"-----") else x509.load_der_x509_crl
        try:
            yield load(data)
        except ValueError:
            continue


def _from(found: Any, above: Any) -> bool:
    """Whether the authority itself made this list."""
    from cryptography.exceptions import UnsupportedAlgorithm

    try:
        named = found.issuer == above.subject
        return named and found.is_signature_valid(above.public_key())
    except (UnsupportedAlgorithm, TypeError, ValueError):
        return False


def _revoked(found: Any, certificate: Any) -> datetime | None:
    entry = found.get_revoked_certificate_by_serial_number(certificate.serial_number)
    return entry.revocation_date_utc if entry else None


def _complete(found: Any) -> bool:
    """A part of a list (RFC 5280, 5.2.4 and 5.2.5) proves that one is on it, never that not."""
    from cryptography import x509

    partial = {x509.DeltaCRLIndicator, x509.IssuingDistributionPoint}
    return not any(type(extension.value) in partial for extension in found.extensions)
