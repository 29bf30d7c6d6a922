"""The adoption report as open data (.csv, .xlsx, .json), and what each of its fields means.

Published fields only, the same in all three, row by row as they are read; a cell that begins like
a formula stays text. Files and dictionary are made from the one list in ``selectors/published.py``.
"""

import csv
import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _

from decisions.intake.exports import export_safe, write_xlsx
from decisions.intake.text import printable
from decisions.labels import choices
from decisions.models import Decision
from decisions.selectors import report_items, tallies
from decisions.selectors.published import CODES, FIELDS, as_object, cells
from decisions.selectors.report import Row
from decisions.views import pages
from decisions.views.report import answered_or_404

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_csv(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """The published fields as a table; words where there are codes."""
    decision = answered_or_404(pk)
    response = StreamingHttpResponse(_lines(decision), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="opinions-{pk}.csv"'
    return response


def as_xlsx(request: HttpRequest, pk: int) -> FileResponse:
    """The same as a workbook, written to disk row by row and sent from there."""
    decision = answered_or_404(pk)
    headings = [str(field.heading) for field in FIELDS]
    file = _workbook((cells(row) for row in _every(decision)), headings)
    return FileResponse(file, as_attachment=True, filename=f"opinions-{pk}.xlsx", content_type=XLSX)


def as_json(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """The same as data, with codes beside the words, the counts before the opinions."""
    decision = answered_or_404(pk)
    return StreamingHttpResponse(_objects(decision), content_type="application/json; charset=utf-8")


def dictionary(request: HttpRequest) -> HttpResponse:
    """What each field of the files means, and the codes that may stand in it."""
    codes = [
        {"field": next(f for f in FIELDS if f.name == name), "codes": choices(words)}
        for name, words in CODES.items()
    ]
    context = {"fields": FIELDS, "codes": codes}
    return pages.page(request, "dictionary", _("Data dictionary"), context)


def _every(decision: Decision) -> Iterator[Row]:
    return report_items.every(decision, pages.today())


def _workbook(rows: Iterable[Sequence[Any]], headings: Sequence[str]) -> Any:
    """The one place where a workbook is written."""
    file = tempfile.TemporaryFile()  # noqa: SIM115  the response closes it
    write_xlsx(rows, headings, file)
    file.seek(0)
    return file


class _Line:
    """Hands each written line back to whoever wrote it."""

    def write(self, line: str) -> str:
        return line


def _lines(decision: Decision) -> Iterator[str]:
    writer: Any = csv.writer(_Line())
    yield "\ufeff" + writer.writerow([field.name for field in FIELDS])
    for row in _every(decision):
        yield writer.writerow([export_safe(_plain(cell)) for cell in cells(row)])


def _plain(cell: Any) -> Any:
    return printable(cell) if isinstance(cell, str) else cell


def _objects(decision: Decision) -> Iterator[str]:
    head = {"decision": decision.pk, "title": decision.title, "organ": decision.organ.name}
    head |= {"counts": _counts(decision)}
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "opinions": ['
    parting = "\n"
    for row in _every(decision):
        yield parting + json.dumps(as_object(row), ensure_ascii=False, default=str)
        parting = ",\n"
    yield "]}\n"


def _counts(decision: Decision) -> dict[str, Any]:
    tally = decision.tally
    by = tallies.parts(decision).by
    return {
        "submissions": tally.submissions,
        "opinions": tally.opinions,
        "items": report_items.last_number(decision),
        "channel": {bar["code"]: bar["value"] for bar in tallies.by_channel(tally)},
        "disposition": {bar["code"]: bar["value"] for bar in tallies.by_disposition(tally)},
        "sender": by.get("sender", {}),
        "day": by.get("day", {}),
    }
