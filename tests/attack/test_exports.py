"""Cells that begin like a formula, through every table that goes out: text they come, text they go."""

import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl.utils.escape import unescape

from accounts.models import Office
from decisions import models as m
from decisions.intake.exports import restore
from decisions.law.terms import DispositionKind
from tests import factories
from tests.attack.hands import raw
from tests.stages.public import disposed, opinion
from workflows import outbox, permissions, report_items

pytestmark = pytest.mark.django_db
LEADS = ("=", "+", "-", "@", "\t=", "\r=", "＝", "＋", "－", "＠", " =", "\u200b=", "'=", "\n@")
HOSTILE = [f'{lead}HYPERLINK("http://evil.example","点我")' for lead in LEADS]
PLAIN_LINE = [text for text in HOSTILE if text.isprintable()]


def sent(response: Any) -> bytes:
    """A file sent, read to its end."""
    assert response.status_code == 200
    return raw(response)


def of_workbook(data: bytes) -> set[str]:
    """Every text of an .xlsx, in which nothing is a formula or a link."""
    with zipfile.ZipFile(io.BytesIO(data)) as box:
        for name in box.namelist():
            inside = box.read(name)
            for tag in (b"<f>", b"<f ", b"<hyperlink"):
                assert tag not in inside, name
    page = openpyxl.load_workbook(io.BytesIO(data)).active
    cells = [cell for row in page.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    return {unescape(str(cell.value)) for cell in cells}


def of_csv(data: bytes) -> set[str]:
    """Every text of a .csv as typed, in which no cell begins like a formula."""
    rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    cells = [cell for row in rows for cell in row]
    for cell in cells:
        assert cell.strip(" \n\u3000\u200b\ufeff")[:1] not in tuple("=+-@\t\r＝＋－＠"), cell
    return {restore(cell) for cell in cells}


READ = {"xlsx": of_workbook, "csv": of_csv}


@pytest.fixture
def said(consulting: m.Decision) -> m.Decision:
    """A matter whose opinions, answers and clauses all begin like formulas."""
    activity, town = consulting.activities.get(), factories.town()
    for text in HOSTILE:
        one = opinion(activity, f"{text}原文")
        disposed(one, DispositionKind.NOT_ADOPTED, town, reason=f"{text}理由")
    return consulting


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_desks_opinions(kind: str, said: m.Decision, officer: Client) -> None:
    url = reverse("desk:opinions_export", args=[said.pk])
    found = READ[kind](sent(officer.get(url, {"kind_of_file": kind})))
    for text in HOSTILE:
        for end in ("原文", "理由"):
            assert _there(f"{text}{end}", found), text


def test_the_public_table_of_the_report(said: m.Decision) -> None:
    report_items.lay_out(said)
    m.Participation.objects.filter(decision=said).update(feedback_published_on="2026-03-01")
    response = Client().get(reverse("portal:feedback_csv", args=[said.pk]))
    found = of_csv(sent(response))
    assert sum(_there(f"{text}理由", found) for text in HOSTILE) == len(HOSTILE)


def test_the_ledger(said: m.Decision, officer: Client, tmp_path: Path) -> None:
    """The page's file and the command's."""
    Office.objects.filter(pk=said.lead_office_id).update(name=PLAIN_LINE[0])
    for text in PLAIN_LINE:
        permissions.grant(_bare(said, text))
    found = of_workbook(sent(officer.get(reverse("desk:ledger"), {"kind": "xlsx"})))
    assert set(PLAIN_LINE) <= found
    file = tmp_path / "台账.xlsx"
    call_command("ledger", "--year", "2026", "--xlsx", str(file))
    assert set(PLAIN_LINE) <= of_workbook(file.read_bytes())


def _bare(like: m.Decision, title: str) -> m.Decision:
    """One more matter of the same unit, of which nothing is known but its title."""
    return m.Decision.objects.create(
        organ=like.organ, lead_office=like.lead_office, title=title, summary=title,
        profile=like.profile, profile_on=like.profile_on, opened_by=like.opened_by,
        opened_at=timezone.now(), sample=True,
    )  # fmt: skip


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_refused_rows(kind: str, consulting: m.Decision, officer: Client) -> None:
    """What was refused goes back as it stood, and sleeps."""
    rows = [["序号", "渠道", "姓名", "意见内容"]]
    rows += [[str(n), "飞鸽", text, text] for n, text in enumerate(PLAIN_LINE)]
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    sheet = SimpleUploadedFile("意见表.csv", out.getvalue().encode())
    asked = {"activity": consulting.activities.get().pk, "sheet": sheet, "channel": ""}
    answer = officer.post(reverse("desk:import", args=[consulting.pk]), asked)
    columns = officer.get(answer["Location"])
    offered = {one.html_name: one.value() or "" for one in columns.context["form"]}
    preview = officer.post(answer["Location"], offered)["Location"]
    assert officer.post(preview, {}).status_code == 302
    outbox.run_waiting()
    batch = m.ImportBatch.objects.get()
    back = reverse("desk:import_refused", args=[consulting.pk, batch.pk])
    found = READ[kind](sent(officer.get(back, {"kind": kind})))
    assert [text for text in PLAIN_LINE if not _there(restore(text), found)] == []


def test_every_table_that_goes_out_is_written_in_one_place() -> None:
    """A new export is written by ``exports.py`` or through ``export_safe``, and is tested here."""
    found = set(_writers())
    assert found == {
        "decisions/intake/answer_sheets.py",
        "decisions/intake/exports.py",
        "decisions/views/open_data.py",
        "workflows/demo/parts/campaign.py",
        "workflows/views/exports.py",
    }


def _writers() -> Iterator[str]:
    root = Path(__file__).parents[2]
    for app in ("accounts", "config", "decisions", "notices", "workflows"):
        for file in (root / app).rglob("*.py"):
            source = file.read_text()
            if "csv.writer" in source or "csv.DictWriter" in source or "xlsxwriter" in source:
                yield str(file.relative_to(root))


def _there(text: str, found: set[str]) -> bool:
    plain = text.replace("\r", "\n")
    return any(plain in {one, one.replace("\r", "\n")} for one in found)
