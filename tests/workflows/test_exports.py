"""Opinions going out as tables: nothing acts as a formula, nothing is lost, no page waits for long."""

import io
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from decisions.intake import exports as tables
from decisions.intake import limits
from decisions.models import Decision, Opinion
from tests.workflows.consulting import by, do, opened, points, say
from workflows import exporting, opinion_table, outbox, sweep
from workflows.models import Job
from workflows.views import exports

pytestmark = pytest.mark.django_db


@pytest.fixture
def decision(time_machine: Any) -> Decision:
    return opened(time_machine)


@pytest.fixture
def drafter(decision: Decision) -> Client:
    client = Client()
    client.force_login(by(Role.DRAFTING_OFFICER))
    return client


def exported(client: Client, decision: Decision, kind: str = "xlsx", **asked: str) -> Any:
    """The answer to asking for the opinions."""
    address = reverse("desk:opinions_export", args=[decision.pk])
    return client.get(address, {"kind_of_file": kind} | asked)


def cells(data: bytes) -> list[tuple[Any, ...]]:
    """The rows of a workbook, all sheets after each other, headings left away."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return [row for sheet in book for row in sheet.iter_rows(min_row=2)]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_no_cell_of_an_export_acts_as_a_formula(
    drafter: Client, decision: Decision, kind: str
) -> None:
    say(decision, "=HYPERLINK(1)")
    data = b"".join(exported(drafter, decision, kind).streaming_content)
    if kind == "csv":
        assert "'=HYPERLINK(1)" in data.decode("utf-8-sig")
        assert data.startswith("\ufeff".encode())
    else:
        (row,) = cells(data)
        assert (row[6].value, row[6].data_type) == ("=HYPERLINK(1)", "s")


def test_an_export_keeps_names_inside(drafter: Client, decision: Decision) -> None:
    say(decision, name="张三", contact="13800000000")
    data = b"".join(exported(drafter, decision, "csv").streaming_content).decode()
    assert "张三" not in data
    assert "13800000000" not in data


def test_a_row_tells_what_became_of_the_opinion(drafter: Client, decision: Decision) -> None:
    for number in range(3):
        say(decision, f"第{number}条意见。")
    sweep.register(decision.pk)
    first, second, third = points(decision)
    clauses = list(decision.drafts.last().clauses.order_by("order").values_list("pk", flat=True))
    do("dispose_opinion", decision, opinion=first, kind="adopted", changed_clauses=clauses[:2])
    do("group_opinions", decision, opinions=[second, third], title="同类")
    cluster = Opinion.objects.get(pk=second).cluster_id
    do("dispose_opinion", decision, cluster=cluster, kind="not_adopted", reason="超出范围。")
    data = b"".join(exported(drafter, decision).streaming_content)
    one, two, three = [[cell.value for cell in row] for row in cells(data)]
    labels = decision.drafts.last().clauses.order_by("order").values_list("label", flat=True)[:2]
    assert one[7:10] == ["采纳", None, "、".join(labels)]
    assert two[7:9] == three[7:9] == ["未采纳", "超出范围。"]


def test_the_statements_of_an_export_do_not_grow_with_its_rows(decision: Decision) -> None:
    def statements(number: int) -> int:
        for one in range(number):
            say(decision, f"第{one}条意见。")
        with CaptureQueriesContext(connection) as queries:
            list(opinion_table.table(exports.chosen(decision, "")))
        return len(queries)

    assert statements(2) == statements(30)


def test_a_text_beyond_a_cell_is_cut_in_the_workbook_and_whole_in_the_csv(
    drafter: Client, decision: Decision
) -> None:
    do(
        "enter_opinion",
        decision,
        activity=decision.activities.get().pk,
        channel="letter",
        submitter_kind="citizen",
        received_on="2026-03-02",
        text="长" * 40_000,
    )
    (row,) = cells(b"".join(exported(drafter, decision).streaming_content))
    assert len(row[6].value) == limits.CELL_CHARACTERS
    assert row[6].value.endswith("）")
    assert "长" * 40_000 in b"".join(exported(drafter, decision, "csv").streaming_content).decode()


def test_a_table_longer_than_a_sheet_goes_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "XLSX_ROWS", 4)
    data = tables.write_xlsx(((number,) for number in range(7)), ("数",))
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert [[row[0].value for row in sheet] for sheet in book] == [
        ["数", 0, 1, 2],
        ["数", 3, 4, 5],
        ["数", 6],
    ]
    assert openpyxl.load_workbook(io.BytesIO(tables.write_xlsx((), ("数",)))).active["A1"].value


def test_a_large_workbook_is_written_by_a_job_and_handed_out(
    drafter: Client, decision: Decision, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "AT_ONCE", 1)
    for number in range(3):
        say(decision, f"第{number}条意见。")
    sweep.register(decision.pk)
    page = exported(drafter, decision, q="第1条")["Location"]
    waiting = drafter.get(page, {"file": 1})
    assert waiting["Refresh"]
    job = Job.objects.get(kind=exporting.KIND)
    assert outbox.run(job.pk)
    assert drafter.get(page).context["ready"]
    (row,) = cells(b"".join(drafter.get(page, {"file": 1}).streaming_content))
    assert row[6].value == "第1条意见。"
    assert exporting.forget(timezone.now() + exporting.KEPT * 2) == 1


def test_an_export_of_another_case_is_not_handed_out(drafter: Client, decision: Decision) -> None:
    job = exporting.ask(decision, "", by(Role.DRAFTING_OFFICER), 0)
    Job.objects.filter(pk=job.pk).update(decision=None)
    page = reverse("desk:export_progress", args=[decision.pk, job.pk])
    assert drafter.get(page).status_code == 404
