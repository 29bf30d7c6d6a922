"""What a receipt opens (P4): where one's opinion stands, what became of it, what one may still do.

The code travels in the body of a post, never in an address. A wrong code and a code that never
was get the same answer. What is final is asked once more first.
"""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from decisions.errors import NotNow
from decisions.labels import label
from decisions.law.terms import Identity, SenderRequestKind
from decisions.models import Submission
from decisions.period import Standing, standing
from decisions.selectors import public
from decisions.selectors.report import answer, dressed
from decisions.views import pages
from workflows import confirming, sender_requests
from workflows.proof import stands
from workflows.taking_back import Found, forget_contact, inclusion, lookup, withdraw_submission

LONGEST_CODE, LONGEST_DIGITS = 64, 20
Deed = Callable[[HttpRequest, Found, str], Any]


def _withdraw(request: HttpRequest, found: Found, code: str) -> Any:
    withdraw_submission(code)
    return _("Your opinion is taken back.")


def _forget(request: HttpRequest, found: Found, code: str) -> Any:
    forget_contact(code)
    return _("Your phone or e-mail is deleted.")


def _erase(request: HttpRequest, found: Found, code: str) -> Any:
    said = found.submission
    if said.erased_at or said.requests.filter(settled_at=None, kind=SenderRequestKind.ERASE):
        raise NotNow(_("This was asked for already."))
    sender_requests.ask(SenderRequestKind.ERASE, said, uuid4())
    return _("The organ was asked to erase it. You see here when it is done.")


def _ask_code(request: HttpRequest, found: Found, code: str) -> Any:
    confirming.ask(found.submission)
    return _("A code is on its way; type it below. It is good for half an hour.")


def _confirm(request: HttpRequest, found: Found, code: str) -> Any:
    confirming.confirm(found.submission, request.POST.get("digits", "")[:LONGEST_DIGITS])
    return _("Your phone or e-mail is confirmed.")


DEEDS: dict[str, Deed] = {
    "withdraw": _withdraw,
    "forget": _forget,
    "erase": _erase,
    "ask_code": _ask_code,
    "confirm": _confirm,
}
ASKED_ONCE_MORE = ("withdraw", "forget", "erase")


@never_cache
@sensitive_post_parameters("code", "digits")
@require_http_methods(["GET", "POST"])
def receipt_lookup(request: HttpRequest) -> HttpResponse:
    """Ask for a code; show what it opens; do what its holder asks."""
    if request.method == "GET":
        return _ask(request)
    code = request.POST.get("code", "")[:LONGEST_CODE]
    found = lookup(code)
    if found is None:
        return _ask(request, code, missed=True)
    step = request.POST.get("step", "")
    if step not in DEEDS:
        return _show(request, found, code)
    if step in ASKED_ONCE_MORE and request.POST.get("confirmed") != "yes":
        return _show(request, found, code, confirm=step)
    try:
        told = DEEDS[step](request, found, code)
    except NotNow as refusal:
        return _show(request, found, code, refused=refusal.message)
    return _show(request, lookup(code) or found, code, told=told)


def _ask(request: HttpRequest, code: str = "", *, missed: bool = False) -> HttpResponse:
    context = {"code": code, "missed": missed}
    status = 404 if missed else 200
    return pages.page(request, "lookup", _("Find my receipt"), context, status=status)


def _show(request: HttpRequest, found: Found, code: str, **more: Any) -> HttpResponse:
    """The state of a submission; what became of it once the answer is published."""
    said, today = found.submission, pages.today()
    decision = said.decision
    told = public.answered(decision, today)
    proof = inclusion(said)
    context = {
        "found": found,
        "submission": said,
        "concerns": decision,
        "code": code,
        "answered": told,
        "rows": dressed(found.opinions, decision, today) if told else [],
        "begun": any(answer(opinion) for opinion in found.opinions),
        "public": public.public_decisions(today).filter(pk=decision.pk).exists(),
        "proof": proof,
        "proved": bool(proof and stands(proof)),
        "open": standing(said.activity, pages.now()) is Standing.OPEN,
        "again": _again(found) if not said.withdrawn_at else {},
        "replaced_by": said.corrections.first() if said.withdrawn_at else None,
        "confirmation": _confirmation(said),
        "identity_word": label(Identity(said.identity)),
        "requests": list(said.requests.order_by("id")),
    }
    return pages.page(request, "found", _("My opinion"), context | more)


def _again(found: Found) -> dict[str, Any]:
    """The form of a correction, filled in with what was sent."""
    said = found.submission
    point = found.opinions[0] if len(found.opinions) == 1 else None
    named = said.identity == Identity.REGISTERED and said.name
    return {
        "token": uuid4(),
        "clause": point.clause_id or "" if point else "",
        "quote": point.quote if point else "",
        "context": point.context if point else "",
        "text": said.text,
        "submitter_kind": said.submitter_kind,
        "identity": Identity.REGISTERED if named else Identity.ANONYMOUS,
        "name": said.name if named else "",
        "contact": said.contact,
    } | ({"publish_consent": "on"} if said.publish_consent and named else {})


def _confirmation(said: Submission) -> str:
    """How far the contact is confirmed: no (can be), sent, yes, or nothing to confirm."""
    asked = getattr(said, "confirmation", None)
    if asked and asked.confirmed_at:
        return "yes"
    if said.withdrawn_at or not confirming.can_confirm(said):
        return ""
    return "sent" if asked else "no"
