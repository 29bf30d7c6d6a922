"""Pages by key: where a page begins is the row after the last one seen, never a counted offset.

Called by the lists of the portal. The link names a row; its place is looked up anew, so that a
page stays right when rows were added in between.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Model, Q, QuerySet


@dataclass(frozen=True)
class Page:
    """The rows of one page, and the ids from which the neighbours start."""

    rows: list[Any] = field(default_factory=list)
    newer: int | None = None
    older: int | None = None


def page(
    rows: QuerySet[Any], keys: Sequence[str], size: int, *, after: str = "", before: str = ""
) -> Page:
    """One page of rows in ascending order of the keys, the last of which is unique."""
    backward = before.isdecimal()
    place = _place(rows, keys, before if backward else after)
    chosen = rows.filter(_beyond(keys, place, backward)) if place else rows
    order = [f"-{key}" for key in keys] if backward else keys
    found = list(chosen.order_by(*order)[: size + 1])
    more, found = len(found) > size, found[:size]
    if backward:
        found.reverse()
    earlier, later = (more, True) if backward and place else (bool(place), more)
    return Page(found, _id(found[:1], earlier), _id(found[-1:], later))


def _id(row: list[Model], wanted: bool) -> int | None:
    return row[0].pk if row and wanted else None


def _place(rows: QuerySet[Any], keys: Sequence[str], pk: str) -> tuple[Any, ...] | None:
    if not pk.isdecimal() or len(pk) > 18:
        return None
    return rows.filter(pk=int(pk)).order_by().values_list(*keys).first()


def _beyond(keys: Sequence[str], place: tuple[Any, ...], backward: bool) -> Q:
    """Rows past a place: the first key bounds the index, the others break ties."""
    way = "lt" if backward else "gt"
    ties = [
        Q(**dict(zip(keys[:n], place, strict=False)), **{f"{keys[n]}__{way}": place[n]})
        for n in range(len(keys))
    ]
    return Q(**{f"{keys[0]}__{way}e": place[0]}) & reduce(or_, ties)
