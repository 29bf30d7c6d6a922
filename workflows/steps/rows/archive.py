"""The archive's rows: its term, its checklist, and whether every byte is what was recorded.

Called by the acts of the archive and by those that end a course (Art. 33).
"""

from collections.abc import Iterable
from datetime import timedelta

from decisions import papers
from decisions.archive_slots import Slot
from decisions.errors import Misbuilt
from decisions.gather.listed import Listed
from decisions.models import ArchiveItem, Decision, Entry
from workflows import record
from workflows.doing import Doing


def archive_term(doing: Doing) -> None:
    """Where the local rule says within how many days the file is handed over, set that term."""
    days = doing.stood.profile.archive_days
    if days is not None:
        starts = doing.occurred_on
        doing.deadline("archive", "33", starts, starts + timedelta(days=days))


def keep_checklist(decision: Decision, slots: Iterable[Slot]) -> None:
    """Write the checklist anew, one row a slot."""
    ArchiveItem.objects.bulk_create(
        [
            ArchiveItem(
                decision=decision, slot=s.slot, present=s.present, not_needed=s.not_needed[:200]
            )
            for s in slots
        ],
        update_conflicts=True,
        unique_fields=["decision", "slot"],
        update_fields=["present", "not_needed"],
    )


def digests_match(decision: Decision, rows: Listed) -> bool:
    """Whether every stored file is byte for byte what was recorded, and the record is unbroken.

    ``rows`` are the papers received and the notices issued, as the catalogue lists them.
    """
    files = {row["sha256"] for row in (*rows["received"], *rows["issued"])} - {""}
    return all(_unchanged(digest) for digest in sorted(files)) and chain_is_whole(decision)


def chain_is_whole(decision: Decision) -> bool:
    """Whether each entry binds the one before it, up to the head the decision carries."""
    previous = record.GENESIS
    entries = Entry.objects.filter(decision=decision).order_by("seq")
    for seq, entry in enumerate(entries.iterator(), 1):
        bound = entry.seq == seq and entry.previous == previous
        if not bound or record.digest(entry) != entry.digest:
            return False
        previous = entry.digest
    return previous == (decision.chain_head or record.GENESIS)


def _unchanged(digest: str) -> bool:
    try:
        papers.read(digest)
    except (Misbuilt, OSError):
        return False
    return True
