"""Takes the rows of a sheet, chunk by chunk, each in one transaction: resumable, never doubled.

``start`` is called by the act; the doer by the outbox. A chunk locks the decision, so that its
leaves go under a root at once and the counters move with the rows. A killed worker loses at most
a chunk; ``ImportBatch.done`` says where to go on. What a chunk writes stands in ``writing.py``.
"""

from collections import Counter
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from decisions import copying
from decisions.errors import NotNow
from decisions.gather.listed import Listed, one
from decisions.intake.sheets import RefusedRow, Row
from decisions.law.terms import Progress, Section, Stage
from decisions.models import (
    Decision,
    ImportBatch,
    Opinion,
    Paper,
    RowLeftOut,
    SectionProgress,
    Submission,
)
from workflows import outbox, tallying
from workflows.act import lock
from workflows.importing import after, reading
from workflows.importing.known import CHANGED, CONFLICT, NEW, SEEN, Known, Verdict
from workflows.importing.leftovers import left_out
from workflows.importing.writing import Writer
from workflows.models import Job, PendingSheet

KIND = "import_opinions"
SHEET = "opinion_sheet"  # the paper's kind
CHUNK = 5000  # rows in one transaction
CHUNK_OF_SCANS = 100  # rows with files, which weigh more
LEAVE, TAKE, REPLACE = "leave", "take", "replace"


def start(sheet: PendingSheet, paper: Paper, *, policy: dict[str, str], by: User) -> ImportBatch:
    """Ask for the import of a sheet that was looked through; inside the act's transaction."""
    rows = sheet.counts.get("rows", 0)
    batch = ImportBatch.objects.create(
        decision_id=sheet.activity.decision_id,
        activity=sheet.activity,
        paper=paper,
        mapping={
            "columns": sheet.columns,
            "channel": sheet.channel,
            "headers": sheet.headers,
            "kind": sheet.kind,
        },
        rows=rows,
        continues=sheet.continues,
        policy=policy,
        entered_by=by,
    )
    job = outbox.ask(KIND, str(batch.pk), {"import": batch.pk}, decision=sheet.activity.decision)
    Job.objects.filter(pk=job.pk).update(total=rows)
    return batch


def none_comes_in(rows: Listed) -> None:
    """Raise NotNow while rows of a sheet are still being taken: what is counted now is not all.

    ``rows`` were read under the lock (``standing.waiting``).
    """
    if one(rows, "sent_in")["comes_in"]:
        raise NotNow(_("An import is under way. Wait for its end, or stop it."))


def job_of(batch: ImportBatch) -> Job | None:
    """The job that takes a sheet's rows."""
    return Job.objects.filter(key=f"{KIND}:{batch.pk}").first()


@outbox.doer(KIND)
def import_rows(job: Job) -> None:
    """Take the rows not taken yet; fit to be run again at any point."""
    take(job)


def take(job: Job, now: datetime | None = None) -> None:
    """The same by a given clock, where the demo plays a story of the past."""
    batch = ImportBatch.objects.select_related("activity", "paper", "entered_by", "continues").get(
        pk=job.payload["import"]
    )
    if batch.finished_at or batch.stopped_at:
        return
    outbox.report(job, job.progress)
    with reading.opened(batch.paper.sha256, batch.mapping.get("kind", "")) as sheet:
        if _take_all(batch, sheet, job, now):
            _finish(batch, sheet.spare())


def _take_all(batch: ImportBatch, sheet: reading.Reading, job: Job, now: datetime | None) -> bool:
    """Every chunk; False when it was stopped or another worker is ahead."""
    known = Known(batch.activity_id, batch.continues, own=batch.pk)
    writer = Writer(batch, sheet, now)
    rows = sheet.rows(batch.mapping["columns"], batch.mapping["channel"])
    size, looked = CHUNK_OF_SCANS if sheet.package else CHUNK, 0
    while chunk := list(islice(rows, size)):
        looked += len(chunk)
        chunk = _not_taken(batch, chunk, known)
        if chunk and not _take(batch, chunk, known, writer, job, looked):
            return False
    return True


def _not_taken(
    batch: ImportBatch, chunk: list[Row | RefusedRow], known: Known
) -> list[Row | RefusedRow]:
    """The rows of a chunk below the last one that was taken; the others are remembered."""
    if chunk[0].number > batch.done:
        return chunk
    for row in chunk:
        if row.number <= batch.done and isinstance(row, Row):
            known.pass_over(row)
    return [row for row in chunk if row.number > batch.done]


def _take(
    batch: ImportBatch,
    chunk: list[Row | RefusedRow],
    known: Known,
    writer: Writer,
    job: Job,
    looked: int,
) -> bool:
    """Take a chunk in one transaction; False when it is not to be taken any more."""
    with transaction.atomic():
        decision = lock(batch.decision_id)
        locked = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if locked.done != batch.done or locked.finished_at or locked.stopped_at:
            return False
        _still_collecting(decision)
        verdicts = known.sort([row for row in chunk if isinstance(row, Row)])
        taken = [verdict for verdict in verdicts if _is_taken(verdict, batch.policy)]
        writer.write(decision, taken)
        refused = [row for row in chunk if isinstance(row, RefusedRow)]
        left = left_out(batch, refused, [v for v in verdicts if not _is_taken(v, batch.policy)])
        RowLeftOut.objects.bulk_create(left, batch_size=1000)
        counted = Counter(locked.counts) + _counted(verdicts, batch.policy)
        counted["refused"] += len(refused)
        locked.counts = {name: number for name, number in counted.items() if number}
        locked.done = chunk[-1].number
        locked.save(update_fields=["counts", "done"])
        outbox.report(job, looked)
    batch.done = locked.done
    return True


def _is_taken(verdict: Verdict, policy: dict[str, Any]) -> bool:
    return (
        verdict.outcome == NEW
        or (verdict.outcome == SEEN and policy.get(SEEN) == TAKE)
        or (verdict.outcome == CHANGED and policy.get(CHANGED) == REPLACE)
    )


def _counted(verdicts: list[Verdict], policy: dict[str, Any]) -> Counter[str]:
    """How many rows were taken, had been seen, were changed or clash."""
    found: Counter[str] = Counter()
    for verdict in verdicts:
        taken = _is_taken(verdict, policy)
        found["taken"] += taken
        if verdict.outcome == CHANGED:
            found["replaced" if taken else CHANGED] += 1
        elif verdict.outcome == CONFLICT or not taken:
            found[verdict.outcome] += 1
    return found


def _still_collecting(decision: Decision) -> None:
    """Rows are entered only while opinions may be; else the job says why it stands still."""
    concluded = SectionProgress.objects.filter(
        decision=decision, section=Section.PARTICIPATION, progress=Progress.CONCLUDED
    )
    if decision.stage != Stage.DRAFTING or concluded.exists():
        raise NotNow(_("This section is concluded. Reopen it first."))


def _finish(batch: ImportBatch, spare: list[str]) -> None:
    with transaction.atomic():
        decision = lock(batch.decision_id)
        ended = ImportBatch.objects.filter(pk=batch.pk, finished_at=None, stopped_at=None)
        if ended.update(finished_at=timezone.now(), spare_files=spare):
            copying.weigh(Submission, Opinion)
            tallying.count_in(decision)
            after.tell(batch)
