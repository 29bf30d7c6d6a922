"""Short messages to phones: a seam with two ends, a file for a demo and a webhook for an office.

``SMS_SENDER`` names the end. An office's gateway is reached by one POST of JSON (docs/deploy.md);
gateways differ, so the few lines that translate stand on their side. The address comes from the
settings alone, never from what somebody typed.
"""

import json
import urllib.request
from datetime import datetime
from typing import Protocol

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

DIGITS = 11  # of a mobile number in China, which begins with 1
WAIT = 10  # seconds for the gateway


class Sender(Protocol):
    """Whatever sends a text to a number, or raises so that the outbox tries again."""

    def send(self, number: str, text: str) -> None:
        """Send it."""


class ToFile:
    """Writes messages into a folder, for a demo and for tests."""

    def send(self, number: str, text: str) -> None:
        """One file a message, named by time and number."""
        folder = settings.VAR / "sms"
        folder.mkdir(parents=True, exist_ok=True)
        at: datetime = timezone.now()
        name = f"{at:%Y%m%d-%H%M%S-%f}-{number}.txt"
        (folder / name).write_text(text, encoding="utf-8")


class Webhook:
    """Posts ``{"number": …, "text": …}`` to SMS_WEBHOOK_URL with SMS_WEBHOOK_TOKEN as bearer."""

    def send(self, number: str, text: str) -> None:
        """Raises when the gateway does not answer with 2xx."""
        request = urllib.request.Request(
            settings.SMS_WEBHOOK_URL,
            json.dumps({"number": number, "text": text}).encode(),
            {
                "Content-Type": "application/json",
                "Authorization": f"Bearer {settings.SMS_WEBHOOK_TOKEN}",
            },
        )
        with urllib.request.urlopen(request, timeout=WAIT):
            pass


def send(number: str, text: str) -> None:
    """Send a text by the sender of this place."""
    sender: Sender = import_string(settings.SMS_SENDER)()
    sender.send(number, text)


def number(contact: str) -> str:
    """The mobile number in a contact as eleven digits, or nothing."""
    digits = "".join(str(int(sign)) for sign in contact if sign.isdecimal())
    digits = digits.removeprefix("0086") if digits.startswith("0086") else digits
    digits = digits.removeprefix("86") if len(digits) == DIGITS + 2 else digits
    return digits if len(digits) == DIGITS and digits.startswith("1") else ""
