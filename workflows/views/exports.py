"""The opinions of a case as a table that goes out (.xlsx, .csv): row by row, in flat memory.

Names and contacts stay inside; a cell that begins like a formula stays text. What the desk
filters, the file holds.
"""

import csv
import tempfile
from collections.abc import Iterator
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _

from decisions.intake.exports import export_safe, write_xlsx
from decisions.intake.text import printable
from decisions.models import Decision, Disposition, Opinion
from workflows.views.doors import on_decision
from workflows.views.opinions import filtered

CHUNK = 2000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@on_decision("export_opinions")
def opinions_export(request: HttpRequest, decision: Decision) -> HttpResponse:
    """The opinions that the filters choose, as a file."""
    rows = table(filtered(decision, request).prefetch_related("disposition__changed_clauses"))
    name = f"opinions-{decision.pk}"
    if request.GET.get("kind_of_file") == "csv":
        response = StreamingHttpResponse(lines(rows), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
        return response
    return workbook(rows, columns(), f"{name}.xlsx")


def columns() -> tuple[str, ...]:
    """The headings, in the reader's language."""
    return (
        _("No."),
        _("Public number"),
        _("Channel"),
        _("From"),
        _("Received on"),
        _("Clause"),
        _("Opinion"),
        _("Disposition"),
        _("Reason"),
        _("Clauses changed"),
        _("Decided on"),
    )


def table(opinions: Any) -> Iterator[tuple[Any, ...]]:
    """One row an opinion; a disposition given to a whole cluster counts for each in it."""
    for one in opinions.iterator(chunk_size=CHUNK):
        given = disposition(one)
        yield (
            one.serial or one.pk,
            one.submission.number,
            str(one.submission.get_channel_display()),
            str(one.submission.get_submitter_kind_display()),
            one.submission.occurred_on,
            one.clause.label if one.clause else "",
            one.text,
            str(given.get_kind_display()) if given else "",
            (given.reason or given.no_change_reason) if given else "",
            _changed(one),
            given.decided_on if given else None,
        )


def disposition(opinion: Opinion) -> Disposition | None:
    """The opinion's own disposition, or its cluster's."""
    own = getattr(opinion, "disposition", None)
    return own or getattr(opinion.cluster, "disposition", None)


def lines(rows: Iterator[tuple[Any, ...]]) -> Iterator[str]:
    """The .csv line by line (UTF-8 with mark, as Excel expects)."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(columns())
    for row in rows:
        yield writer.writerow([export_safe(_plain(cell)) for cell in row])


def workbook(rows: Iterator[tuple[Any, ...]], heads: tuple[str, ...], name: str) -> FileResponse:
    """The .xlsx, written to disk row by row and sent from there."""
    file = tempfile.TemporaryFile()  # noqa: SIM115  the response closes it
    write_xlsx(rows, heads, file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)


def _changed(opinion: Opinion) -> str:
    own = getattr(opinion, "disposition", None)
    return "、".join(clause.label for clause in own.changed_clauses.all()) if own else ""


def _plain(cell: Any) -> Any:
    return printable(cell) if isinstance(cell, str) else cell


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, line: str) -> str:
        return line
