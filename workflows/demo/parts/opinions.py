"""What the public says in a story (Art. 15, 18), and what becomes of each opinion.

Opinions by the web come as the public sends them; the others are entered by the drafting officer
on the day they arrived.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from decisions.law.terms import ActivityKind, Channel, DispositionKind
from decisions.models import Clause, Disposition, Opinion, ParticipationActivity
from workflows import sweep
from workflows.demo.parts import Scene
from workflows.demo.player import Player
from workflows.demo.reading import Story
from workflows.submitting import submit_opinion


def scenes(story: Story) -> Iterator[Scene]:
    """The opinions of the public, day by day."""
    by_day: dict[date, list[Mapping[str, Any]]] = defaultdict(list)
    for told in received(story).values():
        by_day[story.day(told["received"])].append(told)
    for day, said in sorted(by_day.items()):
        yield Scene(day, sent, (said,), rank=2)


def sent(player: Player, said: list[Mapping[str, Any]]) -> None:
    """The opinions of one day arrive by their ways, and the sweep takes them up."""
    activity = ParticipationActivity.objects.get(
        decision=player.decision, kind=ActivityKind.OPEN_CONSULTATION, withdrawn_reason=""
    )
    for opinion in said:
        clause = _clause(activity, opinion.get("article"))
        if opinion["channel"] == Channel.WEB:
            _by_web(player, activity, opinion, clause)
        else:
            _by_hand(player, activity, opinion, clause)
    sweep.register(player.decision.pk, player.now)
    player.wait()


def answered(player: Player) -> None:
    """Each opinion gets its disposition; a petitioner is told where the demand went."""
    if not received(player.story):
        return
    rows = _rows(player)
    for number, told in received(player.story).items():
        if kind := told.get("disposition"):
            _disposed(player, rows, number, told, kind)
    for passed_on in Disposition.objects.filter(
        decision=player.decision, kind=DispositionKind.PETITION_TRANSFERRED
    ):
        player.do("tell_petitioner", player.story.drafter, disposition=passed_on.pk)


def received(story: Story) -> dict[int, Mapping[str, Any]]:
    """What the story received, by number."""
    told = story.part("opinions").get("opinions", ())
    return {opinion["number"]: opinion for opinion in told}


def _by_web(
    player: Player, activity: ParticipationActivity, told: Mapping[str, Any], clause: Clause | None
) -> None:
    submit_opinion(
        activity.pk,
        {
            "text": told["text"],
            "clause": clause.pk if clause else "",
            "submitter_kind": told["sender_kind"],
            "privacy_read": "on",
            **_named(told),
        },
        token=uuid5(NAMESPACE_URL, f"{player.story.slug}/{told['number']}"),
        received_at=player.now,
    )
    player.wait()


def _by_hand(
    player: Player, activity: ParticipationActivity, told: Mapping[str, Any], clause: Clause | None
) -> None:
    player.do(
        "enter_opinion",
        player.story.drafter,
        activity=activity.pk,
        channel=told["channel"],
        submitter_kind=told["sender_kind"],
        received_on=player.story.day(told["received"]),
        **_named(told),
        text=told["text"],
        clause=clause.pk if clause else "",
    )


def _named(told: Mapping[str, Any]) -> dict[str, str]:
    """Who gives a name agrees that it is published, covered."""
    return {"name": told["name"], "publish_consent": "on"} if "name" in told else {}


def _disposed(
    player: Player, rows: Mapping[int, int], number: int, told: Mapping[str, Any], kind: str
) -> None:
    newest = player.decision.drafts.last()
    articles = [f"{article}" for article in told.get("clause_changed", ())]
    changed = Clause.objects.filter(draft=newest, kind="article", path__in=articles)
    player.do(
        "dispose_opinion",
        player.story.drafter,
        opinion=rows[number],
        kind=kind,
        reason=told.get("reason", ""),
        main_opinion=rows.get(told.get("duplicate_of", 0), ""),
        changed_clauses=[clause.pk for clause in changed],
        no_change_reason=told.get("no_change_reason", ""),
    )


def _rows(player: Player) -> dict[int, int]:
    """The number in the story → the row: the words tell them apart."""
    texts = {told["text"]: number for number, told in received(player.story).items()}
    rows = Opinion.objects.filter(decision=player.decision).values_list("text", "pk")
    return {texts[text]: pk for text, pk in rows if text in texts}


def _clause(activity: ParticipationActivity, article: int | None) -> Clause | None:
    if article is None:
        return None
    return Clause.objects.get(draft=activity.consultation.draft, kind="article", path=str(article))
