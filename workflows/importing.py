"""Importing opinions from a sheet: previewed, kept, taken in chunks, resumable (Art. 14).

``start_import`` stores the sheet's row of work and asks the outbox; the doer takes rows in chunks,
each one transaction, so a killed worker loses at most a chunk and doubles none. Refused rows stay
on the batch with their reasons. The sweep registers and counts what was taken. Reading sheets is
``decisions/intake/sheets.py``.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from decisions import papers
from decisions.intake import sheets
from decisions.intake.columns import Mapping as Columns
from decisions.intake.columns import guess_mapping
from decisions.intake.exports import refused_rows_file
from decisions.intake.files import digest
from decisions.intake.sheets import RefusedRow, Row
from decisions.models import (
    Clause,
    ImportBatch,
    Opinion,
    Paper,
    ParticipationActivity,
    Submission,
)
from workflows import entering, outbox
from workflows.models import Job

SHEET = "opinion_sheet"  # the paper's kind
KIND = "import_opinions"
CHUNK = 1000  # rows in one transaction
SHOWN = 20  # rows of the preview


@dataclass(frozen=True)
class Preview:
    """What an import of this sheet would do; nothing is written."""

    headers: tuple[str, ...]
    mapping: Columns
    taken: int = 0
    refused: int = 0
    first: list[Row] = field(default_factory=list)
    first_refused: list[RefusedRow] = field(default_factory=list)
    out_of_period: int = 0
    imported_before: bool = False

    @property
    def rows(self) -> int:
        """The filled rows of the sheet."""
        return self.taken + self.refused


def preview(
    data: bytes,
    name: str,
    mapping: Mapping[str, int] | None,
    activity: ParticipationActivity,
    channel: str = "",
) -> Preview:
    """Read a sheet as the import would; raises Refused when it cannot be read at all."""
    headers = tuple(sheets.read_headers(data))
    columns = columns_of(headers, mapping)
    seen = {"taken": 0, "refused": 0, "out_of_period": 0}
    first: list[Row] = []
    refused: list[RefusedRow] = []
    for row in sheets.read_rows(data, columns, channel or None):
        if isinstance(row, RefusedRow):
            seen["refused"] += 1
            refused += [row] * (len(refused) < SHOWN)
        else:
            seen["taken"] += 1
            seen["out_of_period"] += _out_of_period(row, activity)
            first += [row] * (len(first) < SHOWN)
    return Preview(
        headers,
        columns,
        first=first,
        first_refused=refused,
        imported_before=_imported_before(data, activity),
        **seen,
    )


def columns_of(headers: tuple[str, ...], mapping: Mapping[str, int] | None) -> Columns:
    """The columns chosen by hand, or those the headers name."""
    if not mapping:
        return guess_mapping(headers)
    unknown = tuple((n, h) for n, h in enumerate(headers) if h and n not in mapping.values())
    return Columns(dict(mapping), unknown)


def start_import(
    activity: ParticipationActivity,
    paper: Paper,
    *,
    mapping: Mapping[str, int] | None,
    channel: str,
    by: User,
) -> ImportBatch:
    """Ask for the import of a kept sheet; call it inside the act's transaction."""
    data = papers.read(paper.sha256)
    headers = tuple(sheets.read_headers(data))
    columns = columns_of(headers, mapping)
    rows = sum(1 for _row in sheets.read_rows(data, columns, channel or None))
    batch = ImportBatch.objects.create(
        decision_id=activity.decision_id,
        activity=activity,
        paper=paper,
        mapping={"columns": columns.columns, "channel": channel, "headers": list(headers)},
        rows=rows,
        entered_by=by,
    )
    job = outbox.ask(KIND, str(batch.pk), {"import": batch.pk}, decision=activity.decision)
    Job.objects.filter(pk=job.pk).update(total=rows)
    return batch


@outbox.doer(KIND)
def import_rows(job: Job) -> None:
    """Take the rows not taken yet, chunk by chunk; fit to be run again at any point."""
    batch = ImportBatch.objects.select_related("activity__decision", "paper", "entered_by").get(
        pk=job.payload["import"]
    )
    if batch.finished_at:
        return
    rows = _waiting(batch)
    clauses = _clauses(batch.activity)
    while chunk := list(islice(rows, CHUNK)):
        if not _take(batch, chunk, clauses, job):
            return
    ImportBatch.objects.filter(pk=batch.pk).update(finished_at=timezone.now())


def refused_file(batch: ImportBatch, kind: str = "xlsx") -> bytes:
    """The refused rows as a file: row number, reasons, then the cells as they stood."""
    rows = [RefusedRow(r["row"], tuple(r["reasons"]), tuple(r["cells"])) for r in batch.refused]
    return bytes(refused_rows_file(rows, batch.mapping["headers"], kind))


def _waiting(batch: ImportBatch) -> Iterator[Row | RefusedRow]:
    """The rows below the last one that was taken; ``done`` is a row number of the sheet."""
    columns = Columns(batch.mapping["columns"])
    data = papers.read(batch.paper.sha256)
    for row in sheets.read_rows(data, columns, batch.mapping["channel"] or None):
        if row.number > batch.done:
            yield row


def _take(
    batch: ImportBatch, chunk: list[Row | RefusedRow], clauses: dict[str, int], job: Job
) -> bool:
    """Take a chunk in one transaction; False when another worker was there first."""
    now = timezone.now()
    with transaction.atomic():
        locked = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if locked.done != batch.done:
            return False
        said = [_said(batch, row, now) for row in chunk if isinstance(row, Row)]
        Submission.objects.bulk_create(said)
        taken = [row for row in chunk if isinstance(row, Row)]
        Opinion.objects.bulk_create(
            entering.opinion(one, clause_id=_clause(row.clause, clauses))
            for one, row in zip(said, taken, strict=True)
        )
        locked.refused += [_kept(row) for row in chunk if isinstance(row, RefusedRow)]
        locked.done = batch.done = chunk[-1].number
        locked.save(update_fields=["done", "refused"])
        _progress(job, len(chunk))
    return True


def _said(batch: ImportBatch, row: Row, now: Any) -> Submission:
    made, _code = entering.submission(
        batch.activity,
        text=row.text,
        channel=row.channel,
        submitter_kind=row.sender_kind,
        received_on=row.received_on or timezone.localdate(now),
        entered_at=now,
        entered_by=batch.entered_by,
        name=row.sender_name,
        contact=row.phone,
        imported=batch,
        import_row=row.number,
    )
    return made


def _progress(job: Job, rows: int) -> None:
    job.progress += rows
    Job.objects.filter(pk=job.pk).update(
        progress=job.progress, leased_until=timezone.now() + outbox.LEASE
    )


def _kept(row: RefusedRow) -> dict[str, Any]:
    return {
        "row": row.number,
        "reasons": [str(reason) for reason in row.reasons],
        "cells": [json.loads(json.dumps(cell)) for cell in row.original],
    }


def _clauses(activity: ParticipationActivity) -> dict[str, int]:
    """The clauses of the draft that was published, or else of the newest frozen one, by path."""
    published = getattr(activity, "consultation", None)
    drafts = activity.decision.drafts.exclude(frozen_on=None).order_by("-version")
    draft = published.draft_id if published else drafts.values_list("pk", flat=True).first()
    return dict(Clause.objects.filter(draft=draft).values_list("path", "pk"))


def _clause(path: str | None, clauses: dict[str, int]) -> int | None:
    """The clause of a path, or the article around it."""
    while path:
        if path in clauses:
            return clauses[path]
        path = path.rpartition(".")[0]
    return None


def _out_of_period(row: Row, activity: ParticipationActivity) -> bool:
    day = row.received_on
    if day is None or activity.opens_on is None:
        return False
    return day < activity.opens_on or bool(activity.closes_on and day > activity.closes_on)


def _imported_before(data: bytes, activity: ParticipationActivity) -> bool:
    return ImportBatch.objects.filter(activity=activity, paper__sha256=digest(data)).exists()
