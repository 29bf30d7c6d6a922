"""Triggers that refuse UPDATE and DELETE on the record, on both engines (answer 16).

Installed after every migrate (SQLite drops them when it rebuilds a table); ``missing`` serves
the system check and ``fsck``. PostgreSQL refuses TRUNCATE as well.
"""

from typing import Any

from django.db import connections

# Columns that may change on an append-only table: none.
APPEND_ONLY = ("decisions_entry", "decisions_dailyhead", "workflows_signature")


def install(using: str = "default", **kwargs: Any) -> None:
    """Put the triggers in place; putting them in place twice changes nothing."""
    connection = connections[using]
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in APPEND_ONLY:
            if table in present:
                for statement in _statements(connection.vendor, table):
                    cursor.execute(statement)


def drop(using: str = "default") -> None:
    """Take the triggers away; only the tests' flush may need this."""
    connection = connections[using]
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in APPEND_ONLY:
            if table not in present:
                continue
            for name in _names(connection.vendor, table):
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def missing(using: str = "default") -> list[str]:
    """The triggers that ought to be there and are not; tables still to be made need none."""
    connection = connections[using]
    if connection.vendor == "postgresql":
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    else:
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {row[0] for row in cursor.fetchall()}
    tables = set(connection.introspection.table_names())
    made = [table for table in APPEND_ONLY if table in tables]
    wanted = [name for table in made for name in _names(connection.vendor, table)]
    return [name for name in wanted if name not in present]


def _names(vendor: str, table: str) -> list[str]:
    kinds = ["update", "delete"] + (["truncate"] if vendor == "postgresql" else [])
    return [f"{table}_no_{kind}" for kind in kinds]


def _statements(vendor: str, table: str) -> list[str]:
    if vendor == "postgresql":
        return _for_postgresql(table)
    return [
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_{kind} BEFORE {kind.upper()} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END"
        for kind in ("update", "delete")
    ]


def _for_postgresql(table: str) -> list[str]:
    refuse = (
        "CREATE OR REPLACE FUNCTION yijue_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the record is append-only'; END $$"
    )
    made = [
        f"CREATE OR REPLACE TRIGGER {table}_no_{kind} BEFORE {kind.upper()} ON {table} "
        f"FOR EACH {'STATEMENT' if kind == 'truncate' else 'ROW'} "
        f"EXECUTE FUNCTION yijue_append_only()"
        for kind in ("update", "delete", "truncate")
    ]
    return [refuse, *made]
