"""Art. 18: answers filled in an office program come back with nothing changed that nobody changed."""

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from decisions.errors import Illegible, NotNow, NotYours
from decisions.intake.exports import write_xlsx
from decisions.models import Decision, Disposition, Opinion, Paper, SectionProgress, Tally
from tests.workflows.consulting import by, do, opened, points
from tests.workflows.test_importing import numbered, taken
from workflows import fsck, tallying
from workflows.answering import judging, sending
from workflows.views import exports

pytestmark = pytest.mark.django_db
KEY, CHECK, KIND, REASON, CLAUSES, NO_CHANGE, MAIN = 0, 1, 9, 10, 11, 12, 13
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.fixture
def decision(time_machine: Any) -> Decision:
    """A matter with six opinions, one of them answered."""
    decision = opened(time_machine)
    taken(decision, *numbered(*range(1, 7)))
    answer(decision, points(decision)[5])
    return decision


def answer(decision: Decision, opinion: int, **more: Any) -> None:
    """One opinion answered on the page."""
    said = {"kind": "not_adopted", "reason": "超出本办法范围。"} | more
    do("dispose_opinion", decision, opinion=opinion, **said)


def sent(decision: Decision) -> openpyxl.Workbook:
    """The sheet as it goes out."""
    out = io.BytesIO()
    sending.send(decision, exports.chosen(decision, ""), out)
    return openpyxl.load_workbook(out)


def fill(book: openpyxl.Workbook, row: int, **cells: Any) -> None:
    """Write into the open cells of the row of an opinion (1 is the first)."""
    places = {"kind": KIND, "reason": REASON, "clauses": CLAUSES, "main": MAIN}
    for name, value in (cells | {}).items():
        book.active.cell(row + 1, places.get(name, NO_CHANGE) + 1).value = value


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def judged(decision: Decision, book: openpyxl.Workbook) -> dict[str, int]:
    """How many rows of each sort."""
    return dict(judging.judge(decision, saved(book)).counts)


def brought(decision: Decision, book: openpyxl.Workbook, **more: Any) -> Any:
    """The sheet taken by its act."""
    sheet = SimpleUploadedFile("答复.xlsx", saved(book))
    return do("dispose_by_sheet", decision, files={"sheet": sheet}, **more)


def sound(decision: Decision) -> None:
    """Record, rows and counters agree."""
    assert not [one for one in fsck.examine([decision.pk]) if one.check != "stage"]
    tally, counted = Tally.objects.get(decision=decision), tallying.counts(decision)
    assert {name: getattr(tally, name) for name in counted} == counted


def test_what_identifies_a_row_is_locked_and_the_answer_is_open(decision: Decision) -> None:
    sheet = sent(decision).active
    assert sheet.protection.sheet
    row = sheet[2]
    assert [cell.protection.locked for cell in row] == [True] * 9 + [False] * 5
    assert row[KEY].value == str(points(decision)[0])
    assert sheet.data_validations.dataValidation[0].formula1
    assert [sheet[7][at].value for at in (KIND, REASON)] == ["未采纳", "超出本办法范围。"]


def test_a_sheet_that_comes_back_as_it_went_changes_nothing(decision: Decision) -> None:
    assert judged(decision, sent(decision)) == {"same": 6}
    with pytest.raises(NotNow):
        brought(decision, sent(decision))


def test_rows_are_told_apart_before_anything_is_written(decision: Decision) -> None:
    book, ids = sent(decision), points(decision)
    fill(book, 1, kind="采纳", clauses="第二条")
    fill(book, 2, kind="解释说明", reason="已有规定。")
    fill(book, 3, kind="未采纳")  # no reason
    fill(book, 4, kind="未采纳", reason="不可行。")
    fill(book, 6, kind="部分采纳", reason="采纳一半。", no_change="文字不变。")
    book.active.append(["999999", "x"])
    answer(decision, ids[3], kind="explained", reason="别人已答复。")
    found = judging.judge(decision, saved(book))
    assert dict(found.counts) == {
        "added": 2,
        "refused": 1,
        "conflict": 1,
        "same": 1,
        "changed": 1,
        "unknown": 1,
    }
    (clash,) = found.of(judging.CONFLICT)
    assert (clash.before.reason, clash.after.reason) == ("别人已答复。", "不可行。")
    assert Disposition.objects.count() == 2


def test_the_act_writes_what_was_added_and_changed_and_nothing_else(decision: Decision) -> None:
    book, ids = sent(decision), points(decision)
    fill(book, 1, kind="采纳", clauses="第二条")
    fill(book, 2, kind="解释说明", reason="已有规定。")
    fill(book, 3, kind="解释说明", reason="已有规定。")
    fill(book, 4, kind="重复意见", main=str(ids[0]))
    fill(book, 5, kind="转信访办理", reason="属个人诉求。")
    fill(book, 6, kind="部分采纳", reason="采纳一半。", no_change="文字不变。")
    entry = brought(decision, book)
    kinds = dict(Disposition.objects.values_list("opinion", "kind"))
    assert [kinds[pk] for pk in ids] == [
        *("adopted", "explained", "explained", "duplicate", "petition_transferred"),
        "partly_adopted",
    ]
    adopted = Disposition.objects.get(opinion=ids[0])
    assert [clause.label for clause in adopted.changed_clauses.all()] == ["第二条"]
    assert decision.deadlines.filter(kind="petition", subject=str(ids[4])).exists()
    assert len(entry.facts["answers"]) == 5  # the two that say the same are one answer
    assert Paper.objects.get(role="answer_sheet").sha256 == entry.facts["sheet"]
    sound(decision)
    do("undo_disposition", decision, opinions=ids[:3])
    sound(decision)
    assert judged(decision, sent(decision)) == {"same": 6}


def test_a_sheet_may_be_sorted_filtered_and_its_columns_moved(decision: Decision) -> None:
    book = sent(decision)
    fill(book, 2, kind="解释说明", reason="已有规定。")
    rows = [[cell.value for cell in row] for row in book.active.iter_rows()]
    turned = [rows[0], *reversed(rows[2:])]
    moved = write_xlsx([list(reversed(row)) for row in turned[1:]], list(reversed(turned[0])))
    assert dict(judging.judge(decision, moved).counts) == {"same": 4, "added": 1}


def test_a_row_pasted_over_another_is_a_conflict(decision: Decision) -> None:
    book = sent(decision)
    fill(book, 1, kind="解释说明", reason="已有规定。")
    book.active.cell(2, CHECK + 1).value = book.active.cell(3, CHECK + 1).value
    book.active.cell(4, KEY + 1).value = book.active.cell(3, KEY + 1).value
    fill(book, 3, kind="解释说明", reason="已有规定。")
    found = judging.judge(decision, saved(book))
    assert (found.counts["conflict"], found.counts["refused"]) == (1, 1)
    assert not found.of(*judging.WRITTEN)


@pytest.mark.parametrize(
    ("cells", "sort"),
    [
        ({"kind": "同意", "reason": "好"}, "refused"),
        ({"kind": "", "reason": "只有理由"}, "refused"),
        ({"kind": "采纳", "clauses": "第九百条"}, "refused"),
        ({"kind": "重复意见"}, "refused"),
        ({"kind": "重复意见", "main": "888888"}, "refused"),
        ({"kind": "采纳", "clauses": "第2条"}, "added"),
        ({"kind": "not_adopted", "reason": "好"}, "added"),
    ],
)
def test_an_answer_is_read_as_a_form_would(
    decision: Decision, cells: dict[str, str], sort: str
) -> None:
    book = sent(decision)
    fill(book, 1, **cells)
    assert judged(decision, book) == {"same": 5, sort: 1}


def test_an_emptied_answer_is_not_taken_back_in_silence(decision: Decision) -> None:
    book = sent(decision)
    fill(book, 6, kind=None, reason=None)
    assert judged(decision, book) == {"same": 5, "refused": 1}


def test_an_act_that_would_do_otherwise_than_shown_is_refused(decision: Decision) -> None:
    book = sent(decision)
    fill(book, 1, kind="解释说明", reason="已有规定。")
    seen = judging.judge(decision, saved(book)).digest()
    answer(decision, points(decision)[0])
    with pytest.raises(NotNow):
        brought(decision, book, seen=seen)
    assert Disposition.objects.count() == 2


def test_answers_stand_once_the_section_is_concluded(decision: Decision) -> None:
    book = sent(decision)
    fill(book, 1, kind="解释说明", reason="已有规定。")
    SectionProgress.objects.filter(section="participation").update(progress="concluded")
    with pytest.raises(NotNow):
        brought(decision, book)


def test_a_file_of_another_sort_is_refused(decision: Decision) -> None:
    other = SimpleUploadedFile("表.xlsx", write_xlsx([("一", "二")], ("甲", "乙")))
    with pytest.raises(NotNow):
        do("dispose_by_sheet", decision, files={"sheet": other})
    with pytest.raises(Illegible):
        do("dispose_by_sheet", decision)
    with pytest.raises(Illegible):
        do("dispose_by_sheet", decision, kept="x:y:z")
    with pytest.raises(NotYours):
        do("dispose_by_sheet", decision, Role.AUDITOR)


def test_five_hundred_rows_go_through_an_office_program_and_back(
    decision: Decision, tmp_path: Path
) -> None:
    taken(decision, *numbered(*range(100, 594)))
    book, ids = sent(decision), points(decision)
    assert len(ids) == 500
    for row in range(1, 251):
        fill(book, row, kind="解释说明", reason=f"第{row % 7}类：\n“已有规定”，见第二条。 ")
    file = tmp_path / "答复.xlsx"
    file.write_bytes(saved(book))
    if OFFICE:  # the real one opens and saves it; without it openpyxl has
        out = tmp_path / "back"
        line = [OFFICE, "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"]
        line += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out), str(file)]
        subprocess.run(line, check=True, capture_output=True, timeout=300)
        file = out / "答复.xlsx"
        assert openpyxl.load_workbook(file).active.protection.sheet
    found = judging.judge(decision, file.read_bytes())
    assert dict(found.counts) == {"added": 249, "changed": 1, "same": 250}
    sheet = SimpleUploadedFile("答复.xlsx", file.read_bytes())
    do("dispose_by_sheet", decision, files={"sheet": sheet}, seen=found.digest())
    answered = Disposition.objects.filter(opinion__in=ids[:250], kind="explained")
    assert answered.count() == Disposition.objects.count() == 250
    assert answered.get(opinion=ids[0]).reason == "第1类：\n“已有规定”，见第二条。"
    sound(decision)


def test_the_statements_of_judging_do_not_grow_with_the_rows(decision: Decision) -> None:
    def statements() -> int:
        data = saved(sent(decision))
        with CaptureQueriesContext(connection) as queries:
            judging.judge(decision, data)
        return len(queries)

    few = statements()
    taken(decision, *numbered(*range(100, 160)))
    assert statements() == few


# --- Pages ---


@pytest.fixture
def drafter(decision: Decision) -> Client:
    client = Client()
    client.force_login(by(Role.DRAFTING_OFFICER))
    return client


def test_the_page_shows_everything_before_it_writes(drafter: Client, decision: Decision) -> None:
    at = reverse("desk:answer_sheet", args=[decision.pk])
    out = drafter.get(reverse("desk:answer_sheet_out", args=[decision.pk]), {"kind": "open"})
    book = openpyxl.load_workbook(io.BytesIO(b"".join(out.streaming_content)))
    assert book.active.max_row == 6  # the answered one is filtered out
    fill(book, 1, kind="未采纳", reason="<b>不可行</b>")
    fill(book, 2, kind="未采纳")
    sheet = SimpleUploadedFile("答复.xlsx", saved(book))
    answer = drafter.post(at, {"sheet": sheet, "kept": "", "seen": ""})
    page = drafter.get(answer["Location"])
    assert (page.context["writes"], page.context["counts"]["refused"]) == (1, 1)
    assert "<b>不可行" not in page.content.decode()
    assert Disposition.objects.count() == 1
    given = {name: page.context[name] for name in ("kept", "seen", "token")}
    assert drafter.post(at, given)["Location"] == reverse("desk:opinions", args=[decision.pk])
    assert Disposition.objects.count() == 2
    assert drafter.post(at, {"kept": "x", "seen": ""}).status_code == 302
    assert drafter.get(at, {"kept": "x"}).status_code == 404


def test_an_unreadable_sheet_says_so(drafter: Client, decision: Decision) -> None:
    at = reverse("desk:answer_sheet", args=[decision.pk])
    assert drafter.get(at).status_code == 200
    other = SimpleUploadedFile("表.xlsx", write_xlsx([("一", "二")], ("甲", "乙")))
    answer = drafter.post(at, {"sheet": other})
    assert drafter.get(answer["Location"]).status_code == 422
    assert drafter.post(at, {}).status_code == 422


def test_too_many_opinions_are_exported_a_part_at_a_time(
    drafter: Client, decision: Decision, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "MOST", 5)
    out = reverse("desk:answer_sheet_out", args=[decision.pk])
    assert drafter.get(out).status_code == 302
    assert b"".join(drafter.get(out, {"kind": "open"}).streaming_content)
    assert Opinion.objects.count() == 6
