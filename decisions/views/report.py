"""The adoption report as a page, as a table and as data (P5; Art. 18).

Published fields only, the same in all three; cells of the table cannot act as formulas.
"""

import csv
import json
from collections.abc import Iterator
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from decisions.intake.exports import export_safe
from decisions.labels import choices
from decisions.law.terms import DispositionKind
from decisions.models import Decision
from decisions.selectors import decision_page, public, tallies
from decisions.selectors import report as reports
from decisions.selectors.clauses import clause_name
from decisions.views import pages

CHUNK = 1000
FIELDS = ("number", "channel", "source", "clause", "text", "disposition", "reason", "changed")


def report(request: HttpRequest, pk: int) -> HttpResponse:
    """What was asked, said and done; the sums; every opinion with its answer."""
    decision = _answered_or_404(pk)
    today, asked = pages.today(), _asked(request)
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    rows, found = reports.page(decision, today, asked, after=after, before=before)
    context = {
        "decision": decision,
        "rows": rows,
        "asked": asked,
        "filtered": any(asked.values()),
        "kinds": choices(DispositionKind),
        "clauses": _clauses(decision),
        "newer_url": _address(pk, asked, before=found.newer) if found.newer else "",
        "older_url": _address(pk, asked, after=found.older) if found.older else "",
        "papers": pages.papers(
            list(decision_page.notices(decision, today).filter(kind__startswith="adoption"))
        ),
    }
    page = pages.page(request, "feedback", _("Answer to the opinions"), context | _sums(decision))
    return pages.kept(page, decision)


def as_csv(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """The published fields as a table."""
    decision = _answered_or_404(pk)
    writer = csv.writer(_Line())
    rows = ([export_safe(cell) for cell in _cells(row)] for row in _every(decision))
    lines = (writer.writerow(row) for row in rows)
    response = StreamingHttpResponse(
        _led("\ufeff" + writer.writerow(FIELDS), lines), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="opinions-{pk}.csv"'
    return response


def as_json(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """The published fields as data."""
    decision = _answered_or_404(pk)
    head = {"decision": decision.pk, "title": decision.title, "organ": decision.organ.name}
    start = json.dumps(head, ensure_ascii=False)[:-1] + ', "opinions": ['
    return StreamingHttpResponse(
        _led(start, _objects(decision)), content_type="application/json; charset=utf-8"
    )


class _Line:
    """Hands each written line back to whoever wrote it."""

    def write(self, line: str) -> str:
        return line


def _led(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _objects(decision: Decision) -> Iterator[str]:
    parting = ""
    for row in _every(decision):
        said = dict(zip(FIELDS, _cells(row), strict=True))
        yield parting + json.dumps(said, ensure_ascii=False)
        parting = ",\n"
    yield "]}\n"


def _every(decision: Decision) -> Iterator[reports.Row]:
    """Every published opinion, a thousand at a time."""
    rows = reports.opinions(decision, pages.today()).order_by(*reports.KEYS)
    every = iter(rows.iterator(chunk_size=CHUNK))
    while chunk := list(islice(every, CHUNK)):
        yield from reports.dressed(chunk, decision, pages.today())


def _cells(row: reports.Row) -> list[str]:
    changed = "、".join(change.name for change in row.changed)
    reason = row.reason or row.no_change_reason
    word = str(row.kind_word)
    return [row.number, row.channel, row.source, row.clause, row.text, word, reason, changed]


def _answered_or_404(pk: int) -> Decision:
    decision = pages.public_or_404(pk, "participation", "tally")
    if not public.answered(decision, pages.today()):
        raise Http404
    return decision


def _asked(request: HttpRequest) -> dict[str, str]:
    kind = request.GET.get("kind", "")
    words = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:80]
    anchor = request.GET.get("clause", "").replace("\x00", "")[:40]
    return {"kind": kind if kind in set(DispositionKind) else "", "anchor": anchor, "words": words}


def _address(pk: int, asked: dict[str, str], **place: Any) -> str:
    names = {"kind": "kind", "anchor": "clause", "words": "q"}
    said = {names[name]: value for name, value in asked.items() if value}
    query = urlencode(said | {name: str(value) for name, value in place.items()})
    return reverse("portal:feedback", args=[pk]) + (f"?{query}" if query else "")


def _clauses(decision: Decision) -> list[tuple[str, str]]:
    """The clauses one may filter by: those of the newest public version."""
    drafts = public.public_drafts(pages.today()).filter(decision=decision).order_by("-version")
    newest = drafts.prefetch_related("clauses").first()
    return [(one.anchor, clause_name(one)) for one in newest.clauses.all()] if newest else []


def _sums(decision: Decision) -> dict[str, Any]:
    tally = getattr(decision, "tally", None)
    if tally is None:
        return {"tally": None}
    channels = tallies.by_channel(tally)
    answers = tallies.by_disposition(
        tally, lambda kind: _address(decision.pk, {"kind": kind}) + "#opinions"
    )
    return {
        "tally": tally,
        "channels": channels,
        "answers": answers,
        "most_channel": tallies.most(channels),
        "most_answer": tallies.most(answers),
        "sum_of_channels": tallies.sum_in_words(channels),
        "sum_of_answers": tallies.sum_in_words(answers),
    }
