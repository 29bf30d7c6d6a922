"""What an import did not take, with the reason of each row, and as a file to be mended.

Rows seen before are only counted: they stand in the file already.
"""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from decisions.intake.columns import FIELDS
from decisions.intake.exports import refused_rows_file
from decisions.intake.sheets import RefusedRow
from decisions.models import ImportBatch, RowLeftOut
from workflows.importing.known import CHANGED, SEEN, Verdict
from workflows.importing.looking import differs

REFUSED = "refused"


def left_out(
    batch: ImportBatch, refused: Sequence[RefusedRow], verdicts: Sequence[Verdict]
) -> list[RowLeftOut]:
    """The rows to be kept with their reasons, unsaved."""
    rows = [_row(batch, row, REFUSED, list(row.reasons)) for row in refused]
    rows += [
        _row(batch, verdict.row, verdict.outcome, [_reason(verdict)])
        for verdict in verdicts
        if verdict.outcome != SEEN
    ]
    return rows


def left_out_file(batch: ImportBatch, kind: str = "xlsx") -> bytes:
    """The rows that were not taken as a file: row, reasons, then the cells as they stood."""
    return bytes(refused_rows_file(_kept(batch), batch.mapping["headers"], kind))


def _kept(batch: ImportBatch) -> Iterator[RefusedRow]:
    for row in batch.left_out.order_by("row").iterator(chunk_size=2000):
        yield RefusedRow(row.row, tuple(row.reasons), tuple(row.cells))


def _row(
    batch: ImportBatch, row: RefusedRow | Verdict, outcome: str, reasons: list[str]
) -> RowLeftOut:
    return RowLeftOut(
        imported=batch,
        row=row.number,
        outcome=outcome,
        reasons=reasons,
        cells=[str(cell) for cell in row.original],
    )


def _reason(verdict: Verdict) -> str:
    if verdict.outcome != CHANGED:
        return verdict.reason
    names = "、".join(str(FIELDS[name]) for name in differs(verdict))
    return _("Imported before as %(number)s and changed since: %(fields)s.") % {
        "number": (verdict.earlier or {}).get("number", ""),
        "fields": names,
    }
