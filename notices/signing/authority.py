"""Certificates that this software makes itself: for the demo and for trying things out.

Each is marked 样例 in its own name. An office gets its certificate from an electronic certification
service; nothing made here is ever taken for one, except where it was made.
"""

import secrets
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from notices.signing import identities

YEARS = timedelta(days=3650)
ROOT_NAME = "样例根证书（仅供演示）"


def lay_down(folder: Path, organs: dict[str, str]) -> None:
    """Make a root and a certificate for each organ (code → name), once; keys never leave here."""
    trusted = folder / identities.TRUSTED
    if any(trusted.glob("*.pem")):
        return
    trusted.mkdir(parents=True, exist_ok=True)
    key, root = _root()
    for code, name in organs.items():
        _organ(folder, code, name, key, root)
    (trusted / "sample.pem").write_bytes(_pem(root))


def _organ(folder: Path, code: str, name: str, above: Any, root: Any) -> None:
    from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

    key = _key()
    certificate = _issued(f"{name}（样例）", key, root.subject, above, authority=False)
    password = secrets.token_urlsafe(24)
    sealed = pkcs12.serialize_key_and_certificates(
        b"organ", key, certificate, [root], BestAvailableEncryption(password.encode())
    )
    _keep(folder / f"{code}.p12", sealed)
    _keep(folder / f"{code}.password", password.encode())
    told = f'pkcs12 = "{code}.p12"\npassword_file = "{code}.password"\n'
    (folder / f"{code}.toml").write_text(told, encoding="utf-8")


def _keep(path: Path, data: bytes) -> None:
    path.touch(mode=0o600)
    path.write_bytes(data)


def _root() -> tuple[Any, Any]:
    key = _key()
    return key, _issued(ROOT_NAME, key, None, key, authority=True)


def _key() -> Any:
    from cryptography.hazmat.primitives.asymmetric import ec

    return ec.generate_private_key(ec.SECP256R1())


def _issued(name: str, key: Any, by: Any, above: Any, *, authority: bool) -> Any:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes

    subject = _named(name)
    now = timezone.now()
    use = {
        "digital_signature": not authority,
        "content_commitment": not authority,
        "key_cert_sign": authority,
        "crl_sign": authority,
    }
    others = ("key_encipherment", "data_encipherment", "key_agreement")
    unused = dict.fromkeys((*others, "encipher_only", "decipher_only"), False)
    builder = (
        x509.CertificateBuilder(issuer_name=by or subject, subject_name=subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + YEARS)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**use, **unused), critical=True)
    )
    return builder.sign(above, hashes.SHA256())


def _named(name: str) -> Any:
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    parts = ((NameOID.COUNTRY_NAME, "CN"), (NameOID.COMMON_NAME, name[:64]))
    return x509.Name([x509.NameAttribute(oid, said) for oid, said in parts])


def _pem(certificate: Any) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding

    return bytes(certificate.public_bytes(Encoding.PEM))
