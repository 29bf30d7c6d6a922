"""The players of each section: which acts a story needs, and on which of its days.

Each module has ``scenes(story)``; ``script.py`` lays the scenes of all parts in order of the days.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from workflows.demo.player import Player


@dataclass(frozen=True)
class Scene:
    """What happens on one day; ``rank`` orders what happens on the same day of one story."""

    day: date
    act: Callable[..., object]
    given: tuple[Any, ...] = ()
    rank: int = 0

    def play(self, player: Player) -> None:
        """Let it happen."""
        self.act(player, *self.given)
