"""Units of work: single opinions and whole groups, sorted and given to officers in bulk.

A unit is what an officer answers at once. Called by the acts of ``steps/public/sorting.py`` under
the decision's lock; officers' loads move with what is given.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from decisions.errors import NotNow
from decisions.models import Cluster, Decision, Dimension, Opinion, Theme, Workload
from workflows import counting, sums
from workflows.act import Doing
from workflows.steps.forms.opinions import AT_ONCE
from workflows.steps.rows.opinions import targets


@dataclass(frozen=True)
class Units:
    """Some opinions and groups, or all that stands under a theme."""

    opinions: list[int] = field(default_factory=list)
    clusters: list[int] = field(default_factory=list)
    theme: int | None = None

    def named(self) -> dict[str, Any]:
        """As the entry names them."""
        if self.theme:
            return {"theme": self.theme}
        return {"opinions": self.opinions, "clusters": self.clusters}

    def rows(self) -> QuerySet[Opinion]:
        """Every opinion meant."""
        if self.theme:
            return Opinion.objects.filter(theme=self.theme)
        return Opinion.objects.filter(Q(pk__in=self.opinions) | Q(cluster__in=self.clusters))

    def groups(self) -> QuerySet[Cluster]:
        """Every group meant."""
        if self.theme:
            return Cluster.objects.filter(theme=self.theme)
        return Cluster.objects.filter(pk__in=self.clusters)


def chosen(doing: Doing) -> Units:
    """What the form names; refuses what is of another matter."""
    ids, groups = doing.data["opinions"], doing.data["clusters"]
    if ids:
        targets(doing, ids)
    known = Cluster.objects.filter(pk__in=groups, decision=doing.decision).values_list("pk")
    if groups and len(known) != len(groups):
        raise NotNow(_("This group is not of this matter."))
    return Units(ids, groups)


def of_theme(doing: Doing, theme: Theme) -> Units:
    """All that stands under a theme."""
    if not Opinion.objects.filter(theme=theme).exists():
        raise NotNow(_("No opinion stands under this theme."))
    return Units(theme=theme.pk)


def without_theme(
    decision: Decision, opinions: Sequence[int], clusters: Sequence[int], above: Theme | None
) -> Units:
    """Those of these that stand under no theme, or only under the one above."""
    free = Q(theme=None) | Q(theme=above) if above else Q(theme=None)
    singles = counting.standing(decision).filter(free, pk__in=opinions)
    groups = Cluster.objects.filter(free, decision=decision, pk__in=clusters, size__gt=0)
    found = Units(
        list(singles.order_by("pk").values_list("pk", flat=True)),
        list(groups.order_by("pk").values_list("pk", flat=True)),
    )
    if not found.opinions and not found.clusters:
        raise NotNow(_("All of these stand under a theme by now."))
    return found


def without_officer(doing: Doing) -> Units:
    """The open units that nobody has yet, the largest groups first; so many as one act takes."""
    open_ones = {"decision": doing.decision, "answer": "", "assigned_to": None}
    groups = Cluster.objects.filter(size__gt=0, **open_ones).order_by("-size", "-id")
    singles = Opinion.objects.filter(cluster=None, submission__withdrawn_at=None, **open_ones)
    found = Units(
        list(singles.order_by("recorded_at", "id").values_list("pk", flat=True)[:AT_ONCE]),
        list(groups.values_list("pk", flat=True)[:AT_ONCE]),
    )
    if not found.opinions and not found.clusters:
        raise NotNow(_("Every open opinion has its officer."))
    return found


def dealt(found: Units, officers: Sequence[User]) -> list[tuple[User | None, Units]]:
    """Equal shares for several officers."""
    if not officers:
        return [(None, found)]
    number = len(officers)
    return [
        (who, Units(found.opinions[place::number], found.clusters[place::number]))
        for place, who in enumerate(officers)
    ]


def put(found: Units, **what: Any) -> int:
    """Write the theme (or whatever of the unit) to each opinion and group; how many opinions."""
    number = found.rows().update(**what)
    found.groups().update(**what)
    return number


def put_under(decision: Decision, found: Units, theme: Theme | None) -> int:
    """Put these under a theme and keep the number under each; how many opinions."""
    was = _by_theme(decision, found)
    number = put(found, theme=theme)
    counting.shift(decision, was, _by_theme(decision, found))
    return number


def _by_theme(decision: Decision, found: Units) -> counting.Counts:
    """How many of these, as far as they are counted, stand under each theme."""
    held = found.rows().filter(
        decision=decision, submission__withdrawn_at=None, submission__counted=True
    )
    rows = held.order_by().values_list("theme").annotate(number=Count("id"))
    return Counter({(str(Dimension.THEME), sums.key(pk)): number for pk, number in rows})


def give(decision: Decision, shares: Sequence[tuple[User | None, Units]]) -> int:
    """Give each officer the share; how many opinions in all."""
    number = 0
    people = [who for who, _share in shares if who]
    Workload.objects.bulk_create(
        [Workload(decision=decision, officer=who) for who in people], ignore_conflicts=True
    )
    for who, share in shares:
        was = _loads(decision, share)
        number += put(share, assigned_to=who)
        counting.shift(decision, was, _loads(decision, share))
    return number


def _loads(decision: Decision, share: Units) -> counting.Counts:
    """What these opinions make of the officers' loads."""
    answered = ~Q(answer="") | Q(cluster__disposition__isnull=False)
    rows = (
        share.rows()
        .filter(decision=decision, submission__withdrawn_at=None)
        .exclude(assigned_to=None)
        .order_by()
        .values("assigned_to")
        .annotate(assigned=Count("id"), answered=Count("id", filter=answered))
    )
    counted: counting.Counts = Counter()
    for row in rows:
        for name in ("assigned", "answered"):
            counted[row["assigned_to"], name] = row[name]
    return counted
