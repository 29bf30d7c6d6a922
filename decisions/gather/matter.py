"""Gathers what the decision is about (Art. 3, 8)."""

from decisions.gather.reading import term, words
from decisions.gather.single import one
from decisions.law.facts.initiation import Matter
from decisions.law.terms import Disclosure, Exclusion, MatterClass, NpcStep, OrganLevel
from decisions.models import Decision


def matter(decision: Decision) -> Matter:
    """Title and organ always, the answers as far as they were given."""
    named = {
        "title": decision.title,
        "decision_organ": decision.organ.name,
        "organ_level": term(OrganLevel, decision.organ.level),
    }
    row = one(decision, "matter")
    if row is None:
        return Matter(**named)
    return Matter(
        **named,
        matter_class=term(MatterClass, row.matter_class),
        exclusion=term(Exclusion, row.exclusion),
        classified=row.classified,
        technical=row.technical,
        risk_possible=row.risk_possible,
        market=row.market,
        market_entities=row.market_entities,
        specific_group=row.specific_group,
        general_concern=row.general_concern,
        npc_step=term(NpcStep, row.npc_step),
        disclosure=term(Disclosure, row.disclosure),
        withholding_ground=words(row.withholding_ground),
        disclosure_reviewed_on=row.disclosure_reviewed_on,
        tags=tuple(sorted(row.tags)),
    )
