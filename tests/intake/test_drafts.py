"""Drafts taken apart: 章 节 条 款 项, nothing dropped, anchors that stay."""

import io
import re
import zipfile

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.intake.drafts import parse_docx, parse_text
from decisions.intake.numerals import parse_number, to_chinese
from decisions.intake.references import clause_path, find_clause
from decisions.intake.refused import Refused
from tests.intake import makers

DRAFT = """样例县云岭镇集镇停车管理办法
（征求意见稿）

目　录
第一章　总则
第二章　停车管理
第一章　总则
第一条　为了规范停车秩序，制定本办法。
第二条【适用范围】本办法适用于集镇规划区。
第二章　停车管理
第一节　停车位
第三条　有下列情形之一的，不得停车：
（一）消防通道；
1．主干道；
2．支路；
（二）学校门前五十米内。
前款规定的范围由镇人民政府公布。
第二条规定的区域除外：
（一）应急车辆。
第二节　收费
第三条之一　收费标准应当公示。
第四条规定的期限从其规定。
第四条　本办法自2026年5月1日起施行。
样例县云岭镇人民政府
2026年4月1日
附件：停车位分布图
"""


@pytest.fixture(scope="module")
def draft():
    return parse_text(DRAFT)


def by_path(draft):
    return {clause.path: clause for clause in draft.clauses}


def test_every_level_has_its_path(draft):
    assert [(c.kind, c.path, c.label) for c in draft.clauses] == [
        ("chapter", "ch1", "第一章"),
        ("article", "1", "第一条"),
        ("article", "2", "第二条"),
        ("chapter", "ch2", "第二章"),
        ("section", "ch2.s1", "第一节"),
        ("article", "3", "第三条"),
        ("item", "3.1.1", "（一）"),
        ("item", "3.1.2", "（二）"),
        ("paragraph", "3.2", ""),
        ("paragraph", "3.3", ""),
        ("item", "3.3.1", "（一）"),
        ("section", "ch2.s2", "第二节"),
        ("article", "3-1", "第三条之一"),
        ("paragraph", "3-1.2", ""),
        ("article", "4", "第四条"),
    ]


def test_words_headings_and_items_are_parted(draft):
    clauses = by_path(draft)
    assert clauses["2"].heading == "适用范围"
    assert clauses["2"].text == "本办法适用于集镇规划区。"
    assert clauses["ch2"].heading == "停车管理"
    assert clauses["3"].text == "有下列情形之一的，不得停车："
    assert clauses["3.1.1"].text == "消防通道；\n1．主干道；\n2．支路；"


def test_title_runs_over_its_lines(draft):
    assert draft.title == "样例县云岭镇集镇停车管理办法（征求意见稿）"


def test_what_is_no_clause_is_reported_with_its_reason(draft):
    assert [u.text for u in draft.unparsed] == [
        "目　录", "第一章　总则", "第二章　停车管理",
        "样例县云岭镇人民政府", "2026年4月1日", "附件：停车位分布图",
    ]  # fmt: skip
    assert all(u.why and u.paragraph_no for u in draft.unparsed)


def test_nothing_is_dropped(draft):
    assert draft.everything() == [line for line in DRAFT.splitlines() if line.strip()]


def test_anchors_are_unique_fit_for_addresses_and_the_same_each_time(draft):
    anchors = [clause.anchor for clause in draft.clauses]
    assert len(set(anchors)) == len(anchors)
    assert all(re.fullmatch(r"[a-z][a-z0-9~-]*", anchor) for anchor in anchors)
    assert anchors == [
        clause.anchor for clause in parse_docx(makers.word(*DRAFT.split("\n"))).clauses
    ]


def test_word_and_pasted_text_give_the_same_clauses(draft):
    read = parse_docx(makers.word(*DRAFT.splitlines()))
    assert [c.text for c in read.clauses] == [c.text for c in draft.clauses]


def test_annexes_and_the_mark_of_an_annex_above_the_title():
    draft = parse_text("附件1\n停车办法\n第一条　附件所列为准。\n附件 计划表\n注：计划。\n①集日。")
    assert draft.title == "停车办法"
    assert [c.path for c in draft.clauses] == ["1"]
    assert [u.paragraph_no for u in draft.unparsed] == [1, 4, 5, 6]


def test_a_gap_and_a_number_used_twice_are_noted():
    draft = parse_text("第一条　甲。\n第三条　乙。\n第三条　丙。")
    assert len(draft.notes) == 2
    assert [c.path for c in draft.clauses] == ["1", "3", "3~2"]


def test_a_plan_without_articles_is_read_by_its_headings():
    draft = parse_text(
        "停车整治方案\n一、总体要求\n坚持便民。\n二、任务\n（一）划线。\n（二）管理。"
    )
    assert [(c.path, c.label, c.heading) for c in draft.clauses] == [
        ("1", "一、", "总体要求"), ("1.2", "", ""), ("2", "二、", "任务"),
        ("2.1.1", "（一）", ""), ("2.1.2", "（二）", ""),
    ]  # fmt: skip


def test_text_without_any_clause_is_all_reported():
    draft = parse_text("今天天气很好。\n明天也是，明天也会很好。")
    assert not draft.clauses
    assert len(draft.everything()) == 2


def test_an_article_whose_words_stand_below_its_label():
    draft = parse_text("第一条\n为了便民，制定本办法。\n第二款在此。")
    assert [(c.path, c.text) for c in draft.clauses] == [
        ("1", "为了便民，制定本办法。"), ("1.2", "第二款在此。"),
    ]  # fmt: skip


def test_characters_that_cannot_be_stored_are_refused():
    with pytest.raises(Refused):
        parse_text("第一条　甲\x00。")


LINE = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=30),
    st.sampled_from(
        DRAFT.splitlines()
        + ["一、总则", "（1）甲", "第十编", "第〇条", "（二）", "①乙", "附录", "㈠丙"]
    ),
)


@given(st.lists(LINE, max_size=25))
def test_nothing_is_dropped_from_any_text(lines):
    text = "\n".join(lines)
    try:
        draft = parse_text(text)
    except Refused:
        return
    assert sorted(draft.everything()) == sorted(x for x in text.splitlines() if x.strip())
    assert len({c.path for c in draft.clauses}) == len(draft.clauses)


# --- Word files ---------------------------------------------------------------------------

NUMBERING = f"""<w:numbering xmlns:w="{makers.W_NS}"><w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>
<w:lvlText w:val="第%1条"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>
<w:lvlText w:val="（%2）"/></w:lvl></w:abstractNum>
<w:num w:numId="7"><w:abstractNumId w:val="7"/></w:num></w:numbering>"""
NUMBERED = (
    '<w:p><w:pPr><w:numPr><w:ilvl w:val="{}"/><w:numId w:val="7"/></w:numPr></w:pPr>'
    "<w:r><w:t>{}</w:t></w:r></w:p>"
)


def with_part(data, name, xml):
    return makers.repacked(data, leave=[name], put={name: xml})


def test_automatic_numbers_are_not_lost():
    lines = [(0, "甲："), (1, "子；"), (1, "丑。"), (0, "乙。"), (0, "丙："), (1, "寅。")]
    body = "".join(NUMBERED.format(level, text) for level, text in lines)
    data = with_part(makers.with_body(makers.word(), body), "word/numbering.xml", NUMBERING)
    assert [(c.label, c.path) for c in parse_docx(data).clauses] == [
        ("第一条", "1"), ("（一）", "1.1.1"), ("（二）", "1.1.2"), ("第二条", "2"),
        ("第三条", "3"), ("（一）", "3.1.1"),
    ]  # fmt: skip


def whys(data):
    return {u.text: u.why for u in parse_docx(data).unparsed}


def test_tables_are_reported_row_by_row():
    document = docx.Document()
    document.add_paragraph("第一条　收费标准如下：")
    table = document.add_table(2, 2)
    for place, text in enumerate(["车型", "元", "小车", "2"]):
        table.cell(*divmod(place, 2)).text = text
    table.cell(1, 1).add_table(1, 1).cell(0, 0).text = "内表"
    document.add_paragraph("第二条　乙。")
    out = io.BytesIO()
    document.save(out)
    draft = parse_docx(out.getvalue())
    assert [c.path for c in draft.clauses] == ["1", "2"]
    assert [u.text.split() for u in draft.unparsed] == [["车型", "元"], ["小车", "2", "内表"]]
    assert [u.paragraph_no for u in draft.unparsed] == [2, 3]


def test_notes_headers_and_comments_are_reported():
    note = f'<w:{{0}} xmlns:w="{makers.W_NS}"><w:p><w:r><w:t>{{1}}</w:t></w:r></w:p></w:{{0}}>'
    data = makers.word("第一条　甲。")
    for name, text in (
        ("footnotes", "脚注"),
        ("endnotes", "尾注"),
        ("comments", "批注"),
        ("header1", "页眉"),
    ):
        data = with_part(data, f"word/{name}.xml", note.format(name, text))
    found = whys(data)
    assert set(found) == {"脚注", "尾注", "批注", "页眉"}
    assert len(set(found.values())) == 4


def test_deleted_hidden_and_boxed_text_is_reported_and_not_taken():
    body = (
        "<w:p><w:r><w:t>第一条　甲</w:t></w:r>"
        "<w:del><w:r><w:delText>删去</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>乙。</w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>"
        "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
        "<w:r><w:drawing/></w:r></w:p>"
    )
    data = makers.with_body(makers.word(), body)
    assert parse_docx(data).clauses[0].text == "甲乙。"
    assert set(whys(data)) == {"删去", "隐藏", "框内", ""}


def test_a_soft_line_break_parts_paragraphs():
    body = "<w:p><w:r><w:t>第一条　甲。</w:t><w:br/><w:t>乙。</w:t></w:r></w:p>"
    draft = parse_docx(makers.with_body(makers.word(), body))
    assert [c.path for c in draft.clauses] == ["1", "1.2"]


def test_every_word_of_a_word_file_is_somewhere():
    data = makers.word(*DRAFT.splitlines(), "一段没有编号的话。")
    xml = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    words = "".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", xml))
    assert sorted("".join(parse_docx(data).everything())) == sorted(words)


def test_a_file_that_is_no_draft_is_refused():
    for data in (b"", b"PK\x03\x04", makers.sheet(["序号"])):
        with pytest.raises(Refused):
            parse_docx(data)


# --- numerals and references --------------------------------------------------------------


@given(st.integers(1, 9_999))
def test_chinese_numerals_read_back(number):
    assert parse_number(to_chinese(number)) == number


@pytest.mark.parametrize(
    ("written", "number"),
    [("十", 10), ("二十一", 21), ("一百零三", 103), ("一百一十", 110), ("１２", 12), ("二〇二六", 2026),
     ("廿三", 23), ("两", 2), ("条", None), ("", None)],
)  # fmt: skip
def test_numerals_as_written(written, number):
    assert parse_number(written) == number


@pytest.mark.parametrize(
    ("written", "path"),
    [("第三条", "3"), ("3", "3"), ("第三条第二款", "3.2"), ("第三条第二款第（一）项", "3.2.1"), ("第3条", "3"),
     ("第三条第一项", "3.1.1"), ("3.2.1", "3.2.1"), ("《办法》第十条之一", "10-1"), ("十二", "12"), ("全文", None),
     ("", None), ("第 三 条", "3")],
)  # fmt: skip
def test_references_as_people_write_them(written, path):
    assert clause_path(written) == path


def test_a_reference_finds_its_clause_or_the_article_around_it(draft):
    assert find_clause(draft.clauses, "第三条第三款第（一）项").path == "3.3.1"
    assert find_clause(draft.clauses, "第三条第一款").path == "3"
    assert find_clause(draft.clauses, "第三条第九款").path == "3"
    assert find_clause(draft.clauses, "第九条") is None
