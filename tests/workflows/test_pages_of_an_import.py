"""A sheet on the desk: handed in, its columns chosen, looked at, imported, and what came back."""

import io
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from decisions.models import Decision, ImportBatch, Opinion, Paper, RememberedColumn
from tests.workflows.consulting import by, opened
from workflows import outbox
from workflows.importing import looking
from workflows.models import PendingSheet

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


def uploaded(client: Client, decision: Decision, text: str = SHEET, **more: Any) -> Any:
    """The answer to handing a sheet in."""
    sent = {
        "activity": decision.activities.get().pk,
        "sheet": SimpleUploadedFile("意见表.csv", text.encode()),
        "channel": "",
    }
    return client.post(reverse("desk:import", args=[decision.pk]), sent | more)


def chosen(client: Client, decision: Decision, text: str = SHEET, **changed: str) -> Any:
    """The answer to choosing the columns, as they are offered but for what is changed."""
    page = client.get(uploaded(client, decision, text)["Location"])
    form = page.context["form"]
    offered = {field.html_name: field.value() or "" for field in form}
    return client.post(page.request["PATH_INFO"], offered | changed)


def imported(client: Client, decision: Decision, text: str = SHEET, **asked: str) -> ImportBatch:
    """A sheet that went the whole way."""
    said = client.post(chosen(client, decision, text)["Location"], asked)
    assert said.status_code == 302
    outbox.run_waiting()
    return ImportBatch.objects.latest("pk")


def test_the_preview_writes_nothing(drafter: Client, decision: Decision) -> None:
    seen = drafter.get(chosen(drafter, decision)["Location"])
    assert (seen.context["counts"]["new"], seen.context["counts"]["refused"]) == (1, 1)
    assert "<script>x" not in seen.content.decode()
    assert not Opinion.objects.exists()
    assert not Paper.objects.filter(decision=decision, role="opinion_sheet").exists()


def test_another_column_is_chosen_by_hand_and_remembered(
    drafter: Client, decision: Decision
) -> None:
    hand = {"column-text": "2", "column-sender_name": ""}
    seen = drafter.get(chosen(drafter, decision, **hand)["Location"])
    assert seen.context["shown"]["new"][0]["text"] == "张三"
    assert RememberedColumn.objects.get(header="姓名").field == "text"
    again = drafter.get(uploaded(drafter, decision)["Location"])
    assert again.context["form"].initial["column-text"] == "2"
    assert again.context["remembered"]


def test_a_column_is_not_chosen_twice_nor_the_opinion_left_out(
    drafter: Client, decision: Decision
) -> None:
    twice = chosen(drafter, decision, **{"column-phone": "3"})
    assert twice.status_code == 422
    assert twice.context["form"]["column-phone"].errors
    assert chosen(drafter, decision, **{"column-text": ""}).status_code == 422
    without = chosen(drafter, decision, **{"column-channel": ""})
    assert without.context["form"]["channel"].errors


def test_the_import_takes_what_it_can_and_gives_the_rest_back(
    drafter: Client, decision: Decision
) -> None:
    batch = imported(drafter, decision)
    assert Opinion.objects.get().text == "=1+1 建议增加停车位"
    progress = drafter.get(reverse("desk:import_progress", args=[decision.pk, batch.pk]))
    assert "Refresh" not in progress
    assert progress.context["counts"] == {"taken": 1, "refused": 1}
    file = drafter.get(reverse("desk:import_refused", args=[decision.pk, batch.pk]))
    rows = list(openpyxl.load_workbook(io.BytesIO(file.content)).active.values)
    assert "飞鸽" in rows[1]


def test_a_sheet_seen_before_asks_what_to_do(drafter: Client, decision: Decision) -> None:
    imported(drafter, decision)
    seen = drafter.get(chosen(drafter, decision)["Location"])
    assert seen.context["choices"][0][0] == "seen"
    assert imported(drafter, decision).counts == {"seen": 1, "refused": 1}
    assert imported(drafter, decision, seen="take").counts == {"taken": 1, "refused": 1}


def test_a_large_sheet_is_looked_through_while_the_page_waits(
    drafter: Client, decision: Decision, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "AT_ONCE", 1)
    address = chosen(drafter, decision)["Location"]
    waiting = drafter.get(address)
    assert waiting["Refresh"]
    assert "Refresh" not in drafter.get(address, {"still": 1})
    assert drafter.post(address).status_code == 200  # nothing to take yet
    outbox.run_waiting()
    assert "Refresh" not in drafter.get(address)


def test_an_import_is_stopped_and_goes_on_from_its_page(
    drafter: Client, decision: Decision
) -> None:
    drafter.post(chosen(drafter, decision)["Location"])
    batch = ImportBatch.objects.get()
    place = [decision.pk, batch.pk]
    page = reverse("desk:import_progress", args=place)
    assert drafter.get(page)["Refresh"]
    control = reverse("desk:import_control", args=place)
    drafter.post(control, {"what": "stop"})
    assert "Refresh" not in drafter.get(page)
    outbox.run_waiting()
    assert not Opinion.objects.exists()
    drafter.post(control, {"what": "resume"})
    outbox.run_waiting()
    assert Opinion.objects.count() == 1
    assert decision.entries.filter(act__in=["stop_import", "resume_import"]).count() == 2
    assert drafter.get(control).status_code == 302


def test_an_unreadable_sheet_is_refused_with_its_remedy(
    drafter: Client, decision: Decision
) -> None:
    assert uploaded(drafter, decision, "\n\n").status_code == 422
    answer = uploaded(drafter, decision, sheet=SimpleUploadedFile("表.zip", b"PK\x03\x04"))
    assert answer.context["form"]["sheet"].errors


def test_a_sheet_of_another_case_does_not_open(drafter: Client, decision: Decision) -> None:
    uploaded(drafter, decision)
    PendingSheet.objects.get()
    for number in (0, 999_999):
        address = reverse("desk:import_preview", args=[decision.pk, number])
        assert drafter.get(address).status_code == 404


def test_only_the_drafter_imports(decision: Decision) -> None:
    client = Client()
    client.force_login(by(Role.AUDITOR))
    assert client.get(reverse("desk:import", args=[decision.pk])).status_code == 403
    assert uploaded(client, decision).status_code == 403


def test_the_queries_of_each_page_do_not_grow_with_the_sheet(
    drafter: Client, decision: Decision
) -> None:
    def asked(number: int) -> list[int]:
        rows = "".join(f"{n},电话,张三,第{n}条意见,,2026-03-02\n" for n in range(number))
        address = chosen(drafter, decision, SHEET.split("\n")[0] + "\n" + rows + "1,飞鸽,,x,,\n")
        batch = imported(drafter, decision, SHEET.split("\n")[0] + "\n" + rows + "2,飞鸽,,x,,\n")
        counts = []
        progress = reverse("desk:import_progress", args=[decision.pk, batch.pk])
        for page in (address["Location"], progress, reverse("desk:import", args=[decision.pk])):
            with CaptureQueriesContext(connection) as queries:
                drafter.get(page)
            counts.append(len(queries))
        return counts

    assert asked(2) == asked(200)
