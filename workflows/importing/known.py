"""Which rows of a sheet were seen before (Art. 18: every opinion is counted, and counted once).

A row is known by its print, a keyed digest of all it says: the second of two equal rows of one
sheet has a print of its own, for two people may say the same. Where a sheet continues an earlier
one, a row is known by its serial number first, so that a changed row is seen as changed.
"""

import hashlib
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from decisions.intake.sheets import Row
from decisions.models import ImportBatch, Opinion, Submission

NEW, SEEN, CHANGED, CONFLICT = "new", "seen", "changed", "conflict"
_FIELDS = ("pk", "imported", "import_row", "import_key", "import_print", "number")
_SAID = ("channel", "submitter_kind", "name", "contact", "text", "occurred_on")


class Verdict(NamedTuple):
    """What a row is beside what was imported before."""

    row: Row
    outcome: str
    print: int
    earlier: dict[str, Any] | None = None
    reason: str = ""


class Known:
    """Sorts the rows of one sheet, in their order; it remembers what the sheet said so far."""

    def __init__(
        self, activity_id: int, continues: ImportBatch | None = None, own: int | None = None
    ) -> None:
        self.activity_id, self.own = activity_id, own
        self.series = series(continues) if continues else []
        self.key = hashlib.sha256(b"import\n" + settings.SECRET_KEY.encode()).digest()
        self.told: dict[int, int] = {}
        self.serials: dict[int, int] = {}

    def pass_over(self, row: Row) -> None:
        """Remember a row that was taken before the work was interrupted."""
        self._mark(row)

    def sort(self, rows: Sequence[Row]) -> list[Verdict]:
        """What each of these rows is; a few queries for all of them."""
        prints = [self._mark(row) for row in rows]
        by_print = self._by_print([own for own, _base, _twice in prints])
        by_key = self._by_key(rows) if self.series else {}
        return [
            self._one(row, marks, by_print, by_key) for row, marks in zip(rows, prints, strict=True)
        ]

    def _mark(self, row: Row) -> tuple[int, int, bool]:
        """The row's own print, the print of what it says, and whether its serial clashes."""
        day = row.received_on.isoformat() if row.received_on else ""
        said = (row.channel, row.sender_kind, row.sender_name, row.phone, row.text)
        base = self._digest("\x1f".join((*said, row.clause_as_written, day, *row.scans)))
        before = self.told.get(base, 0)
        self.told[base] = before + 1
        own = self._digest(f"{base} {before}") if before else base
        if not (self.series and row.serial):
            return own, base, False
        first = self.serials.setdefault(self._digest(row.serial), base)
        return own, base, first != base or before > 0

    def _digest(self, said: str) -> int:
        found = hashlib.blake2b(said.encode(), key=self.key, digest_size=8).digest()
        return int.from_bytes(found, signed=True)

    def _one(
        self,
        row: Row,
        marks: tuple[int, int, bool],
        by_print: dict[int, dict[str, Any]],
        by_key: dict[str, list[dict[str, Any]]],
    ) -> Verdict:
        own, base, clash = marks
        if self.series and row.serial:
            if clash:
                reason = _("The sheet holds this serial number more than once.")
                return Verdict(row, CONFLICT, own, None, reason)
            if found := by_key.get(row.serial):
                return _beside(row, own, base, found)
        earlier = by_print.get(own)
        if earlier and (earlier["text"] == row.text or not earlier["text"]):
            return Verdict(row, SEEN, own, earlier)
        return Verdict(row, NEW, own)

    def _by_print(self, prints: list[int]) -> dict[int, dict[str, Any]]:
        others = ImportBatch.objects.filter(activity=self.activity_id).exclude(pk=self.own)
        if not others.exists():
            return {}
        found = self._earlier().filter(import_print__in=prints)
        return {row["import_print"]: row for row in found}

    def _by_key(self, rows: Sequence[Row]) -> dict[str, list[dict[str, Any]]]:
        keys = [row.serial for row in rows if row.serial]
        own_answer = Q(disposition__isnull=False) | Q(cluster__disposition__isnull=False)
        answered = Opinion.objects.filter(own_answer, submission=OuterRef("pk"))
        found: dict[str, list[dict[str, Any]]] = {}
        earlier = self._earlier().filter(imported__in=self.series, import_key__in=keys)
        for row in earlier.annotate(answered=Exists(answered)):
            found.setdefault(row["import_key"], []).append(row)
        return found

    def _earlier(self) -> Any:
        rows = Submission.objects.filter(activity=self.activity_id).exclude(imported=self.own)
        return rows.order_by().values(*_FIELDS, *_SAID, "withdrawn_at", "erased_at")


def series(batch: ImportBatch) -> list[int]:
    """The imports of one list: its first sheet and all that continue it."""
    first = batch.continues_id or batch.pk
    later = ImportBatch.objects.filter(continues=first).values_list("pk", flat=True)
    return [first, *later]


def _beside(row: Row, own: int, base: int, found: list[dict[str, Any]]) -> Verdict:
    """A row beside the one that bears its serial number."""
    earlier = found[0]
    if len(found) > 1:
        reason = _("Several rows imported before bear this serial number.")
    elif earlier["import_print"] in (own, base):
        return Verdict(row, SEEN, own, earlier)
    elif earlier["erased_at"]:
        reason = _("The opinion with this serial number was erased on request.")
    elif earlier["withdrawn_at"]:
        reason = _("The opinion with this serial number was withdrawn.")
    elif earlier["answered"]:
        reason = _("The opinion with this serial number is answered already.")
    else:
        return Verdict(row, CHANGED, own, earlier)
    return Verdict(row, CONFLICT, own, earlier, reason)
