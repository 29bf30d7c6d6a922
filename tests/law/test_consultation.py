"""Art. 15: the open consultation and its notice."""

from dataclasses import replace
from datetime import date

from decisions.law.calendar import calendar
from decisions.law.holiday_table import HolidayTable
from decisions.law.judge import shortcomings
from decisions.law.terms import Verdict
from tests.law.dossiers import (
    CONSULTATION,
    SEMINAR,
    consulted,
    lawful_dossier,
    not_met,
    of,
    reason,
    unknown,
    with_figures,
)

# 2024-09-23 plus thirty days is Wednesday, 23 October.
SHORT = {"closes_on": date(2024, 10, 4), "closed_on": date(2024, 10, 5)}
EDGE = {"closes_on": date(2024, 10, 22), "closed_on": date(2024, 10, 23)}
WHY = "汛期将至，情况紧急，缩短征求意见期限。"


def test_art_15_the_notice_carries_draft_and_explanation() -> None:
    assert not_met(consulted(notice__draft=False)) == {"notice_carries_the_draft"}
    assert not_met(consulted(notice__explanation=False)) == {"notice_carries_the_draft"}
    assert "notice_carries_the_draft" in unknown(consulted(notice=None))


def test_art_15_the_notice_says_how_to_answer() -> None:
    assert not_met(consulted(notice__ways=())) == {"notice_says_how_and_until_when"}
    assert not_met(consulted(notice__contact=False)) == {"notice_says_how_and_until_when"}


def test_art_15_a_period_does_not_end_before_it_begins() -> None:
    dossier = consulted(closes_on=date(2024, 9, 1), closed_on=date(2024, 9, 2))
    assert "notice_says_how_and_until_when" in not_met(dossier)


def test_art_15_the_notice_goes_out_on_the_site() -> None:
    assert not_met(consulted(channels=("newspaper",))) == {"announced_where_people_look"}
    assert not_met(consulted(channels=())) == {"announced_where_people_look"}
    bare = with_figures(consulted(channels=()), required_channels=())
    assert not_met(bare) == {"announced_where_people_look"}


def test_art_15_thirty_days_are_enough_and_twenty_nine_are_not() -> None:
    exact = {"closes_on": date(2024, 10, 23), "closed_on": date(2024, 10, 24)}
    assert not_met(consulted(**exact)) == set()
    assert "open_long_enough" in not_met(consulted(**EDGE))


def test_art_15_a_shorter_consultation_needs_a_stated_reason() -> None:
    found = of(Verdict.NOT_MET, consulted(**SHORT))
    assert set(found) == {"open_long_enough"}
    assert found["open_long_enough"].shortcomings[0].figures["days"] == "11"
    assert not_met(consulted(notice__shortened_reason=WHY, **SHORT)) == set()


def test_art_15_the_reason_counts_only_in_the_notice_itself() -> None:
    dossier = replace(consulted(**SHORT), reasons=(reason("open_long_enough"),))
    assert not_met(dossier) == {"shorter_period_is_explained_in_the_notice"}
    printed = replace(
        consulted(notice__shortened_reason=WHY, **SHORT), reasons=(reason("open_long_enough"),)
    )
    assert not_met(printed) == set()


def test_art_15_the_period_never_begins_before_its_notice() -> None:
    dossier = consulted(announced_on=date(2024, 9, 30))
    assert not_met(dossier) == {"open_long_enough"}


def test_art_15_the_edge_of_twenty_nine_or_thirty_days_is_pointed_out() -> None:
    assert not_met(consulted(**EDGE)) == {"open_long_enough", "long_enough_either_way"}
    lenient = with_figures(consulted(**EDGE), day_count="include_first")
    assert not_met(lenient) == {"long_enough_either_way"}
    assert "15.2" not in [s.article for s in shortcomings(lenient, ["G3"])]


def test_art_15_a_last_day_on_a_weekend_rolls_to_the_next_working_day() -> None:
    # 2024-09-26 plus thirty days is Saturday, 26 October.
    saturday = {
        "announced_on": date(2024, 9, 26),
        "opens_on": date(2024, 9, 26),
        "closes_on": date(2024, 10, 26),
        "closed_on": date(2024, 10, 27),
    }
    assert not_met(consulted(**saturday)) == {"open_long_enough"}
    assert not_met(with_figures(consulted(**saturday), roll_last_day=False)) == set()


def test_art_15_a_local_floor_in_working_days_counts_when_it_is_longer() -> None:
    assert not_met(with_figures(consulted(), consultation_working_days=20)) == set()
    assert not_met(with_figures(consulted(), consultation_working_days=24)) == {"open_long_enough"}


def test_art_15_a_last_day_without_a_holiday_table_needs_a_named_reason() -> None:
    bare = replace(consulted(), calendar=calendar([HolidayTable(2024)]))
    assert not_met(bare) == set()
    unsure = replace(bare, calendar=replace(calendar(), tables=()))
    assert "last_day_is_certain" in not_met(unsure)
    argued = replace(unsure, reasons=(reason("last_day_is_certain"),))
    assert "last_day_is_certain" not in not_met(argued)


def test_art_15_hard_questions_may_be_explained_by_experts() -> None:
    assert not_met(consulted(explained_by_experts=False)) == {"hard_questions_are_explained"}
    plain = replace(
        consulted(explained_by_experts=None),
        matter=replace(lawful_dossier().matter, general_concern=False),
    )
    assert "hard_questions_are_explained" in unknown(plain)  # still technical


def test_art_15_a_withdrawn_consultation_is_not_judged() -> None:
    withdrawn = replace(CONSULTATION, withdrawn=True, notice=None)
    dossier = lawful_dossier(
        participation__activities=(withdrawn, CONSULTATION, SEMINAR), findings=()
    )
    assert not_met(dossier) == set()


def test_art_15_nothing_is_asked_where_nobody_is_openly_consulted() -> None:
    dossier = lawful_dossier(participation__activities=(SEMINAR,))
    assert "notice_carries_the_draft" in of(Verdict.NOT_APPLICABLE, dossier)
