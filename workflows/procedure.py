"""The road of a major decision, whole: every arrow between stages, each citing its article.

Only ``act.perform`` walks it. What must hold at a passage stands in ``decisions/law``; who may
pass in ``permissions.csv``; the drafting sections run inside DRAFTING (``SectionProgress``).
"""

from dataclasses import dataclass

from viewflow import fsm

from decisions.law.terms import Stage
from decisions.models import Decision

BEFORE_THE_MEETING = (
    Stage.PROPOSED,
    Stage.STUDY,
    Stage.DRAFTING,
    Stage.LEGALITY_REVIEW,
    Stage.SUBMITTED,
)
UNDER_REVIEW = (Stage.LEGALITY_REVIEW, Stage.SUBMITTED)
IN_FORCE = (Stage.IN_EXECUTION, Stage.SUSPENDED)


class Procedure:
    """The one truth about where a decision stands."""

    stage = fsm.State(Stage, default=Stage.PROPOSED)

    def __init__(self, decision: Decision) -> None:
        self.decision = decision

    @stage.getter()
    def _stands(self) -> Stage:
        return Stage(self.decision.stage)

    @stage.setter()
    def _moves(self, stage: Stage) -> None:
        self.decision.stage = stage

    @stage.transition(source=Stage.PROPOSED, target=Stage.STUDY, permission=None)
    def begin_study(self) -> None:
        """Art. 10: a proposal is studied before the organ decides whether to start."""

    @stage.transition(source=Stage.STUDY, target=Stage.DRAFTING, permission=None)
    def initiate(self) -> None:
        """Art. 10, 11: the organ decides to start and names the lead unit."""

    @stage.transition(source=Stage.DRAFTING, target=Stage.LEGALITY_REVIEW, permission=None)
    def request_legality_review(self) -> None:
        """Art. 25, 26: the sections joined, the draft goes to the reviewer."""

    @stage.transition(source=UNDER_REVIEW, target=Stage.DRAFTING, permission=None)
    def return_to_drafting(self) -> None:
        """Art. 24, 25: found unlawful, uncontrollable or incomplete, it is drafted again."""

    @stage.transition(source=Stage.LEGALITY_REVIEW, target=Stage.SUBMITTED, permission=None)
    def submit_for_deliberation(self) -> None:
        """Art. 25, 29: no draft reaches the meeting unreviewed or without its package."""

    @stage.transition(source=Stage.SUBMITTED, target=Stage.DELIBERATION, permission=None)
    def put_on_agenda(self) -> None:
        """Art. 30: an executive or plenary meeting is set for it."""

    @stage.transition(source=Stage.DELIBERATION, target=Stage.DECIDED, permission=None)
    def adopt(self) -> None:
        """Art. 30: the chief executive decides on the basis of collective discussion."""

    @stage.transition(source=Stage.DELIBERATION, target=Stage.SUBMITTED, permission=None)
    def defer(self) -> None:
        """Art. 30: deferred, or to be discussed again."""

    @stage.transition(source=Stage.DELIBERATION, target=Stage.REJECTED, permission=None)
    def reject(self) -> None:
        """Art. 30: not passed."""

    @stage.transition(source=Stage.DECIDED, target=Stage.PROMULGATED, permission=None)
    def promulgate(self) -> None:
        """Art. 31, 32: reported to the Party committee, the decision is made public."""

    @stage.transition(source=Stage.PROMULGATED, target=Stage.IN_EXECUTION, permission=None)
    def begin_execution(self) -> None:
        """Art. 34: the organ names the executing unit."""

    @stage.transition(source=Stage.IN_EXECUTION, target=Stage.SUSPENDED, permission=None)
    def suspend(self) -> None:
        """Art. 37(2): in urgency the chief executive suspends execution first."""

    @stage.transition(source=Stage.SUSPENDED, target=Stage.IN_EXECUTION, permission=None)
    def resume(self) -> None:
        """Art. 37: the cause gone, execution goes on."""

    @stage.transition(source=Stage.IN_EXECUTION, target=Stage.CONCLUDED, permission=None)
    def conclude(self) -> None:
        """Art. 33, 34: executed and archived, the matter is closed."""

    @stage.transition(source=BEFORE_THE_MEETING, target=Stage.TERMINATED, permission=None)
    def terminate(self) -> None:
        """Art. 3(2), 10: another procedure applies, or the organ ends the course with reasons."""

    @stage.transition(source=IN_FORCE, target=Stage.TERMINATED, permission=None)
    def stop_execution(self) -> None:
        """Art. 36, 37: evaluated or suspended and decided again, the execution ends for good."""


@dataclass(frozen=True)
class Arrow:
    """One arrow of the road: its name, both ends and the words that draw it."""

    name: str
    source: Stage
    target: Stage
    words: str


def arrows() -> list[Arrow]:
    """Every arrow of the road in the order of the stages: chart, graph proof and ``fsck``."""
    drawn = [
        Arrow(way.slug, Stage(way.source), Stage(way.target), method.__doc__ or "")
        for method, ways in Procedure.stage.get_transitions().items()
        for way in ways
    ]
    order = list(Stage)
    return sorted(drawn, key=lambda a: (order.index(a.source), order.index(a.target), a.name))
