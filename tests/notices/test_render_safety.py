"""A stranger's text in a paper stays text: no markup, no fetch, no runaway process."""

import dataclasses
import json
import time
from html.parser import HTMLParser
from io import BytesIO
from itertools import repeat

import pikepdf
import pytest

from notices import papers, render, sandbox
from notices.samples import EVERY
from notices.samples import sheets as samples
from tests.notices import hostile, measure

pytestmark = pytest.mark.one_engine

HOSTILE = (
    '"></title><style>*{display:none}</style><img src="http://127.0.0.1:9/x.png">'
    '<link rel=attachment href="file:///etc/passwd"><script>alert(1)</script>'
    "<table><td colspan=1000000>{{ paper }}{% load x %}&lt;b&gt;\u202e\u200b\x00\ud800𠮷"
)


class Elements(HTMLParser):
    """Collects the elements of a page."""

    def __init__(self):
        super().__init__()
        self.seen = set()

    def handle_starttag(self, tag, attrs):
        self.seen.add(tag)


@pytest.mark.parametrize("kind", papers.PAPERS)
def test_hostile_text_in_every_field_stays_text_and_fetches_nothing(kind):
    context = hostile.poisoned(papers.snapshot(EVERY[kind]()), repeat(HOSTILE))
    page = render.html(kind, context)
    elements = Elements()
    elements.feed(page)
    assert not elements.seen & {"script", "img", "style", "iframe", "object"}
    assert page.count("<link") == 1
    assert "rel=attachment" in page
    data = render.pdf(kind, context)  # the closed fetcher would have stopped it
    assert b"127.0.0.1" not in data
    with pikepdf.open(BytesIO(data)) as pdf:
        assert "/EmbeddedFiles" not in pdf.Root.get("/Names", {})
    assert "alert(1)" in measure.text(data).replace("\r\n", "").replace(" ", "")


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:9/x.png",
        "https://example.invalid/",
        "file:///etc/passwd",
        "data:image/png;base64,AAAA",
        "ftp://127.0.0.1/",
        "font:../secret-key",
        "font:/etc/passwd",
    ],
)
def test_the_fetcher_hands_out_nothing_but_its_own_fonts(url):
    job = {
        "html": f'<p>x<img src="{url}">',
        "css": [],
        "fonts": {},
        "variant": "pdf/a-3b",
        "identifier": "0" * 32,
        "dated": "2026-05-01",
        "sample": True,
        "attachments": {},
    }
    with pytest.raises(render.RenderFailed, match=url.split(":")[0]):
        sandbox.run(render.PRESS, json.dumps(job).encode(), render.Limits(), 0)


@pytest.mark.parametrize("kind", ["consultation_notice", "adoption_notice"])
def test_the_same_snapshot_gives_the_same_bytes(kind, printed):
    context = json.loads(json.dumps(papers.snapshot(EVERY[kind]())))
    time.sleep(1.1)  # another second on the clock
    assert render.pdf(kind, context) == printed(kind)


def test_the_data_travels_with_the_paper_and_keeps_the_bytes_the_same():
    context = papers.snapshot(samples.withdrawal_notice())
    carried = {"snapshot.json": papers.canonical(context)}
    first = render.pdf("withdrawal_notice", context, attachments=carried)
    assert first == render.pdf("withdrawal_notice", context, attachments=carried)
    with pikepdf.open(BytesIO(first)) as pdf:
        assert pdf.attachments["snapshot.json"].get_file().read_bytes() == carried["snapshot.json"]


def test_a_paper_that_takes_too_long_is_stopped_and_says_so():
    long = dataclasses.replace(samples.consultation_notice(), content=("水" * 1_000_000,))
    began = time.monotonic()
    with pytest.raises(render.RenderFailed, match=r"3 ?(seconds|秒)"):
        render.pdf("consultation_notice", papers.snapshot(long), limits=render.Limits(seconds=3))
    assert time.monotonic() - began < 15


def test_a_paper_that_takes_too_much_memory_is_stopped_and_says_so():
    with pytest.raises(render.RenderFailed, match="130"):
        render.pdf(
            "adoption_notice",
            papers.snapshot(samples.adoption_notice(2000)),
            limits=render.Limits(seconds=90, megabytes=130),
        )


def test_limits_grow_with_the_rows_of_the_paper():
    limits = render.Limits()
    assert (limits.seconds, limits.megabytes) == (60, 512)
    grown = limits.for_rows(2000)
    assert (grown.seconds > 120, grown.megabytes > 800) == (True, True)


@pytest.mark.parametrize(
    "text",
    [
        "\u202e倒\u2066序\u200b\ufeff",
        "\U000e0041标签\ufe0f葛\U000e0100",
        "\ud800半个",
        "非字符\ufffe\ufdd0\u2028行",
        "ẞ̵̢̡̛̛̛" + "\u0301" * 500,
        "\U0001f600 \ue000 \U00031350 \U0002ebf0",
        "ﷺ العربية עברית हिन्दी ไทย 한국어 ひらがな",
        "A" * 3000,
        "，" * 500,
        "<b>&amp;&#0;&nbsp;</b>" * 50,
    ],
)
def test_strange_text_is_printed_without_a_crash_or_a_box(text):
    paper = dataclasses.replace(samples.withdrawal_notice(), reason=text)
    assert render.pdf("withdrawal_notice", papers.snapshot(paper)).startswith(b"%PDF-1.7")
