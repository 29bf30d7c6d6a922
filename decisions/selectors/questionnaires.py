"""A questionnaire as the public sees it: its questions, and the counts once it is closed (Art. 14).

The counts are those kept at the closing, so the page costs the same for three sheets and for a
million. What was written is not shown here: it is answered like any other opinion.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from decisions.labels import label
from decisions.law.terms import SubmitterKind
from decisions.models import Question, Questionnaire


@dataclass(frozen=True)
class Counted:
    """One question with its bars, shares of the sheets that answered it; ``mean`` of a scale."""

    question: Question
    bars: list[dict[str, Any]]
    answers: int
    mean: float | None

    @property
    def most(self) -> int:
        """The greatest count."""
        return max((bar["value"] for bar in self.bars), default=0)


def published(pk: int, decision_id: int, today: date) -> Questionnaire | None:
    """A questionnaire that was published, or None (two queries)."""
    rows = Questionnaire.objects.select_related("activity__decision__organ").filter(
        activity=pk, activity__decision=decision_id, activity__announced_on__lte=today
    )
    return rows.prefetch_related("questions").first()


def counted(questions: list[Question], results: dict[str, Any]) -> list[Counted]:
    """Each question that was chosen in, with its bars."""
    found = {one["order"]: one for one in results.get("questions", ())}
    return [
        _counted(question, **found.get(question.order, {}))
        for question in questions
        if question.kind != Question.Kind.TEXT
    ]


def _counted(
    question: Question, order: int = 0, counts: Sequence[int] = (), answered: int = 0
) -> Counted:
    bars = [
        {"label": option, "value": number, "share": _share(number, answered)}
        for option, number in zip(question.options, counts, strict=False)
    ]
    weighed = sum(place * number for place, number in enumerate(counts, start=1))
    scale = question.kind == Question.Kind.SCALE and answered
    return Counted(question, bars, answered, round(weighed / answered, 2) if scale else None)


def _share(number: int, total: int) -> str:
    return f"{number / total:.1%}" if total else "—"


def kinds(results: dict[str, Any]) -> list[dict[str, Any]]:
    """How many sheets came from whom, as bars."""
    return [
        {"label": label(SubmitterKind(kind)), "value": number}
        for kind, number in results.get("kinds", {}).items()
    ]
