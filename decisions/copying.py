"""Many rows at once: COPY on PostgreSQL, bulk INSERT elsewhere; one small seam for both.

Called by the import. Values are given as the columns keep them; what is not given takes the
model's default. No ``save()`` and no signal runs: the caller writes what belongs to the rows, in
the same transaction.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Model

BATCH = 1000  # rows of one INSERT


def next_ids(model: type[Model], count: int) -> list[int]:
    """Keys for rows still to be written; nobody else gets them."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [table, count],
            )
            return [pk for (pk,) in cursor.fetchall()]
        # The transaction writes alone here, and the sequence follows what is written.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        (last,) = cursor.fetchone() or (0,)
    return list(range(last + 1, last + count + 1))


def insert(model: type[Model], columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Write rows whose values stand in the order of ``columns`` (attribute names)."""
    defaults = _defaults(model, tuple(columns))
    if connection.vendor == "postgresql":
        _copy(model, columns, rows, defaults)
        return
    names, more = tuple(columns), dict(defaults)
    made = (model(**dict(zip(names, row, strict=True)), **more) for row in rows)
    model._base_manager.bulk_create(made, batch_size=BATCH)


def weigh(*tables: type[Model]) -> None:
    """Tell PostgreSQL how large these tables are: else what follows is planned as if for none.

    Its own daemon looks once a minute, and never at what a transaction still holds.
    """
    if connection.vendor == "postgresql":
        named = ", ".join(f'"{table._meta.db_table}"' for table in tables)
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {named}")


def _copy(
    model: type[Model],
    columns: Sequence[str],
    rows: Iterable[tuple[Any, ...]],
    defaults: tuple[tuple[str, Any], ...],
) -> None:
    of = {field.attname: field.column for field in model._meta.concrete_fields}
    named = ", ".join(f'"{of[name]}"' for name in (*columns, *(name for name, _v in defaults)))
    text = f'COPY "{model._meta.db_table}" ({named}) FROM STDIN'
    constant = tuple(value for _name, value in defaults)
    with connection.cursor() as cursor, cursor.copy(text) as copy:
        write = copy.write_row
        for row in rows:
            write(row + constant)


@cache
def _defaults(model: type[Model], given: tuple[str, ...]) -> tuple[tuple[str, Any], ...]:
    """What the columns that are not given begin with; a null needs no writing."""
    left = [
        field
        for field in model._meta.concrete_fields
        if not field.primary_key and field.attname not in given
    ]
    prepared = ((field.attname, field.get_default()) for field in left)
    return tuple((name, value) for name, value in prepared if value is not None)
