"""Counts opinions: what came since the last count is added, or everything is counted anew (SC33).

Called under the decision's row lock: by the sweep, which counts in one batch, and by the acts that
conclude, which count exactly. ``Submission.counted`` says what the counters hold already, so that
adding and counting anew agree. ``counting.py`` moves the counters when one opinion changes.
"""

from collections import Counter

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from decisions.law.terms import DispositionKind
from decisions.models import (
    Decision,
    Dimension,
    Disposition,
    Opinion,
    Submission,
    Tally,
    TallyBy,
)

AT_ONCE = 5000
Parts = Counter[tuple[str, str]]
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
    numbers, by = cut(counted(decision))
    tally, _fresh = Tally.objects.get_or_create(decision=decision)
    for name, number in (numbers | _beside(decision)).items():
        setattr(tally, name, number)
    tally.counted_at = timezone.now()
    tally.save()
    TallyBy.objects.filter(decision=decision).delete()
    add_parts(decision, by)
    return tally


def count_in(decision: Decision) -> None:
    """Add what the counters do not hold yet; a decision never counted is counted anew."""
    if not TallyBy.objects.filter(decision=decision).exists():
        recount(decision)
        return
    waiting = Submission.objects.filter(decision=decision, counted=False).order_by("id")
    while fresh := list(waiting.values_list("pk", flat=True)[:AT_ONCE]):
        numbers, by = cut(standing(decision).filter(submission__in=fresh))
        answers = Disposition.objects.filter(opinion__submission__in=fresh)
        sent = Submission.objects.filter(pk__in=fresh, withdrawn_at=None).count()
        _add(decision, numbers | {"submissions": sent} | _unexplained(answers), by)
        Submission.objects.filter(pk__in=fresh).update(counted=True)
        if len(fresh) < AT_ONCE:
            return


def standing(decision: Decision) -> QuerySet[Opinion]:
    """The opinions that count: those of submissions that were not withdrawn."""
    return Opinion.objects.filter(decision=decision, submission__withdrawn_at=None)


def counted(decision: Decision) -> QuerySet[Opinion]:
    """Those of them that the counters hold."""
    return standing(decision).filter(submission__counted=True)


def counts(decision: Decision) -> dict[str, int]:
    """Every counter of a decision, from the rows alone: column of Tally → number."""
    return cut(counted(decision))[0] | _beside(decision)


def parts(opinions: QuerySet[Opinion]) -> Parts:
    """How these opinions lie along each dimension: (dimension, key) → number."""
    return cut(opinions)[1]


def cut(opinions: QuerySet[Opinion]) -> tuple[dict[str, int], Parts]:
    """Count opinions by channel, answer and every dimension in one reading of the rows."""
    numbers = {
        field.name: 0 for field in Tally._meta.fields if field.name.startswith(("from_", "is_"))
    } | {"opinions": 0, "undisposed": 0}
    by: Parts = Counter()
    own, lent, channel = "disposition__kind", "cluster__disposition__kind", "submission__channel"
    rows = opinions.values(own, lent, channel, *PLACES.values()).order_by().annotate(n=Count("id"))
    for row in rows.iterator(chunk_size=AT_ONCE):
        kind = row[own] or row[lent]
        for name in ("opinions", f"from_{row[channel]}", f"is_{kind}" if kind else "undisposed"):
            numbers[name] += row["n"]
        for dimension, place in PLACES.items():
            by[str(dimension), key(row[place])] += row["n"]
    return numbers, by


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


def _add(decision: Decision, numbers: dict[str, int], by: Parts) -> None:
    more = {name: F(name) + number for name, number in numbers.items() if number}
    Tally.objects.filter(decision=decision).update(counted_at=timezone.now(), **more)
    add_parts(decision, by)


def _beside(decision: Decision) -> dict[str, int]:
    """The counters that are not of opinions: submissions, and answers left unexplained."""
    sent = Submission.objects.filter(decision=decision, counted=True, withdrawn_at=None)
    answers = Disposition.objects.filter(decision=decision)
    return {"submissions": sent.count()} | _unexplained(answers)


def _unexplained(kept: QuerySet[Disposition]) -> dict[str, int]:
    without_reason = ~Q(kind__in=[DispositionKind.ADOPTED, DispositionKind.DUPLICATE]) & Q(
        reason=""
    )
    adopted = Q(kind__in=[DispositionKind.ADOPTED, DispositionKind.PARTLY_ADOPTED])
    unchanged = adopted & Q(changed_clauses=None, no_change_reason="")
    return {
        "without_reason": kept.filter(without_reason).count(),
        "adopted_without_change": kept.filter(unchanged).count(),
    }
