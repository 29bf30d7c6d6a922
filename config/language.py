"""The language of a page: Simplified Chinese, until the reader chooses English in the page itself.

A browser's own preference is not asked: a public notice reads the same on every machine.
"""

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.middleware.locale import LocaleMiddleware
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from decisions.views.look import from_elsewhere


class ChosenLanguageMiddleware(LocaleMiddleware):
    """Follows the reader's own choice (a cookie) and nothing else."""

    def process_request(self, request: HttpRequest) -> None:
        """Sets the language before any view runs."""
        request.META.pop("HTTP_ACCEPT_LANGUAGE", None)
        super().process_request(request)


@csrf_exempt  # as the other switches on every page: a reader needs no cookie for it
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the language chosen on a page of ours."""
    return HttpResponseForbidden() if from_elsewhere(request) else set_language(request)
