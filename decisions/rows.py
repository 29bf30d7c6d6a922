"""One row at a time, as fast as the engine takes it: the SQL of a table is spelled once.

For what strangers send, where thousands write in an hour. Django would compose the same statement
anew for every row, which costs more than the engine's own work. Constraints, defaults and the
values' spelling are those of the model; signals are not sent, and nobody here listens to any.
"""

from functools import lru_cache

from django.db import DEFAULT_DB_ALIAS, connections, models


def insert(row: models.Model) -> None:
    """Insert an unsaved row and give it its key."""
    connection = connections[DEFAULT_DB_ALIAS]
    sql, fields = _statement(type(row), connection.vendor)
    values = [field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        row.pk = cursor.fetchone()[0]
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


@lru_cache(maxsize=32)
def _statement(table: type[models.Model], vendor: str) -> tuple[str, list[models.Field]]:
    """The statement for a table on an engine, and the fields in its order."""
    meta, quote = table._meta, connections[DEFAULT_DB_ALIAS].ops.quote_name
    fields = [field for field in meta.concrete_fields if not isinstance(field, models.AutoField)]
    columns = ", ".join(quote(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    key = quote(meta.pk.column)
    sql = f"INSERT INTO {quote(meta.db_table)} ({columns}) VALUES ({marks}) RETURNING {key}"
    return sql, fields
