"""Gathers research, legal basis, options and the bodies consulted (Art. 12, 13)."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from decisions.gather.listed import DECISION, Listed, listed
from decisions.gather.reading import day, flag
from decisions.gather.single import one
from decisions.law.facts.initiation import BodyConsulted as BodyFacts
from decisions.law.facts.initiation import Preparation
from decisions.models import BodyConsulted, Decision, LegalBasis


def lists() -> Iterator[QuerySet[Any]]:
    """The legal bases, and the bodies consulted without their words."""
    yield listed("basis", LegalBasis.objects.filter(decision=DECISION), "title", "article")
    bodies = BodyConsulted.objects.filter(decision=DECISION)
    yield listed("body", bodies, "body", "consulted_on", "agreed")


def preparation(decision: Decision, rows: Listed) -> Preparation:
    """The work behind the draft; what has no row of its own is listed or it was not done."""
    row = one(decision, "preparation")
    listed_facts = {
        "legal_bases": tuple(f"{b['title']}{b['article']}" for b in rows["basis"]),
        "bodies": tuple(
            BodyFacts(
                body=body["body"],
                consulted_on=day(body["consulted_on"]),
                agreed=flag(body["agreed"]),
            )
            for body in rows["body"]
        ),
    }
    if row is None:
        return Preparation(**listed_facts)
    return Preparation(
        **listed_facts,
        researched_on=row.researched_on,
        cost_benefit=bool(row.cost_benefit),
        alternative_options=row.alternative_options,
        bodies_affected=row.bodies_affected,
        dispute_statement=bool(row.dispute_statement),
    )
