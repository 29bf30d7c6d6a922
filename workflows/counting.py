"""Keeps the counters of a decision in step with one disposition, without counting again.

Called under the decision's row lock by the acts on opinions. What the counters do not hold yet is
counted in from the rows; acts that conclude always count anew (``tallying.recount``). A counter is
named by its column of Tally, or by (dimension, key) for a number of TallyBy.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from decisions.law.terms import DispositionKind
from decisions.models import Decision, Dimension, Disposition, Opinion, Tally
from workflows import tallying
from workflows.tallying import standing

__all__ = ["before", "keep", "keep_cluster", "places", "shift", "standing", "with_kinds"]

Name = str | tuple[str, str]
CHANGES_THE_TEXT = (DispositionKind.ADOPTED, DispositionKind.PARTLY_ADOPTED)


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


def before(opinions: Iterable[Opinion]) -> Counter[Name]:
    """What these opinions (``with_kinds``) make of the counters as they stand."""
    counted: Counter[Name] = Counter()
    for opinion in opinions:
        counted[column(opinion.own_kind or opinion.lent_kind)] += 1
        counted["adopted_without_change"] += unchanged(
            opinion.own_kind, opinion.own_changes, opinion.no_change_reason
        )
    return counted


def places(opinions: Iterable[Opinion]) -> Counter[Name]:
    """Where these opinions (``with_kinds``) lie along each dimension, as counters of TallyBy."""
    counted: Counter[Name] = Counter()
    for one in opinions:
        sent, anchor = one.submission, one.clause.anchor if one.clause else None
        counted[str(Dimension.SENDER), tallying.key(sent.submitter_kind)] += 1
        counted[str(Dimension.CLAUSE), tallying.key(anchor)] += 1
        counted[str(Dimension.DAY), tallying.key(sent.occurred_on)] += 1
        counted[str(Dimension.THEME), tallying.key(one.theme_id)] += 1
    return counted


def shift(decision: Decision, was: Mapping[Name, int], becomes: Mapping[Name, int]) -> None:
    """Move the counters from what they were to what they become."""
    moved = {name: becomes.get(name, 0) - was.get(name, 0) for name in {*was, *becomes}}
    columns = {name: F(name) + by for name, by in moved.items() if by and isinstance(name, str)}
    if columns:
        Tally.objects.filter(decision=decision).update(**columns)
    tallying.add_parts(
        decision, Counter({name: by for name, by in moved.items() if isinstance(name, tuple)})
    )


def keep(
    decision: Decision,
    opinions: Sequence[Opinion],
    was: Mapping[Name, int],
    becomes: Mapping[Name, int],
) -> None:
    """Keep the counters after these opinions changed: by a shift, or by a count where needed."""
    held = {opinion.submission.counted for opinion in opinions}
    if held == {True}:
        shift(decision, was, becomes)
    elif held == {False}:
        tallying.count_in(decision)
    else:
        tallying.recount(decision)


def keep_cluster(
    decision: Decision, cluster_id: int, was: Counter[Name], becomes: Counter[Name]
) -> int:
    """Keep the counters after a cluster's disposition changed; how many opinions inherit it.

    ``was`` and ``becomes`` hold one for the counter of the kind, taken as often as it applies.
    """
    members = standing(decision).filter(cluster=cluster_id, disposition=None)
    asked = members.aggregate(
        number=Count("id"), waiting=Count("id", filter=Q(submission__batch=None))
    )
    if asked["waiting"]:
        tallying.recount(decision)
    else:
        shift(decision, _times(was, asked["number"]), _times(becomes, asked["number"]))
    return int(asked["number"])


def _times(one: Counter[Name], number: int) -> Counter[Name]:
    """Kinds are counted by opinion, what is unexplained by disposition."""
    return Counter({k: n if k == "adopted_without_change" else n * number for k, n in one.items()})
