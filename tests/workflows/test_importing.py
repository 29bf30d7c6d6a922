"""Art. 14, 18: a sheet of opinions is taken whole, resumed after any stop, and loses no row."""

import io
import json
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from decisions import papers
from decisions.errors import Illegible, NotNow, NotYours
from decisions.intake import sheets
from decisions.intake.exports import write_csv
from decisions.intake.handed import take_sheet
from decisions.models import (
    ImportBatch,
    Opinion,
    Paper,
    RowLeftOut,
    SectionProgress,
    Submission,
    Tally,
)
from tests.intake.makers import jpeg_with_gps, png, sheet
from tests.workflows.consulting import by, do, opened
from workflows import fsck, outbox, receipts, standing, tallying
from workflows.importing import after, handing, leftovers, looking, taking
from workflows.models import Job, PendingSheet

pytestmark = pytest.mark.django_db
HEAD = ("序号", "征集渠道", "姓名", "意见内容", "对应条款", "收到日期")


@pytest.fixture
def decision(time_machine):
    """A matter whose consultation is open."""
    return opened(time_machine)


def row(number, text="路灯太暗，建议增加。", channel="来信", clause="第二条", day="2026-03-05"):
    """One row of the sheet."""
    return (str(number), channel, "王某", text, clause, day)


def numbered(*numbers):
    """Rows that all differ."""
    return [row(n, text=f"第{n}条意见：路灯太暗。") for n in numbers]


def bring(decision, *rows, name="意见.xlsx", data=None, **more):
    """The sheet imported through its act, and the job asked for."""
    upload = SimpleUploadedFile(name, data or sheet(HEAD, *rows))
    entry = do(
        "import_opinions",
        decision,
        activity=decision.activities.get().pk,
        files={"sheet": upload},
        **more,
    )
    batch = ImportBatch.objects.get(pk=entry.facts["import"])
    return batch, Job.objects.get(key=f"import_opinions:{batch.pk}")


def taken(decision, *rows, **more):
    """A sheet imported and done."""
    batch, job = bring(decision, *rows, **more)
    assert outbox.run(job.pk)
    batch.refresh_from_db()
    return batch


def sound(decision):
    """The record, the rows and the counters agree, and nothing waits for the sweep."""
    assert not Submission.objects.filter(batch=None).exists()
    found = [one for one in fsck.examine([decision.pk]) if one.check != "stage"]
    assert not found  # the factory lays a matter down in the middle of the road
    tally, counted = Tally.objects.get(decision=decision), tallying.counts(decision)
    assert {name: getattr(tally, name) for name in counted} == counted
    return tally


# --- Taking ---


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


def test_an_import_registers_its_leaves_and_moves_the_counters_itself(decision):
    batch = taken(decision, *numbered(1, 2, 3))
    tally = sound(decision)
    assert (tally.opinions, tally.submissions, tally.from_letter, tally.undisposed) == (3, 3, 3, 3)
    entry = decision.entries.get(act="register_submissions")
    assert (entry.facts["size"], entry.facts["import"]) == (3, batch.pk)


def test_a_refused_row_stops_nothing_and_comes_back_with_its_reason(decision):
    batch = taken(decision, row(1), row(2, text=""), row(3, channel="飞鸽"))
    assert Submission.objects.count() == 1
    assert list(batch.left_out.order_by("row").values_list("row", "outcome")) == [
        (3, "refused"),
        (4, "refused"),
    ]
    back = list(sheets.read_rows(leftovers.left_out_file(batch)))
    assert len(back) == 2
    assert "飞鸽".encode() in leftovers.left_out_file(batch, "csv")
    sound(decision)


def test_an_import_that_was_killed_goes_on_without_a_double(decision, monkeypatch):
    monkeypatch.setattr(taking, "CHUNK", 2)
    batch, job = bring(decision, *numbered(*range(1, 8)))
    take, before = taking._take, []

    def dies_after_two(*args):
        if len(before) == 2:
            raise KeyboardInterrupt
        before.append(1)
        return take(*args)

    monkeypatch.setattr(taking, "_take", dies_after_two)
    with pytest.raises(KeyboardInterrupt):
        outbox.run(job.pk)
    assert Submission.objects.count() == 4
    monkeypatch.setattr(taking, "_take", take)
    taking.import_rows(Job.objects.get(pk=job.pk))
    taking.import_rows(Job.objects.get(pk=job.pk))
    assert sorted(Submission.objects.values_list("import_row", flat=True)) == list(range(2, 9))
    assert Opinion.objects.count() == 7
    sound(decision)


def test_equal_rows_on_both_sides_of_an_interruption_are_all_taken(decision, monkeypatch):
    monkeypatch.setattr(taking, "CHUNK", 2)
    batch, job = bring(decision, *[row(n) for n in range(1, 6)])
    known = taking.Known(batch.activity_id, own=batch.pk)
    writer_rows = list(_rows(batch))
    from workflows.importing.writing import Writer

    assert taking._take(batch, writer_rows[:2], known, Writer(batch, _reading(batch)), job, 2)
    taking.import_rows(job)
    assert Submission.objects.count() == 5
    assert len(set(Submission.objects.values_list("import_print", flat=True))) == 5
    assert taken(decision, *[row(n) for n in range(1, 7)]).counts == {"seen": 5, "taken": 1}


def _reading(batch):
    from workflows.importing.reading import Reading

    return Reading(papers.read(batch.paper.sha256))


def _rows(batch):
    return _reading(batch).rows(batch.mapping["columns"], "")


def test_two_workers_on_one_import_take_each_row_once(decision, monkeypatch):
    from workflows.importing.writing import Writer

    monkeypatch.setattr(taking, "CHUNK", 2)
    batch, job = bring(decision, *numbered(*range(1, 6)))
    slow = ImportBatch.objects.select_related("activity__decision", "paper", "entered_by").get()
    taking.import_rows(job)
    chunk, known = list(_rows(slow))[:2], taking.Known(slow.activity_id, own=slow.pk)
    assert taking._take(slow, chunk, known, Writer(slow, _reading(slow)), job, 2) is False
    assert Submission.objects.count() == 5


def test_the_statements_of_a_chunk_do_not_grow_with_its_rows(decision):
    def statements(number):
        _batch, job = bring(decision, *numbered(*range(number, 2 * number)))
        with CaptureQueriesContext(connection) as queries:
            outbox.run(job.pk)
        return sum(1 for q in queries if "INSERT INTO" not in q["sql"])

    statements(3)  # the first of an activity asks for no earlier rows
    assert statements(300) == statements(20)


def test_rows_are_not_entered_once_the_section_is_concluded(decision):
    batch, job = bring(decision, row(1))
    SectionProgress.objects.filter(section="participation").update(progress="concluded")
    with pytest.raises(NotNow):
        outbox.run(job.pk)
    job.refresh_from_db()
    assert job.error
    assert not Submission.objects.exists()


def test_nothing_is_settled_while_rows_still_come_in(decision):
    batch, job = bring(decision, row(1))
    with pytest.raises(NotNow):
        taking.none_comes_in(standing.inbox_of(decision.pk))
    do("stop_import", decision, batch=batch.pk)
    taking.none_comes_in(standing.inbox_of(decision.pk))
    do("resume_import", decision, batch=batch.pk)
    outbox.run(job.pk)
    taking.none_comes_in(standing.inbox_of(decision.pk))


def test_whoever_follows_is_told_once_when_an_import_has_ended(decision, monkeypatch):
    told = []
    monkeypatch.setattr(after, "AFTER", [lambda batch: told.append(batch.pk)])
    batch, job = bring(decision, row(1))
    assert told == []
    taking.import_rows(job)
    taking.import_rows(job)
    assert told == [batch.pk]


# --- Stopping, going on, taking back ---


def test_a_stopped_import_waits_and_goes_on_where_it_stood(decision, monkeypatch):
    monkeypatch.setattr(taking, "CHUNK", 2)
    batch, job = bring(decision, *numbered(*range(1, 6)))
    do("stop_import", decision, batch=batch.pk)
    assert outbox.run(job.pk)
    assert not Submission.objects.exists()
    do("resume_import", decision, batch=batch.pk)
    assert outbox.run(job.pk)
    assert Submission.objects.count() == 5
    batch.refresh_from_db()
    assert batch.finished_at
    with pytest.raises(Illegible):
        do("resume_import", decision, batch=batch.pk)


def test_a_given_up_import_begins_again(decision):
    batch, job = bring(decision, row(1))
    Job.objects.filter(pk=job.pk).update(attempts=outbox.GIVE_UP_AFTER, error="disk full")
    assert not outbox.run(job.pk)
    do("resume_import", decision, batch=batch.pk)
    assert outbox.run(job.pk)
    assert Submission.objects.count() == 1


def test_an_import_that_a_worker_holds_is_not_given_to_another(decision):
    batch, job = bring(decision, row(1))
    outbox.report(job, 0)
    with pytest.raises(NotNow):
        do("resume_import", decision, batch=batch.pk)


def test_an_import_by_mistake_is_taken_back_and_may_come_again(decision):
    batch = taken(decision, *numbered(1, 2, 3))
    do("take_back_import", decision, batch=batch.pk, reason="导错了表")
    assert (sound(decision).opinions, Submission.objects.count()) == (0, 3)
    assert taken(decision, *numbered(1, 2, 3)).counts == {"taken": 3}
    assert sound(decision).opinions == 3


def test_what_is_answered_is_not_taken_back(decision):
    batch = taken(decision, *numbered(1, 2))
    one = Opinion.objects.first()
    do("dispose_opinion", decision, opinion=one.pk, kind="not_adopted", reason="超出范围。")
    with pytest.raises(NotNow):
        do("take_back_import", decision, batch=batch.pk, reason="导错了表")


# --- Known rows ---


def test_a_row_seen_before_is_not_imported_twice(decision):
    taken(decision, *numbered(1, 2, 3))
    again = taken(decision, *numbered(2, 3, 4))
    assert again.counts == {"taken": 1, "seen": 2}
    assert sound(decision).opinions == 4


def test_equal_rows_of_one_sheet_are_so_many_voices(decision):
    assert taken(decision, row(1), row(2), row(3)).counts == {"taken": 3}
    assert taken(decision, row(1), row(2)).counts == {"seen": 2}


def test_rows_seen_before_are_taken_when_the_officer_says_so(decision):
    taken(decision, row(1))
    assert taken(decision, row(1), seen="take").counts == {"taken": 1}
    assert sound(decision).opinions == 2


def test_a_new_list_may_number_its_rows_from_one_again(decision):
    taken(decision, row(1, text="甲村：路灯太暗。"))
    assert taken(decision, row(1, text="乙村：没有班车。")).counts == {"taken": 1}


def test_a_changed_row_is_shown_and_never_silently_overwritten(decision):
    first = taken(decision, *numbered(1, 2))
    later = taken(decision, row(1, text="改过的。"), *numbered(2, 3), continues=first.pk)
    assert later.counts == {"changed": 1, "seen": 1, "taken": 1}
    left = later.left_out.get()
    number = Submission.objects.get(import_key="1").number
    assert (left.row, left.outcome) == (2, "changed")
    assert number in left.reasons[0]
    assert Submission.objects.get(number=number).text == "第1条意见：路灯太暗。"
    sound(decision)


def test_a_changed_row_takes_the_place_of_the_earlier_one_when_asked(decision):
    first = taken(decision, *numbered(1, 2))
    old = Submission.objects.get(import_key="1")
    later = taken(decision, row(1, text="改过的。"), continues=first.pk, changed="replace")
    assert later.counts == {"taken": 1, "replaced": 1}
    old.refresh_from_db()
    assert old.withdrawn_at
    assert Submission.objects.get(import_key="1").text == "改过的。"
    assert sound(decision).opinions == 2
    third = taken(decision, row(1, text="又改。"), continues=first.pk, changed="replace")
    assert third.continues == first
    assert sound(decision).opinions == 2


def test_rows_in_conflict_are_left_out_whatever_was_asked(decision):
    first = taken(decision, *numbered(1, 2, 3))
    one, two = (Submission.objects.get(import_key=key) for key in "12")
    answer = {"kind": "not_adopted", "reason": "超出范围。"}
    do("dispose_opinion", decision, opinion=one.opinions.get().pk, **answer)
    do("erase_submission", decision, Role.OPENNESS_OFFICER, number=two.number, reason="本人要求")
    rows = [row(n, text=f"改{n}") for n in (1, 2)] + [row(3, text="甲"), row(3, text="乙")]
    later = taken(decision, *rows, continues=first.pk, changed="replace")
    assert later.counts["conflict"] == 3
    assert later.counts["taken"] == later.counts["replaced"] == 1
    sound(decision)


def test_an_erased_row_does_not_come_back_with_its_sheet(decision):
    taken(decision, row(1))
    number = Submission.objects.get().number
    do("erase_submission", decision, Role.OPENNESS_OFFICER, number=number, reason="本人要求")
    assert taken(decision, row(1)).counts == {"seen": 1}


def test_a_list_of_another_activity_is_not_continued(decision):
    first = taken(decision, row(1))
    other = decision.activities.create(kind="seminar", title="座谈会", organiser="样例")
    upload = SimpleUploadedFile("意见.xlsx", sheet(HEAD, row(1)))
    with pytest.raises(Illegible):
        do(
            "import_opinions",
            decision,
            activity=other.pk,
            continues=first.pk,
            files={"sheet": upload},
        )


# --- Looking ---


def looked(decision, *rows, name="意见.xlsx", data=None, **more):
    """A sheet handed in and looked through."""
    file = io.BytesIO(data or sheet(HEAD, *rows))
    pending = handing.hand_in(
        decision.activities.get(), take_sheet(name, file), by=by(Role.DRAFTING_OFFICER), **more
    )
    looking.look(pending)
    return pending


def test_the_preview_counts_and_writes_nothing(decision):
    seen = looked(decision, row(1), row(2, text=""), row(3, day="2026-01-01"))
    assert seen.counts == {"rows": 3, "new": 2, "refused": 1, "out_of_period": 1}
    assert seen.shown["refused"][0]["row"] == 3
    assert not Submission.objects.exists()
    assert not Paper.objects.filter(role="opinion_sheet").exists()


def test_the_preview_tells_added_changed_conflicting_and_seen_rows_apart(decision):
    first = taken(decision, *numbered(1, 2, 3))
    one = Submission.objects.get(import_key="1").opinions.get()
    do("dispose_opinion", decision, opinion=one.pk, kind="not_adopted", reason="超出范围。")
    rows = [row(1, text="改一"), row(2, text="改二"), *numbered(3, 4)]
    seen = looked(decision, *rows, continues=first)
    counts = {name: seen.counts[name] for name in ("new", "seen", "changed", "conflict")}
    assert set(counts.values()) == {1}
    changed = seen.shown["changed"][0]
    assert (changed["before"], changed["text"]) == ("第2条意见：路灯太暗。", "改二")
    assert changed["differs"] == ["text"]
    assert seen.shown["conflict"][0]["reason"]


def test_a_large_sheet_is_looked_through_by_a_job(decision, monkeypatch):
    monkeypatch.setattr(looking, "AT_ONCE", 10)
    seen = looked(decision, row(1))
    PendingSheet.objects.update(looked_at=None, counts={})
    job = looking.look_soon(PendingSheet.objects.get(pk=seen.pk))
    assert outbox.run(job.pk)
    assert PendingSheet.objects.get(pk=seen.pk).counts["new"] == 1


def test_the_columns_chosen_by_hand_are_remembered_for_the_organ(decision):
    head = ("甲", "乙", "怎样来的")
    data = write_csv([("随便", "路灯太暗。", "来信")], head)
    first = looked(decision, name="表.csv", data=data)
    assert first.refusal
    officer = by(Role.DRAFTING_OFFICER)
    handing.choose(first, {"text": 1, "channel": 2}, channel="", continues=None, by=officer)
    looking.look(first)
    assert first.counts["new"] == 1
    turned = write_csv([("来信", "有", "没有班车。")], ("怎样来的", "新列", "乙"))
    second = looked(decision, name="表二.csv", data=turned)
    assert second.columns == {"channel": 0, "text": 2}
    assert second.counts["new"] == 1


def test_a_sheet_nobody_takes_is_forgotten(decision, time_machine):
    pending = looked(decision, row(1))
    digest = pending.sha256
    assert handing.forget(pending.handed_at) == 0
    assert handing.forget(pending.handed_at + handing.KEPT * 2) == 1
    with pytest.raises(FileNotFoundError):
        papers.read(digest)


def test_a_sheet_that_became_a_paper_is_not_forgotten(decision):
    batch, _job = bring(decision, row(1))
    pending = looked(decision, row(1))
    assert pending.sha256 == batch.paper.sha256
    handing.forget(pending.handed_at + handing.KEPT * 2)
    assert papers.read(batch.paper.sha256)


def test_a_sheet_joins_the_file(decision):
    batch, _job = bring(decision, row(1))
    assert (batch.paper.decision, batch.paper.role) == (decision, "opinion_sheet")
    entry = decision.entries.get(act="import_opinions")
    assert entry.files[0]["sha256"] == batch.paper.sha256


def test_an_import_without_a_sheet_is_refused(decision):
    with pytest.raises(Illegible):
        do("import_opinions", decision, activity=decision.activities.get().pk)
    with pytest.raises(Illegible):
        do("import_opinions", decision, pending=999_999)


def test_unreadable_columns_and_strangers_are_refused(decision):
    with pytest.raises(Illegible):
        bring(decision, row(1), mapping=json.dumps({"colour": 1}))
    assert looked(decision, data=sheet(("甲", "乙"), ("一", "二"))).refusal
    with pytest.raises(NotNow):
        bring(decision, data=sheet(("甲", "乙"), ("一", "二")))
    with pytest.raises(NotYours):
        do("import_opinions", decision, Role.LEAD_UNIT_HEAD, activity=1)


def test_an_xlsx_beyond_its_rows_asks_for_csv(decision, monkeypatch):
    monkeypatch.setattr("decisions.intake.limits.SHEET_ROWS", 20)
    rows = numbered(*range(1, 50))
    assert ".csv" in looked_refusal(decision, sheet(HEAD, *rows))


def looked_refusal(decision, data):
    """Why a sheet cannot be handed in."""
    from decisions.intake.refused import Refused

    with pytest.raises(Refused) as refusal:
        looked(decision, data=data)
    return str(refusal.value)


# --- Scans ---


def package(*rows, files, index="目录.xlsx", encoding=None):
    """A .zip of scans with its index."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        target.writestr(index, sheet((*HEAD, "扫描件"), *rows))
        for name, data in files.items():
            target.writestr(name, data)
    return out.getvalue()


def test_scans_are_kept_with_the_submission_of_their_row(decision):
    scan, other = png(), jpeg_with_gps()
    rows = [(*row(1), "信1.png"), (*row(2), "信1.png；二/信2.jpg"), (*row(3), "没有.pdf")]
    files = {"信1.png": scan, "二/信2.jpg": other, "多余.png": scan}
    batch = taken(decision, data=package(*rows, files=files), name="来信.zip")
    assert batch.counts == {"taken": 2, "refused": 1}
    assert "没有.pdf" in batch.left_out.get().reasons[0]
    assert batch.spare_files == ["多余.png"]
    first, second = Submission.objects.order_by("import_row")
    assert [file.paper.name for file in second.files.order_by("id")] == ["信1.png", "信2.jpg"]
    assert receipts.intact(first, [first.files.get().paper.sha256])
    sound(decision)


def test_the_preview_of_a_package_names_missing_and_spare_files(decision):
    rows = [(*row(1), "信1.png"), (*row(2), "坏.pdf")]
    data = package(*rows, files={"坏.pdf": b"no pdf", "多.png": png()})
    seen = looked(decision, data=data, name="来信.zip")
    assert seen.counts["refused"] == 2
    assert seen.spare_files == ["多.png"]


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
    assert command(str(file), activity, officer, "--dry-run")[0] == 1
    assert not Submission.objects.exists()
    code, said = command(str(file), activity, officer, f"--refused={tmp_path / 'back.csv'}")
    assert (code, said["taken"], said["refused"], said["reasons"][0]["row"]) == (1, 1, 1, 3)
    assert (tmp_path / "back.csv").exists()
    file.write_bytes(sheet(HEAD, row(1)))
    assert command(str(file), activity, officer) == (0, said_of(rows=1, taken=0, seen=1))


def said_of(**counts):
    """What the command says of an import that refused nothing."""
    batch = ImportBatch.objects.latest("pk")
    empty = {"refused": 0, "changed": 0, "conflict": 0, "reasons": [], "import": batch.pk}
    return empty | {"seen": 0} | counts


def test_the_command_ends_with_two_when_nothing_can_be_done(decision, tmp_path):
    file = tmp_path / "意见.xlsx"
    activity = f"--activity={decision.activities.get().pk}"
    officer = f"--by={by(Role.DRAFTING_OFFICER).username}"
    assert command(str(file), activity, officer, "--dry-run")[0] == 2
    file.write_bytes(sheet(HEAD, row(1)))
    assert command(str(file), activity)[0] == 2
    assert command(str(file), "--activity=999999", officer, "--dry-run")[0] == 2
    file.write_bytes(b"%PDF-1.7 no sheet")
    assert command(str(file), activity, officer, "--dry-run")[0] == 2


def test_rows_left_out_are_kept_once(decision):
    batch = taken(decision, row(1, text=""))
    assert RowLeftOut.objects.get().imported == batch
