"""Keeps the counters of a decision in step with one disposition, without counting again.

Called under the decision's row lock by the acts on opinions. An opinion the sweep has not
registered yet may or may not be in the counters, so then the count is made anew; acts that
conclude always count anew (``sweep.recount``).
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from decisions.law.terms import DispositionKind
from decisions.models import Decision, Disposition, Opinion, Tally
from workflows import sweep

CHANGES_THE_TEXT = (DispositionKind.ADOPTED, DispositionKind.PARTLY_ADOPTED)


def column(kind: str | None) -> str:
    """The counter of an opinion disposed of in this way, or not at all."""
    return f"is_{kind}" if kind else "undisposed"


def standing(decision: Decision) -> QuerySet[Opinion]:
    """The opinions that count: those of submissions that were not withdrawn."""
    return Opinion.objects.filter(decision=decision, submission__withdrawn_at=None)


def with_kinds(opinions: QuerySet[Opinion]) -> QuerySet[Opinion]:
    """Opinions with what became of them, what became of their cluster, and their channel."""
    return opinions.select_related("submission").annotate(
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


def before(opinions: Iterable[Opinion]) -> Counter[str]:
    """What these opinions (``with_kinds``) make of the counters as they stand."""
    counted: Counter[str] = Counter()
    for opinion in opinions:
        counted[column(opinion.own_kind or opinion.lent_kind)] += 1
        counted["adopted_without_change"] += unchanged(
            opinion.own_kind, opinion.own_changes, opinion.no_change_reason
        )
    return counted


def shift(decision: Decision, was: Counter[str], becomes: Counter[str]) -> None:
    """Move the counters from what they were to what they become, in one statement."""
    moved = {name: becomes[name] - was[name] for name in {*was, *becomes}}
    moved = {name: F(name) + by for name, by in moved.items() if by}
    if moved:
        Tally.objects.filter(decision=decision).update(**moved)


def keep(
    decision: Decision, opinions: Sequence[Opinion], was: Counter[str], becomes: Counter[str]
) -> None:
    """Keep the counters after these opinions changed: by a shift, or by a count where needed."""
    if all(opinion.submission.batch_id for opinion in opinions):
        shift(decision, was, becomes)
    else:
        sweep.recount(decision)


def keep_cluster(
    decision: Decision, cluster_id: int, was: Counter[str], becomes: Counter[str]
) -> int:
    """Keep the counters after a cluster's disposition changed; how many opinions inherit it.

    ``was`` and ``becomes`` hold one for the counter of the kind, taken as often as it applies.
    """
    members = standing(decision).filter(cluster=cluster_id, disposition=None)
    asked = members.aggregate(
        number=Count("id"), waiting=Count("id", filter=Q(submission__batch=None))
    )
    if asked["waiting"]:
        sweep.recount(decision)
    else:
        shift(decision, _times(was, asked["number"]), _times(becomes, asked["number"]))
    return int(asked["number"])


def _times(one: Counter[str], number: int) -> Counter[str]:
    """Kinds are counted by opinion, what is unexplained by disposition."""
    return Counter({k: n if k == "adopted_without_change" else n * number for k, n in one.items()})
