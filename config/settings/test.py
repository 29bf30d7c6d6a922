"""The tests: either engine, no network, a folder of their own, cheap passwords."""

import atexit
import shutil
import tempfile
from pathlib import Path

from .base import *  # noqa: F403
from .base import DATABASES, STORAGES

SECRET_KEY = "only-for-tests"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ACCOUNT_RATE_LIMITS = False

VAR = Path(tempfile.mkdtemp(prefix="yijue-test-"))
atexit.register(shutil.rmtree, VAR, ignore_errors=True)
PAPERS_ROOT = VAR / "papers"
SIGNING_ROOT = VAR / "signing"  # nobody signs until a test lays certificates down
if "sqlite" in DATABASES["default"]["ENGINE"]:
    # A file, not memory: eight writers at once must meet the same locks as in an office.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;"
    )

STATIC_ROOT = None  # nothing to collect: whitenoise serves static/ as it stands
WHITENOISE_USE_FINDERS = True
STORAGES = {
    "default": STORAGES["default"] | {"OPTIONS": {"location": PAPERS_ROOT, "base_url": None}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_BROKER_URL, CELERY_BROKER_TRANSPORT_OPTIONS = "memory://", {}
PUBLIC_GUARD = False  # the tests of the guard turn it on
READERS_CACHE, CONTENTS_KEPT = False, 0  # and those of the caches turn them on
