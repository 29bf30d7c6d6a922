"""Opinions that say the same, put together and taken apart by people (Art. 18).

What a person decided here the machine never changes (``workflows/reading.py`` groups only what
nobody grouped). Groups are counted and never dropped; each opinion stays visible with its answer.
"""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from decisions.errors import NotNow
from decisions.law.dossier import Dossier
from decisions.law.terms import Stage
from decisions.models import Cluster, Opinion
from workflows import counting, reading
from workflows.act import Act, Doing
from workflows.steps.forms.groups import GroupForm
from workflows.steps.public.opinions import nothing_collected
from workflows.steps.rows.groups import members
from workflows.steps.rows.opinions import targets


class GroupOpinions(Act):
    """Group opinions that say the same; they are counted, never dropped (Art. 18)."""

    slug, step, label = "group_opinions", "participation", _("Group opinions")
    articles, stages, form = ("18",), (Stage.DRAFTING,), GroupForm
    repeatable, optional = True, True

    def not_yet(self, dossier: Dossier) -> Any:
        """Only where opinions are collected."""
        return nothing_collected(dossier)

    def do(self, doing: Doing) -> None:
        """Each keeps its own disposition if it has one; else it inherits the group's."""
        asked = doing.data
        opinions = _chosen(doing)
        cluster = None if asked["take_out"] else asked["cluster"] or _new_cluster(doing)
        touched = {o.cluster_id for o in opinions if o.cluster_id} | {getattr(cluster, "pk", None)}
        if opinions:
            _move(doing, opinions, cluster)
        _name(doing, cluster, rename=not opinions)
        _settle(touched - {None})
        doing.facts |= {
            "opinions": asked["opinions"],
            "groups": asked["groups"],
            "cluster": cluster.pk if cluster else None,
            "answered": members(touched - {None}),
        }
        doing.summary = _summary(len(opinions), cluster)


def _chosen(doing: Doing) -> list[Opinion]:
    """The opinions named, and all that stand in the groups named."""
    found = targets(doing, doing.data["opinions"]) if doing.data["opinions"] else []
    groups = doing.data["groups"]
    if Cluster.objects.filter(decision=doing.decision, pk__in=groups).count() != len(groups):
        raise NotNow(_("This group is not of this matter."))
    if groups:
        rows = counting.standing(doing.decision).filter(cluster__in=groups)
        found += counting.with_kinds(rows.exclude(pk__in=[o.pk for o in found])).order_by("pk")
    return found


def _new_cluster(doing: Doing) -> Cluster:
    return Cluster.objects.create(decision=doing.decision, title=doing.data["title"])


def _move(doing: Doing, opinions: list[Opinion], cluster: Cluster | None) -> None:
    """Put them there, keep the counters, and note that a person did it."""
    was = counting.before(opinions)
    touched = {o.cluster_id for o in opinions} | {getattr(cluster, "pk", None)}
    merged = _different(opinions, touched)
    kind = getattr(getattr(cluster, "disposition", None), "kind", None)
    Opinion.objects.filter(pk__in=[o.pk for o in opinions]).update(
        cluster=cluster, grouped_by="person"
    )
    for opinion in opinions:
        opinion.cluster_id, opinion.lent_kind = getattr(cluster, "pk", None), kind
    counting.keep(doing.decision, opinions, was, counting.before(opinions), touched)
    reading.shift(doing.decision, merged, _different(opinions, touched))


def _different(opinions: list[Opinion], groups: set[int | None]) -> int:
    """How many different things these opinions and groups say: each group says one."""
    inside = Opinion.objects.filter(cluster__in=groups - {None}, submission__withdrawn_at=None)
    filled = inside.order_by().values("cluster").distinct().count()
    return filled + sum(opinion.cluster_id is None for opinion in opinions)


def _name(doing: Doing, cluster: Cluster | None, *, rename: bool) -> None:
    """Give a group its title and the opinion shown for all; it is a person's from then on."""
    if cluster is None:
        return
    main = doing.data["main"]
    if main and not counting.standing(doing.decision).filter(pk=main.pk, cluster=cluster).exists():
        raise NotNow(_("The opinion shown for all must be one of the group."))
    said = {"main": main} if main else {}
    if rename and doing.data["title"]:
        said["title"] = doing.data["title"]
    Cluster.objects.filter(pk=cluster.pk).update(origin="person", **said)
    doing.facts |= {"main": main.pk} if main else {}


def _settle(clusters: Iterable[int]) -> None:
    """A group shows one of its own for all: the oldest, once the one shown has left."""
    for cluster in Cluster.objects.filter(pk__in=clusters):
        inside = Opinion.objects.filter(cluster=cluster, submission__withdrawn_at=None)
        if not inside.filter(pk=cluster.main_id).exists():
            oldest = inside.order_by("pk").values_list("pk", flat=True).first()
            Cluster.objects.filter(pk=cluster.pk).update(main=oldest)


def _summary(number: int, cluster: Cluster | None) -> str:
    if not number:
        return "更改同类意见的名称或者代表意见"
    return f"{'归并' if cluster else '移出归并'}同类意见{number}条"
