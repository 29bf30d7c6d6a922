"""A test authority with a time stamp server that answers on a real local port (RFC 3161)."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

from asn1crypto import keys, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from django.utils import timezone
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

DER = serialization.Encoding.DER
PEM = serialization.Encoding.PEM


def stamp_authority(trusted: Path) -> DummyTimeStamper:
    """A time stamp authority of its own; its certificate is put among the trusted ones."""
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
    (trusted / "stamps.pem").write_bytes(certificate.public_bytes(PEM))
    no_encryption = serialization.NoEncryption()
    private = key.private_bytes(DER, serialization.PrivateFormat.PKCS8, no_encryption)
    return DummyTimeStamper(
        asn1_x509.Certificate.load(certificate.public_bytes(DER)),
        keys.PrivateKeyInfo.load(private),
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
