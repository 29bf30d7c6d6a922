"""A long annex is laid out in chapters and bound: one paper, whole, tagged, archived, the same."""

import json
import os
import re
import signal
import time
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from django.utils import timezone

from decisions.law.terms import Stage
from notices import archive_pdf, awaited, carried, chaptered, papers, render, sandbox, services
from notices.models import Notice
from notices.samples import sheets as samples
from notices.sandbox import Limits
from notices.signing import authority, examining, signers
from tests import factories
from tests.notices import measure, rows, standards

pytestmark = pytest.mark.one_engine

ROWS = 440
PATIENT = Limits(600)  # tests share their machine


def _pressed(number: int = ROWS, **more) -> bytes:
    context = papers.snapshot(samples.adoption_notice(number))
    inside = {"snapshot.json": papers.canonical(context)}
    wanted = {"variant": "pdf/a-3a", "attachments": inside, "limits": PATIENT}
    return render.pdf("adoption_notice", context, **wanted | more)


@pytest.fixture(scope="module")
def bound() -> bytes:
    return _pressed()


@pytest.fixture(scope="module")
def smallest() -> bytes:
    """One opinion more than the sheet itself takes; a rare character stands in its annex alone."""
    context = papers.snapshot(samples.adoption_notice(chaptered.FROM + 1))
    context["opinions"][-1]["text"] = "村民𠮷某建议修桥。"
    inside = carried.attachments("adoption_notice", context)
    return render.pdf("adoption_notice", context, attachments=inside, limits=PATIENT)


@pytest.fixture(scope="module")
def opened(bound):
    with pikepdf.open(BytesIO(bound)) as pdf:
        yield pdf


def test_two_readers_find_the_file_sound(bound, opened):
    assert opened.check_pdf_syntax() == []
    assert len(opened.pages) == len(pypdfium2.PdfDocument(bound)) > 50


@pytest.mark.parametrize("chapters", ["smallest", "bound"])
def test_in_chapters_too_a_paper_is_archival_and_accessible(chapters, request):
    data = request.getfixturevalue(chapters)
    assert list(standards.archival(data)) == []
    assert list(standards.accessible(data)) == []
    with pikepdf.open(BytesIO(data)) as pdf:
        assert len(pdf.Root.StructTreeRoot.ParentTree.Kids) == (2 if chapters == "smallest" else 3)
        assert [(str(one.T), str(one.FT)) for one in pdf.Root.AcroForm.Fields] == [
            (archive_pdf.FIELD, "/Sig")
        ]


def test_a_paper_in_chapters_is_signed_like_any_other(smallest, settings, tmp_path, db):
    settings.SIGNING_ROOT = tmp_path / "signing"
    authority.lay_down(settings.SIGNING_ROOT, {"organ": "云岭镇人民政府"})
    made = signers.signer_of("organ").sign(smallest, None)
    assert made.data.startswith(smallest)
    assert list(standards.archival(made.data)) == []
    assert list(standards.accessible(made.data)) == []
    finding = examining.examine(made.data)
    assert (finding.vouched_for(), finding.numbers_agree) == (True, True)


def test_every_opinion_is_printed_once_and_in_order(bound):
    said = re.findall(r"(\d+)　(?:村民李\*|匿名)　", measure.text(bound))
    assert said == [str(n) for n in range(1, ROWS + 1)]


def test_every_page_bears_its_number_on_its_side(bound):
    """The numbers that binding prints stand where the stylesheet prints those of the lead."""
    document = pypdfium2.PdfDocument(bound)
    for page in range(1, len(document) + 1):
        said = document[page - 1].get_textpage().get_text_range()
        assert re.findall(r"— (\d+) —", said) == [str(page)]
    for lead, chapter in ((1, 5), (2, 6), (1, 51), (2, 52)):
        there, here = measure.lines(bound, lead)[-1], measure.lines(bound, chapter)[-1]
        assert here[0].y == pytest.approx(there[0].y, abs=0.05)
        edge = (there[-1].right, here[-1].right) if lead == 1 else (there[0].x, here[0].x)
        assert edge[1] == pytest.approx(edge[0], abs=0.1)


def test_pages_keep_the_binding_side_wherever_a_chapter_begins(bound):
    for page in (6, 7, 50, 51):
        left = min(line[0].x for line in measure.lines(bound, page, 12))
        assert left == pytest.approx(28 if page % 2 else 26, abs=0.6)


def test_bookmarks_lead_through_the_annex(opened):
    with opened.open_outline() as outline:
        annex = outline.root[0].children[-1]
        assert annex.title == "意见收集和采纳情况汇总表"
        assert [one.title for one in annex.children][0].startswith("第1号至第")
        last = annex.children[-1]
        assert last.title.endswith(f"第{ROWS}号")
        place = opened.pages.index(pikepdf.Page(last.destination[0]))
    assert place > 20


def test_every_piece_of_content_has_its_place_in_one_tree_of_tags(opened):
    root = opened.Root.StructTreeRoot
    by_key = {}
    for leaf in root.ParentTree.Kids:
        keys = list(leaf.Nums)[::2]
        assert [int(key) for key in leaf.Limits] == [int(keys[0]), int(keys[-1])]
        by_key |= dict(zip(map(int, keys), list(leaf.Nums)[1::2], strict=True))
    fields = {int(one.StructParent) for one in opened.Root.AcroForm.Fields}
    assert set(by_key) == fields | {int(page.obj.StructParents) for page in opened.pages}
    for page in opened.pages[2:]:
        elements = [one for one in by_key[int(page.obj.StructParents)] if one is not None]
        marked = set(re.findall(rb"/MCID (\d+)", _content(page)))
        assert len(marked) == len(elements) > 0
        assert _root_of(elements[0]) == root
    sections = [kid for kid in root.K[0].K if kid.S == "/Sect"]
    assert str(sections[-1].T).endswith(f"第{ROWS}号")


def _content(page) -> bytes:
    return b"".join(part.read_bytes() for part in page.obj.Contents) if isinstance(
        page.obj.Contents, pikepdf.Array
    ) else page.obj.Contents.read_bytes()  # fmt: skip


def _root_of(element):
    while element.get("/Type") != "/StructTreeRoot":
        element = element.P
    return element


def test_it_is_an_archive_file_with_its_data_inside(opened):
    with opened.open_metadata() as said:
        assert (said["pdfaid:part"], said["pdfaid:conformance"]) == ("3", "A")
    assert len(opened.Root.OutputIntents) == 1
    assert opened.attachments["snapshot.json"].get_file().read_bytes().startswith(b"{")
    for page in opened.pages:
        for face in page.obj.Resources.Font.values():
            assert any(
                key in face.DescendantFonts[0].FontDescriptor
                for key in ("/FontFile2", "/FontFile3")
            )
            assert "/ToUnicode" in face


def test_the_same_snapshot_gives_the_same_bytes_however_chapters_end(bound):
    assert _pressed() == bound


def test_a_rare_character_in_the_annex_alone_is_printed(smallest):
    assert "村民𠮷某建议修桥" in measure.text(smallest)


def test_a_paper_of_long_opinions_is_cut_by_their_length():
    row = samples.opinion(1)
    long = papers.OpinionRow(number="1", source="匿名", text="水" * 5000, disposition="adopted")
    paper = samples.adoption_notice(2)
    object.__setattr__(paper, "opinions", (row, *(long for _ in range(99))))
    parts = [len(part.rows) for part in paper.chapters(500)]
    assert (sum(parts), len(parts), max(parts) - min(parts) <= 2) == (100, 6, True)


def test_a_chapter_over_its_memory_says_so():
    with pytest.raises(render.RenderFailed, match="130"):
        _pressed(limits=Limits(600, 130))


def test_a_chapter_that_takes_too_long_says_so():
    with pytest.raises(render.RenderFailed, match=r"1 ?(seconds|秒)"):
        _pressed(limits=Limits(1))


def test_a_chapter_killed_from_outside_ends_the_paper_and_leaves_nothing_running():
    """The chapter's process is shot; the press stops its sister and says the paper failed."""
    shot = []

    def shoot(done: int, number: int) -> None:
        victims = [] if shot else _forked()
        if victims:
            os.kill(victims[0], signal.SIGKILL)
            shot.append(victims[0])

    with pytest.raises(render.RenderFailed) as said:
        _pressed(watch=shoot)
    assert shot, said.value
    assert not _forked()


def test_a_paper_that_cannot_be_written_leaves_no_press_behind():
    def written() -> bytes:
        assert _children(os.getpid())  # it starts meanwhile
        raise papers.NotAPaper("$.opinions")

    with pytest.raises(papers.NotAPaper):
        sandbox.run(render.PRESS, written, PATIENT, 0)
    assert not _children(os.getpid())


def test_a_job_longer_than_a_pipe_reaches_a_press_that_still_starts(monkeypatch):
    monkeypatch.setattr(sandbox, "LOOK", 0.01)
    page = f"<html lang='zh-CN'><title>长</title><!--{'x' * (1 << 18)}--><p>正文"
    job = {"html": page, "css": [], "fonts": {}, "variant": "pdf/a-3a", "identifier": "0" * 32}
    job |= {"dated": "2026-05-01", "sample": False}
    made = sandbox.run(render.PRESS, json.dumps(job).encode(), PATIENT, 0)
    assert "正文" in measure.text(made)


def _forked() -> list[int]:
    """The chapters being laid out by a press that this process started."""
    presses = _children(os.getpid())
    return [child for press in presses for child in _children(press)]


def _children(parent: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found


@pytest.fixture
def long_notice(db):
    """An issued notice whose paper has chapters."""
    decision = factories.decision_at(Stage.DRAFTING)
    entry = rows.entry(decision)
    snapshot = papers.snapshot(samples.adoption_notice(ROWS))
    return Notice.objects.create(
        decision=decision, kind="adoption_notice", title="采纳情况", issued_on=rows.DAY,
        entry=entry, snapshot=snapshot, snapshot_sha256="0" * 64,
    )  # fmt: skip


def test_how_far_it_is_is_kept_and_printing_twice_gives_one_paper(long_notice):
    heard = []
    made = services.render_notice(long_notice.pk, told=lambda *far: heard.append(far))
    assert heard[-1] == (made.chapters, made.chapters) != (0, 0)
    assert made.laid_out == made.chapters
    assert made.pages == measure.pages(services.store.read(made.sha256))
    again = services.render_notice(long_notice.pk)
    assert (again.sha256, again.rendered_at) == (made.sha256, made.rendered_at)


def test_a_paper_that_was_stopped_ends_and_can_be_tried_again(long_notice):
    def stopped(done: int, number: int) -> None:
        services.stop(Notice.objects.get(pk=long_notice.pk))

    began = time.monotonic()
    left = services.render_notice(long_notice.pk, told=stopped)
    assert (left.rendered_at, _forked()) == (None, [])
    kept = Notice.objects.get()
    assert kept.stopped_at
    assert kept.failure
    assert services.render_notice(long_notice.pk).rendered_at is None  # nobody asked again
    assert time.monotonic() - began < 60
    services.retry(kept)
    assert list(services.unrendered()) == [kept]


def test_whoever_looks_never_finds_half_of_what_is_told(tmp_path, monkeypatch):
    seen, plain = [], Path.write_text
    look = chaptered.looking(tmp_path, lambda *told: seen.append(told))

    def slowly(path, text):
        plain(path, "")
        look()
        return plain(path, text)

    chaptered.tell(tmp_path, 1, 3)
    monkeypatch.setattr(Path, "write_text", slowly)
    chaptered.tell(tmp_path, 2, 3)
    look()
    assert seen == [(1, 3), (2, 3)]


def test_of_two_that_make_it_at_once_the_first_is_kept(long_notice, monkeypatch):
    def meanwhile(*args, **more) -> bytes:
        Notice.objects.update(rendered_at=timezone.now(), sha256="a" * 64)
        return b"%PDF-1.7 late"

    monkeypatch.setattr(render, "pages", lambda data: 1)
    monkeypatch.setattr(render, "pdf", meanwhile)
    assert services.render_notice(long_notice.pk).sha256 == "a" * 64


def test_a_watch_ends_when_the_paper_is_no_longer_wanted(long_notice):
    watch = awaited.Watch(long_notice.pk, None)
    watch(1, 3)
    services.stop(long_notice)
    with pytest.raises(awaited.Stopped):
        watch(1, 3)
