"""Gathers proposal, study, start, lead units and the yearly catalogue (Art. 3, 10, 11)."""

from collections.abc import Iterator
from typing import Any

from django.db.models import F, QuerySet

from decisions.gather.listed import DECISION, ORGAN, Listed, Row, listed
from decisions.gather.reading import day, term, words
from decisions.gather.single import one
from decisions.law.facts.initiation import Initiation
from decisions.law.terms import ProposalSource
from decisions.models import Catalogue, Decision, LeadUnit


def lists() -> Iterator[QuerySet[Any]]:
    """The lead units by name, and the organ's catalogues."""
    yield listed(
        "lead_unit",
        LeadUnit.objects.filter(decision=DECISION),
        "coordinating",
        name=F("office__name"),
    )
    yield listed(
        "catalogue",
        Catalogue.objects.filter(organ=ORGAN),
        "year",
        "party_consent_on",
        "published_on",
    )


def initiation(decision: Decision, rows: Listed) -> Initiation:
    """The start of the matter; lead units stand also before the proposal is written down."""
    row = one(decision, "initiation")
    if row is None:
        return Initiation(**_lead(rows), catalogue_kept=bool(rows["catalogue"]))
    catalogue = _catalogue(row, rows)
    return Initiation(
        source=term(ProposalSource, row.source),
        proposed_on=row.proposed_on,
        argued=bool(row.argument),
        studied_on=row.studied_on,
        started_by=words(row.started_by),
        initiated_on=row.initiated_on,
        **_lead(rows),
        in_catalogue=row.catalogue_item is not None and not row.catalogue_item.removed_reason,
        approved_addition_on=row.approved_addition_on,
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


def _catalogue(row: Any, rows: Listed) -> Row:
    """The catalogue that names the matter, else the one of the year of its start."""
    if row.catalogue_item is not None:
        named = row.catalogue_item.catalogue_id
        return next((c for c in rows["catalogue"] if c["id"] == named), {})
    year = (row.initiated_on or row.proposed_on).year
    return next((c for c in rows["catalogue"] if c["year"] == year), {})
