"""What the public sees of a hearing (Art. 16): seats, how many signed up, the draw, the list.

Names are shown only of those on the published list; who signed up stands under a number.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from decisions.models import Decision, Hearing, HearingGroup, HearingParticipant, HearingSignup

STANDING = Q(signups__withdrawn_at=None, signups__excluded_reason="")


@dataclass
class HearingShown:
    """A hearing with what its page shows."""

    hearing: Hearing
    groups: list[HearingGroup] = field(default_factory=list)
    people: list[HearingParticipant] = field(default_factory=list)

    @property
    def participants(self) -> list[HearingParticipant]:
        """Those who speak."""
        return [one for one in self.people if not one.observer]

    @property
    def observers(self) -> list[HearingParticipant]:
        """Those who listen and were drawn."""
        return [one for one in self.people if one.observer]


def hearing_of(decision: Decision, today: date) -> Hearing | None:
    """The hearing whose notice is out, or None (one query)."""
    rows = Hearing.objects.select_related("activity", "decision")
    return rows.filter(decision=decision, notice_on__lte=today).first()


def shown(decision: Decision, today: date) -> HearingShown | None:
    """Seats with how many signed up, and the published list (three queries)."""
    hearing = hearing_of(decision, today)
    if hearing is None:
        return None
    groups = hearing.groups.annotate(signed_up=Count("signups", filter=STANDING))
    found = HearingShown(hearing, list(groups))
    if hearing.list_published_on and hearing.list_published_on <= today:
        found.people = list(hearing.people.order_by("observer", "id"))
    return found


def held_signups(decision: Any) -> QuerySet[HearingSignup]:
    """The sign-ups of a decision that wait for an officer's look, oldest first."""
    rows = HearingSignup.objects.filter(held=True, withdrawn_at=None, excluded_reason="")
    return rows.filter(hearing__decision=decision).order_by("pk")


def draw(hearing: Hearing) -> dict[str, Any]:
    """The draw as anybody may check it: what ``drawing.py`` reads (docs/draw.md)."""
    return {
        "draw": "yijue-draw-1",
        "title": hearing.activity.title,
        "drawn_on": hearing.drawn_on.isoformat() if hearing.drawn_on else None,
        "commitment": hearing.seed_commitment,
        "secret": hearing.seed_secret,
        "source": hearing.seed_source,
        "value": hearing.seed_value,
        "root": hearing.signup_root,
        "groups": hearing.draw,
    }
