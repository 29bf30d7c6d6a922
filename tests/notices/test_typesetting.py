"""Titles, rare characters and justification, without laying out a page."""

import pytest

from notices.typesetting import justification, rare
from notices.typesetting.titles import break_title

pytestmark = pytest.mark.one_engine


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        (
            "关于公开征求《云岭镇集镇道路停车管理办法（征求意见稿）》意见的公告",
            ("关于公开征求《云岭镇集镇道路", "停车管理办法（征求意见稿）》意见的公告"),
        ),
        ("卷内目录", ("卷内目录",)),
        ("关于公布\n某办法的公告", ("关于公布", "某办法的公告")),
        ("", ()),
    ],
)
def test_titles_break_between_words(title, lines):
    assert break_title(title) == lines


def test_an_authors_own_break_stands_and_what_is_too_long_is_broken_further():
    title = "《云岭镇集镇公共停车秩序管理实施办法（试行）》\n专家论证意见汇总"
    assert break_title(title, 15) == (
        "《云岭镇集镇公共停车秩序",
        "管理实施办法（试行）》",
        "专家论证意见汇总",
    )


def test_titles_lose_nothing_and_fit_the_line():
    for n in range(1, 90):
        title = ("关于公开征求《云岭镇农村饮用水水源保护办法（征求意见稿）》意见的公告" * 3)[:n]
        lines = break_title(title)
        assert "".join(lines) == title
        assert all(len(line) <= 19 for line in lines)
        assert not any(line[0] in "》）的，" for line in lines[1:])


def test_rare_characters_are_set_apart_and_reported():
    own, others = frozenset(map(ord, "张某")), frozenset(map(ord, "𠮷"))
    html, report = rare.set_rare("<title>𠮷</title><p>张𠮷某\U00031350</p>", own, others)
    assert html == '<title>𠮷</title><p>张<span class="r">𠮷</span>某[U+31350]</p>'
    assert (report.fell_back, report.nowhere) == ({"𠮷"}, {"\U00031350"})


def test_what_has_no_printed_form_is_dropped_and_nothing_else():
    assert rare.printable("a\u202eb\u200bc\x00d\ufeff葛\U000e0100") == "abcd葛"
    assert rare.printable("半\ud800") == "半\ufffd"
    assert rare.printable("e\u0301\u0301\u0301\u0301") == "e\u0301\u0301"
    assert rare.printable("x\ny\tz \U00031350") == "x\ny\tz \U00031350"


def test_gaps_stretch_beside_han_and_not_inside_words():
    assert justification.gaps("汉字汉字") == 3
    assert justification.gaps("word") == 0
    assert justification.gaps("汉ab字") == 1
    assert justification.gaps("") == 0


def test_an_unknown_release_of_weasyprint_is_refused(monkeypatch):
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout import inline
    from weasyprint.text import line_break

    monkeypatch.setitem(justification.WRITTEN_AGAINST, "justify_line", "another")
    with pytest.raises(justification.UnknownRelease):
        justification.install(inline, line_break, boxes)


def test_this_release_is_the_one_the_justification_was_written_against():
    from weasyprint.layout import inline
    from weasyprint.text import line_break

    assert justification.fingerprints(inline, line_break) == justification.WRITTEN_AGAINST
