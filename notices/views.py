"""Handing out papers: PDFs of notices, files received, previews for signers, printable blanks.

Entitlement is asked at every download; what comes from outside is never shown inline. A notice
that is not printed yet shows a page that says so and looks again by itself.
"""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from decisions import papers as store
from decisions.errors import NotNow
from decisions.intake.files import MEDIA_TYPES
from decisions.models import Decision, Entry, Paper
from decisions.period import Standing, standing
from notices import blanks, papers, services
from notices import render as rendering
from notices import word as office
from notices.entitled import entitled, may_read_notice, may_read_paper, may_read_print
from notices.handed_out import handed_out
from notices.kinds import KINDS
from notices.models import Notice, Print
from notices.sandbox import RenderFailed
from notices.wording.blanks import BLANKS

PUBLIC_BLANKS = ("comment_form",)
LOOK_AGAIN = 5  # seconds


@require_safe
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """The PDF of a notice, signed where it is, or the page that says it is being made."""
    found = _notice(request, pk)
    if not found.rendered_at:
        return _waiting(request, found)
    response = handed_out(store.read(found.file), "application/pdf", f"{found.title}.pdf")
    response["ETag"] = f'"{found.file}"'
    return response


@require_safe
def word(request: HttpRequest, pk: int) -> HttpResponse:
    """The Word file of a notice for whoever may read it; a large one is written by a job."""
    found = _notice(request, pk)
    if papers.restore(found.kind, found.snapshot).rows() > office.AT_ONCE:
        return redirect("desk:word", pk=found.decision_id, notice_id=found.pk)
    data = office.docx(found.kind, found.snapshot)
    return handed_out(data, MEDIA_TYPES["docx"], f"{found.title}.docx", inline=False)


@require_safe
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """A notice as a page, from the snapshot its PDF is made from."""
    found = _notice(request, pk)
    return HttpResponse(rendering.html(found.kind, found.snapshot))


@require_POST
@login_required
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop the making of a paper that takes long; its people only."""
    services.stop(_of_ones_case(request, pk))
    return redirect("papers:notice", pk=pk)


@require_POST
@login_required
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Have a notice that failed printed again; its people only."""
    services.retry(_of_ones_case(request, pk))
    messages.success(request, _("It is tried again within a minute."))
    return redirect("papers:notice", pk=pk)


@require_safe
def printed(request: HttpRequest, pk: int) -> HttpResponse:
    """The PDF of a paper of no decision, or the page that says it is being made."""
    found = get_object_or_404(Print.objects.defer("snapshot"), pk=pk)
    if not may_read_print(request.user, found):
        raise Http404
    if not found.rendered_at:
        return _waiting(request, None, found.failure)
    return handed_out(store.read(found.sha256), "application/pdf", f"{found.title}.pdf")


@require_GET
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """A file received, always to be saved and never opened inside the site."""
    found = get_object_or_404(Paper, pk=pk)
    if not may_read_paper(request.user, found):
        raise Http404
    return handed_out(
        store.read(found.sha256), "application/octet-stream", found.name, inline=False
    )


@require_safe
@login_required
def preview(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """What a notice would say if it were issued now, for those who are about to sign."""
    decision = _decision(pk)
    if kind not in KINDS or not entitled(request.user, pk):
        raise Http404
    draft = Entry(decision=decision, occurred_on=_today(), recorded_at=timezone.now())
    try:
        return HttpResponse(services.preview(kind, decision, draft))
    except NotNow as refusal:
        back = {"exception": refusal.message, "back_url": reverse("desk:case", args=[pk])}
        return render(request, "409.html", back, status=409)


@require_safe
def blank(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """A form to be filled in by hand; the comment form is for anybody while opinions are taken."""
    decision = _decision(pk)
    if kind not in BLANKS or not (
        (kind in PUBLIC_BLANKS and _asks(decision)) or entitled(request.user, pk)
    ):
        raise Http404
    try:
        data = blanks.pdf(kind, decision)
    except RenderFailed as failed:
        return _waiting(request, None, str(failed))
    if data is None:
        return _waiting(request, None)
    return handed_out(data, "application/pdf", f"{kind}-{pk}.pdf")


def _decision(pk: int) -> Decision:
    found: Decision = get_object_or_404(
        Decision.objects.select_related("organ", "lead_office__organ"), pk=pk
    )
    return found


def _notice(request: HttpRequest, pk: int) -> Notice:
    """A notice this reader may see; the others are not there for them."""
    found = get_object_or_404(Notice.objects.select_related("number", "decision", "signed"), pk=pk)
    if not may_read_notice(request.user, found, _today()):
        raise Http404
    return found


def _of_ones_case(request: HttpRequest, pk: int) -> Notice:
    """A notice of a decision whose people this reader belongs to."""
    found: Notice = get_object_or_404(Notice, pk=pk)
    if not entitled(request.user, found.decision_id):
        raise Http404
    return found


def _asks(decision: Decision) -> bool:
    """Whether one of the decision's consultations takes opinions now."""
    now = timezone.now()
    activities = decision.activities.filter(kind="open_consultation").select_related("decision")
    return any(standing(activity, now) is Standing.OPEN for activity in activities)


def _waiting(request: HttpRequest, found: Notice | None, failure: str = "") -> HttpResponse:
    inside = found is not None and entitled(request.user, found.decision_id)
    context: dict[str, Any] = {
        "notice": found,
        "failed": bool(failure or (found and found.failure)),
        "failure": failure or (found.failure if found and inside else ""),
        "may_retry": inside,
    }
    response = render(request, "papers/waiting.html", context, status=202)
    response["Cache-Control"] = "no-store"
    if not context["failed"]:
        response["Refresh"] = str(LOOK_AGAIN)
    return response


def _today() -> date:
    return timezone.localdate()
