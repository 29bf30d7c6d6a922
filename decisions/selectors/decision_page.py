"""Everything the page of one decision shows (P2), in a fixed number of queries.

Called by ``views/decision.py``. Which of it is public says ``public.py``; papers come through the
reverse relation of the notices, which stand above the decisions and are not imported here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, DateField, F, QuerySet

from decisions.gather import listed
from decisions.law.terms import ActivityKind
from decisions.models import Clause, Decision, Draft, ParticipationActivity
from decisions.selectors import public
from decisions.selectors.clauses import clauses_of, length, minutes
from decisions.selectors.road import Gathered, road
from decisions.selectors.states import TAKES_OPINIONS, WORDS, State, with_state

ROWS = (
    "organ",
    "lead_office",
    "matter",
    "initiation",
    "participation",
    "expertise",
    "risk",
    "competition",
    "hearing",
    "publication__draft",
    "execution",
    "evaluation",
    "tally",
)


TODAY = listed.Given("today", DateField())


@dataclass
class Shown:
    """A decision with what its page shows."""

    decision: Decision
    state: State
    today: date
    activities: list[ParticipationActivity] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    clauses: list[Clause] = field(default_factory=list)
    notices: list[Any] = field(default_factory=list)
    steps: list[dict[str, Any]] = field(default_factory=list)

    @property
    def word(self) -> Any:
        """The state in a word."""
        return WORDS[self.state]

    @property
    def takes_opinions(self) -> bool:
        """Whether the form is open."""
        return self.state in TAKES_OPINIONS

    @property
    def consultation(self) -> ParticipationActivity | None:
        """The newest open consultation."""
        open_ones = [a for a in self.activities if a.kind == ActivityKind.OPEN_CONSULTATION]
        return open_ones[0] if open_ones else None

    @property
    def draft(self) -> Draft | None:
        """The version to read: the promulgated one, else the newest laid before the public."""
        return self.drafts[-1] if self.drafts else None

    @property
    def days_left(self) -> int | None:
        """Days left after today; zero on the last day."""
        now = self.consultation
        if not self.takes_opinions or now is None or now.closes_on is None:
            return None
        return (now.closes_on - self.today).days

    @property
    def answered(self) -> bool:
        """Whether the answer to the opinions is published."""
        return public.answered(self.decision, self.today)

    @property
    def promulgated(self) -> bool:
        """Whether the decision itself is published."""
        return public.promulgated(self.decision, self.today)

    @property
    def characters(self) -> int:
        """How long the draft is."""
        return length([clause.text + clause.heading for clause in self.clauses])

    @property
    def minutes(self) -> int:
        """How long reading the draft takes."""
        return minutes(self.characters)


def one(pk: int, today: date, *more: str) -> Decision | None:
    """A public decision with its state, or None (one query)."""
    rows = with_state(public.public_decisions(today), today)
    return rows.select_related("organ", "lead_office", "matter", *more).filter(pk=pk).first()


class Known(NamedTuple):
    """The least that is asked of a public decision for each reader."""

    pk: int
    version: int
    title: str
    organ: str


def known(pk: int, today: date) -> Known | None:
    """Whether a decision is public today, and at which version it stands (one query)."""
    if pk > BigIntegerField.MAX_BIGINT:  # no row bears it, and the engines refuse to look
        return None
    row = listed.one(listed.read(_known, decision=pk, today=today), "known")
    return Known(row["id"], row["version"], row["title"], row["organ"]) if row else None


def _known() -> Iterator[QuerySet[Any]]:
    rows = public.public_decisions(TODAY).filter(pk=listed.DECISION)
    yield listed.listed("known", rows, "version", "title", organ=F("organ__name"))


def page_of(pk: int, today: date) -> Shown | None:
    """Everything the page of a decision shows, or None."""
    decision = one(pk, today, *ROWS)
    if decision is None:
        return None
    shown = Shown(decision, State(decision.state), today)
    shown.activities = activities(decision, today)
    shown.drafts = list(public.public_drafts(today).filter(decision=decision).order_by("version"))
    if shown.draft:
        shown.clauses = clauses_of(shown.draft)
    shown.notices = list(notices(decision, today))
    shown.steps = road(decision, _gathered(decision))
    return shown


def activities(decision: Decision, today: date) -> list[ParticipationActivity]:
    """The ways to take part whose notice is out, newest first."""
    rows = decision.activities.filter(announced_on__lte=today)
    rows = rows.select_related("consultation__draft", "hearing", "questionnaire", "decision")
    return list(rows.order_by("-announced_on", "-id")[:50])


def notices(decision: Decision, today: date) -> QuerySet[Any]:
    """The printed papers of a decision that are public."""
    return decision.notices.filter(public=True, issued_on__lte=today, rendered_at__isnull=False)


def road_of(decision: Decision) -> list[dict[str, Any]]:
    """The road of any decision, for the desk: four queries, whatever the stage."""
    rows = Decision.objects.select_related(*ROWS).get(pk=decision.pk)
    return road(rows, _gathered(rows))


def _gathered(decision: Decision) -> Gathered:
    review = decision.legality_reviews.exclude(completed_on=None).order_by("-round").first()
    item = (
        decision.agenda_items.exclude(result="")
        .select_related("meeting")
        .order_by("-meeting__held_on", "-id")
        .first()
    )
    findings = decision.findings.filter(superseded=False, signed_on__isnull=False)
    return Gathered(
        progress=dict(decision.sections.values_list("section", "progress")),
        findings={finding.section: finding for finding in findings},
        reviewed_on=review.completed_on if review else None,
        met_on=item.meeting.held_on if item else None,
    )
