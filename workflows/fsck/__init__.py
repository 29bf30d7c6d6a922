"""Recomputes from the record what the rows say, and names every difference.

Called by ``manage.py fsck`` and the tests; changes nothing. What each check covers stands in its
module; the byte formats in docs/record.md.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from decisions.models import Decision


@dataclass(frozen=True)
class Difference:
    """One thing that does not agree with the record."""

    check: str
    decision: int | None
    what: str

    def as_dict(self) -> dict[str, object]:
        """For the JSON output."""
        return asdict(self)


def examine(decision_ids: list[int] | None = None) -> Iterator[Difference]:
    """Every difference in the installation, or in some decisions only."""
    from workflows.fsck import (
        answers,
        chains,
        counters,
        groups,
        house,
        imports,
        issued,
        meetings,
        packages,
        passages,
        placed,
        sorting,
        stored,
        ways,
    )

    if decision_ids is None:
        yield from house.examine()
    wanted = Decision.objects.order_by("id")
    if decision_ids is not None:
        wanted = wanted.filter(pk__in=decision_ids)
    for decision in wanted.iterator():
        yield from chains.examine(decision)
        yield from counters.examine(decision)
        yield from imports.examine(decision)
        yield from answers.examine(decision)
        yield from meetings.examine(decision)
        yield from groups.examine(decision)
        yield from placed.examine(decision)
        yield from passages.examine(decision)
        yield from sorting.examine(decision)
        yield from stored.examine(decision)
        yield from packages.examine(decision)
        yield from issued.examine(decision)
        yield from ways.examine(decision)
