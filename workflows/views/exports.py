"""The opinions of a case as a table that goes out (.xlsx, .csv): row by row, in flat memory.

What the desk filters, the file holds. A .csv streams by itself; a large workbook is written by a
job, whose page waits for it. Rows are made in ``opinion_table.py``.
"""

import csv
import tempfile
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    QueryDict,
    StreamingHttpResponse,
)
from django.shortcuts import get_object_or_404, redirect, render

from decisions import papers
from decisions.intake.exports import export_safe, write_xlsx
from decisions.intake.text import printable
from decisions.models import Decision, Opinion, Tally
from workflows import exporting, opinion_table, outbox
from workflows.models import Job
from workflows.views.doors import on_decision
from workflows.views.opinions import filtered

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LINES = 200  # lines sent at once
EVERY = 3  # seconds between two looks at a running export


@on_decision("export_opinions")
def opinions_export(request: HttpRequest, decision: Decision) -> HttpResponse:
    """The opinions that the filters choose, as a file, or the page that waits for it."""
    name = f"opinions-{decision.pk}"
    if request.GET.get("kind_of_file") == "csv":
        rows = opinion_table.table(filtered(decision, request))
        response = StreamingHttpResponse(lines(rows), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
        return response
    tally = Tally.objects.filter(decision=decision).first()
    if tally and tally.opinions > exporting.AT_ONCE:
        job = exporting.ask(decision, request.GET.urlencode(), request.user, tally.opinions)
        return redirect("desk:export_progress", pk=decision.pk, job_id=job.pk)
    rows = opinion_table.for_excel(filtered(decision, request))
    return workbook(rows, opinion_table.columns(), f"{name}.xlsx")


@on_decision("export_opinions")
def progress(request: HttpRequest, decision: Decision, job_id: int) -> HttpResponse:
    """How far a large workbook is; then the file."""
    job = get_object_or_404(Job, pk=job_id, decision=decision, kind=exporting.KIND)
    if exporting.ready(job) and "file" in request.GET:
        file = papers.opened(job.payload["sha256"])
        name = f"opinions-{decision.pk}.xlsx"
        return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
    ready = exporting.ready(job)
    context = {
        "decision": decision,
        "job": job,
        "ready": ready,
        "stuck": bool(job.error) and job.attempts >= outbox.GIVE_UP_AFTER,
        "still": "still" in request.GET,
        "seconds": EVERY,
    }
    response = render(request, "desk/export_progress.html", context)
    if not (ready or context["stuck"] or context["still"] or job.done_at):
        response["Refresh"] = str(EVERY)
    return response


@outbox.doer(exporting.KIND)
def export(job: Job) -> None:
    """The job: what the filters of the address chose, chosen again."""
    exporting.write(job, chosen)


def chosen(decision: Decision, query: str) -> QuerySet[Opinion]:
    """The opinions that an address with this query shows."""
    request = HttpRequest()
    request.GET = QueryDict(query)  # type: ignore[assignment]
    return filtered(decision, request)


def lines(rows: Iterator[tuple[Any, ...]]) -> Iterator[str]:
    """The .csv, some lines at a time (UTF-8 with mark, as Excel expects)."""
    writer = csv.writer(_Echo())
    said = ["\ufeff" + writer.writerow(opinion_table.columns())]
    for row in rows:
        said.append(writer.writerow([export_safe(_plain(cell)) for cell in row]))
        if len(said) >= LINES:
            yield "".join(said)
            said.clear()
    yield "".join(said)


def workbook(rows: Iterator[tuple[Any, ...]], heads: tuple[str, ...], name: str) -> FileResponse:
    """The .xlsx, written to disk row by row and sent from there."""
    file = tempfile.TemporaryFile()  # noqa: SIM115  the response closes it
    write_xlsx(rows, heads, file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)


def _plain(cell: Any) -> Any:
    return printable(cell) if isinstance(cell, str) and not cell.isprintable() else cell


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, line: str) -> str:
        return line
