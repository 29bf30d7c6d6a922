"""A sheet on the desk: looked at, then imported, with its refused rows; and opinions going out."""

import io
from typing import Any
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from decisions.models import Decision, ImportBatch, Opinion, Paper
from tests.workflows.consulting import by, opened, say
from workflows import outbox

pytestmark = pytest.mark.django_db
SHEET = (
    "序号,渠道,姓名,意见内容,对应条款,日期\n"
    "1,电话,张三,=1+1 建议增加停车位,第二条,2026-03-02\n"
    "2,飞鸽,李四,<script>x</script>,,2026-03-02\n"
)


@pytest.fixture
def decision(time_machine: Any) -> Decision:
    return opened(time_machine)


@pytest.fixture
def drafter(decision: Decision) -> Client:
    client = Client()
    client.force_login(by(Role.DRAFTING_OFFICER))
    return client


def uploaded(client: Client, decision: Decision) -> Any:
    sent = {
        "activity": decision.activities.get().pk,
        "sheet": SimpleUploadedFile("意见表.csv", SHEET.encode()),
        "channel": "",
    }
    return client.post(reverse("desk:import", args=[decision.pk]), sent)


def imported(client: Client, decision: Decision) -> ImportBatch:
    word = parse_qs(urlsplit(uploaded(client, decision)["Location"]).query)["sheet"][0]
    said = client.post(reverse("desk:import_preview", args=[decision.pk]), {"sheet": word})
    assert said.status_code == 302
    outbox.run_waiting()
    return ImportBatch.objects.get()


def test_the_preview_writes_nothing(drafter: Client, decision: Decision) -> None:
    seen = drafter.get(uploaded(drafter, decision)["Location"])
    assert (seen.context["seen"].taken, seen.context["seen"].refused) == (1, 1)
    assert "<script>x" not in seen.content.decode()
    assert not Opinion.objects.exists()
    assert not Paper.objects.filter(decision=decision, role="opinion_sheet").exists()


def test_another_column_is_chosen_by_hand(drafter: Client, decision: Decision) -> None:
    address = uploaded(drafter, decision)["Location"]
    seen = drafter.get(f"{address}&by_hand=1&column-text=2&column-channel=1")
    assert seen.context["seen"].first[0].text == "张三"


def test_the_import_takes_what_it_can_and_gives_the_rest_back(
    drafter: Client, decision: Decision
) -> None:
    batch = imported(drafter, decision)
    assert Opinion.objects.get().text == "=1+1 建议增加停车位"
    progress = drafter.get(reverse("desk:import_progress", args=[decision.pk, batch.pk]))
    assert "Refresh" not in progress
    assert progress.context["taken"] == 1
    file = drafter.get(reverse("desk:import_refused", args=[decision.pk, batch.pk]))
    rows = list(openpyxl.load_workbook(io.BytesIO(file.content)).active.values)
    assert "飞鸽" in rows[1]


def test_a_sheet_of_another_case_does_not_open(drafter: Client, decision: Decision) -> None:
    for word in ("", "x" * 40, "a:b:c"):
        address = reverse("desk:import_preview", args=[decision.pk])
        assert drafter.get(address, {"sheet": word}).status_code == 404


def test_only_the_drafter_imports(decision: Decision) -> None:
    client = Client()
    client.force_login(by(Role.AUDITOR))
    assert client.get(reverse("desk:import", args=[decision.pk])).status_code == 403
    assert uploaded(client, decision).status_code == 403


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_no_cell_of_an_export_acts_as_a_formula(
    drafter: Client, decision: Decision, kind: str
) -> None:
    say(decision, "=HYPERLINK(1)")
    address = reverse("desk:opinions_export", args=[decision.pk])
    data = b"".join(drafter.get(address, {"kind_of_file": kind}).streaming_content)
    if kind == "csv":
        assert "'=HYPERLINK(1)" in data.decode("utf-8-sig")
    else:
        cells = list(openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows(min_row=2))[0]
        assert cells[6].value == "=HYPERLINK(1)"
        assert cells[6].data_type == "s"


def test_an_export_keeps_names_inside(drafter: Client, decision: Decision) -> None:
    imported(drafter, decision)
    address = reverse("desk:opinions_export", args=[decision.pk])
    data = b"".join(drafter.get(address, {"kind_of_file": "csv"}).streaming_content)
    assert "张三" not in data.decode()
