"""What else an officer's desk shows: a chain of signers with one act waiting, and a delegation."""

from datetime import date, timedelta

from django.http import QueryDict

from accounts.models import Organ, User
from accounts.roles import Role
from decisions.models import ParticipationActivity
from workflows import registry, signoff
from workflows.demo.player import Player
from workflows.models import ChainStep, Delegation, SignOffChain

UNDER_A_CHAIN = "extend_consultation"
AWAY = timedelta(days=10)


def lay_out(people: dict[str, User], open_now: Player, today: date) -> None:
    """The chain, the extension that waits in it, and who acts for whom these days."""
    chain = _chain(people)
    _extension_waits(chain, people, open_now)
    Delegation.objects.create(
        giver=people["zhoumingyuan"],
        taker=people["fangzhiheng"],
        role=Role.CHIEF_EXECUTIVE,
        starts_on=today - timedelta(days=2),
        ends_on=today + AWAY,
        reason="参加县级学习培训",
    )


def _chain(people: dict[str, User]) -> SignOffChain:
    """Drafted by the officer, checked by the unit's head, signed by the deputy in charge."""
    organ = Organ.objects.get(code="yunling")
    chain = SignOffChain.objects.create(organ=organ, act=UNDER_A_CHAIN)
    ChainStep.objects.create(chain=chain, order=1, title="核稿", role=Role.LEAD_UNIT_HEAD)
    ChainStep.objects.create(chain=chain, order=2, title="签发", person=people["tanwenbin"])
    return chain


def _extension_waits(chain: SignOffChain, people: dict[str, User], player: Player) -> None:
    activity = ParticipationActivity.objects.get(decision=player.decision, kind="open_consultation")
    asked = QueryDict(mutable=True)
    asked["activity"] = str(activity.pk)
    asked["closes_on"] = (activity.closes_on + timedelta(days=7)).isoformat()
    asked["extension_reason"] = "座谈会上多名经营户希望延长时间，以便逐户征求摊主意见。"
    signoff.propose(
        registry.act(UNDER_A_CHAIN),
        chain,
        player.decision.pk,
        people[player.story.drafter],
        asked,
        {},
    )
