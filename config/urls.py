"""The addresses: the portal at the root, then the desk, the papers, people, administration.

Of allauth only what an appointed person needs: no sign-up, no mail addresses, no reset by mail
(an administrator sets a new password).
"""

from importlib.util import find_spec

from allauth.account import views as account
from allauth.account.decorators import secure_admin_login
from allauth.socialaccount.providers.openid_connect import views as outside
from django.contrib import admin
from django.urls import include, path

from config.language import choose_language
from config.sign_in import ChangePassword, SignIn
from decisions.urls import urlpatterns as read
from workflows.public_urls import urlpatterns as speak

admin.site.login = secure_admin_login(admin.site.login)  # no way in round the second factor
ROOMS = {"desk/": "workflows", "papers/": "notices", "accounts/": "accounts"}
PORTAL = [*read, *speak]  # pages that only read live with the noun, pages that act with the verb
SIGN_IN = [
    path("login/", SignIn.as_view(), name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", ChangePassword.as_view(), name="account_change_password"),
    path("2fa/", include("allauth.mfa.urls")),
]
SPEAKERS = [  # the public's own login: allauth's names, of which it makes the way back
    path("<slug:provider_id>/login/", outside.login, name="openid_connect_login"),
    path("<slug:provider_id>/login/callback/", outside.callback, name="openid_connect_callback"),
]
urlpatterns = [
    path("", include((PORTAL, "portal"))),
    *(path(at, include(f"{app}.urls")) for at, app in ROOMS.items() if find_spec(f"{app}.urls")),
    path("link/", include("workflows.guest_urls")),
    path("accounts/", include(SIGN_IN)),
    path("speak/", include(SPEAKERS)),
    path("admin/", admin.site.urls),
    path("i18n/setlang/", choose_language, name="set_language"),
]
