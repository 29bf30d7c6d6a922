"""A sender known by an outside login (Art. 15): kept in the session of this browser, for an hour.

The login itself is allauth's; ``config/outside_login.py`` hands over who came back. No account is
made: issuer, subject and shown name are all that is known, and they go with the session.
"""

import time
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from workflows.submitting import Known

SPEAKER = "speaker"
LASTS = 3600  # seconds


def speaker(request: HttpRequest) -> Known | None:
    """Who came by an outside login within the last hour, in this browser."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    said = request.session.get(SPEAKER)
    if not said or said["at"] + LASTS < time.time():
        return None
    return Known(said["issuer"], said["subject"], said["name"])


def welcome(request: HttpRequest, known: Known) -> None:
    """Remember who came back from the outside login."""
    request.session[SPEAKER] = vars(known) | {"at": int(time.time())}


def providers() -> list[dict[str, Any]]:
    """The outside logins of this place: their names and where each begins."""
    apps = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
    return [
        {
            "name": app["name"],
            "url": reverse("openid_connect_login", args=[app["provider_id"]]),
        }
        for app in apps
    ]
