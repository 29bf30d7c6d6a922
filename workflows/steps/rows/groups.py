"""Whom a group's answer reaches, as the record keeps it (Art. 18)."""

from collections import defaultdict
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from decisions.models import Disposition, Opinion


def members(clusters: Iterable[int]) -> dict[str, list[Any]]:
    """For each of these groups that is answered: how many inherit from it, and the digest of which.

    Written into the entry, so that ``fsck`` sees an opinion slipped under an answer or out of it.
    """
    inside: dict[int, list[int]] = defaultdict(list)
    for (cluster,) in Disposition.objects.filter(cluster__in=clusters).values_list("cluster"):
        inside[cluster] = []
    rows = Opinion.objects.filter(cluster__in=list(inside)).order_by("pk")
    for pk, cluster in rows.values_list("pk", "cluster"):
        inside[cluster].append(pk)
    return {
        str(cluster): [len(ids), sha256(",".join(map(str, ids)).encode()).hexdigest()]
        for cluster, ids in sorted(inside.items())
    }
