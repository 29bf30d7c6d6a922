"""What the opinions of a decision add up to, from the rows alone, in one query (SC33).

The lists that ``tallying.py`` keeps its counters by and ``fsck`` compares them with: by channel
and disposition, by dimension, by officer; and beside them, the counters as they stand.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import CharField, Count, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce, JSONObject

from decisions.gather.listed import DECISION, Listed, Row, listed
from decisions.law.terms import Channel, DispositionKind
from decisions.models import (
    AnswerCheck,
    Decision,
    Dimension,
    Disposition,
    Opinion,
    Submission,
    TallyBy,
    Workload,
)

Numbers = dict[str, int]  # column of Tally → number
Parts = Counter[tuple[str, str]]  # (dimension, key) → number
Loads = dict[int, tuple[int, int]]  # officer → assigned, answered
PLACES = {
    Dimension.SENDER: "submission__submitter_kind",
    Dimension.CLAUSE: "clause__anchor",
    Dimension.DAY: "submission__occurred_on",
    Dimension.THEME: "theme",
}


def counted() -> Iterator[QuerySet[Any]]:
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
    yield _one_row(Disposition.objects.filter(decision=DECISION), unexplained())
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
    yield from loads()


def received() -> Iterator[QuerySet[Any]]:
    """All that came in and was not taken back, whether the counters hold it yet or not."""
    sent = Submission.objects.filter(decision=DECISION, withdrawn_at=None)
    heard = Opinion.objects.filter(decision=DECISION, submission__withdrawn_at=None)
    yield _one_row(sent, {"submissions": Q()}, "received")
    yield _one_row(heard, {"opinions": Q()}, "received")


def loads() -> Iterator[QuerySet[Any]]:
    """What each officer was given and how much of it is answered."""
    answered = Q(disposition__isnull=False) | Q(cluster__disposition__isnull=False)
    numbers = {"assigned": Count("pk"), "answered": Count("pk", filter=answered)}
    yield (
        Opinion.objects.filter(decision=DECISION, submission__withdrawn_at=None)
        .exclude(assigned_to=None)
        .order_by()
        .values("assigned_to")
        .annotate(listed_as=Value("load", output_field=CharField()))
        .annotate(listed_row=JSONObject(officer=F("assigned_to"), **numbers))
        .values_list("listed_as", "listed_row")
    )


def stood() -> Iterator[QuerySet[Any]]:
    """The numbers by dimension and by officer as they stand."""
    for dimension in PLACES:
        rows = TallyBy.objects.filter(decision=DECISION, dimension=dimension)
        yield listed(f"stood:{dimension}", rows, "key", "number")
    given = Workload.objects.filter(decision=DECISION)
    yield listed("stood:load", given, "officer", "assigned", "answered")


def uncounted() -> Iterator[QuerySet[Any]]:
    """Whether something came in that no counter holds yet."""
    waiting = Submission.objects.filter(decision=DECISION, counted=False)
    yield listed("uncounted", Decision.objects.filter(pk=DECISION), waits=Exists(waiting))


EXACT = (counted, stood, uncounted)  # read together, exact unless something waits


def unexplained() -> dict[str, Q]:
    """Dispositions that lack their reason, or the change that they adopt."""
    changes = Disposition.changed_clauses.through.objects.filter(disposition=OuterRef("pk"))
    without_reason = ~Q(kind__in=[DispositionKind.ADOPTED.value, DispositionKind.DUPLICATE.value])
    adopted = Q(kind__in=[DispositionKind.ADOPTED.value, DispositionKind.PARTLY_ADOPTED.value])
    return {
        "without_reason": without_reason & Q(reason=""),
        "adopted_without_change": adopted & ~Q(Exists(changes)) & Q(no_change_reason=""),
    }


def _one_row(rows: QuerySet[Any], by: dict[str, Q], name: str = "counted") -> QuerySet[Any]:
    """How many rows fit each condition, as one list of one row."""
    return (
        rows.order_by()
        .annotate(listed_as=Value(name, output_field=CharField()))
        .values("listed_as")
        .annotate(listed_row=JSONObject(**{n: Count("pk", filter=q) for n, q in by.items()}))
        .values_list("listed_as", "listed_row")
    )


def key(value: object) -> str:
    """A place as a key: a day in figures, a theme by its number, nothing as the empty key."""
    return "" if value is None else str(value)


def numbers(rows: Listed, name: str = "counted") -> Numbers:
    """The counters of Tally, or what was ``received``."""
    return {column: row[column] for row in rows[name] for column in row}


def parts(rows: Listed, named: str = "by") -> Parts:
    """The numbers of TallyBy, counted or as they stand."""
    return Counter(
        {
            (str(dimension), key(row["key"])): row["number"]
            for dimension in PLACES
            for row in rows[f"{named}:{dimension}"]
        }
    )


def given(rows: Iterable[Row]) -> Loads:
    """The loads of Workload, counted or as they stand."""
    return {row["officer"]: (row["assigned"], row["answered"]) for row in rows}
