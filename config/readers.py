"""Readers without a session: pages from the cache, and no machinery that only people who act need.

A page about one decision is kept under address, language and look, with the version of the
decision it showed. It is served while the day and that version stand, and for half a minute;
the version is asked once a second at most by each process, so that a page follows an act within
a second whatever cache and however many processes. Nothing is kept that sets a cookie, and
nobody with a session is served from here: what is kept holds no personal data.
"""

import time
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.contrib.auth import middleware as auth
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import middleware as messages
from django.contrib.sessions import middleware as sessions
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from decisions.models import Decision

LASTS = 30  # seconds; with those of CONTENTS_KEPT, what is no act is seen after a minute
LOOKED = 1.0  # seconds for which a process believes a version
MOST = 10_000  # versions remembered
Answer = Callable[[HttpRequest], HttpResponse]
STAFF_ROOMS = ("/desk/", "/accounts/", "/admin/", "/papers/", "/link/", "/speak/")


def reads_only(request: HttpRequest) -> bool:
    """Whether whoever asks has no session, no message waiting, and wants no room of the staff."""
    cookies = request.COOKIES
    if settings.SESSION_COOKIE_NAME in cookies or "messages" in cookies:
        return False
    return not request.path_info.startswith(STAFF_ROOMS)


class ReadersCache:
    """Serves a page about a decision to readers from the cache."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """From the cache while it is true, else made anew and kept."""
        if not settings.READERS_CACHE or request.method != "GET" or not reads_only(request):
            return self.get_response(request)
        if request.META.get("QUERY_STRING"):
            return self.get_response(request)  # as many addresses as anybody likes to invent
        key = _key(request)
        kept = cache.get(key)
        if kept is not None and kept[0] == _stamp(kept[0][0]):
            return HttpResponse(kept[2], headers=kept[1])
        return self._made(request, key)

    def _made(self, request: HttpRequest, key: str) -> HttpResponse:
        response = self.get_response(request)
        about = getattr(response, "about", None)
        if about is None or response.status_code != 200 or response.cookies or response.streaming:
            return response
        # The version was read before the rest: an act in between makes the page stale at once.
        cache.set(key, (about, dict(response.items()), response.content), LASTS)
        return response


class ForPeople:
    """A middleware that readers pass by."""

    def __call__(self, request: HttpRequest) -> Any:
        """Nothing for readers, all for people."""
        if reads_only(request):
            return self.get_response(request)  # type: ignore[attr-defined]
        return super().__call__(request)  # type: ignore[misc]


class SessionMiddleware(ForPeople, sessions.SessionMiddleware):
    """Sessions for those who have one or may begin one."""


class AuthenticationMiddleware(ForPeople, auth.AuthenticationMiddleware):
    """Who is signed in, where somebody can be; a reader is nobody."""

    def __call__(self, request: HttpRequest) -> Any:
        """Nobody without a session."""
        if reads_only(request):
            request.user = AnonymousUser()
        return super().__call__(request)


class MessageMiddleware(ForPeople, messages.MessageMiddleware):
    """Messages for those who act."""


Stamp = tuple[int, int, date]
_versions: dict[int, tuple[float, int]] = {}


def _stamp(decision_id: int) -> Stamp:
    """The decision, its version and the day: what a page about it depends on."""
    return decision_id, _version(decision_id), timezone.localdate()


def _version(decision_id: int) -> int:
    now = time.monotonic()
    known = _versions.get(decision_id)
    if known and now - known[0] < LOOKED:
        return known[1]
    row = Decision.objects.filter(pk=decision_id).values_list("version", flat=True).first()
    if len(_versions) > MOST:
        _versions.clear()
    _versions[decision_id] = (now, -1 if row is None else row)
    return _versions[decision_id][1]


def _key(request: HttpRequest) -> str:
    said = (
        request.scheme or "",
        request.META.get("HTTP_HOST", ""),
        request.path,
        request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""),
        request.COOKIES.get("look", ""),
    )
    return f"page:{sha256(repr(said).encode()).hexdigest()}"
