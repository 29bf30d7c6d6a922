"""Looks through a sheet before anything is written: what would become of each of its rows.

A small sheet is looked through at once, a large one by a job with its progress. The counts are a
forecast: the import itself looks again, under the lock.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.utils import timezone

from decisions.intake.refused import Refused
from decisions.intake.sheets import RefusedRow, Row
from decisions.models import ParticipationActivity
from workflows import outbox
from workflows.importing import reading
from workflows.importing.known import CHANGED, CONFLICT, NEW, Known, Verdict
from workflows.models import Job, PendingSheet

KIND = "look_through_sheet"
AT_ONCE = 400_000  # bytes of a sheet looked through while the officer waits
SHOWN = 20  # rows of each sort
CHUNK = 5000
REFUSED, OUTSIDE, ROWS = "refused", "out_of_period", "rows"


def look_soon(sheet: PendingSheet) -> Job | None:
    """Look through a sheet now if it is small, else ask for it; the job where there is one."""
    if sheet.size <= AT_ONCE:
        look(sheet)
        return None
    job = outbox.ask(KIND, key(sheet), {"sheet": sheet.pk}, decision=sheet.activity.decision)
    return job


def key(sheet: PendingSheet) -> str:
    """The key of the job that looks through a sheet as its columns stand."""
    chosen = int(sheet.chosen_at.timestamp() * 1000) if sheet.chosen_at else 0
    return f"{sheet.pk}-{chosen}"


@outbox.doer(KIND)
def look_through(job: Job) -> None:
    """The job: nothing to do where the sheet is gone or was looked through."""
    sheets = PendingSheet.objects.select_related("activity__decision", "continues")
    sheet = sheets.filter(pk=job.payload["sheet"], looked_at=None).first()
    if sheet and job.key == f"{KIND}:{key(sheet)}":
        look(sheet, job)


def look(sheet: PendingSheet, job: Job | None = None) -> None:
    """Fill in counts and first rows of each sort; an unreadable sheet says why."""
    seen: Counter[str] = Counter()
    shown: dict[str, list[dict[str, Any]]] = {}
    known = Known(sheet.activity_id, sheet.continues)
    try:
        with reading.opened(sheet.sha256, sheet.kind) as source:
            rows = source.rows(sheet.columns, sheet.channel)
            while chunk := list(islice(rows, CHUNK)):
                for sort, row in _sorted(chunk, known, sheet.activity, seen):
                    if len(shown.setdefault(sort, [])) < SHOWN:
                        shown[sort].append(row)
                if job:
                    outbox.report(job, seen[ROWS])
            sheet.spare_files = source.spare()
    except Refused as refusal:
        sheet.refusal = str(refusal)
    sheet.counts, sheet.shown, sheet.looked_at = dict(seen), shown, timezone.now()
    PendingSheet.objects.filter(pk=sheet.pk, chosen_at=sheet.chosen_at).update(
        counts=sheet.counts,
        shown=sheet.shown,
        spare_files=sheet.spare_files,
        refusal=sheet.refusal,
        looked_at=sheet.looked_at,
    )


def _sorted(
    chunk: list[Row | RefusedRow],
    known: Known,
    activity: ParticipationActivity,
    seen: Counter[str],
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Count the rows of a chunk, and give each with its sort as the page shows it."""
    seen[ROWS] += len(chunk)
    for row in chunk:
        if isinstance(row, RefusedRow):
            seen[REFUSED] += 1
            yield REFUSED, refused_as_shown(row)
    for verdict in known.sort([row for row in chunk if isinstance(row, Row)]):
        seen[verdict.outcome] += 1
        seen[OUTSIDE] += outside(verdict.row, activity)
        yield verdict.outcome, as_shown(verdict)


def refused_as_shown(row: RefusedRow) -> dict[str, Any]:
    """A refused row as a page shows it."""
    return {"row": row.number, "reasons": list(row.reasons), "cells": list(row.original)}


def as_shown(verdict: Verdict) -> dict[str, Any]:
    """A readable row as a page shows it, beside the earlier one where there is one."""
    row, earlier = verdict.row, verdict.earlier
    told = {
        "row": row.number,
        "serial": row.serial,
        "channel": row.channel,
        "sender": row.sender_name,
        "kind": row.sender_kind,
        "day": row.received_on.isoformat() if row.received_on else "",
        "clause": row.clause_as_written,
        "text": row.text[:500],
        "scans": list(row.scans),
    }
    if verdict.outcome == NEW or earlier is None:
        return told | {"reason": verdict.reason}
    told |= {"reason": verdict.reason, "number": earlier["number"]}
    told |= {"earlier_row": earlier["import_row"], "earlier_import": earlier["imported"]}
    if verdict.outcome in (CHANGED, CONFLICT):
        told["before"] = earlier["text"][:500]
        told["differs"] = differs(verdict)
    return told


def differs(verdict: Verdict) -> list[str]:
    """The fields in which a row differs from the earlier one, as far as both are kept."""
    row, earlier = verdict.row, verdict.earlier or {}
    pairs = {
        "channel": (row.channel, earlier.get("channel")),
        "sender_kind": (row.sender_kind, earlier.get("submitter_kind")),
        "sender_name": (row.sender_name, earlier.get("name")),
        "phone": (row.phone, earlier.get("contact")),
        "text": (row.text, earlier.get("text")),
        "received_on": (row.received_on, earlier.get("occurred_on")),
    }
    found = [name for name, (now, before) in pairs.items() if now != before]
    return found or ["clause"]


def outside(row: Row, activity: ParticipationActivity) -> bool:
    """Whether a row was received outside the period of the activity."""
    day = row.received_on
    if day is None or activity.opens_on is None:
        return False
    return day < activity.opens_on or bool(activity.closes_on and day > activity.closes_on)
