"""Receipts (回执): the private code shown once, the public number, and the leaf of a submission.

A code has 130 bits and only its SHA-256 is kept. It is derived from the form's own token under
the server's key, so that a form sent twice shows the same receipt twice. What a leaf covers is
written down in docs/record.md.
"""

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.conf import settings

from decisions.models import Submission
from workflows import record

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O, U: read aloud without mistake
CODE_LENGTH, NUMBER_LENGTH = 26, 12  # characters of 5 bits
MISREAD = str.maketrans("ILO", "110")


def code(token: UUID) -> str:
    """The private code of the form with this token, in groups fit to be written down."""
    secret = hmac.new(settings.SECRET_KEY.encode(), b"receipt\n" + token.bytes, hashlib.sha256)
    return _grouped(_spelt(int.from_bytes(secret.digest()), CODE_LENGTH), 5)


def digest(typed: str) -> str:
    """The digest under which a code is kept, however it was typed."""
    plain = "".join(c for c in typed.upper().translate(MISREAD) if c in ALPHABET)
    return hashlib.sha256(plain.encode()).hexdigest()


def number(year: int) -> str:
    """A fresh public number; it names a submission and opens nothing."""
    return f"{year}-{_grouped(_spelt(secrets.randbits(5 * NUMBER_LENGTH), NUMBER_LENGTH), 4)}"


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


def _spelt(value: int, length: int) -> str:
    return "".join(ALPHABET[(value >> 5 * place) & 31] for place in range(length))


def _grouped(text: str, size: int) -> str:
    return "-".join(text[start : start + size] for start in range(0, len(text), size))
