"""Whose request it is when an office's own proxies stand in front.

Only the last entries of X-Forwarded-For are the proxies' own; what comes before them, the sender
wrote and may have invented. Called by django-axes and allauth, which slow down guessing.
"""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address that the outermost trusted proxy saw; without proxies, the one that knocks."""
    here = str(request.META.get("REMOTE_ADDR", ""))
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    trusted: int = getattr(settings, "TRUSTED_PROXIES", 0)
    if not trusted or len(hops) < trusted:
        return here
    try:
        return str(ip_address(hops[-trusted].strip()))
    except ValueError:
        return here
