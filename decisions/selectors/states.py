"""How a decision stands before the public: six words, worked out from its rows at an instant.

``state`` is a column made in the database, so that a list can be filtered and sorted by it;
``rank`` and ``nearness`` sort what closes soonest first. The same days decide in
``decisions/period.py`` whether an opinion is taken.
"""

from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import (
    Case,
    CharField,
    DateField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    FilteredRelation,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from decisions.law.terms import ActivityKind, Stage
from decisions.models import Decision, ParticipationActivity
from decisions.selectors import public


class State(StrEnum):
    """The word at the top of a decision."""

    NOT_OPEN = "planned"
    OPEN = "open"
    EXTENDED = "extended"
    CLOSED = "closed"
    ANSWERED = "answered"
    ENDED = "terminated"


WORDS: dict[State, Promise] = {
    State.NOT_OPEN: _("Not open yet"),
    State.OPEN: _("Open for opinions"),
    State.EXTENDED: _("Period extended"),
    State.CLOSED: _("Period over"),
    State.ANSWERED: _("Answered"),
    State.ENDED: _("Ended"),
}
TAKES_OPINIONS = (State.OPEN, State.EXTENDED)
PAST, FUTURE = date(1970, 1, 1), date(2999, 12, 31)


DAYS = ("opens_on", "closes_on", "closed_on", "announced_on", "withdrawn_reason")


def with_state(decisions: QuerySet[Decision], today: date) -> QuerySet[Decision]:
    """Public decisions with ``state``, the days of the newest consultation, and the sort keys."""
    newest = decisions.annotate(now=_announced(today)).filter(~Exists(_newer(today)))
    days = {name: F(f"now__{name}") for name in DAYS}
    return (
        newest.annotate(**days, first_closes_on=F("now__consultation__first_closes_on"))
        .annotate(state=_state(today), shown_on=_shown_on(today))
        .annotate(rank=_rank(), nearness=_nearness())
    )


def _announced(today: date) -> FilteredRelation:
    """The open consultations of a decision whose notice is out, joined as ``now``."""
    out = Q(activities__kind=ActivityKind.OPEN_CONSULTATION, activities__announced_on__lte=today)
    return FilteredRelation("activities", condition=out)


def _newer(today: date) -> QuerySet[ParticipationActivity]:
    """Consultations announced after the one joined as ``now``."""
    later = Q(announced_on__gt=OuterRef("now__announced_on"))
    same_day = Q(announced_on=OuterRef("now__announced_on"), pk__gt=OuterRef("now__pk"))
    return public.announced(today).filter(later | same_day, decision=OuterRef("pk"))


def _state(today: date) -> Case:
    told = Q(participation__feedback_published_on__lte=today)
    ended = Q(stage__in=[Stage.TERMINATED, Stage.REJECTED]) | Q(withdrawn_reason__gt="")
    over = Q(closed_on__isnull=False) | Q(closes_on__lt=today)
    return Case(
        When(public.promulgation_is_public(today), then=Value(State.ANSWERED)),
        When(ended, then=Value(State.ENDED)),
        When(told, then=Value(State.ANSWERED)),
        When(Q(opens_on=None) | Q(opens_on__gt=today), then=Value(State.NOT_OPEN)),
        When(over, then=Value(State.CLOSED)),
        When(first_closes_on__lt=F("closes_on"), then=Value(State.EXTENDED)),
        default=Value(State.OPEN),
        output_field=CharField(),
    )


def _shown_on(today: date) -> Coalesce:
    """The day that counts a decision to a year."""
    return Coalesce(
        "announced_on",
        "publication__published_on",
        "participation__feedback_published_on",
        "initiation__catalogue_item__catalogue__published_on",
        Subquery(_first_told(today)),
        output_field=DateField(),
    )


def _first_told(today: date) -> QuerySet[Any]:
    """The first day on which another way to take part was told."""
    rows = public.told(today).filter(decision=OuterRef("pk"))
    return rows.order_by("announced_on").values("announced_on")[:1]


def _rank() -> Case:
    return Case(
        When(state__in=TAKES_OPINIONS, then=Value(0)),
        When(Q(state=State.NOT_OPEN, opens_on__isnull=False), then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )


def _nearness() -> Case:
    """What closes or opens soonest first; what is over, newest first."""
    return Case(
        When(rank=0, then=F("closes_on") - Value(PAST, DateField())),
        When(rank=1, then=F("opens_on") - Value(PAST, DateField())),
        default=ExpressionWrapper(
            Value(FUTURE, DateField()) - F("shown_on"), output_field=DurationField()
        ),
        output_field=DurationField(),
    )
