"""Dates and deadlines as a reader sees them (decisions/templatetags/show.py)."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from decisions.templatetags import show


@pytest.fixture(autouse=True)
def in_chinese():
    with translation.override("zh-hans"):
        yield


def test_a_day_is_written_without_leading_zeros():
    assert show.zh_date(date(2026, 5, 1)) == "2026年5月1日"


def test_an_instant_is_dated_by_the_clock_of_beijing():
    assert show.zh_date(datetime(2026, 5, 1, 16, 30, tzinfo=UTC)) == "2026年5月2日"


def test_an_instant_shows_its_minute():
    assert show.zh_moment(datetime(2026, 5, 1, 1, 5, tzinfo=UTC)) == "2026年5月1日 09:05"


def test_a_day_without_value_is_empty():
    assert show.zh_date(None) == show.zh_deadline("") == ""


@pytest.mark.parametrize(
    ("last", "words"),
    [
        (date(2026, 6, 1), "2026年6月1日24时（北京时间）截止"),
        (datetime(2026, 6, 1, 16, 0, tzinfo=UTC), "2026年6月1日24时（北京时间）截止"),
        (datetime(2026, 6, 1, 9, 0, tzinfo=UTC), "2026年6月1日17时（北京时间）截止"),
        (datetime(2026, 6, 1, 9, 30, tzinfo=UTC), "2026年6月1日17:30（北京时间）截止"),
    ],
)
def test_a_deadline_names_the_hour_and_beijing_time(last, words):
    assert show.zh_deadline(last) == words


def test_a_deadline_is_said_in_english_too():
    with translation.override("en"):
        assert show.zh_deadline(date(2026, 6, 1)) == "closes on June 1, 2026 at 24:00 (Beijing time)"


def test_beyond_the_end_of_a_list_stands_nothing():
    assert show.at(["a"], 0) == "a"
    assert show.at(["a"], 1) == ""
