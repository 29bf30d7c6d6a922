"""Text size, elder view and contrast: kept in a cookie of the reader's browser, nowhere else."""

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseForbidden,
    HttpResponseRedirect,
)
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from decisions.views.back import back

CHOICES = {
    "size": {"s": "size-s", "m": "", "l": "size-l"},
    "elder": {"on": "elder", "off": ""},
    "contrast": {"on": "contrast", "off": ""},
}
KEPT_FOR = 365 * 24 * 3600  # seconds


@csrf_exempt  # it opens nothing; so that the switches on every page need no cookie of a reader
@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Keep one choice and go back to the page it was made on."""
    if from_elsewhere(request):
        return HttpResponseForbidden()
    tokens = kept(request.COOKIES.get("look", ""))
    for name, options in CHOICES.items():
        chosen = request.POST.get(name)
        if chosen is None:
            continue
        if chosen not in options:
            return HttpResponseBadRequest()
        tokens = [token for token in tokens if token not in options.values()]
        tokens += [options[chosen]] if options[chosen] else []
    response = HttpResponseRedirect(back(request, request.POST.get("next", ""), "/"))
    response.set_cookie(
        "look", " ".join(tokens), KEPT_FOR, secure=request.is_secure(), samesite="Lax"
    )
    return response


def from_elsewhere(request: HttpRequest) -> bool:
    """Whether a browser says that another site sent this form."""
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"{request.scheme}://{request.get_host()}":
        return True
    return request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none")


def kept(cookie: str) -> list[str]:
    """The tokens of a cookie that mean something."""
    known = {token for options in CHOICES.values() for token in options.values() if token}
    return [token for token in cookie.split() if token in known]
