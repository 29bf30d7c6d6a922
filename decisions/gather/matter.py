"""Gathers what the decision is about (Art. 3, 8)."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from decisions.gather.listed import DECISION, Listed, listed, one
from decisions.gather.reading import day, flag, names, term, words
from decisions.law.facts.initiation import Matter as MatterFacts
from decisions.law.terms import Disclosure, Exclusion, MatterClass, NpcStep, OrganLevel
from decisions.models import Decision, Matter


def lists() -> Iterator[QuerySet[Any]]:
    """The answers about the matter."""
    yield listed(
        "matter",
        Matter.objects.filter(decision=DECISION),
        *("matter_class", "exclusion", "classified", "technical", "risk_possible", "market"),
        *("market_entities", "specific_group", "general_concern", "npc_step", "disclosure"),
        *("withholding_ground", "disclosure_reviewed_on", "tags"),
    )


def matter(decision: Decision, rows: Listed) -> MatterFacts:
    """Title and organ always, the answers as far as they were given."""
    named = {
        "title": decision.title,
        "decision_organ": decision.organ.name,
        "organ_level": term(OrganLevel, decision.organ.level),
    }
    row = one(rows, "matter")
    if row is None:
        return MatterFacts(**named)
    return MatterFacts(
        **named,
        matter_class=term(MatterClass, row["matter_class"]),
        exclusion=term(Exclusion, row["exclusion"]),
        classified=flag(row["classified"]),
        technical=flag(row["technical"]),
        risk_possible=flag(row["risk_possible"]),
        market=flag(row["market"]),
        market_entities=flag(row["market_entities"]),
        specific_group=flag(row["specific_group"]),
        general_concern=flag(row["general_concern"]),
        npc_step=term(NpcStep, row["npc_step"]),
        disclosure=term(Disclosure, row["disclosure"]),
        withholding_ground=words(row["withholding_ground"]),
        disclosure_reviewed_on=day(row["disclosure_reviewed_on"]),
        tags=tuple(sorted(names(row["tags"]))),
    )
