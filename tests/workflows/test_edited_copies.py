"""The Word file of a paper on the desk, and the edited copy kept beside it (Art. 33)."""

import io
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from decisions import papers as store
from decisions.errors import Illegible, NotYours
from decisions.intake.docx_text import docx_sources
from decisions.models import Decision, Entry
from notices import papers, word
from notices.models import Notice
from notices.samples import sheets as samples
from tests.intake import makers
from tests.workflows.consulting import by, do, opened
from workflows import exporting, fsck, outbox, permissions, word_files
from workflows.models import Job

pytestmark = pytest.mark.django_db
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def decision(time_machine: Any) -> Decision:
    return opened(time_machine)


@pytest.fixture
def notice(decision: Decision) -> Notice:
    return Notice.objects.get(decision=decision)


def browser(role: Role = Role.DRAFTING_OFFICER) -> Client:
    client = Client()
    client.force_login(by(role), backend="django.contrib.auth.backends.ModelBackend")
    return client


def fetched(notice: Notice, client: Client | None = None) -> Any:
    """The Word file as somebody gets it."""
    return (client or browser()).get(reverse("papers:word", args=[notice.pk]))


def edited(data: bytes, **changes: str) -> bytes:
    """The file after an officer replaced some words in Word."""
    document = docx.Document(io.BytesIO(data))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            for old, new in changes.items():
                run.text = run.text.replace(old, new) if old in run.text else run.text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def keep(paper: Notice, data: bytes, name: str = "修改稿.docx", **more: Any) -> Entry:
    """An edited file kept beside its paper."""
    file = SimpleUploadedFile(name, data, WORD)
    role = more.pop("role", Role.DRAFTING_OFFICER)
    asked = {"notice": paper.pk} | more
    return do("keep_edited_copy", paper.decision, role, files={"file": file}, **asked)


def page(notice: Notice, **asked: Any) -> Any:
    return browser().get(reverse("desk:issued", args=[notice.decision_id, notice.pk]), asked)


def test_the_word_file_says_what_the_paper_says(notice: Notice) -> None:
    answer = fetched(notice)
    assert answer["Content-Type"] == WORD
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    said = "\n".join(source.text for source in docx_sources(answer.content))
    assert notice.title in said.replace("\n", "")
    assert fetched(notice).content == answer.content


def test_it_is_for_whoever_may_read_the_paper_and_for_nobody_else(notice: Notice) -> None:
    assert fetched(notice, Client()).status_code == 200
    Notice.objects.filter(pk=notice.pk).update(public=False)
    assert fetched(notice).status_code == 200
    assert fetched(notice, Client()).status_code == 404
    assert fetched(notice, browser(Role.EXPERT)).status_code == 404


def test_the_desk_offers_it_beside_the_pdf(notice: Notice) -> None:
    said = browser().get(reverse("desk:dossier", args=[notice.decision_id])).content.decode()
    assert reverse("papers:word", args=[notice.pk]) in said
    assert reverse("desk:issued", args=[notice.decision_id, notice.pk]) in said


def test_an_edited_copy_is_kept_with_who_when_and_its_digest(notice: Notice) -> None:
    data = edited(fetched(notice).content, 公告="通告")
    entry = keep(notice, data, note="镇长审改")
    paper = notice.decision.papers.get(role="edited_copy")
    assert store.read(paper.sha256) == data
    assert entry.files == [{"paper": str(paper.pk), "sha256": paper.sha256}]
    assert entry.facts["notice"] == notice.pk
    assert (entry.actor, entry.recorded_at.date()) == (
        by(Role.DRAFTING_OFFICER),
        timezone.now().date(),
    )
    assert notice.snapshot_sha256 == Notice.objects.get(pk=notice.pk).snapshot_sha256
    checks = {found.check for found in fsck.examine([notice.decision_id])}
    assert not checks & {"file", "chain"}


def test_what_differs_is_shown_paragraph_by_paragraph(notice: Notice) -> None:
    document = docx.Document(io.BytesIO(edited(fetched(notice).content, 特此公告="特此通告")))
    place = next(p for p in document.paragraphs if "特此通告" in p.text)
    place.insert_paragraph_before("请各村（居）民委员会张贴<b>宣传</b>。")
    out = io.BytesIO()
    document.save(out)
    keep(notice, out.getvalue())
    said = page(notice)
    kinds = [change.kind for change in said.context["changes"]]
    assert sorted(kinds) == ["added", "changed"]
    text = said.content.decode()
    assert "<del>公告</del>" in text
    assert "<ins>通告</ins>" in text
    assert "&lt;b&gt;宣传&lt;/b&gt;" in text


def test_an_untouched_copy_differs_in_nothing_even_saved_by_another_program(notice: Notice) -> None:
    keep(notice, edited(fetched(notice).content))
    assert page(notice).context["changes"] == []


def test_comments_and_deletions_in_the_file_are_told(notice: Notice) -> None:
    struck = (
        '<w:p><w:del w:id="1" w:author="a"><w:r><w:delText>原句删去</w:delText></w:r></w:del></w:p>'
    )
    keep(notice, makers.with_body(fetched(notice).content, struck))
    said = page(notice)
    assert [one.text for one in said.context["asides"]] == ["原句删去"]


def test_without_a_copy_the_page_says_what_to_do(notice: Notice) -> None:
    said = page(notice).content.decode()
    assert "尚未收存修改稿" in said
    assert reverse("desk:act", args=[notice.decision_id, "keep_edited_copy"]) in said


def test_the_newest_copy_is_shown_and_an_older_one_by_its_link(notice: Notice) -> None:
    data = fetched(notice).content
    keep(notice, edited(data, 特此公告="甲"))
    keep(notice, edited(data, 特此公告="乙"))
    older = notice.decision.papers.filter(role="edited_copy").order_by("pk")[0]
    assert "<ins>乙" in page(notice).content.decode()
    assert page(notice, copy=older.pk).context["shown"].paper == older
    assert page(notice, copy="\x00x").status_code == 200


HOSTILE = {
    "macros": lambda data: makers.repacked(data, put={"word/vbaProject.bin": b"x" * 10}),
    "embedded": lambda data: makers.repacked(data, put={"word/embeddings/a.bin": b"x" * 10}),
    "linked": lambda data: makers.related(data, "attachedTemplate", "https://evil.invalid/t.dotm"),
    "entities": lambda data: makers.repacked(
        data,
        edit={
            "word/document.xml": lambda t: f'<!DOCTYPE a [<!ENTITY b "c">]>{t.split("?>", 1)[1]}'
        },
    ),
    "fetching": lambda data: makers.with_body(
        data, '<w:p><w:fldSimple w:instr="INCLUDETEXT c:/x"/></w:p>'
    ),
    "a bomb": lambda data: makers.flat_bomb(),
    "a sheet": lambda data: makers.sheet(("a",)),
    "a PDF": lambda data: makers.pdf(),
    "nothing": lambda data: b"",
}


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_files_are_refused_and_leave_no_trace(what: str, notice: Notice) -> None:
    before = notice.decision.entries.count()
    with pytest.raises(Illegible) as refused:
        keep(notice, HOSTILE[what](fetched(notice).content))
    assert "file" in refused.value.form.errors
    assert notice.decision.entries.count() == before
    assert not notice.decision.papers.filter(role="edited_copy").exists()


def test_a_docm_is_refused_by_name_and_by_content(notice: Notice) -> None:
    data = fetched(notice).content
    macro = makers.repacked(
        data,
        edit={
            "[Content_Types].xml": lambda t: t.replace(
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                "application/vnd.ms-word.document.macroEnabled.main+xml",
            )
        },
    )
    for name, file in (("改.docm", macro), ("改.docx", macro), ("改.docm", data)):
        with pytest.raises(Illegible):
            keep(notice, file, name)


def test_a_paper_of_another_matter_takes_no_copy(notice: Notice) -> None:
    with pytest.raises(Illegible):
        keep(notice, fetched(notice).content, notice=notice.pk + 999)


def test_only_the_roles_of_the_pivot_keep_copies(notice: Notice) -> None:
    data = fetched(notice).content
    assert Role.MEETING_MEMBER not in permissions.roles_for("keep_edited_copy")
    with pytest.raises(NotYours):
        keep(notice, data, role=Role.MEETING_MEMBER)


def long_paper(notice: Notice) -> Notice:
    """The notice with an annex longer than is written while somebody waits."""
    paper = samples.adoption_notice(word.AT_ONCE + 1)
    snapshot = papers.snapshot(paper)
    Notice.objects.filter(pk=notice.pk).update(kind="adoption_notice", snapshot=snapshot)
    return Notice.objects.get(pk=notice.pk)


def test_a_long_paper_is_written_by_a_job_and_then_handed_out(notice: Notice) -> None:
    notice, client = long_paper(notice), browser()
    waiting = client.get(reverse("papers:word", args=[notice.pk]), follow=True)
    assert waiting["Refresh"]
    job = Job.objects.get(kind=word_files.KIND)
    assert not job.done_at
    client.get(reverse("desk:word", args=[notice.decision_id, notice.pk]))
    assert Job.objects.filter(kind=word_files.KIND).count() == 1
    assert outbox.run(job.pk)
    ready = client.get(reverse("desk:word", args=[notice.decision_id, notice.pk]))
    assert "Refresh" not in ready
    file = client.get(reverse("desk:word", args=[notice.decision_id, notice.pk]), {"file": 1})
    assert file.content == word.docx(notice.kind, notice.snapshot)
    exporting.forget(timezone.now() + exporting.KEPT + exporting.KEPT)
    assert not Job.objects.filter(kind=word_files.KIND).exists()


def test_a_paper_too_long_for_word_is_not_written(notice: Notice, monkeypatch: Any) -> None:
    monkeypatch.setattr(word, "MOST", word.AT_ONCE)
    said = browser().get(reverse("papers:word", args=[long_paper(notice).pk]), follow=True)
    assert "PDF" in said.content.decode()
    assert not Job.objects.filter(kind=word_files.KIND).exists()


def test_a_long_paper_is_not_compared_on_a_page(notice: Notice) -> None:
    keep(notice, fetched(notice).content)
    assert page(long_paper(notice)).context["too_large"]


def test_a_job_that_was_given_up_is_asked_again(notice: Notice) -> None:
    notice = long_paper(notice)
    job = word_files.ask(notice)
    Job.objects.filter(pk=job.pk).update(attempts=outbox.GIVE_UP_AFTER, error="memory")
    word_files.ask(notice)
    assert outbox.run(job.pk)
