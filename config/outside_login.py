"""The public's outside login: who comes back from it is known for an hour, and gets no account.

allauth does the OpenID Connect part (state, PKCE, token, claims); this takes over before it would
look for a user. Kept are issuer, a digest of the subject and the name shown; nothing else of what
the provider says. Staff sign in by ``config/sign_in.py`` and never by this way.
"""

import hashlib
import hmac
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.utils.translation import gettext as _

from decisions.views.back import back
from workflows.submitting import Known
from workflows.views import signing_in

LONGEST_NAME = 100


class ForSpeakersOnly(DefaultSocialAccountAdapter):
    """Welcomes a speaker; opens no account, looks for none, connects to none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Remember who came back, and lead on; allauth's own road ends here."""
        known = _known(sociallogin)
        if known is None:
            self._lead_back(request, sociallogin.state, _("The login gave no name."))
        else:
            signing_in.welcome(request, known)
        raise ImmediateHttpResponse(HttpResponseRedirect(_next(request, sociallogin.state)))

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        """Lead back to the form: one may speak without this login."""
        state = (extra_context or {}).get("state") or {}
        self._lead_back(request, state, _("The outside login did not succeed."))

    def _lead_back(self, request: HttpRequest, state: dict[str, Any], why: str) -> None:
        messages.warning(request, why + _("You may try again, or give your opinion without it."))
        raise ImmediateHttpResponse(HttpResponseRedirect(_next(request, state)))


def _known(sociallogin: Any) -> Known | None:
    account = sociallogin.account
    claims = account.get_provider_account().get_user_data() or {}
    name = str(claims.get("name") or claims.get("preferred_username") or "").strip()
    if not name or not account.uid:
        return None
    provider = account.get_provider()
    issuer = str(provider.server_url).partition("/.well-known/")[0]
    return Known(issuer[:200], _digest(issuer, account.uid), name[:LONGEST_NAME])


def _digest(issuer: str, subject: str) -> str:
    """Tells two senders apart and leads back to none without the server's key."""
    said = f"{issuer}\n{subject}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), b"speaker\n" + said, hashlib.sha256).hexdigest()


def _next(request: HttpRequest, state: dict[str, Any]) -> str:
    return back(request, str(state.get("next") or "/"), "/")
