"""Gathers proposal, study, start, lead units and the yearly catalogue (Art. 3, 10, 11)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from decisions.gather.listed import DECISION, ORGAN, Listed, Row, holds, listed, one, said
from decisions.gather.reading import day, flag, term, words
from decisions.law.facts.initiation import Initiation as InitiationFacts
from decisions.law.terms import ProposalSource
from decisions.models import Catalogue, Initiation, LeadUnit


def lists() -> Iterator[QuerySet[Any]]:
    """The start itself, the lead units by name, and the organ's catalogues."""
    yield listed(
        "initiation",
        Initiation.objects.filter(decision=DECISION),
        *("source", "proposed_on", "studied_on", "started_by", "initiated_on"),
        "approved_addition_on",
        argued=said("argument"),
        catalogue=F("catalogue_item__catalogue"),
        in_catalogue=holds(Q(catalogue_item__removed_reason="")),
    )
    yield listed(
        "lead_unit",
        LeadUnit.objects.filter(decision=DECISION),
        *("coordinating", "office"),
        name=F("office__name"),
    )
    yield listed(
        "catalogue",
        Catalogue.objects.filter(organ=ORGAN),
        "year",
        "party_consent_on",
        "published_on",
    )


def initiation(rows: Listed) -> InitiationFacts:
    """The start of the matter; lead units stand also before the proposal is written down."""
    row = one(rows, "initiation")
    if row is None:
        return InitiationFacts(**_lead(rows), catalogue_kept=bool(rows["catalogue"]))
    catalogue = _catalogue(row, rows)
    return InitiationFacts(
        source=term(ProposalSource, row["source"]),
        proposed_on=day(row["proposed_on"]),
        argued=flag(row["argued"]),
        studied_on=day(row["studied_on"]),
        started_by=words(row["started_by"]),
        initiated_on=day(row["initiated_on"]),
        **_lead(rows),
        in_catalogue=bool(row["in_catalogue"]),
        approved_addition_on=day(row["approved_addition_on"]),
        catalogue_kept=bool(rows["catalogue"]),
        catalogue_consented_on=day(catalogue.get("party_consent_on")),
        catalogue_published_on=day(catalogue.get("published_on")),
    )


def _lead(rows: Listed) -> Row:
    units = sorted(rows["lead_unit"], key=lambda row: (not row["coordinating"], row["id"]))
    return {
        "lead_units": tuple(unit["name"] for unit in units),
        "coordinating_lead": next((u["name"] for u in units if u["coordinating"]), None),
    }


def _catalogue(row: Row, rows: Listed) -> Row:
    """The catalogue that names the matter, else the one of the year of its start."""
    year = date.fromisoformat(row["initiated_on"] or row["proposed_on"]).year
    named = [c for c in rows["catalogue"] if c["id"] == row["catalogue"]]
    return next(iter(named or [c for c in rows["catalogue"] if c["year"] == year]), {})
