"""What else an officer's desk shows: acts waiting for signatures, one that the law will refuse.

Also a delegation. The acts themselves take effect only when somebody signs them.
"""

from datetime import date, timedelta
from typing import Any

from django.http import QueryDict

from accounts.models import Organ, User
from accounts.roles import Role
from decisions.models import Draft, ParticipationActivity
from workflows import registry, signoff
from workflows.demo.parts.public import notice
from workflows.demo.player import Player
from workflows.models import ChainStep, Delegation, Proposal, SignOffChain

AWAY = timedelta(days=10)
LONGER = timedelta(days=7)


def lay_out(people: dict[str, User], players: dict[str, Player], today: date) -> None:
    """Who acts for whom these days, and what waits to be signed."""
    Delegation.objects.create(
        giver=people["zhoumingyuan"],
        taker=people["fangzhiheng"],
        role=Role.CHIEF_EXECUTIVE,
        starts_on=today - timedelta(days=2),
        ends_on=today + AWAY,
        reason="参加县级学习培训",
    )
    if player := players.get("farmers-market"):
        _extension_waits(player, people)
    if player := players.get("livestock-zones"):
        _short_notice_waits(player, people)


def _extension_waits(player: Player, people: dict[str, User]) -> None:
    """An extension that is lawful and waits for its first signature."""
    activity = ParticipationActivity.objects.get(decision=player.decision, kind="open_consultation")
    asked = {
        "activity": activity.pk,
        "closes_on": player.story.day(player.story.part("consultation")["closes"]) + LONGER,
        "extension_reason": "座谈会上多名经营户希望延长时间，以便逐户征求摊主意见。",
    }
    _propose(player, people, "extend_consultation", asked, deputy="tanwenbin")


def _short_notice_waits(player: Player, people: dict[str, User]) -> None:
    """A notice of twelve days without a reason: checked, and refused at the last signature."""
    told = player.story.part("consultation")
    draft = Draft.objects.filter(decision=player.decision).latest("version")
    asked = player.shown("open_consultation", player.story.drafter) | notice(player.story, told)
    waiting = _propose(
        player, people, "open_consultation", asked | {"draft": draft.pk}, deputy="luoyuting"
    )
    signoff.sign(waiting.pk, people[player.story.head], passed=True, note="请尽快公布。")
    # Only this notice: a visitor of the demo may open a consultation without two more accounts.
    SignOffChain.objects.filter(pk=waiting.chain_id).update(active=False)


def _propose(
    player: Player, people: dict[str, User], slug: str, asked: dict[str, Any], *, deputy: str
) -> Proposal:
    """Drafted by the officer, to be checked by the unit's head and signed by the deputy."""
    chain = SignOffChain.objects.create(organ=Organ.objects.get(code="yunling"), act=slug)
    ChainStep.objects.create(chain=chain, order=1, title="核稿", role=Role.LEAD_UNIT_HEAD)
    ChainStep.objects.create(chain=chain, order=2, title="签发", person=people[deputy])
    return signoff.propose(
        registry.acts()[slug],
        chain,
        player.decision.pk,
        people[player.story.drafter],
        _as_sent(asked),
        {},
    )


def _as_sent(asked: dict[str, Any]) -> QueryDict:
    """The answers as a browser sends them."""
    sent = QueryDict(mutable=True)
    for name, value in asked.items():
        sent.setlist(name, [str(v) for v in (value if isinstance(value, list) else [value])])
    return sent
