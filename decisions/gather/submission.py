"""Gathers the package put to the meeting (Art. 29; SC80): its slots follow from the rows.

A slot is filled by the paper of its section or by the signed finding that passes the section over.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from decisions.gather.drafts import frozen
from decisions.gather.legality import legality
from decisions.gather.listed import DECISION, Listed, Row, listed, one, said
from decisions.gather.reading import day, flag, words
from decisions.gather.signoffs import passed_over, progress
from decisions.law.facts.legality import Package as PackageFacts
from decisions.law.terms import Progress, Section
from decisions.models import Decision, Package


def lists() -> Iterator[QuerySet[Any]]:
    """The package."""
    yield listed(
        "package",
        Package.objects.filter(decision=DECISION),
        *("submitted_on", "observers_invited", "meeting_public", "observer_ways"),
        other_materials=said("other_materials"),
        interpretation_planned=said("interpretation_plan"),
    )


def package(decision: Decision, rows: Listed) -> PackageFacts:
    """The slots always, the plan of the meeting once it is submitted."""
    row, slots = one(rows, "package"), _slots(decision, rows)
    if row is None:
        return PackageFacts(**slots)
    return PackageFacts(
        **slots,
        submitted_on=day(row["submitted_on"]),
        other_materials=flag(row["other_materials"]),
        observers_invited=flag(row["observers_invited"]),
        meeting_public=flag(row["meeting_public"]),
        observer_ways=words(row["observer_ways"]),
        interpretation_planned=flag(row["interpretation_planned"]),
    )


def _slots(decision: Decision, rows: Listed) -> Row:
    return {
        "draft": bool(frozen(rows)),
        "public_adoption": _public_views(rows),
        "expert_adoption": _expert_views(rows),
        "risk_report": _risk_report(rows),
        "legality_opinion": legality(decision, rows).completed_on is not None,
        "competition_review": _competition(rows),
    }


def _public_views(rows: Listed) -> bool:
    section = one(rows, "participation")
    unnecessary = progress(rows, Section.PARTICIPATION) is Progress.FOUND_UNNECESSARY
    return unnecessary or bool(
        section and (section["adoption_note_on"] or section["exemption_ground"])
    )


def _expert_views(rows: Listed) -> bool:
    row = one(rows, "expertise")
    return bool(row and row["adoption_note_on"]) or passed_over(rows, Section.EXPERTISE)


def _risk_report(rows: Listed) -> bool:
    row = one(rows, "risk")
    reported = row is not None and bool(row["report_on"] or row["linked_report"])
    return reported or passed_over(rows, Section.RISK)


def _competition(rows: Listed) -> bool:
    row, matter = one(rows, "competition"), one(rows, "matter")
    untouched = matter is not None and flag(matter["market"]) is False
    return bool(row and row["conclusion"]) or untouched or passed_over(rows, Section.COMPETITION)
