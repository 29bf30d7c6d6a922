"""The finished PDF measured in millimetres against GB/T 9704-2012, not its style sheet."""

import dataclasses

import pytest

from notices import papers, render
from notices.samples import sheets as samples
from notices.typesetting import grid
from tests.notices import measure
from tests.notices.conftest import needs_office_faces

pytestmark = [needs_office_faces, pytest.mark.one_engine]
HAN = "为了保护农村饮用水水源保障群众饮水安全镇人民政府拟制定本办法"
RARE = "𠮷𡌅𠀋𡈽𡢽𠮟𡚴𣘺𥔎𦍌𩸽龘䶮㛃㑇"


@pytest.fixture(scope="module")
def filled() -> bytes:
    """A paper whose second page is one paragraph, with rare characters in every line."""
    body = "".join(HAN[i % len(HAN)] if i % 9 else RARE[i // 9 % len(RARE)] for i in range(1500))
    paper = dataclasses.replace(samples.consultation_notice(), content=(body,), basis=("",))
    return render.pdf("consultation_notice", papers.snapshot(paper))


def test_a_filled_page_holds_22_lines_of_28_characters(filled):
    lines = measure.lines(filled, 2, grid.BODY)
    assert len(lines) == grid.LINES
    assert {len(line) for line in lines} == {grid.CHARACTERS}


def test_lines_stand_28_99_points_apart_rare_characters_or_not(filled):
    baselines = [line[0].y for line in measure.lines(filled, 2, grid.BODY)]
    steps = [b - a for a, b in zip(baselines, baselines[1:], strict=False)]
    assert all(abs(step / measure.MM - grid.PITCH) < 0.05 for step in steps)


@pytest.mark.parametrize("page", [1, 2, 3])
def test_full_lines_run_from_edge_to_edge_mirrored_on_even_pages(filled, page):
    left, top, right, bottom = grid.in_type_area(page)
    full = [line for line in measure.lines(filled, page, grid.BODY) if len(line) == 28]
    assert full
    for line in full:
        assert abs(line[0].x - left) < 0.3
        assert abs(line[-1].right - right) < 0.4
    inside = [g.y for line in measure.lines(filled, page, grid.BODY) for g in line]
    assert top < min(inside)
    assert max(inside) < bottom


def test_mixed_and_quoted_lines_end_at_the_edge(printed):
    for kind in ("consultation_notice", "legality_opinion", "promulgation_notice"):
        data = printed(kind)
        for page in range(1, measure.pages(data) + 1):
            left, _, right, _ = grid.in_type_area(page)
            lines = [ln for ln in measure.lines(data, page, grid.BODY) if ln[0].x < left + 1]
            reaching = [ln for ln in lines if ln[-1].right > right - 3]
            assert all(abs(ln[-1].right - right) < 0.4 for ln in reaching)


def test_the_red_head_begins_72_mm_from_the_top(printed):
    bands = [b for b in measure.ink(printed("consultation_notice"), 1, "red") if b[0] > 30]
    head, rule = bands
    assert abs(head[0] - grid.HEAD_TOP) < 0.5
    black = measure.ink(printed("consultation_notice"), 1, "black")
    number, title = black[0], black[1]
    assert abs(rule[0] - number[1] - 4) < 0.5
    assert abs((title[0] - rule[1]) - (2 * grid.PITCH + 3.5) / grid.MM) < 1.5


def test_a_letter_begins_at_30_mm_between_double_rules_and_bears_no_first_number(printed):
    data = printed("legality_opinion")
    head, upper, upper2, lower, lower2 = [b for b in measure.ink(data, 1, "red") if b[0] > 25]
    assert abs(head[0] - grid.LETTER_TOP) < 0.5
    assert abs(upper[0] - head[1] - 4) < 0.5
    assert upper[1] - upper[0] > 2 * (upper2[1] - upper2[0])
    assert abs(lower2[1] - 277) < 0.3
    assert lower2[1] - lower2[0] > 2 * (lower[1] - lower[0])
    assert "—" not in "".join(g.text for g in measure.glyphs(data, 1) if g.y > 262)
    assert "—2—" in "".join(g.text for g in measure.glyphs(data, 2) if g.y > 262)


def test_page_numbers_stand_7_mm_below_right_on_odd_left_on_even_pages(printed):
    data = printed("adoption_notice")
    for page in (1, 2, 3):
        left, _, right, bottom = grid.in_type_area(page)
        marks = [g for g in measure.glyphs(data, page) if g.y > bottom + 3]
        assert "".join(g.text for g in sorted(marks, key=lambda g: g.x)) == f"—{page}—"
        one = 14 / grid.MM
        if page % 2:
            assert abs(max(g.right for g in marks) - (right - one)) < 0.6
        else:
            assert abs(min(g.x for g in marks) - (left + one)) < 0.6
    dash = [b for b in measure.ink(data, 1, "black") if b[0] > 262][0]
    assert abs((dash[0] + dash[1]) / 2 - (262 + grid.NUMBER_DROP)) < 0.8


def test_tables_repeat_their_heads_on_every_page(printed):
    data = printed("adoption_notice")
    with_rows = [
        page for page in range(1, measure.pages(data) + 1) if "村民李" in measure.text(data, page)
    ]
    assert len(with_rows) > 2
    assert all("意见来源" in measure.text(data, page) for page in with_rows)


def test_the_imprint_stands_on_the_last_line_of_the_last_page(printed):
    data = printed("meeting_minutes")
    last = measure.pages(data)
    bands = [b for b in measure.ink(data, last, "black") if b[1] < 263]
    assert abs(bands[-1][1] - 262) < 0.5
    assert "印发" in measure.text(data, last)


def test_the_sample_mark_is_on_every_page_and_only_on_samples(printed):
    data = printed("promulgation_notice")
    for page in range(1, measure.pages(data) + 1):
        assert "样例" in "".join(g.text for g in measure.glyphs(data, page) if g.y < 30)
    real = dataclasses.replace(samples.withdrawal_notice(), sample=False, organ="云岭镇人民政府")
    text = measure.text(render.pdf("withdrawal_notice", papers.snapshot(real)))
    assert "盖章" not in text
    assert "样例" not in text.replace("样例县", "")


def test_rare_characters_keep_their_identity_and_none_is_a_box(filled):
    text = measure.text(filled)
    assert all(char in text for char in RARE)
    paper = dataclasses.replace(samples.consultation_notice(), content=(RARE + "\U000e0fff",))
    report = render.substitutions("consultation_notice", papers.snapshot(paper))
    assert report.fell_back == set(RARE)


def test_without_office_fonts_the_stand_in_serves(settings, tmp_path, monkeypatch):
    monkeypatch.setattr("notices.typesetting.faces.SYSTEM_FOLDERS", ("/usr/share/fonts/opentype",))
    settings.FONTS_ROOT = tmp_path
    assert "texlive-lang-chinese" in render.missing_fonts()
    data = render.pdf("withdrawal_notice", papers.snapshot(samples.withdrawal_notice()))
    assert "撤回理由" in measure.text(data)
