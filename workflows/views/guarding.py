"""The guard at the public's pages: hands out challenges, lets pass what brings an answer.

What brings none (no script) passes too and is held for an officer's look; only a flood of it from
one address is asked to come back in a minute, with every word kept on the page.
"""

from collections.abc import Callable

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from workflows.guard import challenges, pace
from workflows.guard.challenges import Proof, Unproved

WAIT = 60  # seconds
AGAIN = _("The check against automatic sending has run out. Please press “Send” once more.")
LATER = _(
    "Too much arrives from your network without the check against automatic sending. Your text is "
    "kept: press “Send” again in a minute, or allow scripts for this page."
)


class TooMany(Exception):
    """More without work than a whole village without scripts would send."""


@never_cache
@require_safe
def challenge(request: HttpRequest) -> HttpResponse:
    """A fresh challenge, as hard as the pace of the address asks for."""
    return JsonResponse(challenges.make(pace.work_for(request)))


def on() -> bool:
    """Whether this place guards its forms."""
    return bool(settings.PUBLIC_GUARD)


def passed(request: HttpRequest) -> tuple[Proof | None, bool]:
    """The proof that came along, and whether to hold what came; raises Unproved or TooMany."""
    if not on():
        return None, False
    answer = request.POST.get("guard", "")
    if answer:
        return challenges.check(answer), False
    if pace.too_many_unguarded(request):
        raise TooMany
    return None, True


def again(
    form: forms.BaseForm, refusal: Unproved | TooMany, page: Callable[[int], HttpResponse]
) -> HttpResponse:
    """The page of a form with every word and why to send it once more, or in a minute."""
    many = isinstance(refusal, TooMany)
    form.add_error(None, LATER if many else AGAIN)
    answer = page(422)
    return later(answer) if many else answer


def later(response: HttpResponse) -> HttpResponse:
    """The same page, saying that it is to be sent again in a minute."""
    response.status_code = 503
    response.headers["Retry-After"] = str(WAIT)
    return response
