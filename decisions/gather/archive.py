"""Gathers the archive (Art. 33): the closed file and its checklist.

A slot ticked here is filed under itself; a file kept elsewhere may say otherwise.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from decisions.gather.listed import DECISION, Listed, listed, one
from decisions.gather.reading import day, flag, words
from decisions.law.facts.execution import Archive as ArchiveFacts
from decisions.law.facts.execution import ArchiveItem as ItemFacts
from decisions.models import Archive, ArchiveItem


def lists() -> Iterator[QuerySet[Any]]:
    """The closed file, and the slots of the checklist."""
    closed = Archive.objects.filter(decision=DECISION)
    yield listed("archive", closed, "digests_match", "retention", "archived_on", "finished_on")
    items = ArchiveItem.objects.filter(decision=DECISION)
    yield listed("archive_item", items, "slot", "present", "not_needed")


def archive(rows: Listed) -> ArchiveFacts:
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
    row = one(rows, "archive")
    if row is None:
        return ArchiveFacts(items=items)
    return ArchiveFacts(
        items=items,
        digests_match=flag(row["digests_match"]),
        retention=words(row["retention"]),
        archived_on=day(row["archived_on"]),
        finished_on=day(row["finished_on"]),
    )
