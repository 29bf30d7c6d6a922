"""What the cover of a file says and its catalogue lists (Art. 33; DA/T 22): every paper and notice.

A notice that is not printed yet is listed with that remark, so that nothing is left out.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import F, Q, QuerySet

from decisions.gather.listed import DECISION, Listed, holds, listed, read
from decisions.gather.reading import day
from decisions.models import Decision, Entry, Paper
from notices import papers
from notices.models import Notice
from notices.wording.frame import frame
from notices.wording.participation import profile_of
from notices.wording.words import RETENTION, final_title, lead_unit, titled, unit_named

NOT_PRINTED, VOIDED, SIGNED = "尚未印制", "文号已作废", "有签名或盖章"
OF_THE_FILE = ("dossier_cover", "dossier_catalogue")  # about the file, not in it
OUTCOMES = {
    "promulgated": "已公布",
    "in_execution": "执行中",
    "suspended": "中止执行",
    "concluded": "已办结",
    "rejected": "讨论未通过",
    "terminated": "程序终止",
}


def dossier_catalogue(
    decision: Decision, entry: Entry, number: str, *, rows: Listed | None = None
) -> papers.Paper:
    """The catalogue of the decision's file; an act has already read what it lists."""
    archive = getattr(decision, "archive", None)
    rows = on_file(decision) if rows is None else rows
    every = sorted((*_received(decision, rows), *_issued(decision, rows)), key=lambda e: e.dated)
    return papers.DossierCatalogue(
        **frame(decision, entry, number),
        title="卷内目录",
        matter=titled(final_title(decision.title)),
        file_number=archive.file_number if archive else "",
        lead_unit=lead_unit(decision),
        retention=retention(decision, archive.retention) if archive else "",
        entries=tuple(every),
    )


def dossier_cover(
    decision: Decision, entry: Entry, number: str, *, rows: Listed | None = None
) -> papers.Paper:
    """The cover: from the proposal to the day the matter was finished."""
    archive, initiation = decision.archive, decision.initiation
    rows = on_file(decision) if rows is None else rows
    issued = [row for row in rows["issued"] if row["kind"] not in OF_THE_FILE]
    finished = archive.finished_on or archive.archived_on
    return papers.DossierCover(
        **frame(decision, entry, number),
        title="重大行政决策案卷",
        matter=titled(final_title(decision.title)),
        fonds=decision.organ.name,
        lead_unit=lead_unit(decision),
        file_number=archive.file_number,
        retention=retention(decision, archive.retention),
        begun_on=initiation.proposed_on,
        ended_on=max(finished, initiation.proposed_on),
        received=len(rows["received"]),
        issued=len(issued),
        outcome=OUTCOMES.get(decision.stage, ""),
    )


def retention(decision: Decision, word: str) -> str:
    """How long the file is kept (保管期限), in words; empty while that is not settled."""
    if not word or word.isdecimal():
        return f"{word}年" if word else ""
    return RETENTION.get(word) or profile_of(decision).word(word).zh


def on_file(decision: Decision) -> Listed:
    """Every paper received and every notice issued, in one query."""
    return read(lists, decision=decision.pk)


def lists() -> Iterator[QuerySet[Any]]:
    """Every paper received and every notice issued: a room to be read alone or beside others."""
    yield listed(
        "received",
        Paper.objects.filter(decision=DECISION),
        *("title", "occurred_on", "pages", "sha256", "signed"),
        office=F("entered_by__office__name"),
        organ=F("entered_by__office__organ__name"),
    )
    yield listed(
        "issued",
        Notice.objects.filter(decision=DECISION),
        *("kind", "title", "number_text", "issued_on", "pages", "sha256"),
        organ=F("snapshot__organ"),
        void=holds(Q(number__voided_at__isnull=False)),
        printed=holds(Q(rendered_at__isnull=False)),
    )


def _received(decision: Decision, rows: Listed) -> Iterator[papers.Entry]:
    for row in rows["received"]:
        author = unit_named(row["office"], row["organ"]) if row["office"] else decision.organ.name
        yield papers.Entry(
            author=author,
            title=row["title"],
            dated=day(row["occurred_on"]),
            pages=row["pages"],
            digest=row["sha256"],
            note=SIGNED if row["signed"] else "",
        )


def _issued(decision: Decision, rows: Listed) -> Iterator[papers.Entry]:
    for row in sorted(rows["issued"], key=lambda row: (row["issued_on"], row["id"])):
        if row["kind"] not in OF_THE_FILE:
            yield papers.Entry(
                number=row["number_text"],
                author=row["organ"] or decision.organ.name,
                title=row["title"],
                dated=day(row["issued_on"]),
                pages=row["pages"] or None,
                digest=row["sha256"],
                note=VOIDED if row["void"] else "" if row["printed"] else NOT_PRINTED,
            )
