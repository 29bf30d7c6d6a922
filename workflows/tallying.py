"""Counts opinions: what came since the last count is added, or everything is counted anew (SC33).

Called under the decision's row lock: by the sweep and by imports, which count what they take up,
and by the acts that conclude, which count exactly. ``Submission.counted`` says what the counters
hold already, so that adding and counting anew agree. ``counting.py`` moves the counters when one
opinion changes.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db.models import CharField, Count, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce, JSONObject
from django.utils import timezone

from decisions.gather.listed import DECISION, Listed, read
from decisions.law.terms import Channel, DispositionKind
from decisions.models import (
    AnswerCheck,
    Decision,
    Dimension,
    Disposition,
    Opinion,
    Submission,
    Tally,
    TallyBy,
    Workload,
)

AT_ONCE = 5000
Numbers = dict[str, int]  # column of Tally → number
Parts = Counter[tuple[str, str]]  # (dimension, key) → number
PLACES = {
    Dimension.SENDER: "submission__submitter_kind",
    Dimension.CLAUSE: "clause__anchor",
    Dimension.DAY: "submission__occurred_on",
    Dimension.THEME: "theme",
}


def recount(decision: Decision) -> Tally:
    """Count exactly, under the lock, and keep the counters (they add up or are refused)."""
    # First it is said what is counted, then that is counted: what commits meanwhile waits.
    Submission.objects.filter(decision=decision, counted=False).update(counted=True)
    rows = read(_counted, decision=decision.pk)
    kept: dict[str, Any] = _numbers(rows) | {"counted_at": timezone.now()}
    if not Tally.objects.filter(decision=decision).update(**kept):
        Tally.objects.create(decision=decision, **kept)
    recount_loads(decision)
    TallyBy.objects.filter(decision=decision).delete()
    TallyBy.objects.bulk_create(
        TallyBy(decision=decision, dimension=dimension, key=name, number=number)
        for (dimension, name), number in _parts(rows).items()
    )
    return Tally(decision=decision, **kept)


def count_in(decision: Decision) -> None:
    """Add what the counters do not hold yet; a decision never counted is counted anew."""
    if not TallyBy.objects.filter(decision=decision).exists():
        recount(decision)
        return
    waiting = Submission.objects.filter(decision=decision, counted=False).order_by("id")
    while fresh := list(waiting.values_list("pk", flat=True)[:AT_ONCE]):
        taken = Submission.objects.filter(pk__in=fresh)
        add(decision, taken)
        taken.update(counted=True)
        if len(fresh) < AT_ONCE:
            return


def add(decision: Decision, taken: QuerySet[Submission], times: int = 1) -> None:
    """Add what these submissions make of the counters; ``times`` is -1 where they are to go.

    Whoever calls it says afterwards what the counters hold (``Submission.counted``), or withdraws.
    """
    opinions = Opinion.objects.filter(submission__in=taken, submission__withdrawn_at=None)
    answers = Disposition.objects.filter(opinion__submission__in=taken)
    more: Counter[str] = Counter(submissions=taken.filter(withdrawn_at=None).count())
    for channel, own, lent, number in _grouped(opinions):
        kind = own or lent
        more["opinions"] += number
        more[f"from_{channel}"] += number
        more[f"is_{kind}" if kind else "undisposed"] += number
    for name, condition in _unexplained().items():
        more[name] += answers.filter(condition).count()
    Tally.objects.get_or_create(decision=decision)
    moved = {name: F(name) + times * number for name, number in more.items() if number}
    Tally.objects.filter(decision=decision).update(counted_at=timezone.now(), **moved)
    by = parts(opinions)
    add_parts(decision, Counter({place: times * number for place, number in by.items()}))


def recount_loads(decision: Decision) -> None:
    """Count anew how far each officer is."""
    rows = list(Workload.objects.filter(decision=decision))
    given = loads(decision) if rows else {}
    for row in rows:
        row.assigned, row.answered = given.get(row.officer_id, (0, 0))
    Workload.objects.bulk_update(rows, ["assigned", "answered"])


def loads(decision: Decision) -> dict[int, tuple[int, int]]:
    """How many opinions each officer was given, and how many of them are answered."""
    answered = Q(disposition__isnull=False) | Q(cluster__disposition__isnull=False)
    rows = (
        standing(decision)
        .exclude(assigned_to=None)
        .values("assigned_to")
        .order_by()
        .annotate(assigned=Count("id"), answered=Count("id", filter=answered))
    )
    return {row["assigned_to"]: (row["assigned"], row["answered"]) for row in rows}


def standing(decision: Decision) -> QuerySet[Opinion]:
    """The opinions that count: those of submissions that were not withdrawn."""
    return Opinion.objects.filter(decision=decision, submission__withdrawn_at=None)


def counts(decision: Decision) -> Numbers:
    """Every counter of a decision, from the rows alone, in one query: column of Tally → number."""
    return _numbers(read(_counted, decision=decision.pk))


def counts_by(decision: Decision) -> Parts:
    """Every number by dimension, from the rows alone."""
    return _parts(read(_counted, decision=decision.pk))


def parts(opinions: QuerySet[Opinion]) -> Parts:
    """How these opinions lie along each dimension: (dimension, key) → number."""
    found: Parts = Counter()
    for dimension, place in PLACES.items():
        for row in opinions.values(place).order_by().annotate(n=Count("id")):
            found[str(dimension), key(row[place])] += row["n"]
    return found


def key(value: object) -> str:
    """A place as a key: a day in figures, a theme by its number, nothing as the empty key."""
    return "" if value is None else str(value)


def add_parts(decision: Decision, by: Parts) -> None:
    """Move the numbers by dimension, in two statements."""
    moved = {place: number for place, number in by.items() if number}
    if not moved:
        return
    rows = TallyBy.objects.filter(decision=decision).values_list("dimension", "key", "number")
    stood = {(dimension, name): number for dimension, name, number in rows}
    TallyBy.objects.bulk_create(
        [
            TallyBy(decision=decision, dimension=d, key=k, number=stood.get((d, k), 0) + number)
            for (d, k), number in moved.items()
        ],
        update_conflicts=True,
        unique_fields=["decision", "dimension", "key"],
        update_fields=["number"],
    )


def _grouped(opinions: QuerySet[Opinion]) -> QuerySet[Opinion, tuple[Any, ...]]:
    """Channel, own answer, answer of the group, how many: one statement, so that both add up."""
    places = ("submission__channel", "disposition__kind", "cluster__disposition__kind")
    return opinions.order_by().values_list(*places).annotate(n=Count("id"))


def _counted() -> Iterator[QuerySet[Any]]:
    """The opinions that the counters hold, by channel, disposition and dimension; what is
    unexplained; the submissions."""
    held = Opinion.objects.filter(
        decision=DECISION, submission__withdrawn_at=None, submission__counted=True
    )
    answered = held.annotate(
        outcome=Coalesce("disposition__kind", "cluster__disposition__kind", Value(""))
    )
    by = {f"from_{c.value}": Q(submission__channel=c.value) for c in Channel}
    by |= {f"is_{kind.value}": Q(outcome=kind.value) for kind in DispositionKind}
    yield _one_row(answered, by | {"opinions": Q(), "undisposed": Q(outcome="")})
    yield _one_row(Disposition.objects.filter(decision=DECISION), _unexplained())
    looks = {"checks_agreed": Q(agreed=True), "checks_disagreed": Q(agreed=False)}
    looks["checks_drawn"] = Q()
    yield _one_row(AnswerCheck.objects.filter(decision=DECISION), looks)
    sent = Submission.objects.filter(decision=DECISION, withdrawn_at=None, counted=True)
    yield _one_row(sent, {"submissions": Q()})
    for dimension, place in PLACES.items():
        yield (
            held.order_by()
            .values(place)
            .annotate(listed_as=Value(f"by:{dimension}", output_field=CharField()))
            .annotate(listed_row=JSONObject(key=F(place), number=Count("pk")))
            .values_list("listed_as", "listed_row")
        )


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


def _numbers(rows: Listed) -> Numbers:
    return {name: row[name] for row in rows["counted"] for name in row}


def _parts(rows: Listed) -> Parts:
    return Counter(
        {
            (str(dimension), key(row["key"])): row["number"]
            for dimension in PLACES
            for row in rows[f"by:{dimension}"]
        }
    )
