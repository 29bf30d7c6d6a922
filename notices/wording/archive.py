"""What the cover of a file says and its catalogue lists (Art. 33; DA/T 22): every paper and notice.

A notice that is not printed yet is listed with that remark, so that nothing is left out.
"""

from collections import Counter
from collections.abc import Iterator

from django.db.models import Value

from decisions.models import Decision, Entry
from notices import papers
from notices.models import Notice
from notices.wording.frame import frame
from notices.wording.participation import profile_of
from notices.wording.words import RETENTION, final_title, lead_unit, titled, unit

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


def dossier_catalogue(decision: Decision, entry: Entry, number: str) -> papers.Paper:
    """The catalogue of the decision's file."""
    archive = getattr(decision, "archive", None)
    every = sorted((*_received(decision), *_issued(decision)), key=lambda one: one.dated)
    return papers.DossierCatalogue(
        **frame(decision, entry, number),
        title="卷内目录",
        matter=titled(final_title(decision.title)),
        file_number=archive.file_number if archive else "",
        lead_unit=lead_unit(decision),
        retention=_retention(decision, archive.retention) if archive else "",
        entries=tuple(every),
    )


def dossier_cover(decision: Decision, entry: Entry, number: str) -> papers.Paper:
    """The cover: from the proposal to the day the matter was finished."""
    archive, initiation = decision.archive, decision.initiation
    received = decision.papers.order_by().annotate(what=Value("received")).values("what")
    issued = Notice.objects.filter(decision=decision).exclude(kind__in=OF_THE_FILE).order_by()
    every = received.union(issued.annotate(what=Value("issued")).values("what"), all=True)
    counted = Counter(row["what"] for row in every)
    finished = archive.finished_on or archive.archived_on
    return papers.DossierCover(
        **frame(decision, entry, number),
        title="重大行政决策案卷",
        matter=titled(final_title(decision.title)),
        fonds=decision.organ.name,
        lead_unit=lead_unit(decision),
        file_number=archive.file_number,
        retention=_retention(decision, archive.retention),
        begun_on=initiation.proposed_on,
        ended_on=max(finished, initiation.proposed_on),
        received=counted["received"],
        issued=counted["issued"],
        outcome=OUTCOMES.get(decision.stage, ""),
    )


def _retention(decision: Decision, word: str) -> str:
    if word.isdecimal():
        return f"{word}年"
    return RETENTION.get(word) or profile_of(decision).word(word).zh


def _received(decision: Decision) -> Iterator[papers.Entry]:
    for paper in decision.papers.select_related("entered_by__office__organ").order_by("id"):
        office = paper.entered_by.office if paper.entered_by else None
        yield papers.Entry(
            author=unit(office) if office else decision.organ.name,
            title=paper.title,
            dated=paper.occurred_on,
            pages=paper.pages,
            digest=paper.sha256,
            note=SIGNED if paper.signed else "",
        )


def _issued(decision: Decision) -> Iterator[papers.Entry]:
    rows = Notice.objects.filter(decision=decision).exclude(kind__in=OF_THE_FILE)
    for notice in rows.select_related("number").order_by("issued_on", "id"):
        yield papers.Entry(
            number=notice.number_text,
            author=str(notice.snapshot.get("organ", "")) or decision.organ.name,
            title=notice.title,
            dated=notice.issued_on,
            pages=notice.pages or None,
            digest=notice.sha256,
            note=VOIDED if notice.void else "" if notice.rendered_at else NOT_PRINTED,
        )
