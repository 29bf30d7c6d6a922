"""The words of the chart: chapters, sections and articles, from the machine and the registry.

Called by ``chart.py``; an article is read from the arrow or the step that cites it.
"""

import re

from django.utils.translation import gettext as _t

from decisions.law.terms import Section, Stage
from workflows import chart_layout as at
from workflows import registry
from workflows.chart_shapes import chinese
from workflows.procedure import Arrow

ARTICLES = re.compile(r"\bArt\. ([0-9(), ]+):")


def chapters() -> tuple[tuple[str, str], ...]:
    """The chapters of the Decree that the road passes through."""
    return (
        (_t("Chapter II"), _t("Making the draft")),
        (_t("Chapter III"), _t("Review, deliberation, promulgation")),
        (_t("Chapter IV"), _t("Execution and adjustment")),
    )


def articles(stage: Stage, drawn: list[Arrow]) -> str:
    """The articles of a stage: of its step where it has one, else of the arrow that leads to it."""
    step = at.STEPS.get(stage)
    if step:
        return _cited(registry.step(step).articles)
    leading = [a for a in drawn if a.target is stage]
    told = leading if stage in at.ROUND else leading[:1]
    found = (ARTICLES.search(arrow.words) for arrow in told)
    return _cited([ref for one in found if one for ref in re.split(r"[, ]+", one[1])])


def _cited(refs: tuple[str, ...] | list[str]) -> str:
    """第14、15条, or a range: 第14—18条."""
    numbers = sorted({int(found[0]) for ref in refs if (found := re.match(r"[0-9]+", ref))})
    spread = len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1
    between = "、" if chinese() else ", "
    span = f"{numbers[0]}—{numbers[-1]}" if spread else between.join(map(str, numbers))
    return _t("Art. %(numbers)s") % {"numbers": span} if numbers else ""


def side_by_side() -> list[tuple[str, str]]:
    """The sections that run side by side in drafting, as the registry has them."""
    sections = [s for s in registry.all_steps() if s.section in set(Section)]
    return [(str(s.label), _cited(s.articles)) for s in sections]


def while_in_force() -> list[tuple[str, str]]:
    """What is done while a decision is in force."""
    return [
        (_t("Execution reports"), _cited(("34",))),
        (_t("Post-evaluation"), _cited(("36",))),
        (_t("Major adjustment"), _cited(("37",))),
    ]
