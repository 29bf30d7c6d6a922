"""The choice of a hearing (Art. 16): held, chosen for later, or not called for."""

from collections.abc import Iterator

from workflows.demo.parts import Scene
from workflows.demo.player import Player
from workflows.demo.reading import Story


def scenes(story: Story) -> Iterator[Scene]:
    """The choice is made before the draft goes out."""
    if told := story.decision.get("hearing"):
        day = story.day(told["on"]) if "on" in told else story.when("disclosure_reviewed")
        if day:
            yield Scene(day, chosen, rank=3)


def chosen(player: Player) -> None:
    """The drafting officer says whether a hearing is held, and why."""
    told = player.story.decision["hearing"]
    player.do("choose_hearing", player.story.drafter, choice=told["choice"], ground=told["reason"])
