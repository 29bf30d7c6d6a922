"""The whole file as one PDF: pages numbered through, bookmarks in the statute's order (Art. 33)."""

import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import transaction
from PIL import Image

from decisions import papers
from decisions.intake.files import Accepted
from decisions.law.archive import SLOTS
from notices import services
from notices.kinds import KINDS
from notices.wording.archive import OF_THE_FILE
from tests.notices import standards
from tests.workflows import road as roads
from workflows.dossier_package import binding, headings

pytestmark = pytest.mark.django_db
PAPER = {"kind": "other", "disclosure": "disclosure_on_request"}


def picture() -> SimpleUploadedFile:
    """A photograph that came in."""
    out = io.BytesIO()
    Image.new("RGB", (400, 300), "green").save(out, "PNG")
    return SimpleUploadedFile("现场.png", out.getvalue(), "image/png")


def acting() -> SimpleUploadedFile:
    """A received PDF whose page would start a program."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        run = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="http://127.0.0.1:9/")
        page.obj.AA = pikepdf.Dictionary(O=run)
        pdf.save(out)
    return SimpleUploadedFile("材料.pdf", out.getvalue(), "application/pdf")


def sheet() -> SimpleUploadedFile:
    """A file that gives no pages."""
    return SimpleUploadedFile("清单.csv", "序号,名称\n1,水泵\n".encode(), "text/csv")


@pytest.fixture(scope="module")
def whole(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[roads.Road, bytes]]:
    """A matter with a picture, a table and its notices printed, and the volume of its file."""
    with django_db_blocker.unblock(), transaction.atomic():
        road = roads.opened().until("request_legality_review")
        for title, file in (("现场照片", picture()), ("外来材料", acting()), ("设备清单", sheet())):
            road.act("attach_paper", roads.DRAFTER, PAPER | {"title": title}, files={"file": file})
        for notice in services.unrendered():
            services.render_notice(notice.pk)
        yield road, written(road.decision_id)
        transaction.set_rollback(True)


def written(decision_id: int) -> bytes:
    out = io.BytesIO()
    binding.write(decision_id, out)
    return out.getvalue()


def pages(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    return [document[i].get_textpage().get_text_range() for i in range(len(document))]


def test_pages_are_numbered_through_after_the_front(whole: tuple[roads.Road, bytes]) -> None:
    said = pages(whole[1])
    numbered = [page for page in said if "卷内　第" in page]
    assert numbered == said[len(said) - len(numbered) :]
    assert all(f"第{n}页" in page for n, page in enumerate(numbered, start=1))
    assert "重大行政决策案卷" in said[0]


def test_the_catalogue_says_on_which_page_each_paper_stands(
    whole: tuple[roads.Road, bytes],
) -> None:
    said = pages(whole[1])
    front = "".join(page for page in said if "卷内　第" not in page)
    assert "现场照片" in front
    assert "清单.csv" in front.replace("\r\n", "").partition("不能转为页面")[2]
    with pikepdf.open(io.BytesIO(whole[1])) as pdf, pdf.open_outline() as outline:
        order = [section.title for section in outline.root[1:]]
        known = [*SLOTS.values(), headings.REST]
        assert order == sorted(order, key=known.index)
        assert len(order) > 2
        first = outline.root[1].children[0]
        assert pdf.pages.index(pikepdf.Page(first.destination[0])) == said.index(
            next(page for page in said if "第1页" in page and "卷内　第" in page)
        )


def test_the_checklist_says_what_is_there_and_what_is_missing(
    whole: tuple[roads.Road, bytes],
) -> None:
    front = "".join(page for page in pages(whole[1]) if "卷内　第" not in page)
    assert all(title in front.replace("\r\n", "") for title in SLOTS.values())
    assert "缺少" in front
    assert "齐全" in front


def test_what_came_from_outside_acts_no_more(whole: tuple[roads.Road, bytes]) -> None:
    assert b"127.0.0.1" not in whole[1]
    with pikepdf.open(io.BytesIO(whole[1])) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert not [page for page in pdf.pages if "/AA" in page.obj]


def test_it_is_read_aloud_from_the_first_page_to_the_last(whole: tuple[roads.Road, bytes]) -> None:
    assert list(standards.accessible(whole[1])) == []


def test_the_command_writes_it_and_the_same_rows_give_the_same_bytes(
    whole: tuple[roads.Road, bytes], tmp_path: Path
) -> None:
    target, out = tmp_path / "卷宗.pdf", io.StringIO()
    arguments = (str(whole[0].decision_id), "--to", str(target), "--pdf", "--json")
    call_command("export_dossier", *arguments, stdout=out)
    assert json.loads(out.getvalue())["file"] == str(target)
    assert target.read_bytes() == whole[1]


def test_every_kind_of_notice_has_its_heading():
    """Without one it would stand among the rest, where nobody looks for it."""
    assert set(KINDS) - set(OF_THE_FILE) <= set(headings.HEADING)
    assert set(headings.HEADING.values()) <= set(SLOTS)


def test_what_came_with_an_opinion_stands_with_the_opinions():
    sent = papers.of_submission(Accepted("树.png", "image/png", b"", "0" * 64), date(2026, 5, 1))
    assert headings.HEADING[sent.role] == "participation"
    assert headings.HEADING["submission_checklist"] == "submission"
