"""Where everything on the chart of the road stands; what it says is ``chart.py``.

One band a chapter of the Decree. A stage or arrow the machine has and this table has not is
refused when the chart is drawn.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from decisions.law.terms import Stage

WIDTH, HEIGHT = 1040, 730
MARGIN = 28  # where the chapters' names begin


@dataclass(frozen=True)
class Box:
    """A rectangle of the picture."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    @property
    def centre(self) -> float:
        """The middle between left and right."""
        return self.x + self.width / 2

    @property
    def middle(self) -> float:
        """The middle between top and bottom."""
        return self.y + self.height / 2

    def split(self, parts: int) -> list["Box"]:
        """Equal boxes beside each other inside this one, below its name."""
        gap = 10
        width = (self.width - gap * (parts + 1)) / max(parts, 1)
        return [
            Box(self.x + gap + i * (width + gap), self.y + 36, width, self.height - 46)
            for i in range(parts)
        ]


@dataclass(frozen=True)
class Way:
    """How an arrow runs, and the words beside it; ``back`` goes back and is broken."""

    path: str
    words: str = ""
    x: float = 0
    y: float = 0
    back: bool = False
    anchor: str = "middle"


BANDS = (Box(0, 0, WIDTH, 190), Box(0, 202, WIDTH, 228), Box(0, 442, WIDTH, 248))
LEGEND = (MARGIN, 714)
MAIN = (
    Stage.PROPOSED,
    Stage.STUDY,
    Stage.DRAFTING,
    Stage.LEGALITY_REVIEW,
    Stage.SUBMITTED,
    Stage.DELIBERATION,
    Stage.DECIDED,
    Stage.PROMULGATED,
    Stage.IN_EXECUTION,
    Stage.CONCLUDED,
)
BESIDE = {Stage.SUSPENDED: Stage.IN_EXECUTION, Stage.REJECTED: Stage.DELIBERATION}
HOLDS = (Stage.DRAFTING, Stage.IN_EXECUTION)
STEPS = {Stage.PROPOSED: "initiation", Stage.DRAFTING: "drafting"}
STAGES = {
    Stage.PROPOSED: Box(28, 94, 118, 64),
    Stage.STUDY: Box(174, 94, 118, 64),
    Stage.DRAFTING: Box(320, 24, 696, 142),
    Stage.LEGALITY_REVIEW: Box(320, 262, 118, 64),
    Stage.SUBMITTED: Box(464, 262, 118, 64),
    Stage.DELIBERATION: Box(609, 262, 118, 64),
    Stage.DECIDED: Box(754, 262, 118, 64),
    Stage.PROMULGATED: Box(898, 262, 118, 64),
    Stage.REJECTED: Box(609, 370, 118, 48),
    Stage.IN_EXECUTION: Box(320, 478, 360, 106),
    Stage.CONCLUDED: Box(898, 499, 118, 64),
    Stage.SUSPENDED: Box(441, 618, 118, 64),
    Stage.TERMINATED: Box(876, 624, 140, 50),
}
ROUND = {Stage.CONCLUDED: 24, Stage.REJECTED: 24, Stage.TERMINATED: 24}
WAYS = {
    (Stage.PROPOSED, Stage.STUDY): Way("M146 126H173"),
    (Stage.STUDY, Stage.DRAFTING): Way("M292 126H319"),
    (Stage.DRAFTING, Stage.LEGALITY_REVIEW): Way("M349 166V261"),
    (Stage.LEGALITY_REVIEW, Stage.DRAFTING): Way("M390 262V167", back=True),
    (Stage.SUBMITTED, Stage.DRAFTING): Way(
        "M540 262V167", _("sent back to drafting"), 465, 222, back=True
    ),
    (Stage.LEGALITY_REVIEW, Stage.SUBMITTED): Way("M438 294H463"),
    (Stage.SUBMITTED, Stage.DELIBERATION): Way("M582 294H608"),
    (Stage.DELIBERATION, Stage.SUBMITTED): Way(
        "M638 326V344Q638 352 630 352H531Q523 352 523 344V327",
        _("deferred, discussed again"),
        595,
        372,
        anchor="end",
        back=True,
    ),
    (Stage.DELIBERATION, Stage.DECIDED): Way("M727 294H753"),
    (Stage.DELIBERATION, Stage.REJECTED): Way("M690 326V369"),
    (Stage.DECIDED, Stage.PROMULGATED): Way("M872 294H897"),
    (Stage.PROMULGATED, Stage.IN_EXECUTION): Way(
        "M957 326V428Q957 436 949 436H508Q500 436 500 444V477"
    ),
    (Stage.IN_EXECUTION, Stage.CONCLUDED): Way(
        "M680 531H897", _("file closed (Art. 33)"), 789, 521
    ),
    (Stage.IN_EXECUTION, Stage.SUSPENDED): Way(
        "M476 584V617", _("suspended"), 468, 605, anchor="end"
    ),
    (Stage.SUSPENDED, Stage.IN_EXECUTION): Way(
        "M524 618V585", _("resumed"), 532, 605, anchor="start", back=True
    ),
}
