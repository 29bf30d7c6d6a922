"""How many spoke, how many different things they said, and which were said most (Art. 18).

Read by the workbench and the report: 收到 N 件 · 合并后 M 条 · 来自 K 人/单位.
The numbers are kept by the reading and by the act of grouping; nothing is counted here.
"""

from django.db.models import QuerySet

from decisions.models import Cluster, Decision, Voices


def voices_of(decision: Decision) -> Voices | None:
    """The maintained numbers, as of ``counted_at``; None while nothing was read."""
    return Voices.objects.filter(decision=decision).first()


def groups_of(decision: Decision, number: int = 50) -> QuerySet[Cluster]:
    """The largest groups first, each with ``size``, its answer and the opinion shown for all."""
    return (
        Cluster.objects.filter(decision=decision, size__gt=0)
        .select_related("disposition", "main", "follows")
        .order_by("-size", "id")[:number]
    )
