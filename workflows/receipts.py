"""Receipts (回执): the private code shown once, the public number, and the leaf of a submission.

A code has 130 bits and only its SHA-256 is kept. It is derived from the form's own token under
the server's key, so that a form sent twice shows the same receipt twice. What a leaf covers is
written down in docs/record.md.
"""

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings

from decisions.models import Submission
from workflows import record

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O, U: read aloud without mistake
CODE_LENGTH, NUMBER_LENGTH = 26, 12  # characters of 5 bits
_PAIRS = [ALPHABET[pair & 31] + ALPHABET[pair >> 5] for pair in range(1024)]
_VARIANT = {digit: "89ab"[int(digit, 16) & 3] for digit in "0123456789abcdef"}
_NUMBERS = (1 << 5 * NUMBER_LENGTH) - 1
MISREAD = str.maketrans("ILO", "110")


def code(token: UUID) -> str:
    """The private code of the form with this token, in groups fit to be written down."""
    return _grouped(_secret(token.bytes, settings.SECRET_KEY.encode()), 5)


def digest(typed: str) -> str:
    """The digest under which a code is kept, however it was typed."""
    plain = "".join(c for c in typed.upper().translate(MISREAD) if c in ALPHABET)
    return hashlib.sha256(plain.encode()).hexdigest()


def number(year: int) -> str:
    """A fresh public number; it names a submission and opens nothing."""
    return _numbered(year, secrets.randbits(5 * NUMBER_LENGTH))


class Fresh(NamedTuple):
    """What a new submission is given before it is sealed, as its columns keep it."""

    token: str
    receipt: str
    number: str
    salt: str


def fresh(year: int, count: int) -> list[Fresh]:
    """Tokens, receipts, numbers and salts for many submissions; their codes are shown to nobody."""
    key, width = settings.SECRET_KEY.encode(), 16 + 8 + 16
    chance = secrets.token_bytes(width * count)
    made = []
    for start in range(0, width * count, width):
        drawn = chance[start : start + 16].hex()
        token = f"{drawn[:12]}4{drawn[13:16]}{_VARIANT[drawn[16]]}{drawn[17:]}"  # RFC 9562, 5.4
        spelt = _secret(bytes.fromhex(token), key)
        drawn = int.from_bytes(chance[start + 16 : start + 24]) & _NUMBERS
        made.append(
            Fresh(
                token,
                hashlib.sha256(spelt.encode()).hexdigest(),
                _numbered(year, drawn),
                chance[start + 24 : start + width].hex(),
            )
        )
    return made


def said(submission: Submission, files: Iterable[str]) -> dict[str, Any]:
    """What the leaf covers: what was sent, never the contact, which may be deleted alone."""
    return {
        "v": 1,
        "decision": submission.decision_id,
        "activity": submission.activity_id,
        "number": submission.number,
        "channel": str(submission.channel),
        "submitter_kind": str(submission.submitter_kind),
        "identity": submission.identity,
        "name": submission.name,
        "publish_consent": submission.publish_consent,
        "text": submission.text,
        "files": sorted(files),
        "occurred_on": submission.occurred_on.isoformat(),
        "received_at": record.instant(submission.received_at),
    }


def seal(submission: Submission, files: Iterable[str] = ()) -> Submission:
    """Give an unsaved submission its salt and its leaf."""
    submission.salt = secrets.token_hex(16)
    submission.leaf = record.leaf(submission.salt, said(submission, files))
    return submission


def intact(submission: Submission, files: Iterable[str]) -> bool:
    """Whether what stands in the row is what the leaf committed to; erased text proves nothing."""
    if submission.erased_at is not None:
        return True
    return record.leaf(submission.salt, said(submission, files)) == submission.leaf


def _secret(token: bytes, key: bytes) -> str:
    """The characters of the code, without its hyphens."""
    secret = hmac.digest(key, b"receipt\n" + token, "sha256")
    return _spelt(int.from_bytes(secret), CODE_LENGTH)


def _numbered(year: int, drawn: int) -> str:
    spelt = _spelt(drawn, NUMBER_LENGTH)
    return f"{year}-{spelt[:4]}-{spelt[4:8]}-{spelt[8:]}"


def _spelt(value: int, length: int) -> str:
    """The lowest five bits first, two characters at a time."""
    return "".join([_PAIRS[(value >> shift) & 1023] for shift in range(0, 5 * length, 10)])


def _grouped(text: str, size: int) -> str:
    return "-".join(text[start : start + size] for start in range(0, len(text), size))
