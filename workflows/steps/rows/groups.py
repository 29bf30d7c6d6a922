"""Whom a group's answer reaches, as the record keeps it (Art. 18)."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from decisions.models import Disposition, Opinion


def members(clusters: Iterable[int]) -> dict[str, list[Any]]:
    """For each of these groups that is answered: how many inherit from it, and the digest of which.

    Written into the entry, so that ``fsck`` sees an opinion slipped under an answer or out of it.
    """
    answered = Disposition.objects.filter(cluster__in=clusters).values_list("cluster", flat=True)
    found: dict[str, list[Any]] = {}
    for cluster in sorted(answered):
        ids = Opinion.objects.filter(cluster=cluster).order_by("pk").values_list("pk", flat=True)
        spelled = ",".join(map(str, ids))
        found[str(cluster)] = [len(ids), sha256(spelled.encode()).hexdigest()]
    return found
