"""The queue of the workbench (O3; Art. 18): groups first, the largest before, then single opinions.

Every page is read by key along an index, whatever was filtered, so that it costs the same with a
thousand opinions and with a million. Called by the desk; what is shown beside the queue stands in
``workbench.py``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import BooleanField, F, Func, Q, QuerySet, Value

from decisions.law.terms import DispositionKind
from decisions.models import AnswerCheck, Cluster, Decision, Opinion
from decisions.selectors.search import search_opinions

OPEN, ALL, RETURNED = "open", "", "returned"
GROUP, SINGLE = "g", "o"
SIZE = 40


@dataclass(frozen=True)
class Asked:
    """What the officer asks to see."""

    kind: str = OPEN
    channel: str = ""
    clause: int | None = None
    themes: tuple[int, ...] = ()
    officer: int | None = None
    nobody: bool = False
    words: str = ""


@dataclass(frozen=True)
class Unit:
    """One line of the queue: a group, or a single opinion."""

    mark: str
    row: Any

    @property
    def key(self) -> str:
        """How an address names it: g12, o345."""
        return f"{self.mark}{self.row.pk}"

    @property
    def is_group(self) -> bool:
        """Whether it stands for several opinions."""
        return self.mark == GROUP


@dataclass(frozen=True)
class Page:
    """The lines of one page, and the key after which the next one begins."""

    units: list[Unit] = field(default_factory=list)
    more: str = ""


class Beyond(Func):
    """Rows past a place, compared as a whole row: the index is entered there and nowhere else."""

    output_field = BooleanField()

    def __init__(self, keys: Sequence[str], place: Sequence[Any], way: str) -> None:
        super().__init__(*[F(key) for key in keys], *[Value(value) for value in place])
        self.way = way

    def as_sql(self, compiler: Any, connection: Any, **_more: Any) -> tuple[str, list[Any]]:
        """(key, key) > (value, value), on either engine."""
        parts = [compiler.compile(one) for one in self.get_source_expressions()]
        half = len(parts) // 2
        keys, values = (", ".join(sql for sql, _ in side) for side in (parts[:half], parts[half:]))
        return f"({keys}) {self.way} ({values})", [p for _, given in parts for p in given]


def page(decision: Decision, asked: Asked, after: str = "", size: int = SIZE) -> Page:
    """One page of the queue after a line of it."""
    units: list[Unit] = []
    if not after.startswith(SINGLE):
        rows = _after(groups(decision, asked), GROUPS, after)
        units = [Unit(GROUP, row) for row in rows[: size + 1]]
    if len(units) <= size:
        start = after if after.startswith(SINGLE) else ""
        rows = _after(singles(decision, asked), _order(asked), start)
        units += [Unit(SINGLE, row) for row in rows[: size + 1 - len(units)]]
    return Page(units[:size], units[size - 1].key if len(units) > size else "")


def following(decision: Decision, asked: Asked, unit: Unit) -> Unit | None:
    """The next open line after one that may be answered by now."""
    asked = Asked(**(vars(asked) | {"kind": OPEN}))
    if unit.is_group:
        row = _beyond(groups(decision, asked), GROUPS, unit.row).first()
        if row:
            return Unit(GROUP, row)
    rows, order = singles(decision, asked), _order(asked)
    row = (rows.order_by(*order[0]) if unit.is_group else _beyond(rows, order, unit.row)).first()
    if row:
        return Unit(SINGLE, row)
    again = page(decision, asked, "", 2).units
    return next((one for one in again if one.key != unit.key), None)


GROUPS = (("size", "id"), "<")


def _order(asked: Asked) -> tuple[tuple[str, ...], str]:
    """Single opinions as they came; where all are asked for, the open ones first."""
    keys = ("recorded_at", "id")
    return (("answer", *keys) if asked.kind == ALL else keys), ">"


def _after(rows: QuerySet[Any], order: tuple[tuple[str, ...], str], after: str) -> QuerySet[Any]:
    """The rows past the one that an address names; from the first where it names none."""
    keys, way = order
    if (pk := after[1:]).isdecimal() and len(pk) < 19:
        place = rows.model.objects.filter(pk=int(pk)).first()
        if place:
            return _beyond(rows, order, place)
    return rows.order_by(*[f"-{key}" if way == "<" else key for key in keys])


def _beyond(rows: QuerySet[Any], order: tuple[tuple[str, ...], str], row: Any) -> QuerySet[Any]:
    """The rows past one that is known, in order."""
    keys, way = order
    place = [row.pk if key == "id" else getattr(row, key) for key in keys]
    past = rows.filter(Beyond(keys, place, way))
    return past.order_by(*[f"-{key}" if way == "<" else key for key in keys])


def groups(decision: Decision, asked: Asked) -> QuerySet[Cluster]:
    """The groups that are asked for."""
    rows = Cluster.objects.filter(decision=decision, size__gt=0).select_related("clause")
    rows = _sorted_so(rows, asked)
    members = Opinion.objects.filter(decision=decision, cluster__isnull=False)
    if asked.channel:
        rows = rows.filter(
            pk__in=members.filter(submission__channel=asked.channel).values("cluster")
        )
    if asked.words:
        said = matching(decision, members, asked.words).values("cluster")
        rows = rows.filter(Q(title__icontains=asked.words) | Q(pk__in=said))
    return rows


def singles(decision: Decision, asked: Asked) -> QuerySet[Opinion]:
    """The opinions in no group that are asked for."""
    rows = Opinion.objects.filter(decision=decision, cluster=None, submission__withdrawn_at=None)
    rows = _sorted_so(rows.select_related("submission", "clause"), asked)
    if asked.channel:
        rows = rows.filter(submission__channel=asked.channel)
    return matching(decision, rows, asked.words) if asked.words else rows


def matching(decision: Decision, rows: QuerySet[Opinion], words: str) -> QuerySet[Opinion]:
    """The opinions that say these words: by the index, and as they stand where it read nothing."""
    fresh = rows.filter(said_first=None)
    for word in words.split()[:6]:
        fresh = fresh.filter(text__contains=word)
    said = search_opinions(decision, words)
    return rows.filter(Q(pk__in=said.values("pk")) | Q(pk__in=fresh.order_by().values("pk")))


def _sorted_so(rows: QuerySet[Any], asked: Asked) -> QuerySet[Any]:
    if asked.kind == OPEN:
        rows = rows.filter(answer="")
    elif asked.kind == RETURNED:
        what = "cluster" if rows.model is Cluster else "opinion"
        back = AnswerCheck.objects.filter(agreed=False, **{f"{what}__isnull": False})
        rows = rows.filter(answer="", pk__in=back.values(what))
    elif asked.kind in set(DispositionKind):
        rows = rows.filter(answer=asked.kind)
    if asked.clause:
        rows = rows.filter(clause=asked.clause)
    if asked.themes:
        one = len(asked.themes) == 1
        rows = rows.filter(theme=asked.themes[0]) if one else rows.filter(theme__in=asked.themes)
    if asked.nobody:
        rows = rows.filter(assigned_to=None)
    elif asked.officer:
        rows = rows.filter(assigned_to=asked.officer)
    return rows
