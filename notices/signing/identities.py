"""Who signs for an organ: its certificate, its seal, its time stamps, as files beside the database.

The folder is the setting SIGNING_ROOT; ``<organ code>.toml`` in it names the rest (docs/deploy.md).
A password stands in a file or in an environment variable, never in the file that names it and
never in the database. Roots that this installation trusts lie in ``trusted/``.
"""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings

from notices.signing.errors import SigningFailed

CODE = re.compile(r"[\w-]{1,40}")
TRUSTED = "trusted"
KNOWN = {"pkcs12", "pkcs11", "password_file", "password_env", "seal", "seals", "timestamp"}
SLOT = {"module", "token", "certificate", "key"}


@dataclass(frozen=True)
class Slot:
    """A key in a device (PKCS#11): the library that opens it, the token, the labels in it."""

    module: str
    token: str
    certificate: str
    key: str = ""


@dataclass(frozen=True)
class Identity:
    """What an organ signs with; either ``pkcs12`` or ``slot`` is there."""

    organ: str  # its code
    folder: Path
    pkcs12: Path | None = None
    slot: Slot | None = None
    password_file: Path | None = None
    password_env: str = ""
    seal: Path | None = None  # a picture, drawn over signature and date
    seals: Mapping[str, Path] = field(default_factory=dict)  # of its offices, by their names
    timestamp: str = ""  # address of a time stamp server (RFC 3161)

    def seal_of(self, name: str, organ: str) -> Path | None:
        """The seal that belongs over a name: the organ's own, or that of an office it lists."""
        return self.seals.get(name) or (self.seal if name == organ else None)

    def password(self) -> str:
        """The password or PIN; raises SigningFailed where none is to be had."""
        if self.password_env:
            if self.password_env not in os.environ:
                raise SigningFailed(f"{self.password_env} is not set")
            return os.environ[self.password_env]
        if self.password_file is None:
            return ""
        try:
            return self.password_file.read_text(encoding="utf-8").strip("\r\n")
        except OSError as fault:
            raise SigningFailed(f"{self.password_file.name}: {fault.strerror}") from fault


def root() -> Path:
    """The folder of certificates and seals."""
    return Path(settings.SIGNING_ROOT)


def codes() -> list[str]:
    """The codes of the organs that sign."""
    return sorted(path.stem for path in root().glob("*.toml") if CODE.fullmatch(path.stem))


def of(organ: str) -> Identity | None:
    """The identity of an organ's code, or None; raises SigningFailed for a file that is wrong."""
    path = root() / f"{organ}.toml"
    if not CODE.fullmatch(organ) or not path.is_file():
        return None
    try:
        return _read(organ, path.parent, tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError) as fault:
        raise SigningFailed(f"{path.name}: {fault}") from fault


def trusted() -> list[bytes]:
    """The root certificates (PEM) that this installation trusts."""
    return [path.read_bytes() for path in sorted((root() / TRUSTED).glob("*.pem"))]


def revocation_lists() -> dict[str, bytes]:
    """The lists of revoked certificates (PEM or DER) laid beside the roots, by file name."""
    return {path.name: path.read_bytes() for path in sorted((root() / TRUSTED).glob("*.crl"))}


def _read(organ: str, folder: Path, told: Mapping[str, Any]) -> Identity:
    slot = told.get("pkcs11")
    if unknown := sorted({*told} - KNOWN | {*(slot or {})} - SLOT):
        raise SigningFailed(f"{organ}.toml: unknown: {unknown[0]}")
    if ("pkcs12" in told) == (slot is not None):
        raise SigningFailed(f"{organ}.toml: give either pkcs12 or pkcs11")
    beside = {
        name: folder / told[name] for name in ("pkcs12", "password_file", "seal") if name in told
    }
    more = {name: told[name] for name in ("password_env", "timestamp") if name in told}
    seals = {name: folder / file for name, file in told.get("seals", {}).items()}
    taken = Slot(**slot) if slot else None
    return Identity(organ, folder, slot=taken, seals=seals, **beside, **more)
