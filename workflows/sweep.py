"""Takes up what came in without a lock: batches of submissions into the record, and the counters.

A submission commits with its receipt alone; every sweep (60 s at most) puts the new leaves of a
decision under one Merkle root into its chain and adds them to its counters, so that a sweep costs
what came in and not what is there. Running it twice changes nothing. Counting itself, also the
exact count for the gate that closes a phase, is ``tallying.py``. Imports register their own leaves.
"""

from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from decisions import casefile, evidence
from decisions.copying import next_ids
from decisions.models import Decision, Entry, Submission
from workflows import flagging, record, tallying
from workflows.act import lock

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
            (key,) = next_ids(Entry, 1)
            if _place(decision, key, batch[0][0], batch[-1][0]) != len(batch):
                # Somebody's submission committed in between: begin again with it.
                transaction.set_rollback(True)
                continue
            tallying.count_in(decision)
            register_leaves(decision, [leaf for _pk, leaf in batch], now or timezone.now(), key)
            taken += len(batch)


def _place(decision: Decision, key: int, first: int, last: int) -> int:
    """Give the leaves their places under the root in one statement; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(_PLACES, [key, decision.pk, first, last])
        return int(cursor.rowcount)


def register_leaves(
    decision: Decision, leaves: list[str], now: datetime, key: int, **facts: Any
) -> Entry:
    """Put leaves under one root into the chain of a locked decision; their rows bear ``key``."""
    said = {
        "pk": key,
        "act": "register_submissions",
        "articles": ["15.1"],
        "summary": f"登记意见提交{len(leaves)}件",
        "facts": {"root": record.merkle_root(leaves), "size": len(leaves), **facts},
    }
    entry = enter(decision, now, **said)
    flagging.ask(entry)
    return entry


def enter(decision: Decision, now: datetime, *, by: str = "系统", **said: Any) -> Entry:
    """An entry of what came about without an act, by the system or a sender; the row is locked."""
    seen = evidence.seen(decision, as_of=timezone.localdate(now))
    entry = Entry(
        actor_name=by,
        occurred_on=timezone.localdate(now),
        recorded_at=now,
        stage_before=decision.stage,
        stage_after=decision.stage,
        dossier=casefile.digest(seen.dossier),
        rows=seen.digest,
        **said,
    )
    record.append(decision, entry)
    decision.save(update_fields=["version", "chain_head"])
    return entry
