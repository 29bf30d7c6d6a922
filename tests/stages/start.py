"""Traits of the start: proposal, study, and the decision to begin (Art. 3, 10, 11)."""

from datetime import date
from typing import Any

from accounts.roles import Role
from decisions import models as m
from tests.stages.days import On


def proposed(decision: m.Decision, town: Any) -> None:
    """The proposal, and the answers to the questions about the matter."""
    m.Matter.objects.create(
        decision=decision,
        matter_class="public_policy",
        exclusion="none",
        classified=False,
        technical=True,
        risk_possible=True,
        market=True,
        market_entities=True,
        specific_group=False,
        general_concern=True,
        npc_step="none",
        disclosure="proactive_disclosure",
        disclosure_reviewed_on=On.proposed,
        tags=[],
    )
    m.Initiation.objects.create(
        decision=decision,
        source="npc_deputy",
        proposer="镇人大代表三人",
        proposed_on=On.proposed,
        argument="集镇停车位少、秩序乱，急救车辆受阻。",
    )
    m.LeadUnit.objects.create(decision=decision, office=decision.lead_office, coordinating=True)


def studied(decision: m.Decision, town: Any) -> None:
    """The preliminary study."""
    m.Initiation.objects.filter(decision=decision).update(
        study="有必要，可行。", studied_on=On.studied
    )


def drafting(decision: m.Decision, town: Any) -> None:
    """The start of the procedure, from the yearly catalogue."""
    catalogue, _ = m.Catalogue.objects.get_or_create(
        organ=decision.organ,
        year=On.initiated.year,
        defaults={"party_consent_on": date(2026, 1, 2), "published_on": date(2026, 1, 4)},
    )
    item = m.CatalogueItem.objects.create(
        catalogue=catalogue,
        serial=catalogue.items.count() + 1,
        title=decision.title,
        procedure="公众参与、专家论证、风险评估、公平竞争审查、合法性审查、集体讨论决定",
        lead_unit=decision.lead_office.name,
        planned="2026年5月",
    )
    m.Initiation.objects.filter(decision=decision).update(
        started_by=town.by(Role.CHIEF_EXECUTIVE).display_name,
        initiated_on=On.initiated,
        catalogue_item=item,
    )
    m.Tally.objects.create(decision=decision)
