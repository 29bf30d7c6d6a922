"""Public participation (Art. 14, 15, 18): opened, spoken to, closed, answered, told.

Opinions by the web come as the public sends them; the others are entered by the drafting officer
on the day they arrived.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from decisions.law.consultation import earliest_close
from decisions.law.terms import ActivityKind, Channel, DispositionKind
from decisions.models import Clause, Disposition, Opinion, ParticipationActivity
from workflows import sweep
from workflows.demo.parts import Scene
from workflows.demo.player import Player
from workflows.demo.reading import Story
from workflows.submitting import submit_opinion

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
        officer = _openness_officer(story)
        yield Scene(day, lambda p: p.do("review_disclosure", officer))
    if not told or told.get("attempted"):
        return
    yield Scene(story.day(told["opens"]), lambda p: opened(p, told))
    for seminar in told.get("seminars", ()):
        yield Scene(_noted_on(story, seminar), lambda p, s=seminar: met(p, s), rank=1)
    yield from _heard(story)
    closed = story.day(told["closes"]) + ONE_DAY
    if closed <= story.today:
        yield Scene(closed, _closed, rank=2)
        yield Scene(_answering_day(story, closed), answered, rank=3)
    if day := story.when("adoption_note_approved"):
        yield Scene(day, lambda p: noted(p, told["adoption_note"]), rank=4)
    if day := story.when("feedback_published"):
        yield Scene(day, told_back, rank=4)


def opened(player: Player, told: Mapping[str, Any]) -> None:
    """The notice goes out, with its reason when the period is shorter."""
    uncertain = earliest_close(player.today, player.dossier).provisional
    player.do(
        "open_consultation",
        player.story.drafter,
        **notice(player.story, told),
        provisional_reason=PROVISIONAL if uncertain else "",
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
        planned_on=day if ahead else "",
        held_on="" if ahead else day,
        participants=COME_TO_A_SEMINAR,
        number=seminar.get("attended", ""),
        summary="" if ahead else f"{seminar['attended']}人参加，主要讨论{seminar['topic']}。",
    )


def sent(player: Player, said: list[Mapping[str, Any]]) -> None:
    """The opinions of one day arrive by their ways, and the sweep takes them up."""
    activity = ParticipationActivity.objects.get(
        decision=player.decision, kind=ActivityKind.OPEN_CONSULTATION
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
    rows = _rows(player)
    for number, told in _opinions(player.story).items():
        if kind := told.get("disposition"):
            _disposed(player, rows, number, told, kind)
    for passed_on in Disposition.objects.filter(
        decision=player.decision, kind=DispositionKind.PETITION_TRANSFERRED
    ):
        player.do("tell_petitioner", player.story.drafter, disposition=passed_on.pk)


def noted(player: Player, note: Mapping[str, Any]) -> None:
    """The note on what was collected and adopted is written and approved."""
    words = {name: note[name] for name in ("asked", "said", "did")}
    player.do("write_adoption_note", player.story.drafter, adoption_note=note["summary"], **words)
    player.do("approve_adoption_note", note["approved_by"])


def told_back(player: Player) -> None:
    """The feedback is published, and the section ends."""
    officer = _openness_officer(player.story)
    player.do("publish_feedback", officer, personal_data_checked="True")
    player.do("conclude_participation", player.story.head)


def _closed(player: Player) -> None:
    nobody = not _opinions(player.story)
    data = {"none_received_stated": "on"} if nobody else {}
    player.do("close_consultation", player.story.drafter, offline_entered="True", **data)


def _heard(story: Story) -> Iterator[Scene]:
    by_day: dict[date, list[Mapping[str, Any]]] = defaultdict(list)
    for told in _opinions(story).values():
        by_day[story.day(told["received"])].append(told)
    for day, said in sorted(by_day.items()):
        yield Scene(day, lambda p, said=said: sent(p, said), rank=2)


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
        main_opinion=rows.get(told.get("duplicate_of"), ""),
        changed_clauses=[clause.pk for clause in changed],
        no_change_reason=told.get("no_change_reason", ""),
    )


def _rows(player: Player) -> dict[int, int]:
    """The number in the story → the row: the words tell them apart."""
    texts = {told["text"]: number for number, told in _opinions(player.story).items()}
    rows = Opinion.objects.filter(decision=player.decision).values_list("text", "pk")
    return {texts[text]: pk for text, pk in rows}


def _opinions(story: Story) -> dict[int, Mapping[str, Any]]:
    told = story.part("opinions").get("opinions", ())
    return {opinion["number"]: opinion for opinion in told}


def _clause(activity: ParticipationActivity, article: int | None) -> Clause | None:
    if article is None:
        return None
    return Clause.objects.get(draft=activity.consultation.draft, kind="article", path=str(article))


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
