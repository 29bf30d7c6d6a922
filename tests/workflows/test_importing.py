"""Art. 14, 18: a sheet of opinions is taken whole, resumed after any stop, and loses no row."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from accounts.roles import Role
from decisions import papers
from decisions.errors import Illegible, NotYours
from decisions.intake import sheets
from decisions.intake.refused import Refused
from decisions.models import ImportBatch, Opinion, Submission, Tally
from tests.intake.makers import sheet
from tests.workflows.consulting import by, do, opened
from workflows import importing, outbox, receipts, sweep
from workflows.models import Job

pytestmark = pytest.mark.django_db
HEAD = ("序号", "征集渠道", "姓名", "意见内容", "对应条款", "收到日期")


@pytest.fixture
def decision(time_machine):
    """A matter whose consultation is open."""
    return opened(time_machine)


def row(number, text="路灯太暗，建议增加。", channel="来信", clause="第二条", day="2026-03-05"):
    """One row of the sheet."""
    return (str(number), channel, "王某", text, clause, day)


def bring(decision, *rows, **more):
    """The sheet imported through its act, and the job asked for."""
    data = sheet(HEAD, *rows)
    upload = SimpleUploadedFile("意见.xlsx", data)
    entry = do(
        "import_opinions",
        decision,
        activity=decision.activities.get().pk,
        files={"sheet": upload},
        **more,
    )
    batch = ImportBatch.objects.get(pk=entry.facts["import"])
    return batch, Job.objects.get(key=f"import_opinions:{batch.pk}")


def test_rows_become_submissions_with_day_channel_clause_and_leaf(decision):
    batch, job = bring(decision, row(1), row(2, channel="来电", clause=""))
    assert outbox.run(job.pk)
    first, second = Submission.objects.order_by("import_row")
    assert (first.channel, first.occurred_on.isoformat(), first.name) == (
        "letter",
        "2026-03-05",
        "王某",
    )
    assert first.opinions.get().clause.path == "2"
    assert (second.channel, second.opinions.get().clause) == ("phone", None)
    assert receipts.intact(first, [])
    job.refresh_from_db()
    assert (job.total, job.progress) == (2, 2)
    sweep.register(decision.pk)
    assert Tally.objects.get(decision=decision).opinions == 2


def test_a_refused_row_stops_nothing_and_comes_back_with_its_reason(decision):
    batch, job = bring(decision, row(1), row(2, text=""), row(3, channel="飞鸽"))
    outbox.run(job.pk)
    batch.refresh_from_db()
    assert Submission.objects.count() == 1
    assert [r["row"] for r in batch.refused] == [3, 4]
    back = list(sheets.read_rows(importing.refused_file(batch)))
    assert len(back) == 2
    assert "飞鸽".encode() in importing.refused_file(batch, "csv")


def test_an_import_that_was_killed_goes_on_without_a_double(decision, monkeypatch):
    monkeypatch.setattr(importing, "CHUNK", 2)
    batch, job = bring(decision, *[row(n) for n in range(1, 8)])
    take, taken = importing._take, []

    def dies_after_two(*args):
        if len(taken) == 2:
            raise KeyboardInterrupt
        taken.append(1)
        return take(*args)

    monkeypatch.setattr(importing, "_take", dies_after_two)
    with pytest.raises(KeyboardInterrupt):
        outbox.run(job.pk)
    assert Submission.objects.count() == 4
    monkeypatch.setattr(importing, "_take", take)
    importing.import_rows(Job.objects.get(pk=job.pk))
    importing.import_rows(Job.objects.get(pk=job.pk))
    assert sorted(Submission.objects.values_list("import_row", flat=True)) == list(range(2, 9))
    assert Opinion.objects.count() == 7


def test_two_workers_on_one_import_take_each_row_once(decision, monkeypatch):
    monkeypatch.setattr(importing, "CHUNK", 2)
    batch, job = bring(decision, *[row(n) for n in range(1, 6)])
    slow = ImportBatch.objects.select_related("activity__decision", "paper", "entered_by").get()
    importing.import_rows(job)
    chunk = list(importing._waiting(slow))[:2]
    assert importing._take(slow, chunk, {}, job) is False
    assert Submission.objects.count() == 5


def test_the_preview_counts_and_writes_nothing(decision):
    data = sheet(HEAD, row(1), row(2, text=""), row(3, day="2026-01-01"))
    seen = importing.preview(data, "意见.xlsx", None, decision.activities.get())
    assert (seen.rows, seen.taken, seen.refused, seen.out_of_period) == (3, 2, 1, 1)
    assert seen.first_refused[0].number == 3
    assert not Submission.objects.exists()


def test_columns_chosen_by_hand_win_over_their_headers(decision):
    data = sheet(("甲", "乙"), ("随便", "路灯太暗。"))
    seen = importing.preview(data, "表.xlsx", {"text": 1}, decision.activities.get(), "letter")
    assert seen.first[0].text == "路灯太暗。"


def test_a_sheet_joins_the_file_and_is_known_again(decision):
    batch, _job = bring(decision, row(1))
    assert (batch.paper.decision, batch.paper.role) == (decision, "opinion_sheet")
    data = papers.read(batch.paper.sha256)
    assert decision.entries.last().files[0]["sha256"] == batch.paper.sha256
    assert importing.preview(data, "意见.xlsx", None, batch.activity).imported_before


def test_an_import_without_a_sheet_is_refused(decision):
    with pytest.raises(Illegible):
        do("import_opinions", decision, activity=decision.activities.get().pk)


def test_unreadable_columns_and_strangers_are_refused(decision):
    with pytest.raises(Illegible):
        bring(decision, row(1), mapping=json.dumps({"colour": 1}))
    with pytest.raises(Refused):
        importing.preview(
            sheet(("甲", "乙"), ("一", "二")), "表.xlsx", None, decision.activities.get()
        )
    with pytest.raises(NotYours):
        do("import_opinions", decision, Role.LEAD_UNIT_HEAD, activity=1)


def command(*words):
    """The command's exit code and what it said as JSON."""
    out = io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("import_opinions", *words, "--json", stdout=out)
    return ended.value.code, json.loads(out.getvalue())


def test_the_command_imports_and_says_what_it_refused(decision, tmp_path):
    file = tmp_path / "意见.xlsx"
    file.write_bytes(sheet(HEAD, row(1), row(2, text="")))
    activity = f"--activity={decision.activities.get().pk}"
    officer = f"--by={by(Role.DRAFTING_OFFICER).username}"
    assert command(str(file), activity, "--dry-run")[0] == 1
    assert not Submission.objects.exists()
    code, said = command(str(file), activity, officer, f"--refused={tmp_path / 'back.csv'}")
    assert (code, said["taken"], said["refused"], said["reasons"][0]["row"]) == (1, 1, 1, 3)
    assert (tmp_path / "back.csv").exists()
    file.write_bytes(sheet(HEAD, row(1)))
    assert command(str(file), activity, officer)[0] == 0


def test_the_command_ends_with_two_when_nothing_can_be_done(decision, tmp_path):
    file = tmp_path / "意见.xlsx"
    activity = f"--activity={decision.activities.get().pk}"
    assert command(str(file), activity, "--dry-run")[0] == 2
    file.write_bytes(sheet(HEAD, row(1)))
    assert command(str(file), activity)[0] == 2
    assert command(str(file), "--activity=999999", "--dry-run")[0] == 2
    file.write_bytes(b"%PDF-1.7 no sheet")
    assert command(str(file), activity, "--dry-run")[0] == 2


def test_five_thousand_rows_are_taken_in_half_a_minute(decision):
    import time

    batch, job = bring(decision, *[row(n, text=f"第{n}条意见：路灯太暗。") for n in range(5000)])
    begun = time.perf_counter()
    outbox.run(job.pk)
    assert Submission.objects.count() == 5000
    assert time.perf_counter() - begun < 30
