"""Issuing a notice: what it says is frozen now, its PDF is made in the background.

``word`` and ``issue`` run inside the act's transaction (number, snapshot, row); ``render_notice``
is called by the worker and, run twice, gives one paper.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import Organ, User
from decisions import papers as store
from decisions.errors import NotNow
from decisions.models import Decision, Entry
from notices import awaited, carried, numbering, papers, render
from notices.kinds import KINDS, Kind
from notices.models import Notice, Number


def issue(kind: str, decision: Decision, entry: Entry, **more: Any) -> Notice:
    """Issue a single notice, as ``word`` words it; an entry issues a kind once."""
    (notice,) = issue_together([word(kind, decision, entry, **more)])
    return notice


def issue_together(worded: Sequence[Notice]) -> list[Notice]:
    """Issue all papers of one act, in one statement."""
    return Notice.objects.bulk_create(worded)


def word(
    kind: str,
    decision: Decision,
    entry: Entry,
    *,
    number: Number | None = None,
    subject: str = "",
    **extra: Any,
) -> Notice:
    """Word a notice of a kind for the act that ``entry`` records; it is not issued yet.

    ``decision`` says what the rows say now: an act gives the one joined to its file, as it leaves
    it. ``number`` is one reserved by the act itself, which keeps it in a row; else one is taken
    here. ``subject`` tells several papers of one kind and act apart: letters, one an addressee.
    """
    spec = KINDS[kind]
    with _coherent(spec):
        number = number or _reserve(spec, decision, entry.occurred_on, entry.recorded_at)
        text = str(number) if number else ""
        paper = spec.say(decision, entry, text, **extra)
    snapshot = papers.snapshot(paper)
    return Notice(
        decision=decision,
        kind=kind,
        subject=subject,
        title=paper.on_one_line(),
        number=number,
        number_text=text or paper.number,
        public=spec.is_public(decision),
        issued_on=paper.issued_on,
        issued_by=entry.actor if isinstance(entry.actor, User) else None,
        entry=entry,
        snapshot=snapshot,
        snapshot_sha256=carried.digest(snapshot),
    )


def reserve_number(
    kind: str, decision: Decision, on: date, now: datetime, *, organ: Organ | None = None
) -> Number | None:
    """Take the number of a notice before it is issued, for an act that keeps it in a row.

    ``organ`` numbers it where the act has that organ at hand; else the rows are asked for it.
    """
    with _coherent(KINDS[kind]):
        return _reserve(KINDS[kind], decision, on, now, organ)


def reserve_numbers(
    kind: str, decision: Decision, on: date, now: datetime, many: int
) -> list[Number]:
    """Take the numbers of several papers of one kind that one act issues."""
    spec = KINDS[kind]
    return numbering.reserve_several(spec.numbered_by(decision), spec.code, on.year, now, many)


def render_notice(notice_id: int, told: Callable[[int, int], None] | None = None) -> Notice:
    """Render a notice from its snapshot and keep the PDF; a rendered one is left alone.

    What went wrong is kept for the officer's screen, and raised. ``told`` hears how many chapters
    of how many are laid out, every few seconds.
    """
    notice = Notice.objects.select_related("number").get(pk=notice_id)
    if notice.rendered_at or notice.void or notice.stopped_at:
        return notice
    try:
        inside = carried.attachments(notice.kind, notice.snapshot)
        watch = awaited.Watch(notice.pk, told)
        data = render.pdf(notice.kind, notice.snapshot, attachments=inside, watch=watch)
    except awaited.Stopped:
        return notice
    except Exception as fault:
        _failed(notice, fault)
        raise
    made = {"sha256": store.store(data), "size": len(data), "pages": render.pages(data)}
    made |= {"rendered_at": timezone.now(), "failure": "", "stopped_at": None}
    # Of two that made it at once the first is kept; the record learns of the PDF next.
    Notice.objects.filter(pk=notice.pk, rendered_at=None).update(**made, registered=None)
    notice.refresh_from_db()
    return notice


def preview(kind: str, decision: Decision, entry: Entry, **extra: Any) -> str:
    """The HTML of a notice that is not issued yet, for the screen."""
    with _coherent(KINDS[kind]):
        paper = KINDS[kind].say(decision, entry, "", **extra)
    return render.html(kind, papers.snapshot(paper))


def unrendered() -> QuerySet[Notice]:
    """The notices that wait for their PDF and have not failed, oldest first."""
    waiting = Notice.objects.filter(rendered_at=None, failure="", number__voided_at=None)
    return waiting.order_by("id")


def retry(notice: Notice) -> None:
    """Let the sweep try again what failed or was stopped."""
    waiting = Notice.objects.filter(pk=notice.pk, rendered_at=None)
    waiting.update(failure="", stopped_at=None, laid_out=0)


def stop(notice: Notice) -> None:
    """Stop the making of a paper; whoever makes it looks, and it can be tried again."""
    waiting = Notice.objects.filter(pk=notice.pk, rendered_at=None, failure="")
    waiting.update(failure=_("It was stopped at somebody's wish."), stopped_at=timezone.now())


@contextmanager
def _coherent(spec: Kind) -> Iterator[None]:
    """A paper is worded in Chinese; what does not fit together, or is not there, refuses it."""
    try:
        with translation.override("zh-hans"):
            yield
    except (papers.Incoherent, ObjectDoesNotExist) as fault:
        raise NotNow(
            _("The paper “%(paper)s” cannot be made: %(what)s")
            % {"paper": spec.label, "what": fault}
        ) from fault


def _failed(notice: Notice, fault: Exception) -> None:
    said = render.why(fault, f"notice {notice.pk}")
    Notice.objects.filter(pk=notice.pk).update(failure=said)


def _reserve(
    spec: Kind, decision: Decision, on: date, now: datetime, organ: Organ | None = None
) -> Number | None:
    if not spec.code:
        return None
    organ = organ or spec.numbered_by(decision)
    return numbering.reserve(organ, spec.code, on.year, now)
