"""The lists of a decision in one UNION ALL, each row a small JSON object; written once, run often.

Django takes longer to write so wide a query than a database to answer it, so the text is kept
and only the ``Given`` places in it are filled in. SQLite gives booleans back as 0 and 1 and JSON
columns as text, PostgreSQL as themselves; the readings in ``reading.py`` make them equal.
"""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import (
    BigIntegerField,
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    Expression,
    ExpressionWrapper,
    F,
    Field,
    Model,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import JSONObject

Row = dict[str, Any]
Listed = defaultdict[str, list[Row]]
Room = Callable[[], Iterator[QuerySet[Any]]]  # the ``lists`` of a module


class Given(Expression):
    """A place in the query that is filled in each time it runs."""

    def __init__(self, name: str, output_field: Field) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list["Given"]]:
        """One parameter, still without its value."""
        return "%s", [self]

    def filled(self, values: Row, connection: Any) -> Any:
        """The value as this engine takes it."""
        return self.output_field.get_db_prep_value(values[self.name], connection)


DECISION = Given("decision", BigIntegerField())
ORGAN = Given("organ", BigIntegerField())
LONG_AGO = Given("long_ago", DateField())
NAMES_AT = Given("names_at", DateTimeField())


def listed(name: str, rows: QuerySet[Model], /, *plain: str, **derived: Any) -> QuerySet[Any]:
    """One list of the union: plain columns under their own names, others as derived."""
    columns = {column: F(column) for column in plain}
    return (
        rows.order_by()
        .annotate(
            listed_as=Value(name, output_field=CharField()),
            listed_row=JSONObject(id=F("pk"), **columns, **derived),
        )
        .values_list("listed_as", "listed_row")
    )


def read(*rooms: Room, **values: Any) -> Listed:
    """All lists of some rooms, each in the order in which its rows were made, in one query."""
    connection = connections[DEFAULT_DB_ALIAS]
    text, places = _written(rooms, connection.vendor)
    filled = [p.filled(values, connection) if isinstance(p, Given) else p for p in places]
    rows: Listed = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(text, filled)
        for name, row in cursor.fetchall():
            rows[name].append(json.loads(row))
    for made in rows.values():
        made.sort(key=lambda row: row.get("id", 0))
    return rows


def one(rows: Listed, name: str) -> Row | None:
    """The row of a list that has at most one, or None when there is none yet."""
    return next(iter(rows[name]), None)


def holds(condition: Q) -> ExpressionWrapper:
    """Whether a condition holds, as a column."""
    return ExpressionWrapper(condition, output_field=BooleanField())


def said(column: str) -> ExpressionWrapper:
    """Whether this text is more than nothing."""
    return holds(~Q(**{column: ""}))


@lru_cache(maxsize=64)
def _written(rooms: tuple[Room, ...], vendor: str) -> tuple[str, tuple[Any, ...]]:
    """The query as the engine reads it, with its places."""
    first, *others = (query for room in rooms for query in room())
    text, places = first.union(*others, all=True).query.sql_with_params()
    return _without_constants(text, places) if vendor == "postgresql" else (text, places)


def _without_constants(text: str, places: tuple[Any, ...]) -> tuple[str, tuple[Any, ...]]:
    """The query with its constants written out: psycopg takes each place apart at every run."""
    compose = connections[DEFAULT_DB_ALIAS].ops.compose_sql
    said = (
        "%s" if isinstance(place, Given) else compose("%s", [place]).replace("%", "%%")
        for place in places
    )
    written = re.sub("%[s%]", lambda mark: next(said) if mark[0] == "%s" else "%%", text)
    return written, tuple(place for place in places if isinstance(place, Given))
