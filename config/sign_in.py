"""Signing in: nobody opens an account for themselves, and staff bring a second factor.

Called by the settings (ACCOUNT_ADAPTER, MIDDLEWARE). Every account is staff: citizens comment
without one, experts from outside use a link. Who may do what afterwards: workflows/permissions.py.
"""

from collections.abc import Callable
from typing import Any

from allauth.account import views as account
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from workflows.guard.address import client_address


class AppointedOnly(DefaultAccountAdapter):
    """Accounts are opened by an administrator, on the strength of an appointment."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address by which tries are counted."""
        return client_address(request)


class SignIn(account.LoginView):
    """The sign-in page under the office's own name: allauth's ``site`` would hide it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What allauth says, but for the site."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context.pop("site", None)
        return context


class ChangePassword(account.PasswordChangeView):
    """Changing one's own password; whoever has none is given one by an administrator."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Refuse, in words, whoever has no password to change."""
        if request.user.is_authenticated and not request.user.has_usable_password():
            raise PermissionDenied(_("An administrator sets your first password."))
        return super().dispatch(request, *args, **kwargs)


def second_factor(
    answer: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Leads whoever is signed in without a second factor to the page that sets one up."""

    def ask(request: HttpRequest) -> HttpResponse:
        if settings.STAFF_SECOND_FACTOR and lacks_one(request) and not on_the_way(request.path):
            return redirect("mfa_activate_totp")
        return answer(request)

    return ask


def lacks_one(request: HttpRequest) -> bool:
    """Whether somebody is signed in whose account has no second factor."""
    return request.user.is_authenticated and not is_mfa_enabled(request.user)


def on_the_way(path: str) -> bool:
    """The pages needed to set one up: signing in and out, the factor's own, language, styles."""
    doors = (reverse("account_login"), reverse("account_logout"), reverse("account_reauthenticate"))
    rooms = (reverse("mfa_index"), reverse("set_language"), settings.STATIC_URL)
    return path in doors or path.startswith(rooms)
