"""Plain paragraphs of a chapter stand where WeasyPrint itself would set them, line by line."""

import logging
from types import SimpleNamespace

import pytest

from notices import composition, press, render
from notices.typesetting import broken, justification, once, paragraphs
from tests.notices import measure

pytestmark = [
    pytest.mark.one_engine,
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),  # WeasyPrint, its profile
    pytest.mark.filterwarnings("ignore:.*sRGB2014:pytest.PytestUnraisableExceptionWarning"),
]

PAGE = (
    '<html lang="zh-CN"><head><title>附表</title></head>'
    '<body class="paper document bound"><main><div class="opinion-list">{}</div></main></body></html>'
)
LONG = "建议把水源保护区的界桩设立到每一个取水口，损坏以后由村委会三日内修复；"
SAID = (
    "第十条处罚过重，初次违反可以先教育。",
    LONG * 9,
    "（" + LONG + "）《" + LONG + "》，、。！",
    "请参照 GB/T 9704-2012 第7.3条和 ISO 32000-1，office 文件 3.5 MB 以内。" + LONG,
    "网址 https://www.example.org/consultations/2026/water/with-a-long-name/and-longer 打不开。"
    * 2,
    "他说“界桩太少”，又说‘补偿太低’。".replace("“", "\u200b“") * 4,
    "一　二　三",
)


@pytest.fixture
def job():
    return {
        "css": [render.PRINT_CSS.read_text(encoding="utf-8"), render._font_faces(asked=False)],
        "fonts": {path.name: str(path) for _, path in composition.found()},
        "variant": "pdf/a-3a",
        "identifier": "0" * 32,
        "dated": "2026-05-01",
        "sample": False,
        "attachments": {},
        "html": PAGE.format("".join(f"<p>{said}</p>" for said in SAID * 7)),
    }


@pytest.fixture
def patched(monkeypatch):
    """Lets papers be laid out in this process, and gives WeasyPrint back as it was."""
    from weasyprint import draw, layout
    from weasyprint.draw import text
    from weasyprint.layout import inline
    from weasyprint.text import line_break

    replaced = [
        (layout.block, "_linebox_layout"),
        (layout.block, "resolve_percentages"),
        (layout.page, "set_page_type_computed_styles"),
        (draw, "draw_text"),
        (inline, "justify_line"),
        (line_break.Layout, "set_text"),
    ]
    for owner, name in replaced:
        monkeypatch.setattr(owner, name, getattr(owner, name))
    heard = logging.getLogger("weasyprint")
    monkeypatch.setattr(heard, "handlers", [*heard.handlers])

    def install() -> None:
        paragraphs.install(layout, draw, text, line_break)
        once.install(layout)

    return SimpleNamespace(install=install, layout=layout, draw=draw)


def _set(data: bytes) -> list[list[measure.Glyph]]:
    return [
        sorted(measure.glyphs(data, page), key=lambda one: (round(one.y), one.x))
        for page in range(1, measure.pages(data) + 1)
    ]


def _watched(patched: SimpleNamespace) -> list:
    """Installs; tells every box of text that is drawn from now on."""
    patched.install()
    drawn, plain = [], patched.draw.draw_text

    def draw(stream, box, *more):
        drawn.append(box)
        plain(stream, box, *more)

    patched.draw.draw_text = draw
    return drawn


def test_every_glyph_stands_where_weasyprint_sets_it(job, patched):
    theirs = _set(press.run(job))
    patched.install()
    ours = _set(press.run(job))
    assert len(ours) == len(theirs) > 3
    for here, there in zip(ours, theirs, strict=True):
        assert "".join(one.text for one in here) == "".join(one.text for one in there)
        for one, other in zip(here, there, strict=True):
            assert (one.size, one.y) == pytest.approx((other.size, other.y), abs=0.01)
            assert one.x == pytest.approx(other.x, abs=0.2)  # it rounds each step to its thousandth


def test_a_full_line_ends_at_the_edge_of_the_type_area(job, patched):
    patched.install()
    job["html"] = PAGE.format(f"<p>{LONG * 20}</p>")
    lines = measure.lines(press.run(job), 1)
    rights = [line[-1].right for line in lines[:-1]]
    assert rights == pytest.approx([184.0] * len(rights), abs=0.1)


def test_a_paragraph_over_a_page_is_one_piece_on_each(job, patched):
    drawn = _watched(patched)
    job["html"] = PAGE.format(f"<p>{LONG * 100}</p>")
    assert measure.pages(press.run(job)) == 3
    pieces = [box.piece for box in drawn]
    assert [piece.start for piece in pieces] == [0, *(piece.end for piece in pieces[:-1])]
    assert (len(pieces), pieces[-1].end) == (3, len(pieces[0].paragraph.lines))


@pytest.mark.parametrize(
    "said", ["<br>".join("一二"), "<b>一</b>二", '<span class="r">𠮷</span>', "软\u00ad连字符"]
)
def test_what_is_not_plain_is_left_to_weasyprint(said, job, patched):
    drawn = _watched(patched)
    job["html"] = PAGE.format(f"<p>{said}</p>")
    press.run(job)
    assert [box for box in drawn if hasattr(box, "piece")] == []
    assert drawn


@pytest.mark.parametrize("part", [paragraphs, once])
def test_another_release_is_refused(part, patched, monkeypatch):
    monkeypatch.setattr(part, "WRITTEN_AGAINST", {})
    with pytest.raises(justification.UnknownRelease):
        patched.install()


def test_spare_width_goes_to_the_gaps_beside_han():
    run = broken.Run(None, [1, 2, 3, 4], "汉ab字", [0.0, 10.0, 15.0, 20.0])
    line = broken.Line(0, "汉ab字", [run], 30.0)
    assert broken.stretched(line, 4.0) == [[0.0, 12.0, 17.0, 24.0]]
    assert broken.stretched(line, 0.0) == [run.places]
