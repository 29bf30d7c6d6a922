"""The receipt as the sender sees it once (P4): led to after sending, by a cookie of this browser.

The cookie names the form, is signed, is sent to this page alone and lasts ten minutes; so loading
the receipt again sends nothing and loses nothing. Later only the private code opens it.
"""

from typing import Any
from uuid import UUID

from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from decisions.models import Submission
from decisions.views import pages
from workflows import receipts
from workflows.submitting import Sent

COOKIE = "receipt"
SIGNER = signing.TimestampSigner(salt="workflows.receipt")
LASTS = 600  # seconds


def led_to(request: HttpRequest, sent: Sent) -> HttpResponse:
    """Leads the sender to the receipt of what was just kept."""
    there = reverse("portal:receipt")
    response = HttpResponseRedirect(there, status=303)
    response.set_cookie(
        COOKIE,
        SIGNER.sign(sent.submission.token.hex),
        max_age=LASTS,
        path=there,
        secure=request.is_secure(),
        httponly=True,
        samesite="Strict",
    )
    return response


@never_cache
@require_safe
def receipt(request: HttpRequest) -> HttpResponse:
    """The receipt: number, private code, digest, time, what happens next."""
    submission = _just_sent(request)
    if submission is None:
        return redirect("portal:receipt_lookup")
    sent = Sent(submission, receipts.code(submission.token))
    lookup = request.build_absolute_uri(reverse("portal:receipt_lookup"))
    context: dict[str, Any] = {
        "sent": sent,
        "decision": submission.decision,
        "activity": submission.activity,
        "consultation": submission.activity.consultation,
        "lookup": lookup,
        "qr": pages.qr(f"{lookup}#{sent.code}"),
    }
    return pages.page(request, "receipt", _("Receipt"), context)


def _just_sent(request: HttpRequest) -> Submission | None:
    try:
        token = UUID(hex=SIGNER.unsign(request.COOKIES.get(COOKIE, ""), max_age=LASTS))
    except (signing.BadSignature, ValueError):
        return None
    rows = Submission.objects.select_related("decision__organ", "activity__consultation", "batch")
    return rows.filter(token=token).first()
