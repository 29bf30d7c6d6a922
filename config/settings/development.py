"""A clerk's or developer's own machine, and the demo: no TLS, mail as files, demo accounts."""

from config import env

from .base import *  # noqa: F403
from .base import SITE, STORAGES, VAR

DEBUG = env.flag("DEBUG", default=True)
DEMO = env.flag("DEMO", default=True)
DEMO_PASSWORD = "yunling-demo-2026"
PUBLIC_ADDRESS = env.text("PUBLIC_ADDRESS", "http://127.0.0.1:8000")
ALLOWED_HOSTS = env.listed("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
STATIC_ROOT = None  # nothing to collect: whitenoise serves static/ as it stands
WHITENOISE_USE_FINDERS = True
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"
SITE = {
    "name": "样例县云岭镇重大行政决策公开平台",
    "sponsor": "样例县云岭镇人民政府（样例）",
    "contact": "云岭镇党政综合办公室（样例）",
    "phone": "0000-0000000",
    "address": "样例县云岭镇云岭路1号",
    "site_code": "样例0000000000",
    "icp": "样例ICP备00000000号",
    "police_number": "样例公网安备00000000000000号",
} | {key: value for key, value in SITE.items() if value}
