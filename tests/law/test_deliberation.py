"""Art. 30: collective deliberation."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from decisions.law.terms import MeetingResult, Stand
from tests.law.dossiers import (
    FIRST,
    VIEWS,
    lawful_dossier,
    met_by,
    not_met,
    unknown,
    view,
    with_figures,
)


def test_art_30_circulation_is_no_meeting() -> None:
    assert not_met(met_by(meeting_type="circulation")) == {"a_meeting_was_held"}
    assert "a_meeting_was_held" in not_met(lawful_dossier(meetings=()))


def test_art_30_a_township_meets_as_its_profile_says() -> None:
    township = with_figures(met_by(meeting_type="joint_meeting"), meeting_types=("joint_meeting",))
    assert not_met(township) == set()


def test_art_30_a_quorum_counts_where_the_profile_sets_one() -> None:
    assert not_met(with_figures(met_by(), meeting_quorum_share=Fraction(1, 2))) == set()
    strict = with_figures(met_by(), meeting_quorum_share=Fraction(4, 5))
    assert not_met(strict) == {"enough_members_were_present"}
    assert not_met(met_by(members=2)) == {"enough_members_were_present"}


def test_art_30_every_member_present_is_heard() -> None:
    assert not_met(met_by(present=4)) == {"every_member_spoke"}


def test_art_30_the_head_speaks_last() -> None:
    first = (view("县长", 0), *VIEWS[:2])
    assert not_met(met_by(views=first)) == {"head_spoke_last"}
    absent = (*VIEWS[:2], view("副县长丙", 3))
    assert not_met(met_by(views=absent)) == {"head_spoke_last"}


def test_art_30_the_result_is_one_the_profile_knows() -> None:
    strict = with_figures(met_by(), meeting_results=("reject",))
    assert not_met(strict) == {"result_is_one_of_those_allowed"}


@pytest.mark.parametrize(
    ("result", "stand"),
    [
        (MeetingResult.ADOPT, Stand.AGREE),
        (MeetingResult.ADOPT_AMENDED, Stand.AMEND),
        (MeetingResult.DISCUSS_AGAIN, Stand.DEFER),
        (MeetingResult.DEFER, Stand.DEFER),
        (MeetingResult.REJECT, Stand.OPPOSE),
    ],
)
def test_art_30_a_decision_with_the_majority_needs_no_reason(
    result: MeetingResult, stand: Stand
) -> None:
    views = tuple(replace(v, stand=stand, statement="如是") for v in VIEWS)
    assert "deciding_against_the_majority_is_reasoned" not in not_met(
        met_by(result=result, views=views)
    )


def test_art_30_deciding_against_the_majority_is_reasoned_at_the_meeting() -> None:
    opposed = (
        view("副县长甲", 1, Stand.OPPOSE, "时机不成熟"),
        view("副县长乙", 2, Stand.DEFER, "建议再议"),
        view("县长", 3),
    )
    assert not_met(met_by(views=opposed)) == {"deciding_against_the_majority_is_reasoned"}
    assert not_met(met_by(views=opposed, majority_reason="汛期前必须实施")) == set()


def test_art_30_half_of_those_present_are_no_majority() -> None:
    even = (view("副县长甲", 1, Stand.OPPOSE, "时机不成熟"), view("县长", 2))
    assert not_met(met_by(views=even, present=2)) == set()


def test_art_30_who_says_nothing_is_not_counted_against() -> None:
    silent = (view("副县长甲", 1, Stand.NONE), view("副县长乙", 2, Stand.NONE), view("县长", 3))
    assert not_met(met_by(views=silent)) == set()


@pytest.mark.parametrize("stand", [Stand.OPPOSE, Stand.DEFER, Stand.AMEND])
def test_art_30_dissent_is_kept_in_words(stand: Stand) -> None:
    views = (view("副县长甲", 1, stand, " "), *VIEWS[1:])
    dossier = met_by(views=views, majority_reason="已说明")
    assert not_met(dossier) == {"dissent_is_kept_in_words"}


def test_art_30_the_meeting_is_recorded_when_it_is_held() -> None:
    assert not_met(met_by(recorded_on=date(2024, 12, 8))) == {"meeting_was_recorded"}
    assert unknown(met_by(recorded_on=None)) == {"meeting_was_recorded"}


def test_art_25_the_meeting_sees_the_draft_that_was_reviewed() -> None:
    assert "meeting_saw_the_reviewed_draft" in not_met(met_by(draft_digest=FIRST))


def test_art_38_dissent_is_there_to_be_read_when_liability_is_weighed() -> None:
    opposed = (view("副县长甲", 1, Stand.OPPOSE, "预算没有着落"), *VIEWS[1:])
    dossier = met_by(views=opposed, majority_reason="已在会上说明")
    assert not_met(dossier) == set()
    kept = (dossier.meeting.views or ())[0]
    assert (kept.stand, kept.statement) == (Stand.OPPOSE, "预算没有着落")
