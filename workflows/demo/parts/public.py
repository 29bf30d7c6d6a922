"""Public participation (Art. 14, 15, 18): opened, spoken to, closed, answered, told.

The opinions themselves stand in ``opinions.py``.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from decisions.law.consultation import earliest_close
from decisions.law.terms import ActivityKind
from workflows.demo.parts import Scene, campaign
from workflows.demo.parts.opinions import answered, received
from workflows.demo.player import Player
from workflows.demo.reading import Story

PROVISIONAL = "本年度节假日安排以公布的为准，征集期限已按照日历日预留，不少于规定的日数。"
ONE_DAY = timedelta(days=1)
CHANNELS = {
    "公示": "notice_board",
    "公告": "notice_board",
    "微信": "new_media",
    "融媒体": "new_media",
    "政府公报": "gazette",
    "广播": "radio_tv",
}
COME_TO_A_SEMINAR = ("citizen", "village_committee", "interested_party")


def scenes(story: Story) -> Iterator[Scene]:
    """From the review before disclosure to the end of the section."""
    told = story.part("consultation")
    if day := story.when("disclosure_reviewed"):
        yield Scene(day, looked_through)
    if not told or told.get("attempted"):
        return
    if first := told.get("withdrawn"):
        yield Scene(story.day(first["opens"]), opened, ({**told, **first},))
        yield Scene(story.day(first["on"]), taken_back, (first,))
    yield Scene(story.day(told["opens"]), opened, (told,))
    if longer := told.get("extension"):
        yield Scene(story.day(longer["on"]), extended, (longer,), rank=1)
    for seminar in told.get("seminars", ()):
        yield Scene(_noted_on(story, seminar), met, (seminar,), rank=1)
    closed = story.day(told.get("extension", told)["closes"]) + ONE_DAY
    if closed <= story.today:
        yield Scene(closed, _closed, rank=2)
        yield Scene(_answering_day(story, closed), answered, rank=3)
    if day := story.when("adoption_note_approved"):
        yield Scene(day, noted, (told["adoption_note"],), rank=4)
    if day := story.when("feedback_published"):
        yield Scene(day, told_back, rank=4)


def looked_through(player: Player) -> None:
    """The review before disclosure."""
    player.do("review_disclosure", _openness_officer(player.story))


def opened(player: Player, told: Mapping[str, Any]) -> None:
    """The notice goes out, with its reason when the period is shorter."""
    uncertain = earliest_close(player.today, player.dossier).provisional
    player.do(
        "open_consultation",
        player.story.drafter,
        **notice(player.story, told),
        provisional_reason=PROVISIONAL if uncertain else "",
    )


def taken_back(player: Player, told: Mapping[str, Any]) -> None:
    """The notice was wrong: it is withdrawn, to be published anew."""
    player.do(
        "withdraw_consultation",
        player.story.drafter,
        reason=told["reason"],
        consequence=told["consequence"],
    )


def extended(player: Player, told: Mapping[str, Any]) -> None:
    """The public asked for more time."""
    player.do(
        "extend_consultation",
        player.story.drafter,
        closes_on=player.story.day(told["closes"]),
        extension_reason=told["reason"],
    )


def notice(story: Story, told: Mapping[str, Any]) -> dict[str, Any]:
    """What the notice of the story says."""
    contact = told["contact"]
    ways = (
        "在本网站在线提交",
        f"信函：{contact['address']}（信封注明“征求意见”）",
        f"电话：{contact['phone']}",
        f"电子邮件：{contact['email']}",
    )
    return {
        "title": told["title"],
        "opens_on": story.day(told["opens"]),
        "closes_on": story.day(told["closes"]),
        "shortened_reason": told["shortened_reason"],
        "channels": _channels(told["ways"]),
        "ways": "\n".join(ways),
        "contact": f"{contact['office']}，{contact['person']}，{contact['phone']}",
        "address": contact["address"],
    }


def met(player: Player, seminar: Mapping[str, Any]) -> None:
    """A seminar was held, or lies ahead."""
    day = player.story.day(seminar["on"])
    ahead = seminar.get("planned", False)
    player.do(
        "record_activity",
        player.story.drafter,
        kind=ActivityKind.SEMINAR,
        title=f"座谈会：{seminar['topic']}",
        place=seminar["place"],
        starts_at=seminar.get("starts_at", "14:30"),
        announced="on",
        planned_on=day if ahead else "",
        held_on="" if ahead else day,
        participants=COME_TO_A_SEMINAR,
        number=seminar.get("attended", ""),
        summary="" if ahead else f"{seminar['attended']}人参加，主要讨论{seminar['topic']}。",
    )


def noted(player: Player, note: Mapping[str, Any]) -> None:
    """The note on what was collected and adopted is written and approved."""
    words = {name: note[name] for name in ("asked", "said", "did")}
    if "summary" in note:
        words["adoption_note"] = note["summary"]  # else the counts in words, as the page offers
    player.do("write_adoption_note", player.story.drafter, **words)
    player.do("approve_adoption_note", note["approved_by"])


def told_back(player: Player) -> None:
    """The feedback is published, and the section ends."""
    note = player.story.part("consultation").get("adoption_note", {})
    shown = {"changes_published": "on"} if note.get("changes_published") else {}
    officer = _openness_officer(player.story)
    player.do("publish_feedback", officer, personal_data_checked="True", **shown)
    player.do("conclude_participation", player.story.head)


def _closed(player: Player) -> None:
    nobody = not received(player.story) and not campaign.phrases(player.story)
    data = {"none_received_stated": "on"} if nobody else {}
    player.do("close_consultation", player.story.drafter, offline_entered="True", **data)


def _answering_day(story: Story, closed: date) -> date:
    """Opinions are answered once the changed draft stands, and before the note is approved."""
    approved = story.when("adoption_note_approved") or story.today
    changed = [story.day(version["on"]) for version in story.decision["versions"][1:]]
    return max([closed, *(day for day in changed if day <= approved)])


def _noted_on(story: Story, seminar: Mapping[str, Any]) -> date:
    return min(story.day(seminar["on"]), story.today)


def _channels(ways: list[str]) -> list[str]:
    found = {code for way in ways for word, code in CHANNELS.items() if word in way}
    return ["website", *sorted(found | {"notice_board"})]


def _openness_officer(story: Story) -> str:
    return OPENNESS_OFFICERS[story.decision["organ"]]


OPENNESS_OFFICERS = {"yunling": "xujing", "yangli": "aoting", "qingxi": "ningjing"}
