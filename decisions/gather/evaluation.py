"""Gathers the post-evaluation (Art. 36), and whether its evaluator worked on the matter before.

Main assessor is who made the risk assessment, and the institution that alone gave the most expert
opinions; whoever merely appears there is named too.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from decisions.gather.listed import DECISION, Listed, listed, one
from decisions.gather.reading import day, flag, words
from decisions.law.facts.execution import Evaluation as EvaluationFacts
from decisions.models import Evaluation


def lists() -> Iterator[QuerySet[Any]]:
    """The evaluation."""
    yield listed(
        "evaluation",
        Evaluation.objects.filter(decision=DECISION),
        *("trigger", "evaluator", "public_heard", "deputies_heard", "result", "concluded_on"),
    )


def evaluation(rows: Listed) -> EvaluationFacts | None:
    """The post-evaluation, when one was commissioned."""
    row = one(rows, "evaluation")
    if row is None:
        return None
    return EvaluationFacts(
        trigger=words(row["trigger"]),
        evaluator=words(row["evaluator"]),
        main_assessor=row["evaluator"] in main_assessors(rows),
        appears_in_file=row["evaluator"] in _appearing(rows),
        public_heard=flag(row["public_heard"]),
        deputies_heard=flag(row["deputies_heard"]),
        result=words(row["result"]),
        concluded_on=day(row["concluded_on"]),
    )


def main_assessors(rows: Listed) -> set[str]:
    """Who did the main argument or assessment before the decision."""
    risk = one(rows, "risk")
    given = Counter(e["institution"] for e in rows["expert"] if e["opinion_on"])
    (first, most), (_, next_most) = (*given.most_common(2), ("", 0), ("", 0))[:2]
    return {risk["assessor"] if risk else "", first if most > next_most else ""} - {""}


def _appearing(rows: Listed) -> set[str]:
    experts = {expert[key] for expert in rows["expert"] for key in ("name", "institution")}
    return experts | main_assessors(rows)
