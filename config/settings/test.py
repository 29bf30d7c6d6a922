"""The tests: every engine, no network, private folders, cheap passwords."""

import atexit
import os
import shutil
import tempfile

os.environ["YIJUE_VAR"] = os.environ.get("YIJUE_TEST_VAR") or tempfile.mkdtemp(prefix="yijue-test-")

from .base import *  # noqa: F403
from .base import DATABASES, STORAGES, VAR

atexit.register(shutil.rmtree, VAR, ignore_errors=True)
if "sqlite" in DATABASES["default"]["ENGINE"]:
    # A file, not memory: eight writers at once must meet the same locks as in an office.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;"
    )

SECRET_KEY = "only-for-tests"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
WHITENOISE_USE_FINDERS = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ACCOUNT_RATE_LIMITS = False
