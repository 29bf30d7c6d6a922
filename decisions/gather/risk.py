"""Gathers the risk assessment (Art. 22 to 24)."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from decisions.gather.drafts import digest
from decisions.gather.listed import DECISION, Listed, listed, one, said
from decisions.gather.reading import day, flag, term, words
from decisions.gather.signoffs import progress
from decisions.law.facts.review import Risk
from decisions.law.terms import RiskConclusion, RiskLevel, Section
from decisions.models import DepartmentHeard, RiskAssessment, RiskPoint


def lists() -> Iterator[QuerySet[Any]]:
    """The assessment, its points by whether each has a measure, and the departments heard."""
    yield listed(
        "risk",
        RiskAssessment.objects.filter(decision=DECISION),
        *("assessor", "level", "conclusion", "organ_conclusion"),
        *("report_on", "supplemented_on", "draft"),
        linked_report=said("linked_report"),
        contingency_plan=said("contingency_plan"),
    )
    points = RiskPoint.objects.filter(decision=DECISION)
    yield listed("risk_point", points, measured=said("measure"))
    yield listed("department_heard", DepartmentHeard.objects.filter(decision=DECISION), "name")


def risk(rows: Listed) -> Risk:
    """The assessment; before it is begun nothing of it is known."""
    row, points = one(rows, "risk"), rows["risk_point"]
    if row is None:
        return Risk(progress=progress(rows, Section.RISK))
    return Risk(
        progress=progress(rows, Section.RISK),
        assessor=words(row["assessor"]),
        linked_report=flag(row["linked_report"]),
        departments_heard=tuple(heard["name"] for heard in rows["department_heard"]),
        risk_points=len(points),
        mitigation_measures=bool(points) and all(point["measured"] for point in points),
        contingency_plan=flag(row["contingency_plan"]),
        level=term(RiskLevel, row["level"]),
        conclusion=term(RiskConclusion, row["conclusion"]),
        organ_conclusion=term(RiskConclusion, row["organ_conclusion"]),
        report_on=day(row["report_on"]),
        supplemented_on=day(row["supplemented_on"]),
        draft_digest=digest(rows, row["draft"]),
    )
