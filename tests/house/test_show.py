"""Dates, deadlines and citations as a reader sees them (decisions/templatetags/show.py)."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings
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


def test_meta_tags_carry_the_instant_in_figures():
    assert show.meta_moment(datetime(2026, 5, 1, 1, 5, tzinfo=UTC)) == "2026-05-01 09:05"
    assert show.meta_moment(date(2026, 5, 1)) == "2026-05-01"


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
        assert (
            show.zh_deadline(date(2026, 6, 1)) == "closes on June 1, 2026 at 24:00 (Beijing time)"
        )


def test_beyond_the_end_of_a_list_stands_nothing():
    assert show.at(["a"], 0) == "a"
    assert show.at(["a"], 1) == ""


def test_a_citation_of_the_decree_is_short_and_in_full():
    assert show.article_place("3.1") == "第三条第一款"
    assert show.article_label("3.1") == "《重大行政决策程序暂行条例》第三条第一款"
    assert show.article_heading("3.1") == "五类决策事项"


def test_a_citation_is_said_in_english_too():
    with translation.override("en"):
        assert show.article_place("3.1") == "Art. 3, para. 1"
        assert show.article_gist("3.1").startswith("Public policy")


def test_a_citation_no_statute_holds_stays_as_written():
    assert show.article_place("999") == "999"
    assert show.article_gist("999") == ""


def test_a_role_is_shown_by_its_word_and_a_name_stays_a_name():
    with translation.override("en"):
        assert show.role_word("legal_reviewer") == "Legal reviewer"
    assert show.role_word("李某") == "李某"


def test_every_mark_of_a_tag_stands_in_the_sprite():
    sprite = (Path(settings.BASE_DIR) / "static/img/marks.svg").read_text(encoding="utf-8")
    assert all(f'id="{mark}"' in sprite for _, mark in show.LOOKS)


def test_two_kinds_of_one_tone_differ_in_shape_and_an_unknown_kind_is_neutral():
    assert len({mark for _, mark in show.LOOKS}) == len(show.LOOKS)
    assert show.tag_tone("adopted") == "green"
    assert (show.tag_tone("?"), show.tag_mark("?")) == ("neutral", "ring")
