"""Art. 25 to 28: the legality review."""

from dataclasses import replace
from datetime import date

import pytest

from decisions.law.calendar import calendar
from decisions.law.terms import LegalityConclusion, MeetingResult
from tests.law.dossiers import (
    DRAFTS,
    FIRST,
    MEETING,
    SECOND,
    THIRD,
    changed,
    lawful_dossier,
    not_met,
    reason,
    ruling,
    unknown,
    with_figures,
)

UNLAWFUL = LegalityConclusion.UNLAWFUL


def test_art_25_asking_for_comments_is_no_review() -> None:
    assert not_met(lawful_dossier(legality__comments_instead=True)) == {"review_took_place"}


def test_art_25_a_review_is_answered_after_it_is_asked_for() -> None:
    early = lawful_dossier(legality__completed_on=date(2024, 11, 15))
    assert not_met(early) == {"review_took_place"}
    assert "review_took_place" in unknown(lawful_dossier(legality__completed_on=None))


def test_art_25_who_drafts_does_not_review() -> None:
    rule = {"reviewer_stands_outside_the_lead_unit"}
    assert not_met(lawful_dossier(legality__reviewer_in_lead_unit=True)) == rule
    assert not_met(lawful_dossier(legality__reviewer_unit="县公安局")) == rule


@pytest.mark.parametrize("question", ["power", "procedure", "content"])
def test_art_27_each_question_has_its_own_conclusion(question: str) -> None:
    dossier = lawful_dossier(**{f"legality__{question}": None})
    assert "three_questions_are_answered" in unknown(dossier)


@pytest.mark.parametrize("question", ["power", "procedure", "content"])
def test_art_25_what_is_found_unlawful_does_not_go_on(question: str) -> None:
    dossier = lawful_dossier(**{f"legality__{question}": UNLAWFUL})
    assert not_met(dossier) == {"draft_was_found_lawful"}


def test_art_25_an_exploratory_reform_goes_on_with_its_risk_stated() -> None:
    reform = {"legality__power": UNLAWFUL, "legality__exploratory": True}
    silent = lawful_dossier(legality__legal_risk="", **reform)
    assert not_met(silent) == {"exploratory_reform_states_its_risk"}
    assert not_met(lawful_dossier(legality__legal_risk="缺少上位法依据", **reform)) == set()


def test_art_25_a_broken_procedure_is_no_reform() -> None:
    dossier = lawful_dossier(
        legality__procedure=UNLAWFUL,
        legality__exploratory=True,
        legality__legal_risk="缺少上位法依据",
    )
    assert not_met(dossier) == {"draft_was_found_lawful"}


def test_art_28_counsel_is_heard() -> None:
    assert not_met(lawful_dossier(legality__counsel_opinions=0)) == {"counsel_was_heard"}


def test_art_26_a_returned_request_is_mended() -> None:
    dossier = lawful_dossier(legality__supplemented=False)
    assert not_met(dossier) == {"returned_request_was_mended"}
    assert not_met(replace(dossier, legality=replace(dossier.legality, returns=0))) == set()


def test_art_26_seven_working_days_are_granted_and_an_early_opinion_is_no_breach() -> None:
    # Monday 18 November: the seventh working day after it is Wednesday, the 27th.
    seven = {"legality__granted_until": date(2024, 11, 27)}
    assert not_met(lawful_dossier(legality__completed_on=date(2024, 11, 20), **seven)) == set()
    six = lawful_dossier(legality__granted_until=date(2024, 11, 26))
    assert not_met(six) == {"review_had_time"}


def test_art_26_less_time_needs_a_named_reason() -> None:
    hurried = lawful_dossier(legality__granted_until=date(2024, 11, 20))
    assert not_met(hurried) == {"review_had_time"}
    assert not_met(replace(hurried, reasons=(reason("review_had_time"),))) == set()
    nameless = replace(reason("review_had_time"), given_by=None)
    assert not_met(replace(hurried, reasons=(nameless,))) == {"review_had_time"}


def test_art_26_working_days_without_a_holiday_table_need_a_named_reason() -> None:
    unsure = replace(lawful_dossier(), calendar=replace(calendar(), tables=()))
    assert "review_had_time" in not_met(unsure)


def test_art_28_a_local_ceiling_is_only_logged() -> None:
    assert not_met(with_figures(lawful_dossier(), legality_ceiling_working_days=10)) == set()
    slow = with_figures(lawful_dossier(), legality_ceiling_working_days=5)
    assert not_met(slow) == {"review_was_prompt"}


def test_art_25_an_opinion_on_an_older_draft_waits_for_a_ruling() -> None:
    dossier = lawful_dossier(legality__draft_digest=FIRST)
    assert not_met(dossier) == {"reviewer_saw_this_draft", "meeting_saw_the_reviewed_draft"}
    assert not_met(replace(dossier, rulings=(ruling("legality", FIRST, SECOND),))) == set()


def test_art_25_a_draft_changed_after_a_deferred_meeting_waits_for_a_ruling() -> None:
    deferred = changed(MEETING, result=MeetingResult.DISCUSS_AGAIN)
    newest = replace(lawful_dossier().draft, version=3, digest=THIRD)
    dossier = lawful_dossier(meetings=(deferred,), drafts=(*DRAFTS, newest))
    assert "reviewer_saw_this_draft" in not_met(dossier)


def test_art_25_what_the_meeting_itself_amends_needs_no_ruling_of_the_reviewer() -> None:
    amended = changed(MEETING, result=MeetingResult.ADOPT_AMENDED)
    newest = replace(lawful_dossier().draft, version=3, digest=THIRD)
    dossier = lawful_dossier(meetings=(amended,), drafts=(*DRAFTS, newest))
    assert not_met(dossier) == set()


def test_art_28_each_point_of_the_opinion_is_answered() -> None:
    dossier = lawful_dossier(legality__points_unanswered=1)
    assert not_met(dossier) == {"review_points_are_answered"}


def test_art_25_no_draft_reaches_the_meeting_unreviewed() -> None:
    dossier = lawful_dossier(legality__completed_on=date(2024, 12, 10))
    assert not_met(dossier) == {"review_came_before_the_meeting"}
