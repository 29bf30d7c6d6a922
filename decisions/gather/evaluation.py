"""Gathers the post-evaluation (Art. 36), and whether its evaluator worked on the matter before.

Main assessor is who made the risk assessment, and the institution that alone gave the most expert
opinions; whoever merely appears there is named too.
"""

from collections import Counter

from decisions.gather.listed import Listed
from decisions.gather.reading import words
from decisions.gather.single import one
from decisions.law.facts.execution import Evaluation
from decisions.models import Decision


def evaluation(decision: Decision, rows: Listed) -> Evaluation | None:
    """The post-evaluation, when one was commissioned."""
    row = one(decision, "evaluation")
    if row is None:
        return None
    return Evaluation(
        trigger=words(row.trigger),
        evaluator=words(row.evaluator),
        main_assessor=row.evaluator in main_assessors(decision, rows),
        appears_in_file=row.evaluator in _appearing(decision, rows),
        public_heard=row.public_heard,
        deputies_heard=row.deputies_heard,
        result=words(row.result),
        concluded_on=row.concluded_on,
    )


def main_assessors(decision: Decision, rows: Listed) -> set[str]:
    """Who did the main argument or assessment before the decision."""
    risk = one(decision, "risk")
    given = Counter(e["institution"] for e in rows["expert"] if e["opinion_on"])
    (first, most), (_, next_most) = (*given.most_common(2), ("", 0), ("", 0))[:2]
    return {risk.assessor if risk else "", first if most > next_most else ""} - {""}


def _appearing(decision: Decision, rows: Listed) -> set[str]:
    experts = {expert[key] for expert in rows["expert"] for key in ("name", "institution")}
    return experts | main_assessors(decision, rows)
