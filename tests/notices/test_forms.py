"""The special forms measured in the finished PDF: letters, minutes, seal, covers, turned tables."""

import dataclasses
import io
from itertools import pairwise

import pikepdf
import pypdfium2
import pytest

from notices import papers, render
from notices.samples import EVERY
from notices.typesetting import grid
from tests.notices import measure
from tests.notices.conftest import needs_office_faces

pytestmark = [needs_office_faces, pytest.mark.one_engine]
ONE = 156 / 28  # a character, in millimetres
LINE = grid.PITCH / grid.MM
FOOT = 14 / grid.MM  # a character of the page number


def said(line: list[measure.Glyph]) -> str:
    return "".join(glyph.text for glyph in line)


def line_with(data: bytes, page: int, text: str) -> list[measure.Glyph]:
    return next(line for line in measure.lines(data, page) if text in said(line))


def first_of(line: list[measure.Glyph], text: str) -> measure.Glyph:
    return line[said(line).index(text)]


def number_marks(data: bytes, page: int) -> list[measure.Glyph]:
    """The page number, as it stands on the upright sheet."""
    below = [g for g in measure.glyphs(data, page) if abs(g.size - 14) < 0.1 and g.y > 265]
    return sorted(below, key=lambda glyph: glyph.x)


def test_the_minutes_begin_at_72_mm_and_set_who_was_there_in_bold_face(printed):
    data = printed("meeting_minutes")
    head = next(band for band in measure.ink(data, 1, "red") if band[0] > 30)
    assert abs(head[0] - grid.HEAD_TOP) < 0.5
    last = measure.pages(data)
    for word in ("出席：", "请假：", "列席："):
        line = line_with(data, last, word)
        left = grid.in_type_area(last)[0]
        assert abs(first_of(line, word).x - (left + 2 * ONE)) < 0.3
    assert "样例此处盖章" not in measure.text(data)  # minutes bear no seal


def test_the_imprint_has_three_rules_the_outer_ones_heavier(printed):
    data = printed("meeting_minutes")
    last = measure.pages(data)
    thin = [b for b in measure.ink(data, last, "black") if b[1] < 263 and b[1] - b[0] < 0.6]
    first, middle, end = thin[-3:]
    assert abs(end[1] - 262) < 0.5
    assert all(0.25 <= b[1] - b[0] <= 0.45 for b in (first, end))
    assert middle[1] - middle[0] < first[1] - first[0] + 0.01
    line = line_with(data, last, "抄送")
    left, _, right, _ = grid.in_type_area(last)
    assert abs(line[0].x - (left + FOOT)) < 0.3
    printed_on = line_with(data, last, "印发")
    assert abs(printed_on[-1].right - (right - FOOT)) < 0.6


def test_a_letter_has_no_printer_and_its_copies_stand_last_without_rules(printed):
    data = printed("legality_opinion")
    last = measure.pages(data)
    assert "印发" not in measure.text(data, last)
    line = line_with(data, last, "抄送")
    assert 250 < line[0].y < 262
    thin = [b for b in measure.ink(data, last, "black") if b[1] - b[0] < 0.5 and b[0] > 200]
    assert not thin


def _seal(data):
    """The page on which the field of the seal lies, and its edges in mm from the top."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        field = pdf.Root.AcroForm.Fields[0]
        page = next(i for i, one in enumerate(pdf.pages, 1) if one.obj.objgen == field.P.objgen)
        height = float(pdf.pages[page - 1].MediaBox[3])
        _, bottom, _, top = (float(edge) for edge in field.Rect)
    return page, (height - top) / 72 * 25.4, (height - bottom) / 72 * 25.4


@pytest.mark.parametrize(
    "kind",
    ["hearing_report", "risk_report", "evaluation_report", "expert_summary", "dossier_volume"],
)
def test_on_a_cover_every_line_has_its_own_place(kind, printed):
    """Facts above, organ and day at the foot; nothing is printed over anything else."""
    baselines = sorted({round(glyph.y, 1) for glyph in measure.glyphs(printed(kind), 1)})
    assert len(baselines) > 4
    assert all(below - above > 5 for above, below in pairwise(baselines))


LONG_NAMES = (
    "云岭镇人民政府规划建设和生态环境保护办公室",
    "样例县云岭镇人民政府规划建设和生态环境保护综合行政执法办公室",
)


@pytest.mark.parametrize("name", LONG_NAMES)
def test_a_long_name_stays_in_the_type_area_with_the_date_in_its_middle(name):
    paper = dataclasses.replace(EVERY["execution_report"](), organ=name)
    data = render.pdf("execution_report", papers.snapshot(paper))
    page, top, bottom = _seal(data)
    lines = measure.lines(data, page, grid.BODY)
    *named, day = [ln for ln in lines if top < ln[0].y < bottom + LINE]
    assert "".join(map(said, named)) == name
    left, _, right, _ = grid.in_type_area(page)
    assert all(left < ln[0].x and ln[-1].right < right - ONE for ln in named)
    middle = (named[0][0].x + named[0][-1].right) / 2
    assert abs((day[0].x + day[-1].right) / 2 - middle) < 0.6


@pytest.mark.parametrize("kind", ["suspension_notice", "annual_catalogue", "execution_report"])
def test_the_seal_lies_over_signature_and_date_one_line_below_the_text(kind, printed):
    data = printed(kind)
    page, top, bottom = _seal(data)
    assert abs((bottom - top) - 42) < 0.5
    lines = measure.lines(data, page, grid.BODY)
    organ, day = [ln for ln in lines if top < ln[0].y < bottom and ln[0].x > 90]  # under the seal
    assert said(day)[-1] == "日"
    right = grid.in_type_area(page)[2]
    assert abs(day[-1].right - (right - 4 * ONE)) < 0.6
    centre = (day[0].x + day[-1].right) / 2
    assert abs((organ[0].x + organ[-1].right) / 2 - centre) < 0.6
    assert (organ[0].y + day[0].y) / 2 > (top + bottom) / 2  # they lie below its middle
    foot = max(ln[0].y for ln in lines if ln[0].y < top) + LINE / 3  # of the last line of text
    assert top - foot < LINE


def test_annex_names_begin_in_one_line_with_each_other(printed):
    data = printed("consultation_notice")
    page = next(p for p in range(1, measure.pages(data) + 1) if "附件：" in measure.text(data, p))
    line = line_with(data, page, "附件：")
    left = grid.in_type_area(page)[0]
    assert abs(line[0].x - (left + 2 * ONE)) < 0.3
    name = first_of(line, "《").x
    lines = measure.lines(data, page, grid.BODY)
    below = lines[[said(ln) for ln in lines].index(said(line)) + 1]
    assert abs(below[0].x - name) < 1.5


@pytest.mark.parametrize("kind", ["expert_summary", "risk_report", "evaluation_report"])
def test_a_report_has_a_cover_without_a_number(kind, printed):
    data = printed(kind)
    assert number_marks(data, 1) == []
    assert said(number_marks(data, 2)) == "—2—"
    title = [line for line in measure.lines(data, 1) if line[0].size > 25]
    assert title
    for line in title:
        assert abs((line[0].x + line[-1].right) / 2 - (28 + 78)) < 1


def test_a_wide_table_lies_on_its_side_with_the_number_where_it_always_is(printed):
    data = printed("annual_catalogue")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        sizes = [(round(float(p.MediaBox[2])), round(float(p.MediaBox[3]))) for p in pdf.pages]
        turned = [int(p.get("/Rotate", 0)) for p in pdf.pages]
    assert set(sizes) == {(595, 842)}
    assert turned[:2] == [0, 0]
    assert set(turned[2:]) == {90}
    assert len(turned) >= 4
    for page in (3, 4):
        left, _, right, _ = grid.in_type_area(page)
        marks = number_marks(data, page)
        assert said(marks) == f"—{page}—"
        assert abs(marks[0].y - 270.6) < 0.6
        edge = marks[-1].right - (right - FOOT) if page % 2 else marks[0].x - (left + FOOT)
        assert abs(edge) < 0.6


def test_the_heads_of_a_turned_table_lie_at_the_left_of_every_sheet(printed):
    """The binding side of an odd page and the cut side of an even one; rows follow to the right."""
    data = printed("annual_catalogue")
    for page in range(3, measure.pages(data) + 1):
        found = measure.glyphs(data, page)
        heads = [g for g in found if g.text in "办" and abs(g.size - 12) < 0.1]
        assert "承办单位" in measure.text(data, page).replace("\r\n", "")
        table = [g for g in found if abs(g.size - 12) < 0.1]
        left, _, right, _ = grid.in_type_area(page)
        assert left < min(g.x for g in table)
        assert max(g.x for g in table) < right
        assert min(g.x for g in heads) - min(g.x for g in table) < 8


def test_a_turned_page_is_shown_the_right_way_round(printed):
    page = pypdfium2.PdfDocument(printed("annual_catalogue"))[2]
    assert page.get_width() > page.get_height()


@pytest.mark.parametrize("kind", ["hearing_record", "meeting_record", "case_file_review"])
def test_forms_repeat_the_heads_of_a_table_that_runs_over(kind, printed):
    data, head = printed(kind), {"hearing_record": "代表方", "meeting_record": "次序"}
    word = head.get(kind, "问题和补正办法")
    rows = {"hearing_record": "已签字", "meeting_record": "本人已确认", "case_file_review": "符合"}
    pages = [p for p in range(1, measure.pages(data) + 1) if rows[kind] in measure.text(data, p)]
    with_table = [p for p in pages if word in measure.text(data, p).replace("\r\n", "")]
    assert len(with_table) >= 2


def test_every_kind_is_printed(printed):
    for kind in papers.PAPERS:
        assert measure.pages(printed(kind)) >= 1
