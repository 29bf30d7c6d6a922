"""Lays the scenes of all stories in order of their days and plays them, one town's whole past.

Told in order of time, decisions, document numbers and meetings get the places they would have
had. Who is asked what on which day stand in ``parts``.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from workflows.demo.parts import (
    Scene,
    after,
    campaign,
    drafts,
    evidence,
    hearing,
    meeting,
    opinions,
    public,
    review,
    start,
    ways,
)
from workflows.demo.player import Player
from workflows.demo.reading import Story

PARTS = (start, drafts, public, ways, opinions, campaign, hearing, evidence, review, meeting, after)


@dataclass(frozen=True)
class Turn:
    """One scene and whose story it belongs to."""

    scene: Scene
    player: Player


def play(
    told: list[Story],
    people: dict[str, User],
    until: datetime,
    say: Callable[[str], object] = lambda line: None,
) -> dict[str, Player]:
    """Play every story through its acts; ``say`` hears of each as it ends."""
    players = {story.slug: Player(story, until, people) for story in told}
    turns = sorted(
        (turn for player in players.values() for turn in _turns(player)),
        key=lambda turn: (turn.scene.day, turn.scene.rank),
    )
    last = {turn.player.story.slug: turn for turn in turns}
    for turn in turns:
        turn.player.dawn(turn.scene.day)
        turn.scene.play(turn.player)
        if last[turn.player.story.slug] is turn:
            say(f"{turn.player.decision.title}：{turn.player.decision.get_stage_display()}")
    return players


def _turns(player: Player) -> Iterator[Turn]:
    for part in PARTS:
        for scene in part.scenes(player.story):
            if scene.day <= player.story.today:
                yield Turn(scene, player)
