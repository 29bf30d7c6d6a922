"""The language of a page: Simplified Chinese, until the reader chooses English in the page itself.

A browser's own preference is not asked: a public notice reads the same on every machine.
"""

from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware


class ChosenLanguageMiddleware(LocaleMiddleware):
    """Follows the reader's own choice (a cookie) and nothing else."""

    def process_request(self, request: HttpRequest) -> None:
        """Sets the language before any view runs."""
        request.META.pop("HTTP_ACCEPT_LANGUAGE", None)
        super().process_request(request)
