"""Every article of the Decree is placed, named in both languages, and cited rightly."""

from pathlib import Path

import pytest

from decisions.law.statutes import (
    FOLDER,
    Citation,
    UnknownArticle,
    _index,
    all_citations,
    all_statutes,
    citation,
    in_chinese,
)

NO_RULE = {1, 4, 5, 6, 7, 9, 21, 38, 39, 40, 41, 43, 44}
THE_DECREE = [found for found in all_citations() if not found.statute.prefix]


def test_every_article_of_the_decree_is_placed_in_order() -> None:
    whole = [found.ref for found in THE_DECREE if "." not in found.ref]
    assert whole == [str(number) for number in range(1, 45)]


def test_the_decree_comes_first() -> None:
    first = all_statutes()[0]
    assert first.document_number == "国务院令第713号"
    assert str(first.in_force_on) == "2019-09-01"
    assert len({statute.prefix for statute in all_statutes()}) == len(all_statutes())


def test_articles_without_a_rule_say_why() -> None:
    assert {int(found.number) for found in THE_DECREE if found.left_to_people} == NO_RULE


@pytest.mark.parametrize("found", all_citations(), ids=lambda found: found.ref)
def test_a_citation_speaks_both_languages(found: Citation) -> None:
    assert citation(found.ref) is found
    assert found.article_label_zh.startswith("《")
    for zh in (found.heading_zh, found.gist_zh, found.article_label_zh):
        assert any("一" <= sign <= "鿿" for sign in zh)
    for en in (found.heading_en, found.gist_en, found.article_label_en):
        assert en.isascii()
        assert en
    assert bool(found.left_to_people_zh) == bool(found.left_to_people_en)
    assert found.gist_zh.endswith("。")
    assert not set(found.gist_zh) & set(",;:()")


@pytest.mark.parametrize(
    ("ref", "place"),
    [
        ("3.2", "第三条第二款"),
        ("15.2", "第十五条第一款"),
        ("15.3", "第十五条第二款"),
        ("16.2", "第十六条第二款、第三款"),
        ("29.6", "第二十九条第六项"),
        ("32.2", "第三十二条"),
        ("37.2", "第三十七条"),
        ("44", "第四十四条"),
    ],
)
def test_a_limb_is_labelled_by_the_paragraph_of_the_official_text(ref: str, place: str) -> None:
    assert citation(ref).article_label_zh == f"《重大行政决策程序暂行条例》{place}"


def test_other_statutes_are_cited_by_prefix() -> None:
    assert citation("GIR-19").article_label_zh == "《中华人民共和国政府信息公开条例》第十九条"
    assert citation("SC80-1.2").article_label_zh.endswith("第一部分第（二）项")
    assert citation("SC33").article_label_en == "State Council Opinions on Law-based Government"
    assert citation("CIVIL-203").article_label_zh.endswith("第二百零三条")
    assert citation("16.3").article_label_en.endswith("Art. 16, para. 3")


@pytest.mark.parametrize("ref", ["45", "15.9", "GIR-99", "", "15.2 "])
def test_an_unknown_article_is_refused(ref: str) -> None:
    with pytest.raises(UnknownArticle, match="no statute holds") as refused:
        citation(ref)
    assert refused.value.ref == ref


def test_an_article_that_stands_twice_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    civil = (FOLDER / "civil.toml").read_text(encoding="utf-8")
    for name in ("one", "two"):
        (tmp_path / f"{name}.toml").write_text(civil, encoding="utf-8")
    monkeypatch.setattr("decisions.law.statutes.FOLDER", tmp_path)
    with pytest.raises(ValueError, match="CIVIL-201 stands twice"):
        _index.__wrapped__()


def test_what_was_read_only_in_an_excerpt_says_so() -> None:
    marks = {statute.prefix: statute.mark for statute in all_statutes()}
    assert [prefix for prefix, mark in marks.items() if mark == "E"] == ["SC33", "SC80"]
    assert all(statute.read_as_of for statute in all_statutes() if statute.mark == "V")


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (44, "四十四"),
        (100, "一百"),
        (103, "一百零三"),
        (110, "一百一十"),
        (203, "二百零三"),
    ],
)
def test_numbers_are_said_as_statutes_write_them(number: int, said: str) -> None:
    assert in_chinese(number) == said
