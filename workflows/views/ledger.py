"""The ledger (台账) of a year: on screen, printable, and as .xlsx in one click."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from workflows import ledger as rows
from workflows import todo
from workflows.views.asked import number
from workflows.views.doors import staff
from workflows.views.exports import workbook


@staff
def ledger(request: HttpRequest) -> HttpResponse:
    """One row a decision that this person may open."""
    mine = todo.decisions_for(request.user)
    year = _year(request)
    lines = rows.of_year(year, mine)
    if request.GET.get("kind") == "xlsx":
        heads = tuple(str(head) for head in rows.HEADS.values())
        return workbook((rows.cells(line) for line in lines), heads, f"ledger-{year}.xlsx")
    years = rows.years(mine)
    context = {
        "year": year,
        "years": sorted({*years, year}, reverse=True),
        "lines": lines,
        "heads": rows.HEADS,
        "totals": rows.totals(lines),
    }
    return render(request, "desk/ledger.html", context)


def _year(request: HttpRequest) -> int:
    asked = number(request, "year", timezone.localdate().year)
    return asked if 2000 <= asked <= 2100 else timezone.localdate().year
