"""The verify page (P6): is this receipt, or this digest, in the record, and under which root.

Shows digests and places in the chain, never what was said or done.
"""

import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from decisions.models import DailyHead, Entry, Submission
from decisions.views import pages
from workflows import record
from workflows.proof import stands
from workflows.taking_back import inclusion, lookup

DIGEST = re.compile(r"[0-9a-f]{64}")
LONGEST = 128


@never_cache
@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Paste a receipt code or a digest; read yes or no, and why one may believe it."""
    typed = request.POST.get("code", "").strip()[:LONGEST]
    context = {"typed": typed, "asked": bool(typed), "result": _result(typed) if typed else None}
    return pages.page(request, "verify", _("Verify a receipt"), context)


def _result(typed: str) -> dict[str, Any] | None:
    digest = typed.lower()
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
