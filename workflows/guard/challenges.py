"""Proof of work after ALTCHA: a signed challenge, a number to be found, used once and not too late.

Made and checked with the ``altcha`` library under a key derived from the server's own. Nothing is
stored when a challenge is made; one that was used is a row (``SpentChallenge``), written in the
transaction of what it was spent on.
"""

import base64
import binascii
import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

import altcha
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from decisions import rows
from workflows.models import SpentChallenge

LASTS = timedelta(minutes=30)
ALGORITHM = "SHA-256"
LONGEST = 2000  # characters of an answer


class Unproved(Exception):
    """The answer proves nothing: forged, run out, wrong or used before."""


@dataclass(frozen=True)
class Proof:
    """An answer that holds; to be spent once."""

    signature: str
    expires_at: datetime

    def spent(self) -> tuple[SpentChallenge]:
        """The row that uses it up, beside what it is spent on; the database refuses a second."""
        return (SpentChallenge(signature=self.signature, expires_at=self.expires_at),)

    def spend_once(self) -> None:
        """Use it up by itself; raises Unproved when it was used before."""
        try:
            with transaction.atomic():
                rows.insert_together(self.spent())
        except IntegrityError as again:
            raise Unproved from again


def make(work: int) -> dict[str, Any]:
    """A fresh challenge whose number lies below ``work``."""
    made = altcha.create_challenge(
        ALGORITHM,
        1,
        counter=secrets.randbelow(max(work, 1)),
        expires_at=timezone.now() + LASTS,
        hmac_secret=_key(b"challenge"),
        hmac_key_secret=_key(b"answer"),
    )
    return dict(made.to_dict())


def check(answer: str) -> Proof:
    """The proof in an answer; raises Unproved."""
    given = _read(answer)
    found = altcha.verify_solution(given, _key(b"challenge"), hmac_key_secret=_key(b"answer"))
    runs_out = given.challenge.parameters.expires_at
    if not found.verified or not isinstance(runs_out, int):
        raise Unproved
    expires_at = datetime.fromtimestamp(runs_out, UTC)
    if expires_at <= timezone.now():
        raise Unproved
    return Proof(str(given.challenge.signature), expires_at)


def forget_old() -> int:
    """Drop what ran out: its own date refuses it from now on."""
    gone, _tables = SpentChallenge.objects.filter(
        expires_at__lt=timezone.now() - timedelta(minutes=1)
    ).delete()
    return gone


def _read(answer: str) -> altcha.Payload:
    if len(answer) > LONGEST:
        raise Unproved
    try:
        said = json.loads(base64.b64decode(answer, validate=True))
        challenge = altcha.Challenge.from_dict(said["challenge"])
        return altcha.Payload(challenge, altcha.Solution.from_dict(said["solution"]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, binascii.Error) as bad:
        raise Unproved from bad


@lru_cache(maxsize=8)
def _derived(secret: str, purpose: bytes) -> str:
    return hmac.new(secret.encode(), b"guard\n" + purpose, hashlib.sha256).hexdigest()


def _key(purpose: bytes) -> str:
    return _derived(settings.SECRET_KEY, purpose)
