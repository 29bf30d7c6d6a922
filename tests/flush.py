"""Emptying the tables after a test that really commits, although the record refuses DELETE.

Called by tests/conftest.py. The triggers are lifted, the tables emptied by Django's own flush, and
the flush's post_migrate signal puts the triggers back, as it does in an office after `migrate`.
"""

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import TransactionTestCase

SQLITE = "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'"
POSTGRESQL = "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"


def lift_triggers(connection: BaseDatabaseWrapper) -> None:
    """Drops every trigger of the test database."""
    with connection.cursor() as cursor:
        cursor.execute(SQLITE if connection.vendor == "sqlite" else POSTGRESQL)
        for name, table in cursor.fetchall():
            place = "" if connection.vendor == "sqlite" else f" ON {table}"
            cursor.execute(f'DROP TRIGGER "{name}"{place}')


def teach_the_flush() -> None:
    """Lets every committing test lift the triggers before Django empties the tables."""
    empty = TransactionTestCase._fixture_teardown

    def teardown(case: TransactionTestCase) -> None:
        for alias in case._databases_names(include_mirrors=False):
            lift_triggers(connections[alias])
        empty(case)

    TransactionTestCase._fixture_teardown = teardown
