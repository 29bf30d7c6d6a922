"""Gathers the archive (Art. 33): the closed file and its checklist.

A slot ticked here is filed under itself; a file kept elsewhere may say otherwise.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from decisions.gather.listed import DECISION, Listed, listed
from decisions.gather.reading import flag, words
from decisions.gather.single import one
from decisions.law.facts.execution import Archive
from decisions.law.facts.execution import ArchiveItem as ItemFacts
from decisions.models import ArchiveItem, Decision


def lists() -> Iterator[QuerySet[Any]]:
    """The slots of the checklist."""
    items = ArchiveItem.objects.filter(decision=DECISION)
    yield listed("archive_item", items, "slot", "present", "not_needed")


def archive(decision: Decision, rows: Listed) -> Archive:
    """The checklist so far, and the file once it is closed."""
    items = tuple(
        ItemFacts(
            slot=row["slot"],
            present=flag(row["present"]),
            not_needed=words(row["not_needed"]),
            filed_under=row["slot"],
        )
        for row in rows["archive_item"]
    )
    row = one(decision, "archive")
    if row is None:
        return Archive(items=items)
    return Archive(
        items=items,
        digests_match=row.digests_match,
        retention=words(row.retention),
        archived_on=row.archived_on,
        finished_on=row.finished_on,
    )
