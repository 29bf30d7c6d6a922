"""The traits of ``factories.decision_at``: what a lawful decision has at each stage of the road.

Each trait adds the rows of one stage to those before. A test that needs something unlawful changes
a row afterwards.
"""

from collections.abc import Callable, Iterator
from typing import Any

from decisions import models as m
from decisions.law.terms import Stage
from tests.stages.after import concluded, in_execution, promulgated, suspended, terminated
from tests.stages.days import On, moment
from tests.stages.drafts import draft, prepared
from tests.stages.meeting import decided, deliberation, discussed, rejected
from tests.stages.public import consulting, counted, disposed, heard, opinion
from tests.stages.review import legality_review, sections_concluded, submitted
from tests.stages.sections import argued, assessed, compared, reached
from tests.stages.start import drafting, proposed, studied

__all__ = [
    "On",
    "argued",
    "assessed",
    "compared",
    "consulting",
    "counted",
    "discussed",
    "disposed",
    "draft",
    "heard",
    "moment",
    "opinion",
    "prepared",
    "reached",
    "sections_concluded",
    "up_to",
]

Trait = Callable[[m.Decision, Any], None]

ROAD: dict[Stage, Trait] = {
    Stage.PROPOSED: proposed,
    Stage.STUDY: studied,
    Stage.DRAFTING: drafting,
    Stage.LEGALITY_REVIEW: legality_review,
    Stage.SUBMITTED: submitted,
    Stage.DELIBERATION: deliberation,
    Stage.DECIDED: decided,
    Stage.PROMULGATED: promulgated,
    Stage.IN_EXECUTION: in_execution,
    Stage.CONCLUDED: concluded,
}

ASIDE: dict[Stage, tuple[Stage, Trait]] = {
    Stage.SUSPENDED: (Stage.IN_EXECUTION, suspended),
    Stage.REJECTED: (Stage.DELIBERATION, rejected),
    Stage.TERMINATED: (Stage.DRAFTING, terminated),
}


def up_to(stage: Stage) -> Iterator[Trait]:
    """The traits of a stage and of all stages before it."""
    before, last = ASIDE.get(stage, (stage, None))
    for passed, trait in ROAD.items():
        yield trait
        if passed is before:
            break
    if last is not None:
        yield last
