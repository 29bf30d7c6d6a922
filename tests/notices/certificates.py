"""Test authorities: one for certificates of any time, one whose time stamp server answers on a real
local port (RFC 3161).
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from django.utils import timezone
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

DER = serialization.Encoding.DER
PEM = serialization.Encoding.PEM
OTHER_USES = (
    *("digital_signature", "key_encipherment", "data_encipherment", "key_agreement"),
    *("key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
)


@dataclass(frozen=True)
class Authority:
    """A root of its own that issues certificates for any time, past ones too."""

    key: Any
    root: x509.Certificate

    def issue(self, key: Any, begins: datetime, ends: datetime) -> x509.Certificate:
        """A certificate to sign papers with."""
        use = dict.fromkeys(OTHER_USES, False) | {"digital_signature": True}
        return (
            _dated("测试机关", key, self.root.subject, begins, ends)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(x509.KeyUsage(content_commitment=True, **use), critical=True)
            .sign(self.key, hashes.SHA256())
        )

    def list_of(
        self, gone: dict[x509.Certificate, datetime], at: datetime, *more: x509.ExtensionType
    ) -> x509.CertificateRevocationList:
        """Its list of revoked certificates (certificate → since when), made at a moment."""
        made = x509.CertificateRevocationListBuilder(issuer_name=self.root.subject)
        made = made.last_update(at).next_update(at + timedelta(days=30))
        for certificate, since in gone.items():
            entry = x509.RevokedCertificateBuilder(certificate.serial_number, since)
            made = made.add_revoked_certificate(entry.build())
        for extension in more:
            made = made.add_extension(extension, critical=True)
        return made.sign(self.key, hashes.SHA256())


def root_authority(trusted: Path) -> Authority:
    """An authority that is twelve years old; its root is put among the trusted ones."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "测试根证书")])
    now = timezone.now()
    use = dict.fromkeys(OTHER_USES, False) | {"key_cert_sign": True, "crl_sign": True}
    root = (
        _dated("测试根证书", key, name, now - timedelta(days=4400), now + timedelta(days=400))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(content_commitment=False, **use), critical=True)
        .sign(key, hashes.SHA256())
    )
    (trusted / "test.pem").write_bytes(root.public_bytes(PEM))
    return Authority(key, root)


def _dated(
    name: str, key: Any, by: x509.Name, begins: datetime, ends: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(by)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(ends)
    )


def stamp_authority(trusted: Path | None, at: datetime | None = None) -> DummyTimeStamper:
    """A time stamp authority of its own, its certificate among the trusted ones where they are.

    ``at`` is what its clock says, now if nothing.
    """
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "样例时间戳")])
    now = timezone.now()
    stamping = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
    certificate = (
        x509.CertificateBuilder(issuer_name=name, subject_name=name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=4000))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(stamping, critical=True)
        .sign(key, hashes.SHA256())
    )
    if trusted:
        (trusted / "stamps.pem").write_bytes(certificate.public_bytes(PEM))
    no_encryption = serialization.NoEncryption()
    private = key.private_bytes(DER, serialization.PrivateFormat.PKCS8, no_encryption)
    return DummyTimeStamper(
        asn1_x509.Certificate.load(certificate.public_bytes(DER)),
        keys.PrivateKeyInfo.load(private),
        fixed_dt=at,
    )


@contextmanager
def stamp_server(authority: DummyTimeStamper) -> Iterator[str]:
    """Serves time stamps over HTTP and gives the address."""

    class Stamps(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = self.rfile.read(int(self.headers["Content-Length"]))
            answer = authority.request_tsa_response(tsp.TimeStampReq.load(asked)).dump()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *said: Any) -> None:
            """Says nothing."""

    server = HTTPServer(("127.0.0.1", 0), Stamps)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
