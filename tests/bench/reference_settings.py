"""Settings of the references: the same database, and of Django only what each duty asks for."""

from config.settings.production import *  # noqa: F403
from config.settings.production import INSTALLED_APPS as EVERYTHING

ROOT_URLCONF = "tests.bench.references"
MIDDLEWARE = ["django.middleware.csrf.CsrfViewMiddleware"]
UNNEEDED = ("allauth", "axes", "csp", "django_htmx", "django.contrib.admin", "django_celery_beat")
INSTALLED_APPS = [app for app in EVERYTHING if not app.startswith(UNNEEDED)]
SILENCED_SYSTEM_CHECKS = ["yijue.E001", "yijue.E002", "yijue.E003"]
