"""Signing with a key that never leaves its device: a real token of SoftHSM, through PKCS#11."""

import shutil
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from django.utils import timezone

from decisions import papers as store
from notices.models import Notice, SignedCopy
from notices.signing import errors, examining, identities, signed
from tests.notices import certificates
from tests.notices.signing.conftest import identity

pytestmark = pytest.mark.django_db
MODULE = Path("/usr/lib/softhsm/libsofthsm2.so")
PIN, TOKEN = "4711-demo", "yunling"


@pytest.fixture(scope="module")
def library(tmp_path_factory: Any) -> Iterator[Path]:
    """SoftHSM with an empty folder of tokens; its library reads the setting once a process."""
    if not MODULE.exists():
        pytest.skip("softhsm2 is not installed")
    folder = tmp_path_factory.mktemp("tokens")
    told = folder / "softhsm2.conf"
    told.write_text(f"directories.tokendir = {folder}\nobjectstore.backend = file\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOFTHSM2_CONF", str(told))
        yield MODULE


KEYS = {
    "P-256": lambda: ec.generate_private_key(ec.SECP256R1()),
    "RSA": lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048),
}


@pytest.fixture(scope="module")
def roots(tmp_path_factory: Any) -> Path:
    """The folder of the root that the keys in the token are certified by."""
    folder: Path = tmp_path_factory.mktemp("roots")
    return folder


@pytest.fixture(scope="module")
def token(library: Path, roots: Path) -> Path:
    """A token with a key and a certificate of each kind; gives the library that opens it."""
    import pkcs11

    line = ["softhsm2-util", "--init-token", "--free", "--label", TOKEN, "--pin", PIN]
    subprocess.run([*line, "--so-pin", "so-pin-only"], check=True, capture_output=True)
    authority, now = certificates.root_authority(roots), timezone.now()
    for label, make in KEYS.items():
        key = make()
        certificate = authority.issue(key, now - timedelta(days=1), now + timedelta(days=1))
        _into_token(pkcs11.lib(str(library)), label, key, certificate)
    return library


def _into_token(library: Any, label: str, key: Any, certificate: Any) -> None:
    from pkcs11 import Attribute
    from pkcs11.util.x509 import decode_x509_certificate

    named = {Attribute.LABEL: label, Attribute.ID: label.encode(), Attribute.TOKEN: True}
    kept = {Attribute.SENSITIVE: True, Attribute.EXTRACTABLE: False}
    spelled = certificate.public_bytes(serialization.Encoding.DER)
    with library.get_token(token_label=TOKEN).open(rw=True, user_pin=PIN) as session:
        session.create_object(_decoded(key) | named | kept)
        session.create_object(decode_x509_certificate(spelled) | named)


def _decoded(key: Any) -> dict[Any, Any]:
    from pkcs11.util import ec as curves
    from pkcs11.util import rsa as moduli

    decode = moduli.decode_rsa_private_key if isinstance(key, rsa.RSAPrivateKey) else (
        curves.decode_ec_private_key
    )  # fmt: skip
    how = serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    decoded: dict[Any, Any] = decode(key.private_bytes(serialization.Encoding.DER, *how))
    return decoded


@pytest.fixture
def device(
    unsigned: Notice, folder: Path, token: Path, roots: Path, monkeypatch: pytest.MonkeyPatch
) -> Notice:
    """The notice, its organ's key in the token and nowhere else."""
    shutil.copytree(roots, folder / identities.TRUSTED)
    monkeypatch.setenv("YUNLING_PIN", PIN)
    _say(unsigned, folder)
    return unsigned


def _say(notice: Notice, folder: Path, token: str = TOKEN, label: str = "P-256") -> None:
    identity(notice, folder).write_text(
        f'password_env = "YUNLING_PIN"\n[pkcs11]\nmodule = "{MODULE}"\n'
        f'token = "{token}"\ncertificate = "{label}"\n'
    )


@pytest.mark.parametrize("label", KEYS)
def test_the_key_of_a_token_signs_and_the_signature_holds(
    device: Notice, folder: Path, tmp_path: Path, label: str
) -> None:
    _say(device, folder, label=label)
    copy = signed.sign(device.pk)
    assert copy is not None
    data = store.read(copy.sha256)
    assert data.startswith(store.read(device.sha256))
    found = examining.examine(data)
    (one,) = found.signatures
    assert (one.intact, one.unchanged_since, one.trusted) == (True, True, True)
    assert (found.vouched_for(), one.signer) == (True, copy.signer)
    _poppler_agrees(data, tmp_path)


def _poppler_agrees(data: bytes, folder: Path) -> None:
    if shutil.which("pdfsig"):
        (folder / "paper.pdf").write_bytes(data)
        line = ["pdfsig", "-nocert", str(folder / "paper.pdf")]
        said = subprocess.run(line, capture_output=True, text=True, check=False).stdout
        assert "Signature is Valid" in said


def test_the_key_cannot_be_taken_out(token: Path) -> None:
    import pkcs11

    with pkcs11.lib(str(token)).get_token(token_label=TOKEN).open(user_pin=PIN) as session:
        key = session.get_key(pkcs11.ObjectClass.PRIVATE_KEY, label="P-256")
        with pytest.raises(pkcs11.exceptions.AttributeSensitive):
            key[pkcs11.Attribute.VALUE]


@pytest.mark.parametrize(
    ("pin", "where", "said"),
    [
        ("wrong", {}, "PinIncorrect"),
        (PIN, {"token": "nowhere"}, "nowhere"),
        (PIN, {"label": "nobody"}, "nobody"),
    ],
)
def test_a_device_that_refuses_leaves_the_paper_unsigned_and_says_why(
    device: Notice,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    pin: str,
    where: dict[str, str],
    said: str,
) -> None:
    monkeypatch.setenv("YUNLING_PIN", pin)
    _say(device, folder, **where)
    with pytest.raises(errors.SigningFailed, match=said) as refused:
        signed.sign(device.pk)
    assert PIN not in str(refused.value)
    assert not SignedCopy.objects.exists()
