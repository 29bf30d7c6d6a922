"""Signers: how the bytes of a paper become a signed file.

``Signer`` is the one seam: another algorithm (SM2 with an SM3 digest) or another file (OFD) is
another class that ``signer_of`` hands out. What is here signs PAdES with pyHanko, by a PKCS#12
file or a PKCS#11 device, as the author of the paper: nothing may be changed after it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, Protocol

from notices.archive_pdf import FIELD
from notices.signing import identities
from notices.signing.errors import SigningFailed
from notices.signing.identities import Identity
from notices.signing.look import Look

STAMP_SECONDS = 20  # how long a time stamp server may take
DIGEST = "sha256"


@dataclass(frozen=True)
class Signed:
    """A signed file, and with whose certificate (its name and SHA-256) it was signed."""

    data: bytes
    signer: str
    certificate: str
    timestamped: bool


class Signer(Protocol):
    """Signs a paper for one organ."""

    def sign(self, data: bytes, look: Look | None) -> Signed:
        """Signs the empty field of a PDF; raises SigningFailed when it cannot be done now."""


def digest(data: bytes) -> str:
    """The SHA-256 (hex) of a file."""
    return sha256(data).hexdigest()


def signer_of(organ: str) -> Signer | None:
    """Who signs for an organ's code; None where nobody does."""
    identity = identities.of(organ)
    return Pades(identity) if identity else None


@dataclass(frozen=True)
class Pades:
    """Signs PAdES: the first revision stays as it was, byte for byte, and the signature follows."""

    identity: Identity

    def sign(self, data: bytes, look: Look | None) -> Signed:
        """Signs with the organ's key, and asks for a time stamp where a server is named."""
        from pyhanko.sign.general import SigningError

        try:
            with self._key() as key:
                signed = self._signed(key, data, look)
                certificate = key.signing_cert
        except OSError as fault:
            name = Path(fault.filename).name if isinstance(fault.filename, str) else ""
            raise SigningFailed(f"{name} {fault.strerror or fault}".strip()) from fault
        except (SigningError, ValueError) as fault:
            raise SigningFailed(f"{type(fault).__name__}: {fault}") from fault
        named = certificate.subject.native
        return Signed(
            signed,
            str(named.get("common_name") or certificate.subject.human_friendly),
            certificate.sha256.hex(),
            bool(self.identity.timestamp),
        )

    def _signed(self, key: Any, data: bytes, look: Look | None) -> bytes:
        from pyhanko.sign import PdfSignatureMetadata, PdfSigner
        from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter

        how = PdfSignatureMetadata(
            field_name=FIELD,
            md_algorithm=DIGEST,
            subfilter=SigSeedSubFilter.PADES,
            certify=True,
            docmdp_permissions=MDPPerm.NO_CHANGES,
        )
        style = look.style() if look else None
        signer = PdfSigner(how, key, timestamper=self._timestamper(), stamp_style=style)
        written = signer.sign_pdf(_same_metadata(data), output=BytesIO())
        return bytes(written.getvalue())

    def _timestamper(self) -> Any:
        from pyhanko.sign.timestamps.requests_client import RequestsHTTPTimeStamper

        if not self.identity.timestamp:
            return None
        return RequestsHTTPTimeStamper(self.identity.timestamp, timeout=STAMP_SECONDS)

    @contextmanager
    def _key(self) -> Iterator[Any]:
        if self.identity.slot:
            with _device(self.identity) as key:
                yield key
        else:
            yield _file(self.identity)


def _same_metadata(data: bytes) -> Any:
    """A writer that leaves title, dates and standards of the paper as they were printed.

    pyHanko would set its own name and clock there and spell the identifiers of the archive anew.
    """
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    class SameMetadata(IncrementalPdfFileWriter):
        def _update_meta(self) -> None:
            pass

    return SameMetadata(BytesIO(data))


def _file(identity: Identity) -> Any:
    from pyhanko.sign import SimpleSigner

    assert identity.pkcs12 is not None
    password = identity.password().encode()
    data = identity.pkcs12.read_bytes()
    try:
        key = SimpleSigner.load_pkcs12_data(data, [], passphrase=password)
    except ValueError:
        key = None
    if key is None:
        raise SigningFailed(f"{identity.pkcs12.name}: wrong password, or no PKCS#12 file")
    return key


@contextmanager
def _device(identity: Identity) -> Iterator[Any]:
    from pkcs11.exceptions import PKCS11Error
    from pyhanko.config.pkcs11 import TokenCriteria
    from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session

    slot = identity.slot
    assert slot is not None
    named = {"cert_label": slot.certificate, "key_label": slot.key or slot.certificate}
    try:
        token, pin = TokenCriteria(label=slot.token), identity.password() or None
        with open_pkcs11_session(slot.module, token_criteria=token, user_pin=pin) as session:
            # The digest is made here: not every device has a mechanism that makes it itself.
            yield PKCS11Signer(session, use_raw_mechanism=True, **named)
    except (PKCS11Error, RuntimeError) as fault:  # the latter: the library cannot be loaded
        said = f"{Path(slot.module).name}, {slot.token}: {type(fault).__name__} {fault}"
        raise SigningFailed(said.strip()) from fault
