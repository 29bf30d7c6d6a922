"""The legality review (Art. 25 to 28): requested, supplemented, argued, given, answered."""

from collections.abc import Iterator, Mapping
from typing import Any

from decisions.law import judge
from decisions.law.article import RULES
from decisions.law.terms import LegalityConclusion
from decisions.models import LegalityPoint
from workflows.demo.parts import Scene
from workflows.demo.player import Player
from workflows.demo.reading import Story

PENDING = "pending"
REVIEWERS = {"yunling": "sifa", "yangli": "sifaju", "qingxi": "sifa"}


def scenes(story: Story) -> Iterator[Scene]:
    """One round of review."""
    told = story.part("legality")
    if not told:
        return
    yield Scene(story.day(told["sent_on"]), requested, (told,), rank=6)
    for back in told.get("returns", ()):
        yield Scene(story.day(back["on"]), returned, (back, told), rank=6)
        yield Scene(story.day(back["supplied_on"]), supplemented, (back,), rank=6)
    if counsel := told.get("counsel"):
        yield Scene(story.day(counsel["on"]), advised, (counsel, told), rank=6)
    if told["result"] != PENDING:
        yield Scene(story.day(told["opinion_on"]), completed, (told,), rank=6)
        yield Scene(_answered_on(story, told), answered, (told,), rank=6)


def requested(player: Player, told: Mapping[str, Any]) -> None:
    """The head of the lead unit sends the draft; an uncertain count of days is argued."""
    organ = player.decision.organ
    granted = player.dossier.calendar.add_working_days(player.today, told["working_days_granted"])
    player.do(
        "request_legality_review",
        player.story.head,
        office=organ.offices.get(code=REVIEWERS[organ.code]).pk,
        granted_until=granted.day,
    )
    argued(player, "review_had_time", told.get("provisional_reason", ""))


def argued(player: Player, rule: str, reason: str) -> None:
    """State the named reason for a rule that asks for one now."""
    found = judge.find(RULES[rule], player.dossier)
    if found.shortcomings and not found.reason:
        player.do("state_reason", player.story.head, rule=rule, text=reason)


def returned(player: Player, back: Mapping[str, Any], told: Mapping[str, Any]) -> None:
    """The reviewer asks for what is missing."""
    player.do("return_for_supplement", told["reviewer"], defects=back["asked"])


def supplemented(player: Player, back: Mapping[str, Any]) -> None:
    """The lead unit sends what was missing."""
    asked = back["asked"].removeprefix("补充提交")
    player.do("supplement_review_request", player.story.drafter, supplement=f"已补充：{asked}")


def advised(player: Player, counsel: Mapping[str, Any], told: Mapping[str, Any]) -> None:
    """Legal counsel is asked, and speaks."""
    player.do(
        "invite_counsel",
        told["reviewer"],
        name=counsel["name"],
        capacity="legal_counsel",
        account=player.user(counsel["username"]).pk,
    )
    player.do(
        "give_counsel_opinion",
        counsel["username"],
        text=counsel["text"],
        signature=counsel["name"],
    )


def completed(player: Player, told: Mapping[str, Any]) -> None:
    """Three questions are answered, and the points named."""
    questions = {name: told[name]["result"] for name in ("power", "procedure", "content")}
    opinion = [told[name]["text"] for name in questions] + [told["conclusion_text"]]
    points = "\n".join(f"{p['article']}：{p['text']}" for p in told.get("points", ()))
    player.do(
        "complete_legality_review",
        told["reviewer"],
        opinion="\n".join(opinion),
        points=points,
        **questions,
    )


def answered(player: Player, told: Mapping[str, Any]) -> None:
    """The lead unit answers point by point."""
    points = LegalityPoint.objects.filter(review__decision=player.decision).order_by("number")
    for row, point in zip(points, told.get("points", ()), strict=True):
        player.do(
            "respond_to_point", player.story.drafter, point=row.pk, response=point["response"]
        )


def _answered_on(story: Story, told: Mapping[str, Any]) -> Any:
    """Points are answered once the changed draft stands."""
    given = story.day(told["opinion_on"])
    changes = told["result"] == LegalityConclusion.LAWFUL_AFTER_CHANGES
    later = [story.day(version["on"]) for version in story.decision["versions"]]
    return max([given, *later]) if changes else given
