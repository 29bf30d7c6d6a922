"""Art. 16 and 17: the hearing."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from decisions.law.terms import HearingChoice, Section
from tests.law.dossiers import lawful_dossier, not_met, with_figures, with_finding

NOT_HELD = {"hearing__choice": HearingChoice.NOT_HELD, "hearing__ground": None}


def test_art_16_going_without_a_hearing_is_argued() -> None:
    assert not_met(lawful_dossier(**NOT_HELD)) == {"going_without_is_argued"}
    assert not_met(with_finding(Section.HEARING, **NOT_HELD)) == set()
    argued = lawful_dossier(**NOT_HELD | {"hearing__ground": "分歧不大"})
    assert not_met(argued) == set()


def test_art_16_a_hearing_is_held_where_the_local_rule_demands_it() -> None:
    strict = with_figures(with_finding(Section.HEARING, **NOT_HELD), hearing_trigger="must")
    assert not_met(strict) == {"held_where_the_local_rule_demands_it"}


@pytest.mark.parametrize(
    ("broken", "rule"),
    [
        ({"notice_on": date(2024, 10, 30)}, "hearing_was_announced"),
        ({"draft_published": False}, "hearing_was_announced"),
        ({"selection_published": False}, "selection_was_open"),
        ({"list_published_on": date(2024, 10, 7)}, "selection_was_open"),
        ({"list_published_on": date(2024, 10, 30)}, "selection_was_open"),
        ({"participants": 0}, "all_sides_took_part"),
    ],
)
def test_art_16_notice_and_people(broken: dict[str, Any], rule: str) -> None:
    changes = {f"hearing__{name}": value for name, value in broken.items()}
    assert rule in not_met(lawful_dossier(**changes))


def test_art_16_a_list_is_published_only_where_people_are_selected() -> None:
    dossier = lawful_dossier(hearing__selecting=False, hearing__list_published_on=None)
    assert not_met(dossier) == set()


def test_art_16_materials_arrive_seven_days_before() -> None:
    seven = lawful_dossier(hearing__materials_delivered_by=date(2024, 10, 23))
    six = lawful_dossier(hearing__materials_delivered_by=date(2024, 10, 24))
    assert not_met(seven) == set()
    assert not_met(six) == {"materials_arrived_in_time"}
    assert not_met(lawful_dossier(hearing__materials_undelivered=1)) == {
        "materials_arrived_in_time"
    }


def test_art_16_the_affected_have_the_share_the_local_rule_gives_them() -> None:
    half = with_figures(lawful_dossier(), hearing_interested_share=Fraction(1, 2))
    more = with_figures(lawful_dossier(), hearing_interested_share=Fraction(2, 3))
    assert not_met(half) == set()
    assert not_met(more) == {"all_sides_took_part"}


def test_art_17_enough_people_come() -> None:
    two_thirds = with_figures(lawful_dossier(), hearing_attendance_share=Fraction(2, 3))
    everybody = with_figures(lawful_dossier(), hearing_attendance_share=Fraction(1))
    assert not_met(two_thirds) == set()
    assert not_met(everybody) == {"enough_people_came"}


def test_art_17_the_order_of_the_hearing_is_kept() -> None:
    assert not_met(lawful_dossier(hearing__agenda_followed=False)) == {"order_was_kept"}


def test_art_17_participants_sign_the_record() -> None:
    assert not_met(lawful_dossier(hearing__record_unsigned=1)) == {"record_is_signed"}


def test_art_18_a_report_follows_and_answers_every_view() -> None:
    early = lawful_dossier(hearing__report_on=date(2024, 10, 29))
    assert not_met(early) == {"hearing_was_reported"}
    assert not_met(lawful_dossier(hearing__views_undisposed=2)) == {"hearing_was_reported"}


def test_art_16_the_draw_follows_the_signup_and_comes_before_the_list() -> None:
    days = {
        "hearing__signup_closes_on": date(2024, 10, 9),
        "hearing__signup_closed_on": date(2024, 10, 10),
        "hearing__drawn_on": date(2024, 10, 11),
        "hearing__list_published_on": date(2024, 10, 14),
    }
    assert not_met(lawful_dossier(**days)) == set()
    for name, day in (
        ("signup_closed_on", date(2024, 10, 9)),
        ("drawn_on", date(2024, 10, 9)),
        ("drawn_on", date(2024, 10, 15)),
    ):
        assert not_met(lawful_dossier(**days | {f"hearing__{name}": day})) == {"draw_was_open"}
