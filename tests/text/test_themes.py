"""Suggested themes agree with what the opinions are about; differences are marked word by word."""

import pytest

from decisions.text.differences import differences
from decisions.text.themes import suggest_themes
from tests.bench.planted_themes import ABOUT, agreement, planted

pytestmark = pytest.mark.one_engine


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_suggested_themes_agree_with_what_was_planted(seed):
    texts, labels = planted(400, seed)
    found = agreement(labels, suggest_themes(texts))
    assert found["ari"] >= 0.85
    assert found["covered"] >= 0.9


def test_the_same_texts_give_the_same_themes():
    texts, _labels = planted(200, 8)
    assert suggest_themes(texts) == suggest_themes(texts)


def test_a_large_theme_is_parted_and_its_parts_are_of_it():
    texts, _labels = planted(900, 4)
    for theme in suggest_themes(texts):
        assert theme.name
        for part in theme.parts:
            assert set(part.members) <= set(theme.members)


def test_a_heading_of_the_draft_names_a_theme():
    texts = [
        "垃圾桶几天不清运",
        "垃圾清运车来得太晚",
        "清运垃圾的费用太高",
        "路灯坏了",
        "路灯太暗",
        "路灯照窗户",
    ]
    names = [theme.name for theme in suggest_themes(texts, headings=["垃圾清运", "路灯照明"])]
    assert len(names) == 2
    assert any("路灯" in name for name in names)
    assert any("垃圾" in name or "清运" in name for name in names)


def test_nothing_is_suggested_for_nothing():
    assert suggest_themes([]) == []
    assert suggest_themes(["同意", "同意", "好"]) == []
    assert len(ABOUT) == 6


def test_what_differs_is_marked_and_nothing_is_lost():
    one, other = "我支持收费二元，<b>谢谢</b>", "我反对收费三元，谢谢"
    old, new = differences(one, other)
    assert "".join(words for _differs, words in old) == one
    assert "".join(words for _differs, words in new) == other
    assert (True, "支持") in old
    assert (True, "反对") in new
    assert differences(one, one)[0] == [(False, one)]
