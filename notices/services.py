"""Issuing a notice: what it says is frozen now, its PDF is made in the background.

``issue`` runs inside the act's transaction (number, snapshot, row); ``render_notice`` is called
by the worker and, run twice, gives one paper.
"""

import hashlib
import logging
from io import BytesIO
from typing import Any

import pikepdf
from django.utils import timezone

from accounts.models import User
from decisions import papers as store
from decisions.models import Decision, Entry
from notices import numbering, papers, render
from notices.kinds import KINDS
from notices.models import Notice, Number

logger = logging.getLogger(__name__)


def issue(kind: str, decision: Decision, entry: Entry, **extra: Any) -> Notice:
    """Issue a notice of a kind for the act that ``entry`` records; asking twice gives one."""
    found = Notice.objects.filter(entry=entry, kind=kind).first()
    if found:
        return found
    spec = KINDS[kind]
    number = _number(spec.code, decision, entry)
    text = str(number) if number else ""
    paper = spec.say(decision, entry, text, **extra)
    snapshot = papers.snapshot(paper)
    return Notice.objects.create(
        decision=decision,
        kind=kind,
        title=paper.title.replace("\n", ""),
        number=number,
        number_text=text,
        public=spec.public,
        issued_on=paper.issued_on,
        issued_by=entry.actor if isinstance(entry.actor, User) else None,
        entry=entry,
        snapshot=snapshot,
        snapshot_sha256=hashlib.sha256(papers.canonical(snapshot)).hexdigest(),
    )


def render_notice(notice_id: int) -> Notice:
    """Render a notice from its snapshot and keep the PDF; a rendered one is left alone."""
    notice = Notice.objects.get(pk=notice_id)
    if notice.rendered_at:
        return notice
    try:
        data = render.pdf(notice.kind, notice.snapshot)
    except render.RenderFailed as failed:
        Notice.objects.filter(pk=notice.pk).update(failure=str(failed)[:2000])
        raise
    notice.sha256, notice.size = store.store(data), len(data)
    notice.pages, notice.rendered_at = _pages(data), timezone.now()
    notice.failure = ""
    notice.save(update_fields=["sha256", "size", "pages", "rendered_at", "failure"])
    return notice


def preview(kind: str, decision: Decision, entry: Entry, **extra: Any) -> str:
    """The HTML of a notice that is not issued yet, for the screen."""
    paper = KINDS[kind].say(decision, entry, "", **extra)
    return render.html(kind, papers.snapshot(paper))


def _pages(data: bytes) -> int:
    with pikepdf.open(BytesIO(data)) as document:
        return len(document.pages)


def _number(code: str, decision: Decision, entry: Entry) -> Number | None:
    if not code:
        return None
    series = code.replace("{organ}", decision.organ.number_code)
    return numbering.reserve(decision.organ, series, entry.occurred_on.year, entry.recorded_at)
