"""Papers of no decision: asked for, frozen, printed by the worker, once each.

The yearly catalogue (Art. 3(3)), the review of a file kept elsewhere, and the samples of the
gallery. What belongs to a decision is issued by ``services.py``.
"""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation

from accounts.models import Organ, User
from decisions import papers as store
from notices import carried, numbering, papers, render
from notices.kinds import APART
from notices.models import Print
from notices.samples import EVERY


@transaction.atomic
def ask(kind: str, organ: Organ, by: User | None, on: date | None = None, **facts: Any) -> Print:
    """Freeze a paper of an organ, dated today or ``on``; a kind with a code takes a number."""
    spec, now = APART[kind], timezone.now()
    day = on or timezone.localdate(now)
    number = numbering.reserve(organ, spec.code, day.year, now) if spec.code else None
    with translation.override("zh-hans"):
        paper = spec.say(organ, number=str(number or ""), on=day, **facts)
    return _frozen(kind, paper, organ=organ, number=number, public=spec.public, asked_by=by)


def sample(kind: str, by: User) -> Print:
    """The sample of a kind, frozen anew where its words have changed."""
    paper = EVERY[kind]()
    digest = carried.digest(papers.snapshot(paper))
    kept = Print.objects.filter(organ=None, kind=kind).first()
    if kept and kept.snapshot_sha256 == digest:
        return kept
    if kept:
        kept.delete()
    return _frozen(kind, paper, organ=None, asked_by=by)


def make(print_: Print) -> Print:
    """Print a frozen paper and keep its PDF, once; what goes wrong is kept and raised."""
    if print_.rendered_at:
        return print_
    try:
        inside = carried.attachments(print_.kind, print_.snapshot)
        data = render.pdf(print_.kind, print_.snapshot, attachments=inside)
    except Exception as fault:
        said = render.why(fault, f"print {print_.pk}")
        Print.objects.filter(pk=print_.pk).update(failure=said)
        raise
    print_.sha256, print_.rendered_at, print_.failure = store.store(data), timezone.now(), ""
    print_.pages = render.pages(data)
    print_.save(update_fields=["sha256", "rendered_at", "failure", "pages"])
    return print_


def found_by(code: str) -> Print | None:
    """The paper of an organ that bears a code (without its dashes) or has a digest."""
    rows = Print.objects.exclude(organ=None).select_related("organ", "number__series")
    of_data = Q(snapshot_sha256__gte=code, snapshot_sha256__lt=f"{code}g")
    return rows.filter(of_data | Q(sha256=code)).first() if code else None


def unchanged(print_: Print) -> bool:
    """Whether its data are those it was frozen with."""
    return carried.digest(print_.snapshot) == print_.snapshot_sha256


def _frozen(kind: str, paper: papers.Paper, **facts: Any) -> Print:
    snapshot = papers.snapshot(paper)
    return Print.objects.create(
        kind=kind,
        title=paper.on_one_line(),
        snapshot=snapshot,
        snapshot_sha256=carried.digest(snapshot),
        asked_at=timezone.now(),
        **facts,
    )
