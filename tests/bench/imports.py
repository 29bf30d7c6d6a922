"""Importing a sheet beside the COPY path: the same file parsed, the same rows into the same tables.

The reference validates nothing and makes no receipts, leaves, roots or counters; its keys are as
random as ours, so that the indexes cost the same. Alone: ``python -m tests.bench imports``.
"""

import csv
import random
import secrets
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

import python_calamine
import xlsxwriter
from django.db import connection, transaction
from django.utils import timezone

from accounts.roles import Role
from decisions.copying import _defaults
from decisions.intake.handed import take_sheet
from decisions.law.terms import Section, Stage
from decisions.models import (
    Decision,
    ImportBatch,
    Opinion,
    Participation,
    ParticipationActivity,
    SectionProgress,
    Submission,
    Tally,
)
from tests.bench.apart import Spent, apart
from tests.factories import Town, decision_at
from workflows import outbox, permissions, sweep
from workflows.act import perform
from workflows.importing import handing, looking
from workflows.importing.writing import OPINION
from workflows.models import Job
from workflows.registry import act

ROUNDS = 3
SUBMISSION = (
    *("id", "decision_id", "activity_id", "number", "receipt", "channel", "submitter_kind"),
    *("identity", "name", "contact", "text", "salt", "leaf", "batch_id", "batch_index", "token"),
    *("occurred_on", "received_at", "imported_id", "import_row", "import_key", "import_print"),
    "entered_by_id",
)
HEAD = ("序号", "征集渠道", "姓名", "意见来源", "电话", "意见内容", "对应条款", "收到日期")
WORDS = (
    "建议 增加 路灯 停车位 公交 班次 学校 门口 应当 明确 收费 标准 老人 优惠 垃圾 分类 清运 时间 河道 "
    "整治 绿化 广场 夜间 噪声 管理 由 村委会 负责 公示 结果 每季度 监督 群众 采纳 说明 理由"
).split()
KINDS, CHANNELS = ("公民", "企业", "村委会", "人大代表"), ("信函", "电话", "座谈会", "12345热线")


def rows(number: int) -> Iterator[tuple[str, ...]]:
    """Invented rows of about 60 characters of opinion each, all different."""
    chance = random.Random(5)
    for at in range(1, number + 1):
        text = "".join(chance.choices(WORDS, k=24))[:50] + f"，第{at}号。"
        yield (
            *(str(at), CHANNELS[at % 4], f"王{at % 997}", KINDS[at % 4], f"139{at:08d}", text),
            *(f"第{at % 9 + 1}条", f"2026-03-{at % 28 + 1:02d}"),
        )


def write(path: Path, number: int) -> Path:
    """The sheet on disk, in the kind its name says."""
    if path.suffix == ".csv":
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows((HEAD, *rows(number)))
        return path
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate((HEAD, *rows(number))):
            for place, cell in enumerate(row):
                sheet.write_string(at, place, cell)
    return path


def measure(place: Town, sizes: tuple[int, ...] = (100_000,)) -> dict[str, dict[str, Any]]:
    """Ours and the reference in turn, for each kind and size."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for number in sizes:
            kinds = (".csv", ".xlsx") if number <= 200_000 else (".csv",)
            for kind in kinds:
                path = write(Path(folder) / f"{number}{kind}", number)
                found[f"{number:,} {kind}"] = _pair(place, path, number)
    return found


def _pair(place: Town, path: Path, number: int) -> dict[str, Any]:
    ours, plain = [], []
    for _round in range(ROUNDS if number <= 200_000 else 1):
        _empty()
        plain.append(apart(lambda: _reference(_matter(place).pk, path)))
        _empty()
        ours.append(_import(place, path, number))
    sweeps = _swept(number)
    return {
        "rows": number,
        "ours": median(run.wall for run in ours),
        "plain": median(run.wall for run in plain),
        "ratio": median(p.wall / o.wall for p, o in zip(plain, ours, strict=True)),
        "peak": max(run.peak for run in ours),
        "cpu": median(run.cpu for run in ours) / number * 1e6,
        "look": ours[-1].said["look"],
        "sweep": sweeps,
    }


def _empty() -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE decisions_submission, decisions_opinion CASCADE")
        cursor.execute("VACUUM ANALYZE decisions_submission, decisions_opinion")
    Tally.objects.all().delete()


def _matter(place: Town) -> ParticipationActivity:
    decision = decision_at(Stage.DRAFTING, of=place, title="样例：导入测速")
    Participation.objects.get_or_create(decision=decision)
    SectionProgress.objects.get_or_create(decision=decision, section=Section.PARTICIPATION)
    permissions.grant(decision)
    return ParticipationActivity.objects.create(
        decision=decision, kind="open_consultation", title="公开征求意见", organiser="样例"
    )


def _import(place: Town, path: Path, number: int) -> Spent:
    activity, officer = _matter(place), place.by(Role.DRAFTING_OFFICER)

    def work() -> dict[str, Any]:
        job = Job.objects.latest("pk")
        assert outbox.run(job.pk)
        return {"look": looked}

    with path.open("rb") as file:
        sheet = handing.hand_in(activity, take_sheet(path.name, file), by=officer)
    looked = apart(lambda: looking.look(sheet)).wall
    sheet.refresh_from_db()
    perform(act("import_opinions"), activity.decision_id, officer, {"pending": sheet.pk})
    spent = apart(work)
    batch = ImportBatch.objects.latest("pk")
    assert batch.counts == {"taken": number}, batch.counts
    assert Submission.objects.filter(imported=batch).count() == number
    assert Tally.objects.get(decision=activity.decision_id).opinions == number
    return spent


def _reference(activity_id: int, path: Path) -> None:
    """Parse the file as fast as may be and COPY its rows into both tables, in one transaction."""
    activity = ParticipationActivity.objects.get(pk=activity_id)
    decision, now, today = activity.decision_id, timezone.now(), timezone.localdate()
    officer = activity.decision.lead_office.appointments.first().user_id
    with transaction.atomic(), connection.cursor() as cursor:
        parsed = _parsed(path)
        next(parsed)
        while chunk := list(islice(parsed, 5000)):
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence('decisions_submission', 'id'))"
                " FROM generate_series(1, %s)",
                [len(chunk)],
            )
            keys = [key for (key,) in cursor.fetchall()]
            said = _defaults(Submission, SUBMISSION)
            extra = tuple(value for _name, value in said)
            with cursor.copy(_copy(Submission, (*SUBMISSION, *(n for n, _v in said)))) as copy:
                for key, row in zip(keys, chunk, strict=True):
                    drawn = secrets.token_hex(88)
                    copy.write_row(
                        (key, decision, activity_id, drawn[:19], drawn[:64], "letter", "citizen")
                        + ("entered", row[2], row[4], row[5], drawn[:32], drawn[64:128], None, 0)
                        + (drawn[-32:], today, now, None, row[0], row[0])
                        + (int(drawn[:15], 16), officer, *extra)
                    )
            said = _defaults(Opinion, OPINION)
            extra = tuple(value for _name, value in said)
            with cursor.copy(_copy(Opinion, (*OPINION, *(n for n, _v in said)))) as copy:
                for key, row in zip(keys, chunk, strict=True):
                    copy.write_row((decision, key, row[5], None, now, *extra))


def _copy(model: Any, names: tuple[str, ...]) -> str:
    of = {field.attname: field.column for field in model._meta.concrete_fields}
    return f"COPY {model._meta.db_table} ({', '.join(of[name] for name in names)}) FROM STDIN"


def _parsed(path: Path) -> Iterator[Any]:
    if path.suffix == ".csv":
        with path.open(newline="", encoding="utf-8") as file:
            yield from csv.reader(file)
    else:
        yield from python_calamine.load_workbook(path).get_sheet_by_index(0).iter_rows()


def _swept(number: int) -> float:
    """What the sweep takes for 5,000 new leaves beside all that are there, in seconds."""
    decision = Decision.objects.latest("pk")
    Submission.objects.filter(
        pk__in=Submission.objects.filter(decision=decision).order_by("-pk").values("pk")[:5000]
    ).update(batch=None, batch_index=None)
    return apart(lambda: sweep.register(decision.pk)).wall


def lines(found: dict[str, dict[str, Any]]) -> list[str]:
    """The figures as a section of the page."""
    text = [
        "",
        "## Importing a sheet beside the COPY path",
        "",
        "The reference parses the same file and COPYs the same rows into the same two tables with "
        "their indexes, in one transaction; it validates nothing, and makes no receipts, leaves, "
        "roots or counters. Ours does all that, 5,000 rows a transaction, resumable. Medians of "
        f"{ROUNDS} interleaved rounds (one for 1,000,000); goal ≥ 0.40 and ≤ 500 MB. An .xlsx "
        "beyond 200,000 rows is asked for as .csv. *Look* is the preview, *sweep* the taking up of "
        "5,000 leaves beside all others.",
        "",
        "| rows | ours s | COPY s | ratio | CPU µs a row | peak MB | look s | sweep s |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    return text + [
        f"| {name} | {one['ours']:.2f} | {one['plain']:.2f} | {one['ratio']:.2f} | "
        f"{one['cpu']:.1f} | {one['peak']:.0f} | {one['look']:.2f} | {one['sweep']:.2f} |"
        for name, one in found.items()
    ]
