"""Takes up what came in without a lock: batches of submissions into the record, and the counters.

A submission commits with its receipt alone; every sweep (60 s at most) puts the new leaves of a
decision under one Merkle root into its chain and advances its Tally by them, so that a sweep costs
what came in and not what is there. Running it twice changes nothing. ``recount`` is the exact
count, under the lock, for the gate that closes a phase; it may run ahead of the record
(``Tally.ahead``), and then the next sweep counts anew. Imports register their own leaves.
"""

from collections import Counter
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from decisions import casefile, evidence
from decisions.copying import next_ids
from decisions.gather import gather
from decisions.law.terms import DispositionKind
from decisions.models import Decision, Disposition, Entry, Opinion, Submission, Tally
from workflows import record
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
            _count(decision, key, whole=len(batch) < BATCH)
            register_leaves(decision, [leaf for _pk, leaf in batch], now or timezone.now(), key)
            taken += len(batch)


def _place(decision: Decision, key: int, first: int, last: int) -> int:
    """Give the leaves their places under the root in one statement; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(_PLACES, [key, decision.pk, first, last])
        return int(cursor.rowcount)


def _count(decision: Decision, key: int, *, whole: bool) -> None:
    """Count what was just taken up: by itself, or everything where the counters ran ahead."""
    if not tally_of(decision).ahead:
        taken = Submission.objects.filter(batch=key, withdrawn_at=None)
        opinions = Opinion.objects.filter(submission__batch=key, submission__withdrawn_at=None)
        advance(decision, Counter(counted(opinions)) + Counter({"submissions": taken.count()}))
    elif whole:
        recount(decision)


def tally_of(decision: Decision) -> Tally:
    """The counters of a decision; made where there are none, and behind if it has submissions."""
    fresh = {"ahead": Submission.objects.filter(decision=decision).exists()}
    return Tally.objects.get_or_create(decision=decision, defaults=fresh)[0]


def advance(decision: Decision, more: Counter[str]) -> None:
    """Add what came in to the counters, in one statement; the lock is held."""
    moved = {name: F(name) + number for name, number in more.items() if number}
    Tally.objects.filter(decision=decision).update(counted_at=timezone.now(), **moved)


def recount(decision: Decision) -> Tally:
    """Count exactly, under the lock, and keep the counters (they add up or are refused)."""
    tally, _fresh = Tally.objects.get_or_create(decision=decision)
    for name, number in counts(decision).items():
        setattr(tally, name, number)
    tally.counted_at = timezone.now()
    # Asked after counting: whoever commits in between is counted by the next sweep.
    tally.ahead = Submission.objects.filter(decision=decision, batch=None).exists()
    tally.save()
    return tally


def counts(decision: Decision) -> dict[str, int]:
    """Every counter of a decision, from the rows alone: column of Tally → number."""
    found: dict[str, int] = {
        field.name: 0 for field in Tally._meta.fields if field.name.startswith(("from_", "is_"))
    }
    found |= {"opinions": 0, "undisposed": 0}
    found |= counted(Opinion.objects.filter(decision=decision, submission__withdrawn_at=None))
    found["submissions"] = Submission.objects.filter(decision=decision, withdrawn_at=None).count()
    found |= _unexplained(decision)
    return found


def counted(opinions: QuerySet[Opinion]) -> Counter[str]:
    """Opinions by channel and by what became of them; one statement, so that both add up."""
    found: Counter[str] = Counter()
    kinds = ("submission__channel", "disposition__kind", "cluster__disposition__kind")
    for channel, own, lent, number in (
        opinions.order_by().values_list(*kinds).annotate(n=Count("id"))
    ):
        kind = own or lent
        found["opinions"] += number
        found[f"from_{channel}"] += number
        found[f"is_{kind}" if kind else "undisposed"] += number
    return found


def _unexplained(decision: Decision) -> dict[str, int]:
    kept = Disposition.objects.filter(decision=decision)
    without_reason = ~Q(kind__in=[DispositionKind.ADOPTED, DispositionKind.DUPLICATE]) & Q(
        reason=""
    )
    adopted = Q(kind__in=[DispositionKind.ADOPTED, DispositionKind.PARTLY_ADOPTED])
    unchanged = adopted & Q(changed_clauses=None, no_change_reason="")
    return {
        "without_reason": kept.filter(without_reason).count(),
        "adopted_without_change": kept.filter(unchanged).count(),
    }


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
    return enter(decision, now, **said)


def enter(decision: Decision, now: datetime, **said: Any) -> Entry:
    """An entry that the system makes of what came about without an act; the row is locked."""
    entry = Entry(
        actor_name="系统",
        occurred_on=timezone.localdate(now),
        recorded_at=now,
        stage_before=decision.stage,
        stage_after=decision.stage,
        dossier=casefile.digest(gather(decision.pk, as_of=timezone.localdate(now))),
        rows=evidence.digest(decision.pk),
        **said,
    )
    record.append(decision, entry)
    decision.save(update_fields=["version", "chain_head"])
    return entry
