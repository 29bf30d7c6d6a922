"""Gathers the legality review (Art. 25 to 28): the newest round, with its points and returns.

A review kept here is never a mere request for comments, so that question is answered: no.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import F, Q, QuerySet

from decisions.gather.drafts import digest
from decisions.gather.listed import DECISION, Listed, Row, holds, listed, said
from decisions.gather.reading import day, flag, term, words
from decisions.law.facts.legality import Legality
from decisions.law.terms import LegalityConclusion
from decisions.models import (
    CounselOpinion,
    Decision,
    LegalityPoint,
    LegalityReturn,
    LegalityReview,
)


def lists() -> Iterator[QuerySet[Any]]:
    """Every round, and of each its returns, points and counsel's opinions."""
    yield listed(
        "review",
        LegalityReview.objects.filter(decision=DECISION),
        *("round", "draft", "requested_on", "granted_until", "completed_on"),
        *("power", "procedure", "content", "exploratory", "legal_risk", "office", "reviewer"),
        statement_of_steps=said("statement_of_steps"),
        unit=F("office__name"),
        reviewer_name=F("reviewer__display_name"),
    )
    of = {"review__decision": DECISION}
    yield listed("return", LegalityReturn.objects.filter(**of), "review", "supplemented_on")
    points = LegalityPoint.objects.filter(**of)
    yield listed("point", points, "review", answered=said("response"))
    given = holds(~Q(text="") | Q(paper__isnull=False))
    yield listed("counsel", CounselOpinion.objects.filter(**of), "review", given=given)


def legality(decision: Decision, rows: Listed) -> Legality:
    """The newest round; before the first only the legal bases are known."""
    legal_bases = bool(rows["basis"])
    newest = max(rows["review"], key=lambda row: row["round"], default=None)
    if newest is None:
        return Legality(legal_bases=legal_bases)
    return Legality(
        requested_on=day(newest["requested_on"]),
        statement_of_steps=flag(newest["statement_of_steps"]),
        legal_bases=legal_bases,
        granted_until=day(newest["granted_until"]),
        completed_on=day(newest["completed_on"]),
        reviewer=words(newest["reviewer_name"]),
        reviewer_unit=newest["unit"],
        reviewer_in_lead_unit=newest["office"] == decision.lead_office_id,
        comments_instead=False,
        power=term(LegalityConclusion, newest["power"]),
        procedure=term(LegalityConclusion, newest["procedure"]),
        content=term(LegalityConclusion, newest["content"]),
        exploratory=flag(newest["exploratory"]),
        legal_risk=words(newest["legal_risk"]),
        draft_digest=digest(rows, newest["draft"]),
        **_counts(newest["id"], rows),
    )


def _counts(review: int, rows: Listed) -> Row:
    returns, points, counsel = (
        [row for row in rows[name] if row["review"] == review]
        for name in ("return", "point", "counsel")
    )
    return {
        "returns": len(returns),
        "supplemented": all(row["supplemented_on"] for row in returns),
        "counsel_opinions": sum(1 for row in counsel if row["given"]),
        "points": len(points),
        "points_unanswered": sum(1 for row in points if not row["answered"]),
    }
