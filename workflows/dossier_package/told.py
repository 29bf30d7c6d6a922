"""What the database holds of one decision, spelled for the package line by line.

Every line can be computed again by ``verify_dossier.py`` with nothing but SHA-256. Contacts are
never told; what was erased is told as erased.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils import timezone

from decisions import casefile, evidence
from decisions.archive_slots import slots
from decisions.errors import NotNow
from decisions.gather import gather
from decisions.law.terms import Stage
from decisions.models import DailyHead, Decision, Disposition, Draft, Entry, Opinion, Submission
from notices.models import Notice
from workflows import heads, receipts, record, tallying
from workflows.fsck import answers, chains

Told = dict[str, Any]
CHUNK = 2000


def entries(decision: Decision) -> Iterator[Told]:
    """The chain of the decision, each entry with its digest."""
    for entry in decision.entries.order_by("seq").iterator():
        yield {"content": record.content(entry), "digest": entry.digest}


def leaves(decision: Decision) -> Iterator[Told]:
    """Every submission in its place under the entry that took it up."""
    rows = (
        Submission.objects.filter(decision=decision)
        .select_related("batch")
        .prefetch_related("files__paper")
        .order_by("batch__seq", "batch_index", "id")
    )
    for row in rows.iterator(chunk_size=CHUNK):
        digests = [sent.paper.sha256 for sent in row.files.all()]
        erased = row.erased_at is not None
        yield {
            "number": row.number,
            "leaf": row.leaf,
            "seq": row.batch.seq if row.batch else None,
            "place": row.batch_index,
            "withdrawn": row.withdrawn_at is not None,
            "erased": erased,
            "salt": row.salt,
            "said": None if erased else receipts.said(row, digests),
        }


def opinions(decision: Decision) -> Iterator[Told]:
    """Every opinion: from which submission, in whose group, on which clause."""
    rows = Opinion.objects.filter(decision=decision).order_by("id")
    for row in rows.select_related("submission").iterator(chunk_size=CHUNK):
        yield {
            "id": row.pk,
            "serial": row.serial,
            "number": row.submission.number,
            "channel": row.submission.channel,
            "text": row.text,
            "public_text": row.public_text,
            "redaction_reason": row.redaction_reason,
            "clause": row.clause_id,
            "cluster": row.cluster_id,
        }


def dispositions(decision: Decision) -> Iterator[Told]:
    """What became of each opinion or group."""
    rows = Disposition.objects.filter(decision=decision).order_by("id")
    for row in rows.prefetch_related("changed_clauses").iterator(chunk_size=CHUNK):
        said = answers.as_found(row) | {"on": row.decided_on.isoformat()}
        yield {"subject": list(answers.subject_of(row)), **said}


def counts(decision: Decision) -> dict[str, int]:
    """The counters by channel and by disposition."""
    wanted = ("from_", "is_", "opinions", "submissions", "undisposed")
    found = tallying.counts(decision)
    return {name: number for name, number in found.items() if name.startswith(wanted)}


def rows(decision: Decision) -> list[list[Any]]:
    """The rows behind the newest entry, as its digest covers them (docs/record.md §2.2)."""
    return [[table, row] for table, row in evidence.rows_of_file(decision.pk)]


def case(decision: Decision, last: Entry) -> Told:
    """The facts the law saw at the newest entry; raises NotNow when the rows say otherwise."""
    found = chains.seen_at(decision, last)
    if found is None:
        raise NotNow("案卷与办理记录不符，请先运行 fsck 查明。")
    return casefile.dump(found)


def checklist(decision: Decision, last: Entry) -> list[Told]:
    """Each heading of the checklist of Art. 33: present, missing, or not needed and why."""
    dossier = gather(decision.pk, as_of=timezone.localdate(last.recorded_at))
    return [
        {"slot": s.slot, "title": s.title, "present": s.present, "not_needed": s.not_needed}
        for s in slots(dossier, Stage(decision.stage))
    ]


def draft(row: Draft) -> Told:
    """A version of the draft, clause by clause."""
    clauses = [[c.kind, c.label, c.heading, c.text] for c in row.clauses.all()]
    return {"version": row.version, "title": row.title, "clauses": clauses}


def notice(row: Notice) -> Told:
    """A paper issued: its frozen data, and the digests of its PDF and of the signed file."""
    signed = {"signed": row.file} if row.signature else {}
    return signed | {
        "notice": row.pk,
        "kind": row.kind,
        "title": row.title,
        "number": row.number_text,
        "public": row.public,
        "issued_on": row.issued_on.isoformat(),
        "void": row.void,
        "seq": row.entry.seq,
        "snapshot_sha256": row.snapshot_sha256,
        "sha256": row.sha256,
        "snapshot": row.snapshot,
    }


def daily_heads(decision: Decision) -> list[Told]:
    """The first daily head that covers the newest entry, or the newest there is."""
    last = decision.entries.order_by("-seq").first()
    if last is None:
        return []
    after = DailyHead.objects.filter(on__gte=timezone.localdate(last.recorded_at)).order_by("on")
    found = after.first() or DailyHead.objects.order_by("-on").first()
    return [_head(found)] if found and _covers(decision, found.on) else []


def _head(row: DailyHead) -> Told:
    return {
        "on": row.on.isoformat(),
        "previous": row.previous,
        "digest": row.digest,
        "heads": heads.newest(row.on),
    }


def _covers(decision: Decision, on: date) -> bool:
    return decision.entries.filter(recorded_at__lt=heads.end_of(on)).exists()
