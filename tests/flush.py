"""Emptying the tables after a test that really commits, although the record refuses DELETE.

Called by tests/conftest.py. The triggers are lifted, the tables emptied by Django's own flush, and
the flush's post_migrate signal puts the triggers back, as it does in an office after `migrate`.
"""

from django.test import TransactionTestCase


def teach_the_flush() -> None:
    """Lets every committing test lift the triggers before Django empties the tables."""
    empty = TransactionTestCase._fixture_teardown

    def teardown(case: TransactionTestCase) -> None:
        from decisions import search, triggers

        for alias in case._databases_names(include_mirrors=False):
            triggers.drop(alias)
        empty(case)
        search.OPINIONS.empty()
        search.CLAUSES.empty()

    TransactionTestCase._fixture_teardown = teardown
