"""What a receipt opens (P4): where one's opinion stands, what became of it, taking it back.

The code travels in the body of a post, never in an address. A wrong code and a code that never
was get the same answer.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from decisions.errors import NotNow
from decisions.selectors import public
from decisions.selectors.report import answer, dressed
from decisions.views import pages
from workflows.taking_back import Found, lookup, withdraw_submission

LONGEST_CODE = 64


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def receipt_lookup(request: HttpRequest) -> HttpResponse:
    """Ask for a code; show what it opens."""
    if request.method == "GET":
        return _ask(request)
    code = request.POST.get("code", "")[:LONGEST_CODE]
    found = lookup(code)
    if found is None:
        return _ask(request, code, missed=True)
    if request.POST.get("step") != "withdraw":
        return _show(request, found, code)
    if request.POST.get("confirmed") != "yes":
        return _show(request, found, code, confirm=True)
    try:
        withdraw_submission(code)
    except NotNow as refusal:
        return _show(request, found, code, refused=refusal.message)
    return _show(request, lookup(code) or found, code)


def _ask(request: HttpRequest, code: str = "", *, missed: bool = False) -> HttpResponse:
    context = {"code": code, "missed": missed}
    status = 404 if missed else 200
    return pages.page(request, "lookup", _("Find my receipt"), context, status=status)


def _show(request: HttpRequest, found: Found, code: str, **more: Any) -> HttpResponse:
    """The state of a submission; what became of it once the answer is published."""
    decision, today = found.submission.decision, pages.today()
    told = public.answered(decision, today)
    rows = dressed(found.opinions, decision, today) if told else []
    context = {
        "found": found,
        "submission": found.submission,
        "concerns": decision,
        "code": code,
        "answered": told,
        "rows": rows,
        "begun": any(answer(opinion) for opinion in found.opinions),
        "public": public.public_decisions(today).filter(pk=decision.pk).exists(),
    }
    return pages.page(request, "found", _("My opinion"), context | more)
