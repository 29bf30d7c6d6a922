"""Art. 14 and 18: the public is heard, every opinion answered, the answer published."""

from dataclasses import replace
from datetime import date

import pytest

from decisions.law.facts.participation import Activity
from decisions.law.terms import ActivityKind, MatterClass, Section
from tests.law.dossiers import (
    CONSULTATION,
    SEMINAR,
    consulted,
    finding,
    lawful_dossier,
    not_met,
    reason,
    unknown,
    with_figures,
    with_finding,
)

SURVEY = Activity(kind=ActivityKind.OPINION_SURVEY, held_on=date(2024, 10, 9), recorded=True)


def test_art_15_nobody_closes_a_consultation_before_its_last_day_is_over() -> None:
    assert not_met(consulted(closed_on=date(2024, 10, 24))) == {"consultation_ran_to_its_end"}
    on_the_last_day = replace(consulted(closed_on=None), as_of=CONSULTATION.closes_on or date.min)
    assert "consultation_ran_to_its_end" in not_met(on_the_last_day)


def test_art_18_opinions_on_paper_and_by_phone_are_entered() -> None:
    assert not_met(consulted(offline_entered=False)) == {"offline_opinions_are_entered"}


def test_art_18_none_received_is_said_in_words() -> None:
    silence = {
        "participation__tally__submissions": 0,
        "participation__tally__opinions": 0,
        "participation__tally__by_channel": {},
        "participation__tally__by_disposition": {},
    }
    assert unknown(lawful_dossier(**silence)) == {"silence_is_said_in_words"}
    unsaid = lawful_dossier(participation__none_received_stated=False, **silence)
    assert not_met(unsaid) == {"silence_is_said_in_words"}
    assert not_met(lawful_dossier(participation__none_received_stated=True, **silence)) == set()


def test_art_14_a_seminar_leaves_a_record() -> None:
    seminar = replace(SEMINAR, recorded=False)
    dossier = lawful_dossier(participation__activities=(CONSULTATION, seminar))
    assert not_met(dossier) == {"activities_are_recorded"}


def test_art_14_the_public_is_heard_in_some_way() -> None:
    assert "public_was_heard" in not_met(lawful_dossier(participation__activities=()))


def test_art_14_participation_is_passed_over_only_on_a_disclosure_ground() -> None:
    ground = {"participation__exemption_ground": "state_secret"}
    assert not_met(with_finding(Section.PARTICIPATION, **ground)) == set()
    unsigned = lawful_dossier(**ground)
    assert not_met(unsigned) == {"exempt_only_where_disclosure_is_barred"}
    convenient = with_finding(
        Section.PARTICIPATION, participation__exemption_ground="business_secret"
    )
    assert not_met(convenient) == {"exempt_only_where_disclosure_is_barred"}


PLAN = {"matter__matter_class": MatterClass.PLAN, "participation__activities": (SEMINAR,)}


def test_art_15_matters_close_to_the_market_are_openly_consulted_on() -> None:
    dossier = with_finding(Section.PARTICIPATION, **PLAN)
    assert not_met(dossier) == {"openly_consulted_where_demanded"}
    away = replace(dossier, matter=replace(dossier.matter, market_entities=False))
    assert not_met(away) == set()
    strict = with_figures(away, consultation_required=True)
    assert not_met(strict) == {"openly_consulted_where_demanded"}


def test_sc80_1_policy_is_published_in_draft_before_it_is_decided() -> None:
    policy = {"matter__matter_class": MatterClass.PUBLIC_POLICY, "matter__market_entities": False}
    dossier = with_finding(Section.PARTICIPATION, **PLAN | policy)
    assert not_met(dossier) == {"openly_consulted_where_demanded"}


def test_art_14_choosing_another_way_than_open_consultation_is_argued() -> None:
    dossier = lawful_dossier(matter__market_entities=False, **PLAN)
    assert not_met(dossier) == {"choosing_another_way_is_argued"}
    assert not_met(replace(dossier, findings=(finding(Section.PARTICIPATION),))) == set()


def test_art_14_specific_groups_are_talked_to() -> None:
    alone = lawful_dossier(participation__activities=(CONSULTATION,))
    assert not_met(alone) == {"groups_were_talked_to"}
    others = replace(SEMINAR, participant_kinds=("expert",))
    dossier = lawful_dossier(participation__activities=(CONSULTATION, others))
    assert not_met(dossier) == {"groups_were_talked_to"}
    face_to_face = replace(SEMINAR, participant_kinds=())
    dossier = lawful_dossier(participation__activities=(CONSULTATION, face_to_face))
    assert not_met(dossier) == set()


def test_art_14_a_survey_is_made_where_the_local_rule_demands_it() -> None:
    dossier = with_figures(lawful_dossier(), survey_required_tags=("transport",))
    assert not_met(dossier) == {"survey_was_made"}
    assert not_met(with_figures(consulted(SURVEY), survey_required_tags=("transport",))) == set()


@pytest.mark.parametrize(
    ("counter", "rule"),
    [
        ("without_reason", "refusals_give_reasons"),
        ("adopted_without_change", "adopted_views_show_in_the_draft"),
        ("petitions_overdue", "petitions_were_passed_on_in_time"),
    ],
)
def test_art_18_opinions_are_answered_with_care(counter: str, rule: str) -> None:
    assert not_met(lawful_dossier(**{f"participation__tally__{counter}": 2})) == {rule}


def test_art_18_every_opinion_is_answered() -> None:
    dossier = lawful_dossier(
        participation__tally__without_disposition=1,
        participation__tally__by_disposition={"adopted": 3, "not_adopted": 1},
    )
    assert not_met(dossier) == {"every_opinion_is_answered"}


def test_petition_23_a_late_answer_needs_a_named_reason() -> None:
    late = lawful_dossier(
        participation__tally__petitions_overdue=1,
        reasons=(reason("petitions_were_passed_on_in_time"),),
    )
    assert not_met(late) == set()


def test_petition_23_binds_nobody_before_it_was_in_force() -> None:
    dossier = lawful_dossier(participation__tally__petitions_overdue=1)
    early = replace(dossier, profile=replace(dossier.profile, on=date(2022, 4, 30)))
    assert "petitions_were_passed_on_in_time" not in not_met(early)


@pytest.mark.parametrize("column", ["by_channel", "by_disposition"])
def test_art_18_the_counts_add_up(column: str) -> None:
    dossier = lawful_dossier(**{f"participation__tally__{column}": {"web": 4}})
    assert not_met(dossier) == {"counts_add_up"}


def test_art_18_the_adoption_note_is_approved_after_the_period() -> None:
    early = lawful_dossier(participation__adoption_note_on=date(2024, 10, 25))
    assert not_met(early) == {"adoption_note_is_approved"}
    assert not_met(lawful_dossier(participation__adoption_note_by="")) == {
        "adoption_note_is_approved"
    }


def test_ber_62_feedback_is_published_for_matters_close_to_the_market() -> None:
    silent = lawful_dossier(participation__feedback_published_on=None)
    assert "feedback_is_published" in unknown(silent)
    early = lawful_dossier(participation__feedback_published_on=date(2024, 11, 7))
    assert not_met(early) == {"feedback_is_published"}


def test_art_18_elsewhere_missing_feedback_needs_a_named_reason() -> None:
    early = lawful_dossier(
        matter__market_entities=False,
        participation__feedback_published_on=date(2024, 11, 7),
    )
    assert not_met(early) == {"feedback_is_published_or_argued"}
    reasoned = replace(early, reasons=(reason("feedback_is_published_or_argued"),))
    assert not_met(reasoned) == set()
    local = with_figures(early, feedback_required=True)
    assert not_met(local) == {"feedback_is_published"}
