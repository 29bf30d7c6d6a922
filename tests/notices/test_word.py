"""The Word files of papers: what they say, that they are ours alone, and what cannot get in."""

import dataclasses
import re
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest
import time_machine
from django.conf import settings as django_settings

from decisions.intake import files
from decisions.intake.docx_text import docx_sources
from notices import papers, word
from notices.samples import EVERY
from notices.samples import sheets as samples
from notices.word import fonts, layout, names, reading, runs

pytestmark = pytest.mark.one_engine

TEMPLATES = Path(django_settings.BASE_DIR) / "templates" / "notices"
RARE = "𠮷𡌅𠀋𡈽𡢽𠮟𡚴𣘺𥔎𦍌𩸽龘䶮㛃㑇"
HOSTILE = (
    "</w:t></w:p><w:p><w:r><w:t>假",
    "<script>alert(1)</script><b>粗</b>",
    "{{ paper.organ }}{% include 'x' %}${7*7}",
    "甲\x00乙\x07丙\x1b[31m丁",
    "\u202e倒\u2066立\u200b零\ufeff宽\U000e0041",
    "\ufffe\uffff非字符\ufdd0",
    '=HYPERLINK("http://x") DDEAUTO c:\\\\x',
    "&lt;已转义&amp;&#0;&#x202e;",
    "]]><!--注--><?xml version='1.0'?>",
    "a\u0301\u0302\u0303\u0304\u0305塔",
)


def made(kind: str, **changes) -> bytes:
    """The Word file of the sample of a kind."""
    return word.docx(kind, papers.snapshot(dataclasses.replace(EVERY[kind](), **changes)))


def text(data: bytes) -> str:
    """All text of the body, tables included, in reading order."""
    return "\n".join(source.text for source in docx_sources(data) if source.where != "header")


def inside(data: bytes, name: str) -> str:
    """One part of the package."""
    return zipfile.ZipFile(BytesIO(data)).read(name).decode()


@pytest.mark.parametrize("kind", papers.PAPERS)
def test_every_kind_says_in_word_what_it_says_in_print(kind):
    snapshot = papers.snapshot(EVERY[kind]())
    said = [line for line in word.lines(kind, snapshot) if line.strip()]
    read = [
        source.text
        for source in docx_sources(word.docx(kind, snapshot))
        if source.where != "header"
    ]
    assert [line.strip() for line in read] == [line.strip() for line in said]
    assert EVERY[kind]().title.replace("\n", "")[:6] in "".join(said)


@pytest.mark.parametrize("kind", papers.PAPERS)
def test_every_kind_is_taken_again_at_the_door(kind):
    data = made(kind)
    assert files.accept("公告.docx", data, kinds=["docx"]).data == data


def test_every_class_of_the_templates_is_known():
    tables = {name for name in _classes() if f'table class="{name}"' in _templates()}
    known = {*reading.PIECES, *names.known(), *runs.FACES, *tables}
    assert _classes() - known == set()


def _templates() -> str:
    return "".join(path.read_text(encoding="utf-8") for path in sorted(TEMPLATES.rglob("*.html")))


def _classes() -> set[str]:
    plain = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", " ", _templates())
    return {name for found in re.findall(r'class="([^"]*)"', plain) for name in found.split()}


def test_the_same_paper_gives_the_same_bytes_whatever_the_clock():
    first = made("adoption_notice")
    with time_machine.travel(date(2031, 1, 1)):
        assert made("adoption_notice") == first


def test_it_names_title_and_organ_and_no_person():
    core = docx.Document(BytesIO(made("meeting_minutes"))).core_properties
    assert core.title == samples.meeting_minutes().title
    assert (core.author, core.last_modified_by, core.comments) == (samples.ORGAN, "", "")
    assert core.created.date() == samples.meeting_minutes().issued_on
    names_inside = zipfile.ZipFile(BytesIO(made("meeting_minutes"))).namelist()
    assert not any("thumbnail" in name for name in names_inside)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_stays_text(hostile):
    paper = dataclasses.replace(
        samples.consultation_notice(),
        title=f"标题{hostile}",
        content=(hostile,),
        organ=f"机关{hostile}",
        copies_to=hostile,
        printed_by=hostile,
        remark=hostile,
        annexes=(hostile, "附件二"),
    )
    data = word.docx("consultation_notice", papers.snapshot(paper))
    files.accept("公告.docx", data, kinds=["docx"])
    body = inside(data, "word/document.xml")
    assert "<script" not in body
    assert not re.search(
        "[\x00-\x08\x0b-\x1f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe]", body
    )
    plain = made(
        "consultation_notice",
        content=("一",),
        annexes=("一", "附件二"),
        copies_to="抄",
        printed_by="印",
    )
    assert body.count("<w:p>") == inside(plain, "word/document.xml").count("<w:p>")


def test_markup_in_a_text_is_read_back_as_it_was_typed():
    typed = "第<1>条 & “引号” </w:t>"
    assert typed in text(made("consultation_notice", content=(typed,)))


def test_rare_characters_keep_their_identity():
    assert RARE in text(made("consultation_notice", content=(RARE,)))


def test_the_grid_is_22_lines_of_28_characters():
    data = made("consultation_notice")
    section = docx.Document(BytesIO(data)).sections[0]
    assert 22 * layout.LINE <= layout.HEIGHT < 23 * layout.LINE
    pitch = 16 + layout.SPACING / 4096
    assert layout.WIDTH / 20 >= 28 * pitch > layout.WIDTH / 20 - 0.1
    grid = f'<w:docGrid w:type="linesAndChars" w:linePitch="{layout.LINE}" w:charSpace="{layout.SPACING}"/>'
    assert grid in inside(data, "word/document.xml")
    assert (section.page_width.mm, section.page_height.mm) == pytest.approx((210, 297), abs=0.05)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [one.mm for one in margins] == pytest.approx([37, 35, 28, 26], abs=0.05)
    assert "<w:mirrorMargins/>" in inside(data, "word/settings.xml")
    assert "<w:evenAndOddHeaders/>" in inside(data, "word/settings.xml")


def test_faces_are_those_of_the_standard_for_every_script():
    styles = inside(made("consultation_notice"), "word/styles.xml")
    for name in ("仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体", "宋体"):
        assert f'w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}"' in styles


def test_an_offices_own_font_file_names_the_face(settings, tmp_path):
    from fontTools.ttLib import TTFont

    source = next(Path(settings.FONTS_ROOT).glob("FandolFang*.otf"), None)
    if source is None:
        pytest.skip("the Fandol faces are not installed")
    with TTFont(source) as font:
        font["name"].setName("某某仿宋", 1, 3, 1, 0x804)
        font.save(tmp_path / "FZFSK.TTF")
    settings.FONTS_ROOT = tmp_path
    assert fonts.names()["fang"] == "某某仿宋"
    assert fonts.names()["title"] == "方正小标宋简体"


def test_headings_are_styles_that_word_can_navigate():
    document = docx.Document(BytesIO(made("legality_opinion")))
    first = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert first[:3] == ["一、送审材料", "二、审查依据", "三、审查结论"]
    assert any(p.text.startswith("（一）决策权限") for p in document.paragraphs)


def test_table_heads_are_told_again_and_columns_are_those_in_print():
    document = docx.Document(BytesIO(made("adoption_notice")))
    table = document.tables[-1]
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert "w:cantSplit" in table.rows[1]._tr.xml
    assert [round(cell.width.mm) for cell in table.rows[0].cells] == [12, 25, 54, 20, 45]
    assert table.rows[0].cells[1].text == "意见来源"


def test_what_proves_the_print_is_not_in_what_anybody_may_edit():
    said = text(made("consultation_notice", page_url="https://example.invalid/d/1"))
    assert "校验码" not in said
    assert "扫码" not in said
    assert "此处盖章" not in said


def test_a_wide_annex_lies_on_its_side_and_the_sheets_after_it_stand():
    page = reading.sheet(
        '<body class="paper document"><main><h1 class="title"><span class="line">题</span></h1><p>文</p>'
        '<section class="annex wide"><p class="annex-word">附件</p><table class="matters"><tbody><tr>'
        "<td>甲</td></tr></tbody></table></section><p>后</p></main></body>"
    )
    from notices.word import packing, writing

    paper = samples.consultation_notice()
    document = docx.Document(BytesIO(packing.packed(writing.document(page, paper), paper)))
    turned = [(s.page_width > s.page_height) for s in document.sections]
    assert turned == [False, True, False]


def test_ten_thousand_rows_are_written_in_one_go():
    data = word.docx("adoption_notice", papers.snapshot(samples.adoption_notice(1000)))
    assert text(data).count("村民李*") == 500
