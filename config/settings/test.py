"""The tests: every engine, no network, private folders, cheap passwords."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

VAR_OF_THIS_PLACE = os.environ.get("YIJUE_VAR") or Path(__file__).resolve().parents[2] / "var"
os.environ.setdefault("YIJUE_FONTS", str(Path(VAR_OF_THIS_PLACE) / "fonts"))
os.environ["YIJUE_VAR"] = tempfile.mkdtemp(prefix="yijue-test-")

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
