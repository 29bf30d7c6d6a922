"""The hearing of a story (Art. 16, 17): chosen or not, announced, signed up for, drawn, held.

``hearing.toml`` holds what happens after the choice; days that lie ahead have not happened yet.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.core.files.uploadedfile import SimpleUploadedFile

from decisions.models import Hearing, HearingGroup, HearingParticipant, Opinion
from workflows import signing_up, sweep
from workflows.demo.parts import Scene
from workflows.demo.player import Player
from workflows.demo.reading import Story

Told = Mapping[str, Any]
PROOF = "样例，听证材料送达回执\n已签收\n".encode()
RECORD = "样例，听证笔录\n各方意见见听证意见\n".encode()


def scenes(story: Story) -> Iterator[Scene]:
    """The choice is made before the draft goes out; the rest as its file tells it."""
    if told := story.decision.get("hearing"):
        day = story.day(told["on"]) if "on" in told else story.when("disclosure_reviewed")
        if day:
            yield Scene(day, chosen, rank=3)
    if told := story.part("hearing"):
        yield Scene(story.day(told["notice"]["on"]), announced, (told["notice"],), rank=4)
        for day in sorted({one["on"] for one in told["signups"]}):
            today = [one for one in told["signups"] if one["on"] == day]
            yield Scene(story.day(day), signed_up, (today,), rank=4)
        yield from _drawn(story, told)
        yield from _held(story, told)


def _drawn(story: Story, told: Told) -> Iterator[Scene]:
    if draw := told.get("draw"):
        yield Scene(story.day(draw["closed"]), closed, rank=4)
        yield Scene(story.day(draw["on"]), drawn, (draw,), rank=4)
        yield Scene(story.day(draw["listed"]), listed, (told.get("invited", []),), rank=4)


def _held(story: Story, told: Told) -> Iterator[Scene]:
    if delivery := told.get("delivery"):
        yield Scene(story.day(delivery["on"]), delivered, (delivery,), rank=4)
    if meeting := told.get("held"):
        views = told["views"]
        yield Scene(story.day(meeting["on"]), held, (meeting, views), rank=4)
        yield Scene(story.day(meeting["reported"]), reported, (meeting,), rank=4)
        yield Scene(story.day(meeting["concluded"]), concluded, (views,), rank=2)


def chosen(player: Player) -> None:
    """The drafting officer says whether a hearing is held, and why."""
    told = player.story.decision["hearing"]
    player.do("choose_hearing", player.story.drafter, choice=told["choice"], ground=told["reason"])


def announced(player: Player, told: Told) -> None:
    """The first numbered notice."""
    player.do(
        "announce_hearing",
        player.story.drafter,
        planned_on=player.story.day(told["planned"]),
        starts_at=told["starts_at"],
        place=told["place"],
        draft_published="True",
        selecting="True",
        seats="\n".join(told["seats"]),
        observer_seats=told["observer_seats"],
        signup_closes_on=player.story.day(told["signup_closes"]),
        seed_source=told["seed_source"],
        contact=told["contact"],
        chair=told["chair"],
        clerk=told["clerk"],
        monitor=told["monitor"],
    )


def signed_up(player: Player, people: list[Told]) -> None:
    """People sign up on the site, or are entered by the officer."""
    hearing = _hearing(player)
    for one in people:
        group = HearingGroup.objects.get(hearing=hearing, name=one["group"])
        said = {
            "group": group.pk,
            "name": one["name"],
            "contact": "000-10000999",
            "submitter_kind": one.get("kind", "citizen"),
            "view": one.get("view", ""),
        }
        if one.get("offline"):
            player.do("enter_signup", player.story.drafter, **said)
            continue
        token = uuid5(NAMESPACE_URL, f"{player.story.slug}/hearing/{one['name']}")
        more = {"name_published": "on", "privacy_read": "on", "token": str(token)}
        signing_up.sign_up(hearing, said | more, at=player.now)
        player.wait()


def closed(player: Player) -> None:
    """The list is fixed."""
    player.do("close_signup", player.story.drafter)


def drawn(player: Player, told: Told) -> None:
    """The clerk enters the public figure, and the seats are drawn."""
    player.do("draw_participants", _clerk(player), seed_value=told["value"])


def listed(player: Player, invited: list[Told]) -> None:
    """Those invited are entered, and the second numbered notice names everybody."""
    for one in invited:
        player.do(
            "add_hearing_participant",
            player.story.drafter,
            name=one["name"],
            group=one["group"],
            submitter_kind=one["kind"],
            origin="recommended",
            interested="False",
        )
    player.do("publish_hearing_list", player.story.drafter)


def delivered(player: Player, told: Told) -> None:
    """The materials reach everybody."""
    proof = SimpleUploadedFile("样例-送达回执.csv", PROOF)
    everybody = [one.pk for one in _people(player)]
    player.do(
        "record_delivery",
        player.story.drafter,
        participants=everybody,
        way=told["way"],
        proof=proof,
    )


def held(player: Player, told: Told, views: list[Told]) -> None:
    """The hearing: roll, record, each view, signatures."""
    people = {one.name: one.pk for one in _people(player)}
    came = [pk for name, pk in people.items() if name not in told.get("absent", ())]
    player.do(
        "hold_hearing",
        _clerk(player),
        attended=came,
        observers=told["observers"],
        agenda_followed="True",
        record=SimpleUploadedFile("样例-听证笔录.csv", RECORD),
        presented=told["presented"],
        summary=told["summary"],
    )
    for view, pk in zip(views, came, strict=False):
        player.do("record_hearing_view", _clerk(player), participant=pk, text=view["text"])
    player.do("sign_hearing_record", _clerk(player), signed_by=came)
    sweep.register(player.decision.pk, player.now)


def reported(player: Player, told: Told) -> None:
    """The chair reports."""
    chair = HEARERS[player.story.decision["organ"]][0]
    player.do("file_hearing_report", chair, disputes=told["disputes"], advice=told["advice"])


def concluded(player: Player, views: list[Told]) -> None:
    """Every view is answered, and the section ends."""
    rows = dict(
        Opinion.objects.filter(submission__activity=_hearing(player).activity_id).values_list(
            "text", "pk"
        )
    )
    for view in views:
        player.do(
            "dispose_opinion",
            player.story.drafter,
            opinion=rows[view["text"]],
            kind=view["disposition"],
            reason=view["reason"],
            no_change_reason=view.get("no_change_reason", ""),
        )
    player.do("conclude_hearing", player.story.drafter)


def _hearing(player: Player) -> Hearing:
    rows = Hearing.objects.select_related("activity", "decision")
    return rows.get(decision=player.decision)


def _people(player: Player) -> list[HearingParticipant]:
    people = HearingParticipant.objects.filter(hearing__decision=player.decision, observer=False)
    return list(people.order_by("id"))


def _clerk(player: Player) -> str:
    return HEARERS[player.story.decision["organ"]][1]


HEARERS = {"yunling": ("sunkaiwen", "dingxin"), "yangli": ("yuanfang", "meiyun")}
