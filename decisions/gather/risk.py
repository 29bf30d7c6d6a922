"""Gathers the risk assessment (Art. 22 to 24)."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from decisions.gather.drafts import digest
from decisions.gather.listed import DECISION, Listed, listed, said
from decisions.gather.reading import term, words
from decisions.gather.signoffs import progress
from decisions.gather.single import one
from decisions.law.facts.review import Risk
from decisions.law.terms import RiskConclusion, RiskLevel, Section
from decisions.models import Decision, DepartmentHeard, RiskPoint


def lists() -> Iterator[QuerySet[Any]]:
    """The risk points by whether each has its measure, and the departments heard."""
    points = RiskPoint.objects.filter(decision=DECISION)
    yield listed("risk_point", points, measured=said("measure"))
    yield listed("department_heard", DepartmentHeard.objects.filter(decision=DECISION), "name")


def risk(decision: Decision, rows: Listed) -> Risk:
    """The assessment; before it is begun nothing of it is known."""
    row, points = one(decision, "risk"), rows["risk_point"]
    if row is None:
        return Risk(progress=progress(rows, Section.RISK))
    return Risk(
        progress=progress(rows, Section.RISK),
        assessor=words(row.assessor),
        linked_report=bool(row.linked_report),
        departments_heard=tuple(heard["name"] for heard in rows["department_heard"]),
        risk_points=len(points),
        mitigation_measures=bool(points) and all(point["measured"] for point in points),
        contingency_plan=bool(row.contingency_plan),
        level=term(RiskLevel, row.level),
        conclusion=term(RiskConclusion, row.conclusion),
        organ_conclusion=term(RiskConclusion, row.organ_conclusion),
        report_on=row.report_on,
        supplemented_on=row.supplemented_on,
        draft_digest=digest(rows, row.draft_id),
    )
