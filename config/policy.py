"""The Content-Security-Policy of every page: the same words always, so they are put together once.

The policy itself stands in the settings (``CONTENT_SECURITY_POLICY``, read by django-csp); no
page of ours asks for an exception.
"""

from collections.abc import Callable

from csp.utils import build_policy
from django.http import HttpRequest, HttpResponse

HEADER = "Content-Security-Policy"
Answer = Callable[[HttpRequest], HttpResponse]


def content_security_policy(get_response: Answer) -> Answer:
    """Sends the policy with every answer that has none."""
    words = build_policy()

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault(HEADER, words)
        return response

    return answer
