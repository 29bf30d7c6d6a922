"""Takes up what came in without a lock: batches of submissions into the record, and the counters.

A submission commits with its receipt alone; every sweep (60 s at most) puts the new leaves of a
decision under one Merkle root into its chain and advances its Tally by them, so that a sweep costs
what came in and not what is there. Running it twice changes nothing. ``recount`` is the exact
count, under the lock, for the gate that closes a phase; it may run ahead of the record
(``Tally.ahead``), and then the next sweep counts anew. Imports register their own leaves.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import CharField, Count, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce, JSONObject
from django.utils import timezone

from decisions import casefile, evidence
from decisions.copying import next_ids
from decisions.gather.listed import DECISION, read
from decisions.law.terms import Channel, DispositionKind
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
    counted = _count_anew(decision)
    # Counted in the same statement: whoever commits later is added by the next sweep.
    ahead = bool(counted.pop("unswept"))
    kept = counted | {"ahead": ahead, "counted_at": timezone.now()}
    if not Tally.objects.filter(decision=decision).update(**kept):
        return Tally.objects.create(decision=decision, **kept)
    return Tally(decision=decision, **kept)


def counts(decision: Decision) -> dict[str, int]:
    """Every counter of a decision, from the rows alone, in one query: column of Tally → number."""
    found = _count_anew(decision)
    del found["unswept"]
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


def _count_anew(decision: Decision) -> dict[str, int]:
    rows = read(_counted, decision=decision.pk)
    return {name: row[name] for row in rows["counted"] for name in row}


def _counted() -> Iterator[QuerySet[Any]]:
    """The opinions that stand by channel and disposition, what is unexplained, the submissions."""
    standing = Opinion.objects.filter(decision=DECISION, submission__withdrawn_at=None).annotate(
        outcome=Coalesce("disposition__kind", "cluster__disposition__kind", Value(""))
    )
    by = {f"from_{c.value}": Q(submission__channel=c.value) for c in Channel}
    by |= {f"is_{kind.value}": Q(outcome=kind.value) for kind in DispositionKind}
    by |= {"opinions": Q(), "undisposed": Q(outcome="")}
    yield _one_row(standing, by)
    yield _one_row(Disposition.objects.filter(decision=DECISION), _unexplained())
    sent = Submission.objects.filter(decision=DECISION, withdrawn_at=None)
    yield _one_row(sent, {"submissions": Q(), "unswept": Q(batch=None)})


def _unexplained() -> dict[str, Q]:
    changes = Disposition.changed_clauses.through.objects.filter(disposition=OuterRef("pk"))
    without_reason = ~Q(kind__in=[DispositionKind.ADOPTED.value, DispositionKind.DUPLICATE.value])
    adopted = Q(kind__in=[DispositionKind.ADOPTED.value, DispositionKind.PARTLY_ADOPTED.value])
    return {
        "without_reason": without_reason & Q(reason=""),
        "adopted_without_change": adopted & ~Q(Exists(changes)) & Q(no_change_reason=""),
    }


def _one_row(rows: QuerySet[Any], by: dict[str, Q]) -> QuerySet[Any]:
    """How many rows fit each condition, as one list of one row."""
    return (
        rows.order_by()
        .annotate(listed_as=Value("counted", output_field=CharField()))
        .values("listed_as")
        .annotate(listed_row=JSONObject(**{n: Count("pk", filter=q) for n, q in by.items()}))
        .values_list("listed_as", "listed_row")
    )


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
    dossier, rows = evidence.seen(decision, as_of=timezone.localdate(now))
    entry = Entry(
        actor_name="系统",
        occurred_on=timezone.localdate(now),
        recorded_at=now,
        stage_before=decision.stage,
        stage_after=decision.stage,
        dossier=casefile.digest(dossier),
        rows=rows,
        **said,
    )
    record.append(decision, entry)
    decision.save(update_fields=["version", "chain_head"])
    return entry
