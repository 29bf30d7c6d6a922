"""Single-use links: an expert or a counsel acts without an account (Art. 19, 20, 28).

Made by the acts that invite; opened by the guest's page, which hands the Guest to ``perform``.
Only the digest of a link is kept. It is used up when the opinion is given; declaring a conflict
does not use it up. Who may do what as a guest stands in ``permissions.csv``.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import Role
from decisions.errors import NotYours
from decisions.models import CounselOpinion, Decision, Expert
from workflows.doing import Doing, Guest

LIFE = timedelta(days=14)
BYTES = 32  # 256 bits of chance
LONGEST = 200  # characters; no link is longer
Invited = Expert | CounselOpinion


class Opened(NamedTuple):
    """What a link opens: who comes, to which decision, on which row."""

    guest: Guest
    decision: Decision
    row: Invited


def make_link(row: Invited, now: datetime | None = None) -> str:
    """Give this row a fresh link and return its token; an older link of the row is void.

    The token is shown once to whoever invites, and kept nowhere. Only acts make links: the record
    covers the row (``hand_out``).
    """
    token = secrets.token_urlsafe(BYTES)
    row.link = digest(token)
    row.link_expires_at = (now or timezone.now()) + LIFE
    row.save(update_fields=["link", "link_expires_at"])
    return token


def open_link(token: str, now: datetime | None = None) -> Opened:
    """Whom a token lets in; raises the same NotYours for one unknown, used up or expired."""
    live = {"link": digest(token[:LONGEST]), "link_expires_at__gt": now or timezone.now()}
    expert = Expert.objects.filter(**live, removed_reason="").select_related("decision").first()
    counsel = CounselOpinion.objects.filter(**live).select_related("review__decision").first()
    if expert:
        guest = Guest(expert.name, Role.EXPERT, expert.pk)
        return Opened(guest, expert.decision, expert)
    if counsel:
        guest = Guest(counsel.name, Role.COUNSEL, counsel.pk)
        return Opened(guest, counsel.review.decision, counsel)
    raise _void()


def hand_out(doing: Doing, row: Invited) -> None:
    """Make a link while acting: the token hangs on the entry given back, never on the record."""
    token = make_link(row, doing.now)
    doing.then(lambda entry: setattr(entry, "link_token", token))


def still_open(doing: Doing, row: Invited) -> None:
    """Under the decision's lock, refuse a guest whose link was used up or replaced meanwhile."""
    if isinstance(doing.actor, Guest) and (
        row.link is None or row.link_expires_at is None or row.link_expires_at <= doing.now
    ):
        raise _void()


def use_up(row: Invited) -> None:
    """Take the link away; the caller saves the row."""
    row.link = row.link_expires_at = None


def digest(token: str) -> str:
    """The SHA-256 (hex) under which a token is kept."""
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()


def _void() -> NotYours:
    return NotYours(_("This link is not valid, or not any more."))
