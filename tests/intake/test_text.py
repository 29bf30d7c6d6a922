"""Text as typed: refused, blank, shown, folded (trust §5 row 12, §6 text corpus)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.intake.refused import Refused
from decisions.intake.text import (
    check_text,
    has_bidi_controls,
    is_blank,
    length,
    printable,
    search_key,
    visible,
    visible_html,
)

FORBIDDEN = ["\x00", "\ud800", "\udfff", "\ufffe", "\uffff", "\ufdd0", "\U0001fffe", "\U0010ffff"]
KEPT = [
    "𠮷野家",
    "葛\U000e0100城",
    "\uf900豈",
    "\U00031350",
    "\ue000",
    "甲\u3000乙",
    "é́́́",
    "买买提·吐尔逊",
]
BLANK = ["", " ", "\u3000", "\u200b\u200d", "\ufeff", "\u00ad", "\u3164", "\u2800", "\u202e\u202c",
         "\U000e0041", "\r\n\t", "\u115f\u1160"]  # fmt: skip


@pytest.mark.parametrize("sign", FORBIDDEN, ids=lambda sign: f"U+{ord(sign):04X}")
def test_what_cannot_be_stored_is_refused_by_name_and_position(sign):
    with pytest.raises(Refused) as refusal:
        check_text(f"意见{sign}内容")
    assert "3" in str(refusal.value.reason)
    assert f"U+{ord(sign):04X}" in str(refusal.value.reason)
    str(refusal.value).encode()


@pytest.mark.parametrize("text", KEPT)
def test_rare_characters_are_taken_as_they_are(text):
    check_text(text)
    assert not is_blank(text)
    assert printable(text) == text


@pytest.mark.parametrize("text", BLANK, ids=ascii)
def test_unseen_characters_alone_are_blank(text):
    assert is_blank(text)


@given(st.text())
def test_any_text_is_refused_or_can_be_stored_and_shown(text):
    try:
        check_text(text)
    except Refused:
        assert printable(text) != text
    printable(text).encode()
    str(visible_html(printable(text))).encode()
    search_key(text)


def test_turned_reading_direction_is_flagged_and_shown_to_officers():
    assert has_bidi_controls("同意\u202e意同不")
    assert not has_bidi_controls("同意")
    assert visible("甲\u202e乙\u200b\x1b[0m") == "甲⟨U+202E⟩乙⟨U+200B⟩⟨U+001B⟩[0m"


def test_what_officers_see_is_escaped():
    shown = visible_html("<script>\u202e")
    assert "<script>" not in shown
    assert '<mark class="unseen">U+202E</mark>' in shown


def test_length_counts_code_points_and_a_line_break_once():
    assert length("𠮷\r\n吉\n") == 4


def test_search_key_folds_width_case_and_unseen_characters_only_for_searching():
    assert search_key("ＡＢ１２\u200b　甲") == search_key("ab12 甲")
    assert search_key("\uf900") == search_key("豈")
    assert search_key("同意") != search_key("不同意")


def test_a_million_characters_are_checked_in_a_moment():
    text = "意" * 1_000_000
    check_text(text)
    assert length(text) == 1_000_000
