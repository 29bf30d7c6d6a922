"""Research, legal basis, bodies asked, versions, findings, rulings (Art. 12, 13; answers 2, 3)."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from decisions.law.terms import RulingOutcome
from workflows.demo.parts import Scene
from workflows.demo.player import Player
from workflows.demo.reading import Story

CALLED_FOR = {"technical": "expertise", "risk_possible": "risk", "market": "competition"}
RULED = {"experts": "expertise"}
COSTS = re.compile(r"成本|效益|投资|费用|经费")


def scenes(story: Story) -> Iterator[Scene]:
    """Everything that makes the draft."""
    if not story.decision["versions"]:
        return
    first = story.day(story.decision["versions"][0]["on"])
    yield Scene(first, prepared)
    for body in story.decision.get("bodies_consulted", ()):
        yield Scene(story.day(body["replied"]), asked, (body,))
    for version in story.decision["versions"]:
        yield Scene(story.day(version["on"]), frozen, (version,), rank=1)
    yield Scene(first, found_unnecessary, rank=2)
    for ruling in story.part("rulings").get("rulings", ()):
        yield Scene(story.day(ruling["on"]), ruled, (ruling,), rank=5)


def prepared(player: Player) -> None:
    """What was found out, and on which laws the draft rests."""
    story = player.story
    paragraphs = [line for line in story.text("study.md").splitlines() if _is_prose(line)]
    costs = [line for line in paragraphs if COSTS.search(line)]
    player.do(
        "record_preparation",
        story.drafter,
        researched_on=story.on("bodies_consulted"),
        research="\n".join(paragraphs[:4]),
        cost_benefit="\n".join(costs[:3]),
        bodies_affected=str(bool(story.decision.get("bodies_consulted"))),
        dispute_statement=story.decision.get("dispute_statement", ""),
    )
    for basis in story.decision["legal_bases"]:
        title, _mark, article = basis.partition("》")
        player.do("add_legal_basis", story.drafter, title=f"{title}》", article=article)


def asked(player: Player, body: Mapping[str, Any]) -> None:
    """A body was asked, and answered."""
    player.do(
        "consult_body",
        player.story.drafter,
        body=body["name"],
        consulted_on=min(player.story.on("bodies_consulted"), player.story.day(body["replied"])),
        agreed=str(body["agreed"]),
        view=f"{body['view']}\n处理结果：{body['result']}",
    )


def frozen(player: Player, version: Mapping[str, Any]) -> None:
    """A version is entered and frozen."""
    story = player.story
    text = story.text(version["file"])
    player.do(
        "enter_draft",
        story.drafter,
        title=text.partition("\n")[0],
        text=text,
        explanation=story.text("explanation.md"),
        change_note=version["reason"],
    )
    player.do("freeze_draft", story.drafter)


def found_unnecessary(player: Player) -> None:
    """A section that the facts do not call for is passed over by a signed finding."""
    story = player.story
    flags = [(section, story.decision["flags"][flag]) for flag, section in CALLED_FOR.items()]
    hearing = story.decision["hearing"]
    if hearing.get("finding"):
        flags.append(("hearing", {"value": False, "reason": hearing["reason"]}))
    for section, told in flags:
        if told["value"]:
            continue
        player.do("find_unnecessary", story.drafter, section=section, reason=told["reason"])
        if told.get("signed", True):
            finding = player.decision.findings.get(section=section, superseded=False)
            player.do("sign_finding", story.head, finding=finding.pk)


def ruled(player: Player, ruling: Mapping[str, Any]) -> None:
    """Whoever signed says that the change touches nothing of what was signed."""
    player.do(
        "rule_on_change",
        ruling["by"],
        section=RULED.get(ruling["subject"], ruling["subject"]),
        outcome=RulingOutcome.NO_SUBSTANTIVE_CHANGE,
        reason=ruling["text"],
    )


def _is_prose(line: str) -> bool:
    return bool(line.strip()) and not line.startswith("#") and not line.startswith("（样例")
