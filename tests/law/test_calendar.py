"""Days and working days are counted as the Civil Code and the yearly holiday notices say."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.law.calendar import Calendar, Counted, DayCount, Reckoned, calendar
from decisions.law.holiday_table import HolidayTable, HolidayTableError, shipped_tables
from decisions.law.reckoning import explain, explain_working_days, in_words

DAY = timedelta(days=1)
NEW_YEARS_EVE_2026 = date(2026, 12, 31)
in_the_tables = st.dates(date(2019, 1, 1), date(2026, 5, 31))
any_day = st.dates(date(2018, 1, 1), date(2030, 12, 31))


def counted_by_hand(start: date, end: date) -> int:
    """An independent counter: one day after the other, asked of another source."""
    days = (start + DAY * n for n in range(1, (end - start).days + 1))
    return len([day for day in days if chinese_calendar.is_workday(day)])


def test_every_shipped_day_agrees_with_an_independent_source() -> None:
    day, wrong = date(2019, 1, 1), []
    while day <= NEW_YEARS_EVE_2026:
        if calendar().is_working_day(day) != chinese_calendar.is_workday(day):
            wrong.append(day)
        day += DAY
    assert wrong == []


def test_every_shipped_table_names_its_notice() -> None:
    tables = shipped_tables()
    assert [table.year for table in tables] == list(range(2019, 2027))
    for table in tables:
        assert table.issued_on is not None
        assert f"〔{table.issued_on.year}〕" in table.document_number
        assert table.issued_on < date(table.year, 1, 1)
        assert table.changed_days == tuple(sorted(table.changed_days))


@given(start=in_the_tables, days=st.integers(0, 200))
def test_art_26_working_days_agree_with_counting_by_hand(start: date, days: int) -> None:
    end = start + DAY * days
    count = calendar().working_days(start, end)
    assert count == Counted(counted_by_hand(start, end), calendar().provisional(start + DAY, end))


@given(start=in_the_tables, n=st.integers(1, 60))
def test_art_26_the_nth_working_day_is_a_working_day_and_the_nth(start: date, n: int) -> None:
    end = calendar().add_working_days(start, n).day
    assert chinese_calendar.is_workday(end)
    assert counted_by_hand(start, end) == n


def test_no_working_days_end_where_they_began() -> None:
    day = date(2026, 5, 1)
    assert calendar().add_working_days(day, 0) == Reckoned(day, False)
    assert calendar().working_days(day, day) == Counted(0, False)
    assert calendar().working_days(day, day - DAY) == Counted(0, False)


def test_working_days_are_never_counted_backward() -> None:
    with pytest.raises(ValueError, match="forward"):
        calendar().add_working_days(date(2026, 5, 1), -1)


def test_art_26_a_swapped_weekend_counts_as_a_working_day() -> None:
    # 2026-09-20 is a Sunday worked for the National Day; 25 to 27 September are off.
    assert calendar().add_working_days(date(2026, 9, 18), 7).day == date(2026, 9, 29)


@pytest.mark.parametrize(
    ("day_count", "last", "next_to_last"),
    [("exclude_first", date(2026, 3, 31), 29), ("include_first", date(2026, 3, 30), 29)],
)
def test_art_15_thirty_days_with_and_without_the_first(
    day_count: DayCount, last: date, next_to_last: int
) -> None:
    opened = date(2026, 3, 1)
    end = calendar().period_end(opened, 30, day_count=day_count, roll_last_day=False)
    assert end == Reckoned(last, False)
    assert calendar().days_open(opened, last, day_count) == 30
    assert calendar().days_open(opened, last - DAY, day_count) == next_to_last


def test_art_15_the_same_two_dates_are_29_or_30_days() -> None:
    # Putuo district 2023: 27 April to 26 May.
    opened, closed = date(2023, 4, 27), date(2023, 5, 26)
    assert calendar().days_open(opened, closed, "include_first") == 30
    assert calendar().days_open(opened, closed, "exclude_first") == 29


def test_civil_203_a_last_day_on_a_sunday_rolls_to_monday() -> None:
    end = calendar().period_end(date(2026, 5, 1), 30, day_count="exclude_first", roll_last_day=True)
    assert end == Reckoned(date(2026, 6, 1), False)


def test_civil_203_a_last_day_in_the_spring_festival_rolls_past_it() -> None:
    end = calendar().period_end(
        date(2026, 1, 17), 30, day_count="exclude_first", roll_last_day=True
    )
    assert end.day == date(2026, 2, 24)


def test_civil_203_a_last_day_on_a_worked_sunday_does_not_roll() -> None:
    end = calendar().period_end(
        date(2026, 8, 21), 30, day_count="exclude_first", roll_last_day=True
    )
    assert end.day == date(2026, 9, 20)


def test_a_term_has_at_least_one_day() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        calendar().period_end(date(2026, 5, 1), 0, day_count="include_first", roll_last_day=True)


@given(
    start=any_day,
    days=st.integers(1, 120),
    day_count=st.sampled_from(["exclude_first", "include_first"]),
)
def test_civil_203_rolling_never_shortens_and_ends_on_a_working_day(
    start: date, days: int, day_count: DayCount
) -> None:
    plain = calendar().period_end(start, days, day_count=day_count, roll_last_day=False)
    rolled = calendar().period_end(start, days, day_count=day_count, roll_last_day=True)
    assert calendar().days_open(start, plain.day, day_count) == days
    assert rolled.day >= plain.day
    assert calendar().is_working_day(rolled.day)
    skipped = (rolled.day - plain.day).days
    assert not any(calendar().is_working_day(plain.day + DAY * n) for n in range(skipped))


def test_2027_without_a_notice_is_provisional() -> None:
    assert not calendar().known(2027)
    assert calendar().table(2027) is None
    assert calendar().add_working_days(date(2027, 3, 1), 7) == Reckoned(date(2027, 3, 10), True)
    assert calendar().working_days(date(2027, 3, 1), date(2027, 3, 10)) == Counted(7, True)
    assert calendar().provisional(date(2026, 12, 1), date(2027, 1, 1))
    assert not calendar().provisional(date(2026, 1, 1), date(2026, 12, 28))


def test_2027_without_a_notice_keeps_the_fixed_statutory_days() -> None:
    rests = [date(2027, 1, 1), date(2028, 5, 1), date(2028, 5, 2), date(2027, 10, 1)]
    assert not any(calendar().is_working_day(day) for day in rests)
    assert not calendar().is_working_day(date(2027, 1, 2))
    assert calendar().is_working_day(date(2027, 1, 4))


def test_labour_day_had_one_statutory_day_before_2025() -> None:
    bare = Calendar(())
    assert not bare.is_working_day(date(2023, 5, 1))
    assert bare.is_working_day(date(2023, 5, 2))
    assert not bare.is_working_day(date(2028, 5, 2))


def test_the_last_days_of_december_wait_for_the_next_notice() -> None:
    assert calendar().firm(date(2026, 12, 28))
    assert not calendar().firm(date(2026, 12, 29))
    assert calendar().firm(date(2025, 12, 31))


def test_an_office_table_makes_a_year_known() -> None:
    own = HolidayTable(
        year=2027,
        document_number="国办发明电〔2026〕1号",
        rest_days=(date(2027, 1, 1), date(2027, 3, 2)),
        working_days=(date(2027, 3, 6),),
    )
    ours = calendar([own])
    assert ours.known(2027)
    assert ours.table(2027) == own
    assert ours.add_working_days(date(2027, 3, 1), 4) == Reckoned(date(2027, 3, 6), False)
    assert ours.firm(NEW_YEARS_EVE_2026)
    assert not calendar().known(2027)


def test_an_office_table_replaces_the_shipped_year() -> None:
    ours = calendar([HolidayTable(year=2026, rest_days=(date(2026, 3, 4),))])
    assert not ours.is_working_day(date(2026, 3, 4))
    assert ours.is_working_day(date(2026, 2, 17))
    assert ours.is_working_day(date(2025, 2, 8))


def test_a_new_year_notice_may_reach_back_into_december() -> None:
    table = HolidayTable(
        year=2019,
        rest_days=(date(2018, 12, 31), date(2019, 1, 1)),
        working_days=(date(2018, 12, 29),),
    )
    ours = calendar([table])
    assert not ours.is_working_day(date(2018, 12, 31))
    assert ours.is_working_day(date(2018, 12, 29))
    assert not ours.firm(date(2018, 12, 31))


@pytest.mark.parametrize(
    ("rest", "work", "said"),
    [
        ([date(2026, 12, 30)], [], None),
        ([date(2026, 12, 28)], [], "不属于该年度"),
        ([date(2028, 1, 1)], [], "不属于该年度"),
        ([date(2027, 5, 1)], [date(2027, 5, 1)], "既列为放假日又列为上班日"),
        ([], [date(2027, 5, 3)], "不是周末"),
    ],
)
def test_a_table_that_cannot_be_right_is_refused(
    rest: list[date], work: list[date], said: str | None
) -> None:
    if said is None:
        assert HolidayTable(2027, rest_days=tuple(rest)).changed_days == tuple(rest)
        return
    with pytest.raises(HolidayTableError, match=said):
        HolidayTable(2027, rest_days=tuple(rest), working_days=tuple(work))


def test_the_sum_is_said_in_words() -> None:
    said = explain(calendar(), date(2026, 5, 1), 30, day_count="exclude_first", roll_last_day=True)
    assert said == "2026年5月1日公布，首日不计，满30日为5月31日（星期日），顺延至6月1日"


def test_the_sum_says_when_the_first_day_counts_and_nothing_rolls() -> None:
    said = explain(calendar(), date(2026, 3, 2), 30, day_count="include_first", roll_last_day=True)
    assert said == "2026年3月2日公布，首日计入，满30日为3月31日"


def test_the_sum_names_a_holiday_and_another_year() -> None:
    festival = explain(
        calendar(), date(2026, 1, 18), 30, day_count="exclude_first", roll_last_day=True
    )
    assert (
        festival == "2026年1月18日公布，首日不计，满30日为2月17日（星期二，节假日），顺延至2月24日"
    )
    new_year = explain(
        calendar(), date(2026, 12, 2), 30, day_count="exclude_first", roll_last_day=True
    )
    assert "满30日为2027年1月1日（星期五，节假日），顺延至2027年1月4日" in new_year
    assert new_year.endswith("（暂定：该年度放假安排尚未录入）")


def test_the_sum_of_working_days_is_said_in_words() -> None:
    said = explain_working_days(calendar(), date(2026, 9, 18), 7)
    assert said == "2026年9月18日收到，当日不计，满7个工作日为9月29日"
    assert explain_working_days(calendar(), date(2027, 3, 1), 7, event="送审").startswith(
        "2027年3月1日送审，当日不计，满7个工作日为3月10日（暂定"
    )
    assert in_words(date(2026, 5, 1)) == "2026年5月1日"
