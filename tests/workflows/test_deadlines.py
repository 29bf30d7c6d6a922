"""Terms light up by the day, and the sweep notes each change once however often it looks."""

from collections import defaultdict
from datetime import date, timedelta

import pytest

from decisions.law.terms import Stage
from decisions.models import Decision
from tests import factories
from tests.workflows.consulting import by
from workflows import deadlines
from workflows.doing import Doing
from workflows.models import Deadline
from workflows.permissions import Capacity

pytestmark = pytest.mark.django_db
STARTS, DUE = date(2026, 3, 2), date(2026, 4, 2)  # a Thursday; Friday the 3rd is still to come


@pytest.fixture
def term() -> Deadline:
    decision = factories.decision_at(Stage.DRAFTING)
    return Deadline.objects.create(
        decision=decision, kind="consultation", article="15.2", starts_on=STARTS, due_on=DUE
    )


@pytest.mark.parametrize(
    ("today", "colour", "left"),
    [
        (STARTS, "green", 31),
        (DUE - timedelta(days=16), "green", 16),
        (DUE - timedelta(days=15), "yellow", 15),
        (DUE, "yellow", 0),
        (DUE + timedelta(days=1), "red", -1),
    ],
)
def test_the_light_is_reckoned_from_the_day(
    term: Deadline, today: date, colour: str, left: int
) -> None:
    seen = deadlines.light(term, today)
    assert (seen.colour, seen.days_left) == (colour, left)


def test_each_change_is_noted_once(term: Deadline) -> None:
    looked = [
        (STARTS, 0),
        (DUE, 1),
        (DUE, 0),
        (DUE + timedelta(days=1), 1),
        (DUE + timedelta(days=9), 0),
    ]
    assert [deadlines.look(day) for day, _ in looked] == [marked for _, marked in looked]
    term.refresh_from_db()
    noted = (term.warned_at, term.overdue_at)
    assert None not in noted
    deadlines.look(DUE + timedelta(days=30))
    term.refresh_from_db()
    assert (term.warned_at, term.overdue_at) == noted


def test_a_term_that_was_met_lights_no_more(term: Deadline) -> None:
    Deadline.objects.update(met_on=DUE)
    assert deadlines.look(DUE + timedelta(days=9)) == 0


def test_a_term_that_was_moved_lights_anew(term: Deadline) -> None:
    deadlines.look(DUE + timedelta(days=1))
    decision = Decision.objects.get()
    officer = by("drafting_officer")
    now, role = term.decision.opened_at, Capacity("drafting_officer")
    doing = Doing(decision, officer, role, {}, DUE, now, defaultdict(list))
    doing.deadline("consultation", "15.2", STARTS, DUE + timedelta(days=60))
    doing.keep_terms()
    assert deadlines.look(DUE + timedelta(days=1)) == 0
    assert deadlines.look(DUE + timedelta(days=61)) == 1
    assert Deadline.objects.count() == 1
