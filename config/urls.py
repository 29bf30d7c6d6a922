"""The addresses: the portal at the root, then the desk, the papers, people, administration."""

from importlib.util import find_spec

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

ROOMS = {"": "decisions", "desk/": "workflows", "papers/": "notices", "accounts/": "accounts"}
admin.site.login = secure_admin_login(admin.site.login)  # no way in round the second factor
urlpatterns = [
    *(path(at, include(f"{app}.urls")) for at, app in ROOMS.items() if find_spec(f"{app}.urls")),
    path("admin/", admin.site.urls),
    path("i18n/", include("django.conf.urls.i18n")),
]
