"""Submission and collective deliberation (Art. 29, 30): package, agenda, roll, views, result."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from decisions.models import Attendance, Meeting
from workflows.demo.parts import Scene
from workflows.demo.player import Player
from workflows.demo.reading import Story

PENDING = "pending"
SET_BEFORE = timedelta(days=2)
RESULTS = {"adopt": "", "adopt_amended": "amendment", "reject": "reason", "defer": "amendment"}
RESULTS |= {"discuss_again": "amendment"}


def scenes(story: Story) -> Iterator[Scene]:
    """From the package to the minutes."""
    if day := story.when("submitted"):
        yield Scene(day, submitted, rank=7)
    told = story.part("meeting")
    if not told:
        return
    held = story.day(told["held_on"])
    set_on = min(max(held - SET_BEFORE, story.on("submitted")), story.today)
    yield Scene(set_on, put_on_agenda, (told,), rank=7)
    if told["result"] != PENDING:
        yield Scene(held, sat, (told,), rank=7)
        yield Scene(held + timedelta(days=1), minuted, (told,))


def submitted(player: Player) -> None:
    """The head of the lead unit submits the draft with the plan of the meeting."""
    told = player.story.decision
    player.do(
        "submit_for_deliberation",
        player.story.head,
        observers_invited=str(told["observers"]["invited"]),
        meeting_public=str(told["observers"]["public"]),
        observer_ways=told["observers_plan"],
        interpretation_plan=told["interpretation_plan"],
    )


def put_on_agenda(player: Player, told: Mapping[str, Any]) -> None:
    """The secretary sets the meeting."""
    held = player.story.day(told["held_on"])
    player.do(
        "put_on_agenda",
        told["secretary"],
        meeting_type=told["kind"],
        number=told["number"] or _session(player, held),
        held_on=held,
        place=told["place"],
        chair=player.user(told["chair"]).display_name,
        observers="、".join(told["observers"]),
    )


def sat(player: Player, told: Mapping[str, Any]) -> None:
    """The roll, each member's view, the chief executive's last, the record and the result."""
    secretary, chief = told["secretary"], told["chief"]
    player.do("take_roll", secretary, **_roll(player, told))
    spoken = [*told["stands"], chief]
    for view in spoken:
        player.do(
            "record_view",
            secretary,
            member=player.user(view["member"]).pk,
            stand=view["stand"],
            statement=view["words"],
        )
        player.do("confirm_view", view["member"])
    agenda = [f"{item}。" for item in told["agenda"]]
    dissent = [view["words"] for view in told["stands"] if view.get("dissent")]
    player.do(
        "keep_meeting_record",
        secretary,
        question="\n".join((*agenda, told["presentation"], told["result_text"])),
        disagreement="\n".join(dissent),
        recorded_on=player.today,
    )
    reasons = {RESULTS[told["result"]]: told["reason"]} if RESULTS[told["result"]] else {}
    player.do(told["result"], chief["member"], **reasons)


def minuted(player: Player, told: Mapping[str, Any]) -> None:
    """The minutes go out."""
    player.do("issue_minutes", told["secretary"])


def _roll(player: Player, told: Mapping[str, Any]) -> dict[str, str]:
    absent = {player.user(one["member"]).pk: one["reason"] for one in told["absent"]}
    roll = Attendance.objects.filter(meeting__agenda__decision=player.decision)
    answers: dict[str, str] = {}
    for seat in roll:
        answers[f"present_{seat.member_id}"] = str(seat.member_id not in absent)
        answers[f"absence_{seat.member_id}"] = absent.get(seat.member_id, "")
    return answers


def _session(player: Player, held: Any) -> str:
    year = Meeting.objects.filter(organ=player.decision.organ, held_on__year=held.year)
    return f"{held.year}年第{year.count() + 1}次"
