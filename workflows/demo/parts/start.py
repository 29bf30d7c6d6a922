"""Proposal, study and start (Art. 3, 10, 11); and the end of a course before its meeting."""

from collections.abc import Iterator

from workflows.demo import people
from workflows.demo.parts import Scene
from workflows.demo.player import Player
from workflows.demo.reading import Story
from workflows.opening import propose

ASKED = (
    "technical",
    "risk_possible",
    "market",
    "market_entities",
    "specific_group",
    "general_concern",
)


def scenes(story: Story) -> Iterator[Scene]:
    """From the suggestion to the decision to start."""
    yield Scene(story.on("proposed"), opened)
    yield Scene(story.on("proposed"), described)
    if story.text("study.md"):
        yield Scene(story.on("proposed"), taken_up)
        yield Scene(story.when("study_finished") or story.on("study_drafted"), studied)
    if day := story.when("initiated"):
        yield Scene(day, started)
    if end := story.decision.get("termination"):
        yield Scene(story.day(end["on"]), terminated)


def opened(player: Player) -> None:
    """The drafting officer writes the suggestion down."""
    told = player.story.decision
    proposal = told["proposal"]
    decision = propose(
        player.user(player.story.drafter),
        {
            "classified": "no",
            "title": told["title"],
            "matter_class": told["matter_class"],
            "source": proposal["source"],
            "proposer": proposal["by"],
            "proposed_on": player.story.on("proposed"),
            "summary": told["summary"],
            "argument": proposal["text"],
        },
        sample=True,
        now=player.now,
    )
    player.opened(decision)
    player.wait()


def described(player: Player) -> None:
    """What the matter touches."""
    told = player.story.decision
    player.do(
        "describe_matter",
        player.story.drafter,
        exclusion="none",
        npc_step="none",
        **{name: str(told["flags"][name]["value"]) for name in ASKED},
    )


def taken_up(player: Player) -> None:
    """The head of the unit lets it be studied."""
    player.do("begin_study", player.story.head)


def studied(player: Player) -> None:
    """The study of need and feasibility."""
    study = player.story.text("study.md")
    player.do("record_study", player.story.drafter, study=study, studied_on=player.today)


def started(player: Player) -> None:
    """The organ decides to start, under the item of its catalogue where it keeps one."""
    told, decision = player.story.decision, player.decision
    item = people.catalogue_item(decision.organ, decision.title)
    player.do(
        "initiate",
        told["initiation"]["by"],
        initiated_on=player.story.on("initiated"),
        catalogue_item=item.pk if item else "",
    )


def terminated(player: Player) -> None:
    """The course ends, with reasons."""
    end = player.story.decision["termination"]
    player.do("terminate", end["by"], reason=f"{end['reason']}\n{end['text']}")
