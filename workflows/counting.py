"""Keeps the counters of a decision in step with one act on opinions, without counting again.

Called under the decision's row lock. What the counters do not hold yet is counted in from the rows;
acts that conclude always count anew (``tallying.recount``). A counter is named by its column of
Tally, by (dimension, key) for a number of TallyBy, or by (officer, column) for an officer's load.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from decisions.law.terms import DispositionKind
from decisions.models import Cluster, Decision, Dimension, Disposition, Opinion, Tally, Workload
from workflows import sums, tallying
from workflows.tallying import standing

__all__ = [
    "UNEXPLAINED",
    "Counts",
    "before",
    "column",
    "keep",
    "keep_clusters",
    "places",
    "regroup",
    "shift",
    "standing",
    "unchanged",
    "with_kinds",
]

CHANGES_THE_TEXT = (DispositionKind.ADOPTED, DispositionKind.PARTLY_ADOPTED)
UNEXPLAINED = "adopted_without_change"
Counts = Counter[Any]


def column(kind: str | None) -> str:
    """The counter of an opinion disposed of in this way, or not at all."""
    return f"is_{kind}" if kind else "undisposed"


def with_kinds(opinions: QuerySet[Opinion]) -> QuerySet[Opinion]:
    """Opinions with what became of them, what became of their cluster, and their channel."""
    return opinions.select_related("submission", "clause").annotate(
        own_kind=F("disposition__kind"),
        lent_kind=F("cluster__disposition__kind"),
        own_changes=Exists(
            Disposition.changed_clauses.through.objects.filter(disposition__opinion=OuterRef("pk"))
        ),
        no_change_reason=F("disposition__no_change_reason"),
    )


def unchanged(kind: str | None, changes: bool, no_change_reason: str | None) -> int:
    """Whether a disposition adopts without pointing to a change or saying why there is none."""
    return int(kind in CHANGES_THE_TEXT and not changes and not no_change_reason)


def before(opinions: Iterable[Opinion]) -> Counts:
    """What these opinions (``with_kinds``) make of the counters as they stand."""
    counted: Counts = Counter()
    for opinion in opinions:
        kind = opinion.own_kind or opinion.lent_kind
        counted[column(kind)] += 1
        counted[UNEXPLAINED] += unchanged(
            opinion.own_kind, opinion.own_changes, opinion.no_change_reason
        )
        if kind and opinion.assigned_to_id:
            counted[opinion.assigned_to_id, "answered"] += 1
    return counted


def places(opinions: Iterable[Opinion]) -> Counts:
    """Where these opinions (``with_kinds``) lie along each dimension, as counters of TallyBy."""
    counted: Counts = Counter()
    for one in opinions:
        sent, anchor = one.submission, one.clause.anchor if one.clause else None
        counted[str(Dimension.SENDER), sums.key(sent.submitter_kind)] += 1
        counted[str(Dimension.CLAUSE), sums.key(anchor)] += 1
        counted[str(Dimension.DAY), sums.key(sent.occurred_on)] += 1
        counted[str(Dimension.THEME), sums.key(one.theme_id)] += 1
    return counted


def shift(decision: Decision, was: Mapping[Any, int], becomes: Mapping[Any, int]) -> None:
    """Move the counters from what they were to what they become."""
    moved = {name: becomes.get(name, 0) - was.get(name, 0) for name in {*was, *becomes}}
    columns = {name: F(name) + by for name, by in moved.items() if by and isinstance(name, str)}
    if columns:
        Tally.objects.filter(decision=decision).update(**columns)
    named = {name: by for name, by in moved.items() if by and isinstance(name, tuple)}
    parts = {name: by for name, by in named.items() if isinstance(name[0], str)}
    tallying.add_parts(decision, Counter(parts))
    loads: dict[int, dict[str, Any]] = defaultdict(dict)
    for name in named.keys() - parts.keys():
        loads[name[0]][name[1]] = F(name[1]) + named[name]
    for officer, changes in loads.items():
        Workload.objects.filter(decision=decision, officer=officer).update(**changes)


def keep(
    decision: Decision,
    opinions: Sequence[Opinion],
    was: Mapping[Any, int],
    becomes: Mapping[Any, int],
    groups: Iterable[int | None] = (),
) -> None:
    """Keep the counters after these opinions changed: by a shift, or by a count where needed.

    ``groups`` are the clusters that gained or lost members.
    """
    regroup(groups)
    held = {opinion.submission.counted for opinion in opinions}
    if held == {True}:
        shift(decision, was, becomes)
    else:
        tallying.recount(decision)


def regroup(clusters: Iterable[int | None]) -> None:
    """Count the standing members of clusters anew; a group without a clause takes its first's."""
    ids = [pk for pk in clusters if pk]
    if not ids:
        return
    members = Opinion.objects.filter(cluster=OuterRef("pk")).order_by()
    there = members.filter(submission__withdrawn_at=None).values("cluster")
    first = Opinion.objects.filter(cluster=OuterRef("pk")).order_by("id").values("clause")[:1]
    Cluster.objects.filter(pk__in=ids).update(
        size=Coalesce(Subquery(there.annotate(n=Count("id")).values("n"), IntegerField()), 0),
        clause=Coalesce("clause", Subquery(first)),
    )


def keep_clusters(decision: Decision, was: Mapping[int, Counts], becomes: Counts) -> int:
    """Keep the counters after clusters' dispositions changed; how many opinions inherit them.

    ``was`` (by cluster) and ``becomes`` hold one for the counter of the kind, taken as often as it
    applies: kinds are counted by opinion, what is unexplained by disposition.
    """
    rows = list(
        standing(decision)
        .filter(cluster__in=was, answer="")
        .order_by()
        .values("cluster", "assigned_to")
        .annotate(number=Count("id"), waiting=Count("id", filter=Q(submission__counted=False)))
    )
    if any(row["waiting"] for row in rows):
        tallying.recount(decision)
    else:
        before, after = _by_rows(rows, was, becomes)
        shift(decision, before, after)
    return sum(row["number"] for row in rows)


def _by_rows(
    rows: Sequence[Mapping[str, Any]], was: Mapping[int, Counts], becomes: Counts
) -> tuple[Counts, Counts]:
    before: Counts = Counter({UNEXPLAINED: sum(one[UNEXPLAINED] for one in was.values())})
    after: Counts = Counter({UNEXPLAINED: becomes[UNEXPLAINED] * len(was)})
    for row in rows:
        for counted, one in ((before, was[row["cluster"]]), (after, becomes)):
            counted.update({k: row["number"] for k in one if k != UNEXPLAINED and one[k]})
            if row["assigned_to"] and not one["undisposed"]:
                counted[row["assigned_to"], "answered"] += row["number"]
    return before, after
