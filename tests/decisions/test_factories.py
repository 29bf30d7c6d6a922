"""The factories' decisions are lawful: other tests break one thing and know what they broke."""

from datetime import date

import pytest

from accounts.roles import Role
from decisions.gather import gather
from decisions.law import judge
from decisions.law.gates import GATES
from decisions.law.terms import Stage, Verdict
from tests.factories import decision_at, decision_in_drafting_with_all_sections_done, town

pytestmark = pytest.mark.django_db
IN_DRAFTING = ("G1", "G2", "G3", "G4", "G5", "G5p", "G6", "G7", "G8", "G9")
OPEN = (Verdict.NOT_MET, Verdict.UNKNOWN)


def left_open(decision, gates) -> list[tuple[str, str | None]]:
    """The rules that these gates still miss, and what is unknown to them."""
    found = judge.findings(gather(decision.pk, as_of=date(2026, 12, 1)), gates)
    return [(finding.rule, finding.unknown) for finding in found if finding.verdict in OPEN]


def test_a_concluded_decision_passed_every_gate():
    assert left_open(decision_at(Stage.CONCLUDED), GATES) == []


def test_a_decision_with_all_sections_done_is_ready_for_review():
    assert left_open(decision_in_drafting_with_all_sections_done(), IN_DRAFTING) == []


def test_every_role_is_held_by_somebody_in_an_office():
    people = town()
    for role in Role:
        assert people.by(role).appointments.filter(role=role).exists()
    assert town() == people


@pytest.mark.parametrize("stage", Stage)
def test_a_decision_stands_where_it_was_asked_to(stage):
    assert decision_at(stage).stage == stage
