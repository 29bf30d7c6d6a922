"""Takes up what came in without a lock: batches of submissions into the record, and the counters.

A submission commits with its receipt alone; every sweep (60 s at most) puts the new leaves of a
decision under one Merkle root into its chain and advances its Tally. Running it twice changes
nothing. ``recount`` is the exact count, under the lock, for the gate that closes a phase.
"""

from datetime import datetime

from django.db import connection, transaction
from django.db.models import Case, Count, F, Q, Value, When
from django.db.models.functions import Concat
from django.utils import timezone

from decisions import casefile, evidence
from decisions.gather import gather
from decisions.law.terms import DispositionKind
from decisions.models import (
    AnswerCheck,
    Decision,
    Disposition,
    Entry,
    Opinion,
    Submission,
    Tally,
    Workload,
)
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
            recount(decision)
            entry = _enter(decision, [leaf for _pk, leaf in batch], now or timezone.now())
            if _place(decision, entry, batch[0][0], batch[-1][0]) != len(batch):
                # Somebody's submission committed in between: begin again with it.
                transaction.set_rollback(True)
                continue
            taken += len(batch)


def _place(decision: Decision, entry: Entry, first: int, last: int) -> int:
    """Give the leaves their places under the root in one statement; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(_PLACES, [entry.pk, decision.pk, first, last])
        return int(cursor.rowcount)


def recount(decision: Decision) -> Tally:
    """Count exactly, under the lock, and keep the counters (they add up or are refused)."""
    tally, _fresh = Tally.objects.get_or_create(decision=decision)
    counted = counts(decision)
    for name, number in counted.items():
        setattr(tally, name, number)
    tally.counted_at = timezone.now()
    tally.save()
    if rows := list(Workload.objects.filter(decision=decision)):
        given = loads(decision)
        for row in rows:
            row.assigned, row.answered = given.get(row.officer_id, (0, 0))
        Workload.objects.bulk_update(rows, ["assigned", "answered"])
    return tally


def counts(decision: Decision) -> dict[str, int]:
    """Every counter of a decision, from the rows alone: column of Tally → number."""
    standing = Opinion.objects.filter(decision=decision, submission__withdrawn_at=None)
    found: dict[str, int] = {
        field.name: 0 for field in Tally._meta.fields if field.name.startswith(("from_", "is_"))
    }
    for row in standing.values("submission__channel").order_by().annotate(n=Count("id")):
        found[f"from_{row['submission__channel']}"] = row["n"]
    found["opinions"] = sum(found.values())
    found["undisposed"] = 0
    for row in (
        standing.values("disposition__kind", "cluster__disposition__kind")
        .order_by()
        .annotate(n=Count("id"))
    ):
        kind = row["disposition__kind"] or row["cluster__disposition__kind"]
        found[f"is_{kind}" if kind else "undisposed"] += row["n"]
    return found | _units(decision) | _unexplained(decision) | _second_looks(decision)


def loads(decision: Decision) -> dict[int, tuple[int, int]]:
    """How many opinions each officer was given, and how many of them are answered."""
    answered = Q(disposition__isnull=False) | Q(cluster__disposition__isnull=False)
    given = Opinion.objects.filter(decision=decision, submission__withdrawn_at=None)
    rows = (
        given.exclude(assigned_to=None)
        .values("assigned_to")
        .order_by()
        .annotate(assigned=Count("id"), answered=Count("id", filter=answered))
    )
    return {row["assigned_to"]: (row["assigned"], row["answered"]) for row in rows}


def _units(decision: Decision) -> dict[str, int]:
    """Submissions, senders, and opinions where those of one group are one."""
    sent = Submission.objects.filter(decision=decision, withdrawn_at=None)
    nameless = When(name="", contact="", then=F("number"))
    named = Concat("submitter_kind", Value("|"), "name", Value("|"), "contact")
    counted = sent.aggregate(
        submissions=Count("id"), senders=Count(Case(nameless, default=named), distinct=True)
    )
    said = Opinion.objects.filter(decision=decision, submission__withdrawn_at=None).aggregate(
        single=Count("id", filter=Q(cluster=None)), groups=Count("cluster", distinct=True)
    )
    return counted | {"merged": said["single"] + said["groups"]}


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


def _second_looks(decision: Decision) -> dict[str, int]:
    return AnswerCheck.objects.filter(decision=decision).aggregate(
        checks_drawn=Count("id"),
        checks_agreed=Count("id", filter=Q(agreed=True)),
        checks_disagreed=Count("id", filter=Q(agreed=False)),
    )


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
