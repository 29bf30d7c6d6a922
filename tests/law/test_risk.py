"""Art. 22 to 24: risk assessment."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from decisions.law.facts.review import Risk
from decisions.law.terms import RiskConclusion, Section
from tests.law.dossiers import FIRST, SECOND, lawful_dossier, not_met, ruling, unknown, with_finding

NO_RISK = {"matter__risk_possible": False, "risk": Risk()}
UNCONTROLLABLE = {"risk__conclusion": RiskConclusion.UNCONTROLLABLE}


def test_art_22_only_a_signed_finding_passes_risk_over() -> None:
    assert not_met(lawful_dossier(**NO_RISK)) == {
        "risk_is_passed_over_by_finding",
        "every_section_has_ended",
    }
    assert not_met(with_finding(Section.RISK, **NO_RISK)) == set()


def test_art_22_no_finding_passes_over_a_possible_risk() -> None:
    assert "risk_was_assessed" in unknown(with_finding(Section.RISK, risk=Risk()))


def test_art_22_the_assessor_is_named() -> None:
    assert not_met(lawful_dossier(risk__assessor=" ")) == {"risk_was_assessed"}


def test_art_22_an_earlier_assessment_is_not_repeated() -> None:
    linked = {"risk__linked_report": True, "risk__risk_points": None, "risk__draft_digest": None}
    dossier = lawful_dossier(risk__departments_heard=(), **linked)
    assert (not_met(dossier), unknown(dossier)) == (set(), set())


def test_art_23_departments_are_heard() -> None:
    dossier = lawful_dossier(risk__departments_heard=())
    assert not_met(dossier) == {"departments_were_heard_on_risk"}


@pytest.mark.parametrize(
    ("field", "value"),
    [("risk_points", 0), ("mitigation_measures", False), ("contingency_plan", False)],
)
def test_art_23_the_report_names_points_measures_and_plan(field: str, value: Any) -> None:
    dossier = lawful_dossier(**{f"risk__{field}": value})
    assert not_met(dossier) == {"report_names_points_and_measures"}


def test_art_23_the_report_proposes_a_conclusion() -> None:
    assert "report_proposes_a_conclusion" in unknown(lawful_dossier(risk__level=None))
    early = lawful_dossier(risk__supplemented_on=date(2024, 11, 1))
    assert not_met(early) == {"report_proposes_a_conclusion"}


def test_art_24_a_report_on_an_older_draft_waits_for_a_ruling() -> None:
    dossier = lawful_dossier(risk__draft_digest=FIRST)
    assert not_met(dossier) == {"assessors_saw_this_draft"}
    ruled = replace(dossier, rulings=(ruling(Section.RISK, FIRST, SECOND),))
    assert not_met(ruled) == set()


def test_art_24_an_uncontrollable_risk_goes_back_and_is_not_decided() -> None:
    assert not_met(lawful_dossier(**UNCONTROLLABLE)) == {
        "uncontrollable_risk_goes_back",
        "only_controllable_risk_is_decided",
    }


def test_art_24_after_a_supplement_the_organ_says_whether_the_risk_is_controllable() -> None:
    supplemented = UNCONTROLLABLE | {"risk__supplemented_on": date(2024, 11, 20)}
    assert not_met(lawful_dossier(**supplemented)) == {"only_controllable_risk_is_decided"}
    found = supplemented | {"risk__organ_conclusion": RiskConclusion.CONTROLLABLE}
    assert not_met(lawful_dossier(**found)) == set()


def test_art_24_the_report_is_there_when_the_meeting_decides() -> None:
    dossier = lawful_dossier(risk__report_on=date(2024, 12, 10))
    assert not_met(dossier) == {"risk_was_assessed_before_the_meeting"}
