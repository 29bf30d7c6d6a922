"""Art. 34 to 37: execution, suspension, adjustment, post-evaluation."""

from datetime import date
from typing import Any

import pytest

from decisions.law.facts.execution import Report
from decisions.law.judge import shortcomings
from tests.law.dossiers import lawful_dossier, not_met, reason


def test_art_34_an_executing_unit_is_named() -> None:
    assert not_met(lawful_dossier(execution__executing_unit="")) == {"executing_unit_is_named"}


def test_art_34_reports_come_on_time_and_a_late_one_is_only_logged() -> None:
    late = Report(due_on=date(2025, 6, 30), filed_on=date(2025, 7, 1))
    missing = Report(due_on=date(2025, 11, 30))
    for report in (late, missing):
        dossier = lawful_dossier(execution__reports=(report,))
        assert not_met(dossier) == {"reports_come_on_time"}
        assert shortcomings(dossier, ["G17"]) == []
    coming = Report(due_on=date(2025, 12, 1))
    assert not_met(lawful_dossier(execution__reports=(coming,))) == set()


@pytest.mark.parametrize(
    ("field", "value"), [("situation", ""), ("urgency", ""), ("decided_by_head", False)]
)
def test_art_37_only_the_head_suspends_in_urgency(field: str, value: Any) -> None:
    dossier = lawful_dossier(**{f"execution__suspension__{field}": value})
    assert not_met(dossier) == {"suspension_has_its_two_facts"}


def test_art_35_a_suspension_names_what_went_wrong_in_execution() -> None:
    dossier = lawful_dossier(execution__suspension__situation=" ")
    assert not_met(dossier) == {"suspension_has_its_two_facts"}


@pytest.mark.parametrize("field", ["linked_decision", "procedures_rerun"])
def test_art_37_a_major_adjustment_runs_the_steps_again(field: str) -> None:
    dossier = lawful_dossier(**{f"execution__adjustment__{field}": False})
    assert not_met(dossier) == {"major_adjustment_runs_the_steps_again"}


def test_art_37_a_decision_left_as_it_is_needs_nothing() -> None:
    dossier = lawful_dossier(
        execution__suspension=None, execution__adjustment=None, execution__evaluation=None
    )
    assert not_met(dossier) == set()


def test_art_36_an_evaluation_starts_from_a_named_situation() -> None:
    odd = {"execution__evaluation__trigger": "惯例"}
    assert not_met(lawful_dossier(**odd)) == {"evaluation_has_a_trigger"}
    argued = lawful_dossier(reasons=(reason("evaluation_has_a_trigger"),), **odd)
    assert not_met(argued) == set()


def test_art_36_who_assessed_before_does_not_evaluate() -> None:
    rule = {"evaluator_did_not_assess_before"}
    assert not_met(lawful_dossier(execution__evaluation__main_assessor=True)) == rule
    assert not_met(lawful_dossier(execution__evaluation__evaluator="样例评估中心")) == rule


def test_art_36_an_evaluator_who_appears_in_the_file_is_pointed_out() -> None:
    dossier = lawful_dossier(execution__evaluation__appears_in_file=True)
    assert not_met(dossier) == {"evaluator_is_new_to_the_file"}


def test_art_36_the_evaluation_hears_the_public_and_deputies() -> None:
    assert not_met(lawful_dossier(execution__evaluation__public_heard=False)) == {
        "evaluation_heard_the_public"
    }
    assert not_met(lawful_dossier(execution__evaluation__deputies_heard=False)) == {
        "deputies_took_part"
    }


def test_art_36_what_was_done_before_promulgation_is_no_evaluation() -> None:
    dossier = lawful_dossier(execution__evaluation__concluded_on=date(2024, 12, 13))
    assert not_met(dossier) == {"evaluation_follows_the_decision"}
