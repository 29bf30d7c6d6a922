"""What is asked for once an import has ended: the one place for work that follows an import.

Whoever wants to follow (grouping what says the same, for one) puts a function into ``AFTER``; it
is called in the transaction that ends the import, and asks the outbox for the work.
"""

from collections.abc import Callable

from decisions.models import ImportBatch

AFTER: list[Callable[[ImportBatch], None]] = []


def tell(batch: ImportBatch) -> None:
    """Tell everybody who follows that an import has ended."""
    for follow in AFTER:
        follow(batch)
