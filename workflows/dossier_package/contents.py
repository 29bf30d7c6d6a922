"""What lies in the package, in order: each part with its path, title and bytes.

Data are written line by line and papers one at a time, so that memory does not grow with the
number of opinions. Where papers lie in the ZIP says docs/dossier-package.md.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from decisions import papers
from decisions.models import Decision, Entry, Paper, SubmissionFile
from notices.models import Notice
from workflows.dossier_package import told
from workflows.dossier_package.registered import Bound
from workflows.record import canonical

VERIFIER = Path(__file__).with_name("verify_dossier.py")
UNSAFE = re.compile(r"[^\w.\-（）〔〕《》]+")
README = """本卷宗包由议决系统导出，可以脱离系统核验。

核验：python3 verify_dossier.py 本文件所在的 ZIP（Python 3.8 以上，不需要安装任何组件）
有另行保存的链头时：python3 verify_dossier.py 卷宗包.zip --head 链头

catalogue.csv   卷内目录：序号、责任者、文号、题名、日期、页数、摘要值
notices/        制发的公文（PDF 及其数据）
papers/         收到和归入案卷的材料
record/         办理记录、意见登记和每日总链头
volume.pdf      整卷PDF，供阅读和打印（登记过的，附最近登记的一份）；volume.json 是其中的目录
data/           草案条文、意见、处理结果、计数、案卷各表、据以判断的事实

包内有提交人的姓名等个人信息，仅供归档、移交和审查使用，不得公开。
"""


@dataclass(frozen=True)
class Part:
    """One file of the package: where it lies, what it is called, and what gives its bytes."""

    path: str
    title: str
    chunks: Callable[[], Iterable[bytes]]
    kind: str = "data"
    author: str = ""
    number: str = ""
    on: str = ""
    pages: int | None = None


def parts(decision: Decision, last: Entry) -> Iterator[Part]:
    """Every file of the package but the manifest and the catalogue drawn from them."""
    yield Part("README.txt", "说明", lambda: [README.encode()], "tool")
    yield Part("verify_dossier.py", "核验程序", lambda: [VERIFIER.read_bytes()], "tool")
    yield from _papers(decision)
    yield from _notices(decision)
    yield from _record(decision)
    yield from _data(decision, last)


def of_volume(volume: Bound | None) -> Iterator[Part]:
    """The whole file as one PDF and the list of what is in it, where one is on the record."""
    if volume:
        yield Part("volume.pdf", "整卷PDF", _stored(volume.pdf), "volume", pages=volume.pages)
        yield Part("volume.json", "整卷PDF所载的目录", _stored(volume.listed), "volume")


def _papers(decision: Decision) -> Iterator[Part]:
    """Papers of the file, then the files that came with submissions, each digest once."""
    unit, seen = str(decision.lead_office), set()
    with_opinions = SubmissionFile.objects.filter(submission__decision=decision)
    sent = Paper.objects.filter(pk__in=with_opinions.values("paper")).order_by("id")
    for row in [*decision.papers.select_related("entered_by__office").order_by("id"), *sent]:
        if row.sha256 in seen:
            continue
        seen.add(row.sha256)
        yield Part(
            f"papers/{row.pk:06d}-{_safe(row.name)}",
            row.title,
            _stored(row.sha256),
            "paper",
            author=str(row.entered_by.office or unit) if row.entered_by else "",
            on=row.occurred_on.isoformat(),
            pages=row.pages,
        )


def _notices(decision: Decision) -> Iterator[Part]:
    rows = Notice.objects.filter(decision=decision).select_related("number", "entry", "signed")
    for row in rows.order_by("id"):
        name, on = f"notices/{row.pk:06d}-{row.kind}", row.issued_on.isoformat()
        yield Part(f"{name}.json", row.title, _json(told.notice(row)))
        if row.sha256:
            yield Part(
                f"{name}.pdf",
                row.title + ("（文号已作废）" if row.void else ""),
                _stored(row.sha256),
                "notice",
                author=str(decision.organ),
                number=row.number_text,
                on=on,
                pages=row.pages,
            )
        if row.signature:
            yield Part(f"{name}.signed.pdf", f"{row.title}（签章件）", _stored(row.file))


def _record(decision: Decision) -> Iterator[Part]:
    yield Part("record/entries.jsonl", "办理记录", _lines(told.entries, decision))
    yield Part("record/leaves.jsonl", "意见登记", _lines(told.leaves, decision))
    yield Part("record/heads.json", "每日总链头", _json(told.daily_heads(decision)))


def _data(decision: Decision, last: Entry) -> Iterator[Part]:
    yield Part("data/case.json", "据以判断的事实", _json(told.case(decision, last)))
    yield Part("data/checklist.json", "归档材料核对", _json(told.checklist(decision, last)))
    yield Part("data/rows.json", "案卷各表", _json(told.rows(decision)))
    yield Part("data/counts.json", "计数", _json(told.counts(decision)))
    yield Part("data/opinions.jsonl", "意见", _lines(told.opinions, decision))
    yield Part("data/dispositions.jsonl", "处理结果", _lines(told.dispositions, decision))
    for row in decision.drafts.prefetch_related("clauses").order_by("version"):
        yield Part(
            f"data/drafts/{row.version:03d}.json",
            f"{row.title}（第{row.version}稿）",
            _json(told.draft(row)),
        )


def _safe(name: str) -> str:
    return UNSAFE.sub("_", name)[-80:].lstrip(".") or "file"


def _stored(digest: str) -> Callable[[], Iterable[bytes]]:
    return lambda: papers.pieces(digest)


def _json(value: Any) -> Callable[[], Iterable[bytes]]:
    return lambda: [json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1).encode()]


def _lines(tell: Callable[[Decision], Iterator[told.Told]], decision: Decision) -> Any:
    return lambda: (canonical(line) + b"\n" for line in tell(decision))
