"""The public signs up for a hearing (Art. 16): form, receipt, look-up and withdrawal, no script.

A form sent twice gets the same receipt; when the sign-up ended meanwhile, what was typed is given
back with the phone that stays. The code travels in the body of a post, never in an address.
"""

from typing import Any
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from decisions.errors import Illegible, NotNow
from decisions.period import Standing
from decisions.selectors import hearings
from decisions.views import pages
from workflows import signing_up
from workflows.guard.challenges import Unproved
from workflows.steps.forms.signing_up import SignUpForm
from workflows.views import guarding
from workflows.views.receipts import LONGEST_CODE


@never_cache
@require_http_methods(["GET", "POST"])
def signup(request: HttpRequest, pk: int) -> HttpResponse:
    """The form, or what it sends."""
    decision = pages.public_or_404(pk)
    hearing = hearings.hearing_of(decision, pages.today())
    if hearing is None or hearing.signup_closes_on is None:
        raise Http404
    context = {"decision": decision, "hearing": hearing, "activity": hearing.activity}
    if request.method == "GET":
        form = SignUpForm(hearing=hearing, initial={"token": uuid4()})
        shut = signing_up.standing(hearing, pages.now()) is not Standing.OPEN
        return _form(request, context | {"shut": shut}, form)
    try:
        proof, held = guarding.passed(request)
        sent = signing_up.sign_up(hearing, request.POST, held=held, proof=proof)
    except (Unproved, guarding.TooMany) as refusal:
        form = SignUpForm(request.POST, hearing=hearing)
        return guarding.again(form, refusal, lambda status: _form(request, context, form, status))
    except Illegible as refusal:
        return _form(request, context, refusal.form, 422)
    except NotNow as refusal:
        form = SignUpForm(request.POST, hearing=hearing)
        return _form(request, context | {"why": refusal.message}, form, 409)
    lookup = request.build_absolute_uri(reverse("portal:signup_lookup"))
    more = {"sent": sent, "lookup": lookup, "qr": pages.qr(lookup)}
    return pages.page(request, "signed_up", _("Receipt of your sign-up"), context | more)


def _form(
    request: HttpRequest, context: dict[str, Any], form: SignUpForm, status: int = 200
) -> HttpResponse:
    title = _("Sign up for the hearing")
    told = context | {"form": form, "guarded": guarding.on()}
    return pages.page(request, "signup", title, told, status=status)


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def signup_lookup(request: HttpRequest) -> HttpResponse:
    """Ask for a code; show where the sign-up stands; take it back on request."""
    code = request.POST.get("code", "")[:LONGEST_CODE]
    if request.method == "GET":
        return _ask(request)
    found = signing_up.lookup(code)
    if found is None:
        return _ask(request, code, missed=True)
    context: dict[str, Any] = {"signup": found, "concerns": found.hearing.decision, "code": code}
    if request.POST.get("step") == "withdraw":
        if request.POST.get("confirmed") != "yes":
            context["confirm"] = True
        else:
            try:
                context["signup"] = signing_up.withdraw(code)
            except NotNow as refusal:
                context["refused"] = refusal.message
    return pages.page(request, "signup_found", _("My sign-up"), context)


def _ask(request: HttpRequest, code: str = "", *, missed: bool = False) -> HttpResponse:
    context = {"code": code, "missed": missed}
    title = _("Find my sign-up")
    return pages.page(request, "signup_lookup", title, context, status=404 if missed else 200)
