"""Counts opinions: what came since the last count is added, or everything is counted anew (SC33).

Called under the decision's row lock: by the sweep and by imports, which count what they take up,
and by the acts that conclude, which count exactly. ``Submission.counted`` says what the counters
hold already, so that adding and counting anew agree. ``counting.py`` moves the counters when one
opinion changes.
"""

from collections import Counter
from typing import Any

from django.db.models import Count, F, QuerySet
from django.utils import timezone

from decisions.gather.listed import Listed, one, read
from decisions.models import (
    Decision,
    Disposition,
    Opinion,
    Submission,
    Tally,
    TallyBy,
    Workload,
)
from workflows import sums
from workflows.sums import PLACES, Loads, Numbers, Parts, key

AT_ONCE = 5000


def recount(decision: Decision, rows: Listed | None = None) -> Tally:
    """Count exactly, under the lock, and keep the counters (they add up or are refused).

    ``rows`` are the sums as the lock found them (``sums.EXACT``): those of an act that writes
    nothing which counts.
    """
    if not rows or one(rows, "uncounted")["waits"]:
        rows = _counted_anew(decision)
    kept: dict[str, Any] = sums.numbers(rows) | {"counted_at": timezone.now()}
    if not Tally.objects.filter(decision=decision).update(**kept):
        Tally.objects.create(decision=decision, **kept)
    _keep_loads(decision, rows)
    _keep_parts(decision, sums.parts(rows), sums.parts(rows, "stood"))
    return Tally(decision=decision, **kept)


def _counted_anew(decision: Decision) -> Listed:
    # First it is said what is counted, then that is counted: what commits meanwhile waits.
    Submission.objects.filter(decision=decision, counted=False).update(counted=True)
    return read(sums.counted, sums.stood, decision=decision.pk)


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
    for name, condition in sums.unexplained().items():
        more[name] += answers.filter(condition).count()
    Tally.objects.get_or_create(decision=decision)
    moved = {name: F(name) + times * number for name, number in more.items() if number}
    Tally.objects.filter(decision=decision).update(counted_at=timezone.now(), **moved)
    by = parts(opinions)
    add_parts(decision, Counter({place: times * number for place, number in by.items()}))


def recount_loads(decision: Decision) -> None:
    """Count anew how far each officer is."""
    _keep_loads(decision, read(sums.loads, sums.stood, decision=decision.pk))


def loads(decision: Decision) -> Loads:
    """How many opinions each officer was given, and how many of them are answered."""
    return sums.given(read(sums.loads, decision=decision.pk)["load"])


def _keep_loads(decision: Decision, rows: Listed) -> None:
    """Write how far each officer is, where that is not what stands already."""
    given, stood = sums.given(rows["load"]), sums.given(rows["stood:load"])
    Workload.objects.bulk_create(
        [
            Workload(decision=decision, officer_id=officer, assigned=assigned, answered=answered)
            for officer in stood
            for assigned, answered in [given.get(officer, (0, 0))]
            if stood[officer] != (assigned, answered)
        ],
        update_conflicts=True,
        unique_fields=["decision", "officer"],
        update_fields=["assigned", "answered"],
    )


def standing(decision: Decision) -> QuerySet[Opinion]:
    """The opinions that count: those of submissions that were not withdrawn."""
    return Opinion.objects.filter(decision=decision, submission__withdrawn_at=None)


def counts(decision: Decision) -> Numbers:
    """Every counter of a decision, from the rows alone, in one query: column of Tally → number."""
    return sums.numbers(read(sums.counted, decision=decision.pk))


def counts_by(decision: Decision) -> Parts:
    """Every number by dimension, from the rows alone."""
    return sums.parts(read(sums.counted, decision=decision.pk))


def parts(opinions: QuerySet[Opinion]) -> Parts:
    """How these opinions lie along each dimension: (dimension, key) → number."""
    found: Parts = Counter()
    for dimension, place in PLACES.items():
        for row in opinions.values(place).order_by().annotate(n=Count("id")):
            found[str(dimension), key(row[place])] += row["n"]
    return found


def add_parts(decision: Decision, by: Parts) -> None:
    """Move the numbers by dimension, in two statements."""
    moved = {place: number for place, number in by.items() if number}
    if not moved:
        return
    rows = TallyBy.objects.filter(decision=decision).values_list("dimension", "key", "number")
    stood: Parts = Counter({(dimension, name): number for dimension, name, number in rows})
    becomes = stood.copy()
    becomes.update(moved)
    _keep_parts(decision, becomes, stood)


def _keep_parts(decision: Decision, becomes: Parts, stood: Parts) -> None:
    """Write the numbers that differ from what stands; what has gone becomes nothing."""
    TallyBy.objects.bulk_create(
        [
            TallyBy(decision=decision, dimension=dimension, key=name, number=becomes[place])
            for place in becomes.keys() | stood.keys()
            for dimension, name in [place]
            if becomes[place] != stood[place]
        ],
        update_conflicts=True,
        unique_fields=["decision", "dimension", "key"],
        update_fields=["number"],
    )


def _grouped(opinions: QuerySet[Opinion]) -> QuerySet[Opinion, tuple[Any, ...]]:
    """Channel, own answer, answer of the group, how many: one statement, so that both add up."""
    places = ("submission__channel", "disposition__kind", "cluster__disposition__kind")
    return opinions.order_by().values_list(*places).annotate(n=Count("id"))
