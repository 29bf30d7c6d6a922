"""The Word files as an office sees them: opened by LibreOffice, printed, and measured in mm.

LibreOffice sets a fixed line a millimetre higher than Word; what stands in absolute millimetres
lies between the two, so the tolerance here is 1.5 mm. Distances are held to 1 mm.
"""

import dataclasses

import pytest

from decisions.intake.docx_text import docx_sources
from notices import papers, word
from notices.samples import EVERY
from notices.samples import sheets as samples
from notices.typesetting import grid
from tests.notices import measure, opened
from tests.notices.conftest import needs_office_faces

pytestmark = [
    pytest.mark.one_engine,
    needs_office_faces,
    pytest.mark.one_engine,
    pytest.mark.skipif(opened.OFFICE is None, reason=opened.WITHOUT),
]
HAN = "为了保护农村饮用水水源保障群众饮水安全镇人民政府拟制定本办法"
BODY = grid.BODY * 0.75  # as measure counts what LibreOffice draws
NEAR, FAR = 1.0, 1.5  # mm


def documents() -> dict[str, bytes]:
    """Every kind, and one whose second page is a single paragraph."""
    made = {kind: word.docx(kind, papers.snapshot(make())) for kind, make in EVERY.items()}
    body = "".join(HAN[i % len(HAN)] for i in range(1500))
    filled = dataclasses.replace(samples.consultation_notice(), content=(body,), basis=("",))
    return made | {"filled": word.docx("consultation_notice", papers.snapshot(filled))}


@pytest.fixture(scope="module")
def pdf(tmp_path_factory) -> dict[str, bytes]:
    """All of them as PDF, by one start of LibreOffice."""
    return opened.converted(documents(), "pdf", tmp_path_factory.mktemp("office"))


def test_a_filled_page_holds_22_lines_of_28_characters(pdf):
    lines = measure.lines(pdf["filled"], 2, BODY)
    assert len(lines) == grid.LINES
    assert {len(line) for line in lines} == {grid.CHARACTERS}
    steps = [b[0].y - a[0].y for a, b in zip(lines, lines[1:], strict=False)]
    assert all(abs(step / measure.MM - grid.PITCH) < 0.1 for step in steps)


@pytest.mark.parametrize("page", [2, 3])
def test_full_lines_run_from_edge_to_edge_mirrored_on_even_pages(pdf, page):
    left, top, right, bottom = grid.in_type_area(page)
    full = [line for line in measure.lines(pdf["filled"], page, BODY) if len(line) == 28]
    assert len(full) > 20
    for line in full:
        assert abs(line[0].x - left) < NEAR
        assert abs(line[-1].right - right) < NEAR
    assert top < min(line[0].y for line in full)
    assert max(line[0].y for line in full) < bottom


@pytest.mark.parametrize("kind", EVERY)
def test_every_kind_opens_with_all_its_words_on_the_page(kind, pdf):
    printed = "".join(measure.text(pdf[kind]).split())
    for line in word.lines(kind, papers.snapshot(EVERY[kind]())):
        for cell in line.split("\t"):
            for text in cell.split("\n"):
                assert "".join(text.split())[:12] in printed
    assert "\ufffd" not in printed


def test_red_head_number_rule_and_title_stand_where_the_standard_has_them(pdf):
    head, rule = [b for b in measure.ink(pdf["consultation_notice"], 1, "red") if b[0] > 30]
    number, title = measure.ink(pdf["consultation_notice"], 1, "black")[:2]
    assert abs(head[0] - grid.HEAD_TOP) < FAR
    assert abs(rule[0] - number[1] - 4) < NEAR
    assert abs((title[0] - rule[1]) - (2 * grid.PITCH + 3.5) / grid.MM) < FAR
    assert 0.4 < rule[1] - rule[0] < 0.8


def test_a_letter_begins_at_30_mm_between_double_rules_and_bears_no_first_number(pdf):
    data = pdf["legality_opinion"]
    head, upper, upper2, lower, lower2 = [b for b in measure.ink(data, 1, "red") if b[0] > 25]
    assert abs(head[0] - grid.LETTER_TOP) < FAR
    assert abs(upper[0] - head[1] - 4) < NEAR
    assert upper[1] - upper[0] > 1.8 * (upper2[1] - upper2[0])
    assert lower2[1] - lower2[0] > 1.8 * (lower[1] - lower[0])
    assert abs(lower2[1] - 277) < NEAR
    assert "—" not in "".join(g.text for g in measure.glyphs(data, 1) if g.y > 262)
    assert "—2—" in "".join(g.text for g in measure.glyphs(data, 2) if g.y > 262)


def test_page_numbers_stand_7_mm_below_right_on_odd_left_on_even_pages(pdf):
    data = pdf["adoption_notice"]
    for page in (1, 2, 3):
        left, _, right, bottom = grid.in_type_area(page)
        marks = sorted(
            (g for g in measure.glyphs(data, page) if g.y > bottom + 3), key=lambda g: g.x
        )
        assert "".join(g.text for g in marks) == f"—{page}—"
        if page % 2:
            assert abs(marks[-1].right - (right - 14 / grid.MM)) < NEAR
        else:
            assert abs(marks[0].x - (left + 14 / grid.MM)) < NEAR
    dash = [b for b in measure.ink(data, 1, "black") if b[0] > 262][0]
    assert abs((dash[0] + dash[1]) / 2 - (262 + grid.NUMBER_DROP)) < NEAR


def test_tables_repeat_their_heads_on_every_page(pdf):
    data = pdf["adoption_notice"]
    pages = [p for p in range(1, measure.pages(data) + 1) if "村民李" in measure.text(data, p)]
    assert len(pages) > 2
    assert all("意见来源" in measure.text(data, page) for page in pages)


def test_organ_and_date_stand_centred_on_each_other_four_characters_in(pdf):
    data = pdf["withdrawal_notice"]
    page = next(p for p in range(1, 4) if "2026年5月20日" in measure.text(data, p).replace(" ", ""))
    lines = measure.lines(data, page, BODY)
    texts = ["".join(g.text for g in line) for line in lines]
    when = lines[max(i for i, text in enumerate(texts) if text == "2026年5月20日")]
    who = lines[max(i for i, text in enumerate(texts) if text == samples.ORGAN)]
    middle = [(line[0].x + line[-1].right) / 2 for line in (who, when)]
    assert abs(middle[0] - middle[1]) < NEAR
    right = grid.in_type_area(page)[2]
    assert abs(right - when[-1].right - 4 * grid.ADVANCE / grid.MM) < 3


def test_the_imprint_stands_on_the_last_line_of_the_last_page(pdf):
    data = pdf["meeting_minutes"]
    last = measure.pages(data)
    bands = [b for b in measure.ink(data, last, "black") if b[1] < 263]
    assert abs(bands[-1][1] - 262) < 0.5
    assert "印发" in measure.text(data, last)


@pytest.mark.long
def test_saved_again_by_the_office_every_word_and_the_grid_are_still_there(tmp_path):
    saved = opened.converted(documents(), "docx", tmp_path)
    for kind in EVERY:
        said = word.lines(kind, papers.snapshot(EVERY[kind]()))
        read = [s.text for s in docx_sources(saved[kind]) if s.where not in ("header", "picture")]
        assert [line.strip() for line in read] == [line.strip() for line in said]
    again = opened.converted({"filled": saved["filled"]}, "pdf", tmp_path / "again")
    lines = measure.lines(again["filled"], 2, BODY)
    assert (len(lines), {len(line) for line in lines}) == (grid.LINES, {grid.CHARACTERS})
