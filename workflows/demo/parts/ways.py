"""The other ways to take part of a story (Art. 14): letters with their replies, a questionnaire."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from decisions.models import ConsultationLetter, Question, Questionnaire
from workflows import questioning, sweep
from workflows.demo.parts import Scene
from workflows.demo.player import Player
from workflows.demo.reading import Story

Told = Mapping[str, Any]


def scenes(story: Story) -> Iterator[Scene]:
    """Sent and answered, published and closed."""
    if told := story.part("letters"):
        yield Scene(story.day(told["on"]), sent, (told,), rank=5)
        for one in told["addressees"]:
            if "reminded" in one:
                yield Scene(story.day(one["reminded"]), reminded, (one,), rank=5)
            if "replied" in one:
                yield Scene(story.day(one["replied"]), replied, (one,), rank=6)
    if told := story.part("questionnaire"):
        yield Scene(story.day(told["opens"]), published, (told,), rank=5)
        for day, sheets in _by_day(told).items():
            yield Scene(story.day(day), answered, (day, sheets), rank=6)
        if "closed" in told:
            yield Scene(story.day(told["closed"]), closed, (told,), rank=1)


def sent(player: Player, told: Told) -> None:
    """One letter an addressee."""
    named = "\n".join(f"{one['name']}，{one['kind']}" for one in told["addressees"])
    player.do(
        "send_letter",
        player.story.drafter,
        addressees=named,
        reply_by=player.story.day(told["reply_by"]),
        contact=told["contact"],
    )


def reminded(player: Player, one: Told) -> None:
    """Somebody who has not answered is reminded by phone."""
    player.do("remind_addressee", player.story.drafter, letter=_letter(player, one), way="电话")


def replied(player: Player, one: Told) -> None:
    """The reply, and what it says as opinions."""
    player.do(
        "record_letter_reply",
        player.story.drafter,
        letter=_letter(player, one),
        text=one.get("text", ""),
        by_paragraph="on",
    )
    sweep.register(player.decision.pk, player.now)


def published(player: Player, told: Told) -> None:
    """Built question by question, and opened."""
    officer, story = player.story.drafter, player.story
    player.do("plan_questionnaire", officer, title=told["title"], intro=told["intro"])
    one = Questionnaire.objects.get(activity__decision=player.decision).pk
    for asked in told["questions"]:
        player.do(
            "add_question",
            officer,
            questionnaire=one,
            kind=asked["kind"],
            wording=asked["wording"],
            options="\n".join(asked.get("options", ())),
            required="on" if asked.get("required") else "",
        )
    days = {"opens_on": story.day(told["opens"]), "closes_on": story.day(told["closes"])}
    player.do("publish_questionnaire", officer, questionnaire=one, **days)


def answered(player: Player, day: int, sheets: list[Told]) -> None:
    """The sheets of one day, as the public sends them."""
    row = Questionnaire.objects.select_related("activity__decision").get(
        activity__decision=player.decision
    )
    questions = list(row.questions.all())
    for place, one in enumerate(sheets):
        said: dict[str, Any] = {
            f"q{question.pk}": _as_sent(question, given)
            for question, given in zip(questions, one["answers"], strict=True)
        }
        said |= {"submitter_kind": one["kind"], "privacy_read": "on"}
        said["token"] = str(uuid5(NAMESPACE_URL, f"{player.story.slug}/sheet/{day}/{place}"))
        questioning.answer(row, said, at=player.now)
    player.wait()
    sweep.register(player.decision.pk, player.now)


def closed(player: Player, told: Told) -> None:
    """Closed and counted; what was written is taken as opinions and answered."""
    row = Questionnaire.objects.get(activity__decision=player.decision)
    player.do("close_questionnaire", player.story.drafter, questionnaire=row.pk)
    written = [
        f"{sheet.pk}-{question}" for sheet in questioning.written(row) for question in sheet.words
    ]
    if written and told.get("taken"):
        player.do("take_answers", player.story.drafter, answers=written)


def _as_sent(question: Question, given: Any) -> Any:
    if question.kind == Question.Kind.TEXT:
        return given
    if question.kind == Question.Kind.MULTIPLE:
        return [str(place) for place in given]
    return str(given)


def _by_day(told: Told) -> dict[int, list[Told]]:
    days: dict[int, list[Told]] = {}
    for one in told["sheets"]:
        days.setdefault(one["on"], []).append(one)
    return days


def _letter(player: Player, one: Told) -> int:
    return int(
        ConsultationLetter.objects.get(activity__decision=player.decision, addressee=one["name"]).pk
    )
