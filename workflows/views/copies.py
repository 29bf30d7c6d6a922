"""A paper issued: its PDF, its Word file, and the edited copies kept beside it with what differs.

Which copies belong to a paper stands in the record (``steps/copies.py``), where nobody changes it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from decisions import papers as store
from decisions.errors import Misbuilt
from decisions.intake.docx_text import docx_sources
from decisions.intake.files import MEDIA_TYPES
from decisions.intake.refused import Refused
from decisions.models import Decision, Entry, Paper
from decisions.text.paragraphs import Paragraph, changed
from notices import papers
from notices import word as office
from notices.handed_out import handed_out
from notices.models import Notice
from workflows import exporting, outbox, word_files
from workflows.steps.copies import KeepEditedCopy
from workflows.views.asked import number
from workflows.views.doors import on_decision
from workflows.views.tasks import may

EVERY = 3  # seconds between two looks at a file being written
LARGE = 2_000_000  # bytes beyond which an edited file is not compared on a page
SPOKEN = ("body", "table")
ASIDE = ("comment", "deleted", "hidden", "text box", "footnote", "endnote")


@dataclass(frozen=True)
class Copy:
    """One edited copy: the entry that keeps it, and its file."""

    entry: Entry
    paper: Paper


@on_decision("view_dossier")
def issued(request: HttpRequest, decision: Decision, notice_id: int) -> HttpResponse:
    """One paper issued, and one of its edited copies beside it."""
    notice = _notice(decision, notice_id)
    copies = list(_copies(decision, notice))
    chosen = number(request, "copy")
    shown = next(
        (copy for copy in copies if copy.paper.pk == chosen), copies[0] if copies else None
    )
    context = {
        "decision": decision,
        "notice": notice,
        "copies": copies,
        "shown": shown,
        "may_keep": may(request, decision, KeepEditedCopy.slug),
        **(_beside(notice, shown.paper) if shown else {}),
    }
    return render(request, "desk/issued.html", context)


@on_decision("view_dossier")
def word(request: HttpRequest, decision: Decision, notice_id: int) -> HttpResponse:
    """A large Word file: being written, or ready to be saved."""
    notice = _notice(decision, notice_id)
    rows = papers.restore(notice.kind, notice.snapshot).rows()
    if rows <= office.AT_ONCE:
        return redirect("papers:word", pk=notice.pk)
    if rows > office.MOST:
        return render(
            request, "desk/word.html", {"decision": decision, "notice": notice, "most": office.MOST}
        )
    job = word_files.ask(notice)
    job.refresh_from_db()
    ready = exporting.ready(job)
    if ready and "file" in request.GET:
        data, name = store.read(job.payload["sha256"]), f"{notice.title}.docx"
        return handed_out(data, MEDIA_TYPES["docx"], name, inline=False)
    stuck = bool(job.error) and job.attempts >= outbox.GIVE_UP_AFTER
    context = {"decision": decision, "notice": notice, "ready": ready, "stuck": stuck}
    context |= {"still": "still" in request.GET, "seconds": EVERY}
    response = render(request, "desk/word.html", context)
    if not (ready or stuck or context["still"]):
        response["Refresh"] = str(EVERY)
    return response


def _notice(decision: Decision, notice_id: int) -> Notice:
    of_it = Notice.objects.filter(decision=decision).select_related("number", "decision")
    return get_object_or_404(of_it, pk=notice_id)


def _copies(decision: Decision, notice: Notice) -> Iterator[Copy]:
    """The copies kept of a paper, newest first."""
    entries = decision.entries.filter(act=KeepEditedCopy.slug, facts__notice=notice.pk)
    found = {entry: int(entry.files[0]["paper"]) for entry in entries.order_by("-seq")}
    files = Paper.objects.filter(decision=decision).in_bulk(found.values())
    return (Copy(entry, files[pk]) for entry, pk in found.items() if pk in files)


def _beside(notice: Notice, copy: Paper) -> dict[str, Any]:
    """What differs between a paper and its copy; says so where that is too much for a page."""
    rows = papers.restore(notice.kind, notice.snapshot).rows()
    if rows > office.AT_ONCE or copy.size > LARGE:
        return {"too_large": True}
    try:
        sources = docx_sources(store.read(copy.sha256))
    except (Refused, Misbuilt, OSError):
        return {"unreadable": True}
    ours = [line.strip() for line in office.lines(notice.kind, notice.snapshot)]
    theirs = [one.text.strip() for one in sources if one.where in SPOKEN]
    changes = changed(ours, theirs)
    asides = [one for one in sources if one.where in ASIDE and one.text.strip()]
    return {"changes": changes, "asides": asides, "counts": _counts(changes)}


def _counts(changes: list[Paragraph]) -> dict[str, int]:
    kinds = [change.kind for change in changes]
    return {kind: kinds.count(kind) for kind in ("changed", "added", "removed")}
