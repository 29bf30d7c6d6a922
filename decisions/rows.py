"""Rows inserted as fast as the engine takes them: the SQL of a table is spelled once.

For what strangers send, where thousands write in an hour. Django would compose the same statement
anew for every row, which costs more than the engine's own work. Constraints, defaults and the
values' spelling are those of the model; signals are not sent, and nobody here listens to any.
"""

from collections.abc import Sequence
from contextlib import nullcontext
from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models, transaction

Spelled = tuple[str, list[Any]]


def insert(row: models.Model) -> None:
    """Insert an unsaved row and give it its key."""
    insert_together([row])


def insert_together(rows: Sequence[models.Model]) -> None:
    """Insert rows all or none, each with its key; a later one may point to an earlier one.

    PostgreSQL takes them as one message, which is one transaction of its own; SQLite, where a
    message costs nothing, one after the other.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor == "postgresql":
        _as_one_message(rows, connection)
    else:
        with transaction.atomic():
            for row in rows:
                _one(row, connection)


def _as_one_message(rows: Sequence[models.Model], connection: Any) -> None:
    spelled = [_spelled(row, connection) for row in rows]
    text = "; ".join(sql for sql, _values in spelled)
    # Within a transaction a savepoint keeps a refused row from spoiling what came before.
    around = transaction.atomic() if connection.in_atomic_block else nullcontext()
    with around, connection.cursor() as cursor:
        cursor.execute(text, [value for _sql, values in spelled for value in values])
        for row in rows:
            _inserted(row, cursor.fetchone()[0])
            cursor.nextset()


def _one(row: models.Model, connection: Any) -> None:
    sql, values = _spelled(row, connection)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        _inserted(row, cursor.fetchone()[0])


def _spelled(row: models.Model, connection: Any) -> Spelled:
    """The statement for the columns that hold something; what is None is NULL without saying so.

    Engine and driver have less to read, and know again the few statements that come of it.
    """
    _joined(row)
    table = type(row)
    behind = frozenset(name for name in _relations(table) if _unsaved(row, name))
    given = [
        (field, value)
        for field in _fields(table)
        if field.name not in behind and (value := field.pre_save(row, True)) is not None
    ]
    sql = _statement(
        table, connection.vendor, behind | {field.name for field, _value in given}, behind
    )
    return sql, [field.get_db_prep_save(value, connection) for field, value in given]


def _inserted(row: models.Model, key: Any) -> None:
    row.pk = key
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
    _joined(row)


def _joined(row: models.Model) -> None:
    """Take over the keys of rows it points to that were inserted meanwhile."""
    for name in _relations(type(row)):
        field: Any = row._meta.get_field(name)
        if getattr(row, field.attname) is None and field.is_cached(row):
            other = field.get_cached_value(row)
            setattr(row, field.attname, None if other is None else other.pk)


def _unsaved(row: models.Model, name: str) -> bool:
    """Whether the row points to one that is inserted just before it."""
    field: Any = row._meta.get_field(name)
    if not field.is_cached(row):
        return False
    other = field.get_cached_value(row)
    return other is not None and other.pk is None


@lru_cache(maxsize=32)
def _relations(table: type[models.Model]) -> tuple[str, ...]:
    return tuple(f.name for f in table._meta.concrete_fields if isinstance(f, models.ForeignKey))


@lru_cache(maxsize=32)
def _fields(table: type[models.Model]) -> tuple[Any, ...]:
    fields = table._meta.concrete_fields
    return tuple(field for field in fields if not isinstance(field, models.AutoField))


@lru_cache(maxsize=256)
def _statement(
    table: type[models.Model], vendor: str, given: frozenset[str], behind: frozenset[str]
) -> str:
    """The statement of a table on an engine, for the columns given."""
    meta, quote = table._meta, connections[DEFAULT_DB_ALIAS].ops.quote_name
    fields = [field for field in _fields(table) if field.name in given]
    columns = ", ".join(quote(field.column) for field in fields)
    marks = ", ".join(_last_key(f) if f.name in behind else "%s" for f in fields)
    key = quote(meta.pk.column)
    return f"INSERT INTO {quote(meta.db_table)} ({columns}) VALUES ({marks}) RETURNING {key}"


def _last_key(field: Any) -> str:
    """The key that this session gave last in the table pointed to (PostgreSQL)."""
    other = field.related_model._meta
    return f"currval(pg_get_serial_sequence('{other.db_table}', '{other.pk.column}'))"
