"""A consultation of thousands, with a campaign inside (Art. 15, 18): one sheet, grouped, answered.

The opinions are made from the phrases of the story, the same on every run, written as a .csv and
taken in by the acts and the job by which an office takes its sheets in. What says the same is
grouped and answered together; what stands alone is answered by its kind and reason.
"""

import csv
import io
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from decisions.law.terms import ActivityKind, DispositionKind
from decisions.models import (
    Clause,
    Disposition,
    ImportBatch,
    Opinion,
    ParticipationActivity,
)
from workflows import outbox, sweep
from workflows.demo.parts import Scene
from workflows.demo.player import Player
from workflows.demo.reading import Story
from workflows.importing import taking
from workflows.models import Job
from workflows.steps.forms.opinions import AT_ONCE

HEADINGS = ("序号", "征集渠道", "身份", "姓名", "意见", "条款", "收到日期")
NAMED, PERSONAL = 3, 60  # one sender in three gives a name; one in sixty writes private data
FIRST_ROW = 2  # of the sheet, below its headings
BURST = (11, 12, 13, 14)  # days of the period on which the campaign ran


@dataclass(frozen=True)
class Said:
    """One opinion of the sheet and the point it makes."""

    text: str
    point: Mapping[str, Any]
    channel: str
    sender: str
    name: str
    day: date


def scenes(story: Story) -> Iterator[Scene]:
    """The sheet is taken in once the period is over; then all of it is answered."""
    if not phrases(story):
        return
    closed = story.day(story.part("consultation")["closes"]) + timedelta(days=1)
    yield Scene(closed, taken_in, rank=1)
    last = max(version["on"] for version in story.decision["versions"])
    yield Scene(story.day(last), answered, rank=3)


def phrases(story: Story) -> Mapping[str, Any]:
    """The phrases from which the opinions are made; empty when the story has none."""
    return story.part("campaign")


def taken_in(player: Player) -> None:
    """The sheet goes through the act and the job of an import, and the sweep registers it."""
    activity = ParticipationActivity.objects.get(
        decision=player.decision, kind=ActivityKind.OPEN_CONSULTATION
    )
    sheet = SimpleUploadedFile("意见汇总表.csv", as_sheet(list(opinions(player.story))))
    player.do("import_opinions", player.story.drafter, activity=activity.pk, sheet=sheet)
    batch = ImportBatch.objects.get(activity=activity)
    job = Job.objects.get(key=f"{taking.KIND}:{batch.pk}")
    taking.take(job, player.now)
    outbox.run(job.pk)  # finds everything taken
    sweep.register(player.decision.pk, player.now)
    player.wait()


def answered(player: Player) -> None:
    """What says the same is grouped and answered together; the rest by kind and reason."""
    rows = _rows(player)
    groups: dict[str, list[int]] = defaultdict(list)
    alone: dict[tuple[str, str], list[int]] = defaultdict(list)
    points = {}
    for number, said in enumerate(opinions(player.story), FIRST_ROW):
        if "title" in said.point:
            points[said.point["title"]] = said.point
            groups[said.point["title"]].append(rows[number])
        else:
            key = said.point["kind"], said.point["reason"]
            points[key] = said.point
            alone[key].append(rows[number])
    for title, ids in groups.items():
        _answered_together(player, points[title], ids)
    for key, ids in alone.items():
        player.do("dispose_in_bulk", player.story.drafter, opinions=ids, **_answer(points[key]))
    for passed_on in Disposition.objects.filter(
        decision=player.decision, kind=DispositionKind.PETITION_TRANSFERRED
    ):
        player.do("tell_petitioner", player.story.drafter, disposition=passed_on.pk)


def opinions(story: Story) -> Iterator[Said]:
    """Every opinion of the sheet in the order of its days, the same on every run."""
    told = phrases(story)
    dice = random.Random(told["seed"])
    first = story.day(story.part("consultation")["opens"])
    length = (story.day(story.part("consultation")["closes"]) - first).days
    said = [_said(told, point, dice, first, length) for point in _points(told)]
    return iter(sorted(said, key=lambda one: (one.day, one.text)))


def as_sheet(said: list[Said]) -> bytes:
    """The opinions as the sheet an office would have."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    for number, one in enumerate(said, 1):
        article = one.point.get("article")
        clause = f"第{article}条" if article else ""
        row = (number, one.channel, one.sender, one.name, one.text, clause, one.day.isoformat())
        writer.writerow(row)
    return out.getvalue().encode("utf-8-sig")


def _points(told: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for point in told["points"]:
        yield from [point] * point["number"]
    yield from told["singles"]


def _said(
    told: Mapping[str, Any],
    point: Mapping[str, Any],
    dice: random.Random,
    first: date,
    length: int,
) -> Said:
    campaign = point is told["points"][0]
    days = BURST if campaign and dice.random() < 0.8 else range(1, length + 1)
    words = [_ended(dice.choice(point["says"]))] if "says" in point else [point["text"]]
    if point.get("adds") and dice.random() < 0.4:
        words.append(dice.choice(point["adds"]))
    if "says" in point:
        words = [_opening(told, dice), *words, dice.choice(told["closings"])]
    if dice.randrange(PERSONAL) == 0:
        words.append(_private(told, dice))
    return Said(
        "".join(words),
        point,
        _one_of(told["channels"], dice),
        _one_of(told["senders"], dice),
        _name(told, dice) if dice.randrange(NAMED) == 0 else "",
        first + timedelta(days=dice.choice(days)),
    )


def _ended(sentence: str) -> str:
    """With a full stop where the writer forgot it and more follows."""
    return sentence if sentence[-1] in "。！？" else f"{sentence}。"


def _opening(told: Mapping[str, Any], dice: random.Random) -> str:
    return str(dice.choice(told["openings"])).format(place=dice.choice(told["places"]))


def _private(told: Mapping[str, Any], dice: random.Random) -> str:
    """A sentence with invented private data, as people write it without thinking."""
    tail = f"{dice.randrange(100):02}"
    return str(dice.choice(told["personal"])).format(
        name=_name(told, dice),
        phone=f"138000000{tail}",
        identity=f"1101011990010100{tail}",
        tail=tail,
    )


def _name(told: Mapping[str, Any], dice: random.Random) -> str:
    return dice.choice(told["surnames"]) + str(dice.choice(told["given"]))


def _one_of(weighed: Mapping[str, int], dice: random.Random) -> str:
    return dice.choices(list(weighed), list(weighed.values()))[0]


def _rows(player: Player) -> dict[int, int]:
    """The row of the sheet → the opinion that came of it."""
    taken = Opinion.objects.filter(decision=player.decision, submission__imported__isnull=False)
    return dict(taken.values_list("submission__import_row", "pk"))


def _answered_together(player: Player, point: Mapping[str, Any], ids: list[int]) -> None:
    cluster: Any = ""
    for start in range(0, len(ids), AT_ONCE):
        entry = player.do(
            "group_opinions",
            player.story.drafter,
            opinions=ids[start : start + AT_ONCE],
            cluster=cluster,
            title=point["title"],
        )
        cluster = entry.facts["cluster"]
    answer = _answer(point, player)
    player.do("dispose_opinion", player.story.drafter, cluster=cluster, **answer)


def _answer(point: Mapping[str, Any], player: Player | None = None) -> dict[str, Any]:
    paths = [str(article) for article in point.get("changed", ())]
    newest = player.decision.drafts.last() if player and paths else None
    changed = Clause.objects.filter(draft=newest, kind="article", path__in=paths)
    return {
        "kind": point["kind"],
        "reason": point["reason"],
        "no_change_reason": point.get("no_change_reason", ""),
        "changed_clauses": [clause.pk for clause in changed] if newest else [],
    }
