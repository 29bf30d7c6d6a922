"""The verify page (P6): is this receipt, paper or digest in the record, and under which root.

A paper is found by the code printed on it, by the digest of its data or of a file of it, or by
sending the PDF itself: then its signature is examined and its numbers are added up again; of a very
long one the digest alone is compared, piece by piece as it lies on the disk. Shows digests and
places in the chain, never what was said or done; of a paper that is not public only that it was
issued.
"""

import hashlib
import re
from typing import Any

from django.core.cache import cache
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from decisions.models import DailyHead, Entry, Submission
from decisions.views import pages
from notices import carried, prints
from notices.models import Notice, Print
from notices.signing import examining
from workflows import issued, record
from workflows.guard import pace
from workflows.proof import stands
from workflows.taking_back import inclusion, lookup

DIGEST = re.compile(r"[0-9a-f]{64}")
CODE = re.compile(r"[0-9a-fA-F]{4}(-?[0-9a-fA-F]{4}){3}")  # notices/carried.py
LONGEST = 128
COMPARED = 200 << 20  # bytes: a notice of 100,000 rows has 85 MB
AT_WORK = "verify:file"  # one file at a time: reading one may take a gigabyte
AT_MOST = 90  # seconds: longer than a file may take


@never_cache
@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Paste a code or a digest, or send a PDF; read yes or no, and why one may believe it."""
    scanned = request.GET.get("code", "") if CODE.fullmatch(request.GET.get("code", "")) else ""
    typed = request.POST.get("code", scanned).strip()[:LONGEST]
    context: dict[str, Any] = {"typed": typed, "asked": bool(typed), "limit": examining.LARGEST}
    context["compared_limit"] = COMPARED
    if "file" in request.FILES:
        context |= _of_file(request, request.FILES["file"])
    else:
        context["result"] = _result(typed) if typed else None
    return pages.page(request, "verify", _("Verify a receipt or a paper"), context)


def _of_file(request: HttpRequest, sent: UploadedFile) -> dict[str, Any]:
    """A PDF somebody holds: read under limits, kept nowhere."""
    if pace.too_many_files(request):
        return {"refused": _("Too many files came from your network; try again in ten minutes.")}
    if (sent.size or 0) > COMPARED:
        return {"refused": _("The file is too large.")}
    if (sent.size or 0) > examining.LARGEST:
        return _of_large_file(sent)
    if not cache.add(AT_WORK, True, AT_MOST):
        return {"refused": _("Another file is being looked at; try again in a few seconds.")}
    try:
        finding = examining.examine(sent.read())
    except examining.Unreadable:
        return {"refused": _("This is no PDF that can be read.")}
    finally:
        cache.delete(AT_WORK)
    # Nothing good is said beside a file that differs.
    result = _of_paper(finding.notice) if finding.notice and finding.whole() else None
    return {"finding": finding, "result": result, "asked": result is not None}


def _of_large_file(sent: UploadedFile) -> dict[str, Any]:
    """Too much to be opened while somebody waits: its digest alone is compared with the record."""
    digest = hashlib.sha256()
    for part in sent.chunks():
        digest.update(part)
    said = digest.hexdigest()
    return {"compared": said, "result": _result(said), "asked": True}


def _result(typed: str) -> dict[str, Any] | None:
    digest = typed.lower()
    if paper := _paper(digest):
        return _of_paper(paper)
    if made := _print(digest):
        return {"kind": "print" if prints.unchanged(made) else "broken", "print": made}
    if not DIGEST.fullmatch(digest):
        found = lookup(typed)
        return _of_submission(found.submission) if found else None
    entry = Entry.objects.filter(digest=digest).first()
    if entry:
        return _of_entry(entry)
    said = Submission.objects.select_related("batch").filter(leaf=digest).first()
    return _of_submission(said) if said else None


def _of_submission(submission: Submission) -> dict[str, Any]:
    proof = inclusion(submission)
    if proof is None:
        return {"kind": "waiting", "leaf": submission.leaf}
    return _of_entry(proof.entry) | {
        "kind": "included" if stands(proof) else "broken",
        "leaf": proof.leaf,
        "place": proof.index + 1,
        "size": proof.size,
        "root": proof.root,
        "path": proof.path,
    }


def _of_entry(entry: Entry) -> dict[str, Any]:
    head = DailyHead.objects.filter(taken_at__gte=entry.recorded_at).order_by("on").first()
    whole = record.digest(entry) == entry.digest
    return {"kind": "entry" if whole else "broken", "entry": entry, "head": head}


def _paper(typed: str) -> Notice | None:
    notices = Notice.objects.select_related("decision__organ", "number", "registered", "signed")
    if CODE.fullmatch(typed):
        start = typed.replace("-", "")
        return notices.filter(snapshot_sha256__gte=start, snapshot_sha256__lt=start + "g").first()
    if not DIGEST.fullmatch(typed):
        return None
    return notices.filter(
        Q(snapshot_sha256=typed) | Q(sha256=typed) | Q(signed__sha256=typed)
    ).first()


def _print(typed: str) -> Print | None:
    """A paper of an organ that belongs to no decision, such as its yearly catalogue."""
    coded = CODE.fullmatch(typed) or DIGEST.fullmatch(typed)
    return prints.found_by(typed.replace("-", "")) if coded else None


def _of_paper(notice: Notice) -> dict[str, Any]:
    """What stands in the record of a paper; a changed one is said to be broken."""
    if notice.registered is None:
        return {"kind": "waiting", "notice": notice}
    told = {one["notice"]: one for one in notice.registered.facts["notices"]}[notice.pk]
    whole = carried.digest(notice.snapshot) == told["snapshot"] and told == issued.said(notice)
    found = _of_entry(notice.registered)
    return found | {"notice": notice, "kind": "paper" if whole else "broken"}
