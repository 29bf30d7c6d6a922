"""Gathers research, legal basis, options and the bodies consulted (Art. 12, 13)."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from decisions.gather.listed import DECISION, Listed, Row, listed, one, said
from decisions.gather.reading import day, flag
from decisions.law.facts.initiation import BodyConsulted as BodyFacts
from decisions.law.facts.initiation import Preparation as PreparationFacts
from decisions.models import BodyConsulted, LegalBasis, Preparation

NOTHING = {"cost_benefit": False, "alternative_options": 0, "dispute_statement": False}
NOTHING_YET: Row = {"researched_on": None, "bodies_affected": None, **NOTHING}


def lists() -> Iterator[QuerySet[Any]]:
    """The preparation itself, the legal bases, and the bodies consulted without their words."""
    yield listed(
        "preparation",
        Preparation.objects.filter(decision=DECISION),
        *("researched_on", "alternative_options", "bodies_affected"),
        cost_benefit=said("cost_benefit"),
        dispute_statement=said("dispute_statement"),
    )
    yield listed("basis", LegalBasis.objects.filter(decision=DECISION), "title", "article")
    bodies = BodyConsulted.objects.filter(decision=DECISION)
    yield listed("body", bodies, "body", "consulted_on", "agreed")


def preparation(rows: Listed) -> PreparationFacts:
    """The work behind the draft; what has no row of its own is listed or it was not done."""
    row = one(rows, "preparation") or NOTHING_YET
    return PreparationFacts(
        legal_bases=tuple(f"{b['title']}{b['article']}" for b in rows["basis"]),
        bodies=tuple(
            BodyFacts(
                body=body["body"],
                consulted_on=day(body["consulted_on"]),
                agreed=flag(body["agreed"]),
            )
            for body in rows["body"]
        ),
        researched_on=day(row["researched_on"]),
        cost_benefit=flag(row["cost_benefit"]),
        alternative_options=row["alternative_options"],
        bodies_affected=flag(row["bodies_affected"]),
        dispute_statement=flag(row["dispute_statement"]),
    )
