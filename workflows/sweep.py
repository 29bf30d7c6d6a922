"""Takes up what came in without a lock: batches of submissions into the record, and the counters.

A submission commits with its receipt alone; every sweep (60 s at most) puts the new leaves of a
decision under one Merkle root into its chain and advances its Tally. Running it twice changes
nothing. Counting itself, also the exact count for the gate that closes a phase, is ``tallying.py``.
"""

from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from decisions import casefile, evidence
from decisions.gather import gather
from decisions.models import Decision, Entry, Submission
from workflows import flagging, record
from workflows.act import lock
from workflows.tallying import count_in, counts, recount

__all__ = ["counts", "recount", "register", "sweep_submissions"]

BATCH = 5000  # leaves under one root
_PLACES = """
UPDATE decisions_submission SET batch_id = %s, batch_index = placed.place FROM (
    SELECT id, ROW_NUMBER() OVER (ORDER BY id) - 1 AS place FROM decisions_submission
    WHERE decision_id = %s AND batch_id IS NULL AND id BETWEEN %s AND %s
) AS placed WHERE placed.id = decisions_submission.id
"""


def sweep_submissions() -> int:
    """Register every waiting submission; returns how many leaves were taken up."""
    waiting = (
        Submission.objects.filter(batch=None)
        .order_by()
        .values_list("decision", flat=True)
        .distinct()
    )
    return sum(register(decision_id) for decision_id in waiting)


def register(decision_id: int, now: datetime | None = None) -> int:
    """Put the unswept leaves of one decision under a root in its chain."""
    taken = 0
    while True:
        with transaction.atomic():
            decision = lock(decision_id)
            waiting = Submission.objects.filter(decision=decision, batch=None).order_by("id")
            batch = list(waiting.values_list("id", "leaf")[:BATCH])
            if not batch:
                return taken
            count_in(decision)
            entry = _enter(decision, [leaf for _pk, leaf in batch], now or timezone.now())
            if _place(decision, entry, batch[0][0], batch[-1][0]) != len(batch):
                # Somebody's submission committed in between: begin again with it.
                transaction.set_rollback(True)
                continue
            flagging.ask(entry)
            taken += len(batch)


def _place(decision: Decision, entry: Entry, first: int, last: int) -> int:
    """Give the leaves their places under the root in one statement; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(_PLACES, [entry.pk, decision.pk, first, last])
        return int(cursor.rowcount)


def _enter(decision: Decision, leaves: list[str], now: datetime) -> Entry:
    entry = Entry(
        act="register_submissions",
        actor_name="系统",
        occurred_on=timezone.localdate(now),
        recorded_at=now,
        articles=["15.1"],
        summary=f"登记意见提交{len(leaves)}件",
        facts={"root": record.merkle_root(leaves), "size": len(leaves)},
        stage_before=decision.stage,
        stage_after=decision.stage,
        dossier=casefile.digest(gather(decision.pk, as_of=timezone.localdate(now))),
        rows=evidence.digest(decision.pk),
    )
    record.append(decision, entry)
    decision.save(update_fields=["version", "chain_head"])
    return entry
