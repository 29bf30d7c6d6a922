"""What an attacker has in hand: a browser of anybody in a town, the comment form filled in."""

from typing import Any
from uuid import uuid4

from django.test import Client

from accounts.roles import Role
from tests import factories


def browser_of(role: Role, of: str = "yunling") -> Client:
    """The browser of whoever holds a role in a town."""
    client = Client(raise_request_exception=False)
    client.force_login(factories.town(of).by(role))
    return client


def typed(**more: Any) -> dict[str, Any]:
    """The comment form as its page sends it."""
    said = {
        "step": "send",
        "token": str(uuid4()),
        "clause": "",
        "text": "建议增设装卸区。",
        "identity": "anonymous",
        "submitter_kind": "citizen",
        "name": "",
        "contact": "",
        "privacy_read": "on",
    }
    return said | more


def body(response: Any) -> str:
    """What came, as text."""
    return raw(response).decode(errors="replace")


def raw(response: Any) -> bytes:
    """What came, read to its end; a file sent is closed, the connection is the test's own."""
    data = b"".join(response.streaming_content) if response.streaming else response.content
    for close in response._resource_closers:
        if getattr(close, "__name__", "") == "close" and not hasattr(close, "__wrapped__"):
            close()
    return bytes(data)
