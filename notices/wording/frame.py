"""The frame of a paper from the rows: who speaks, when, under which number, where it is read."""

from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from decisions.models import Decision, Entry


def frame(decision: Decision, entry: Entry, number: str, **more: Any) -> dict[str, Any]:
    """What every paper of a decision carries; ``more`` wins."""
    return {
        "organ": decision.organ.name,
        "issued_on": entry.occurred_on,
        "number": number,
        "sample": decision.sample,
        "verify_url": public_address("portal:verify"),
    } | more


def public_page(decision: Decision) -> str:
    """The address of the decision's page, empty where the site's own address is not set."""
    return public_address("portal:decision", decision.pk)


def public_address(name: str, *where: int) -> str:
    """The address under which the public reads a page, empty where the site has none."""
    site = str(getattr(settings, "PUBLIC_ADDRESS", "")).rstrip("/")
    try:
        return site and site + reverse(name, args=where)
    except NoReverseMatch:
        return ""
