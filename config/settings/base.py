"""What holds everywhere; development, test and production add only where they differ.

Reads nothing but environment variables, through config/env.py. Figures of the law are not
here: they stand in decisions/law/profiles. How to set each variable: docs/install.md.
"""

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config import env, site

from .speaking import *  # noqa: F403

BASE_DIR = Path(__file__).resolve().parents[2]
VAR = env.folder("YIJUE_VAR", BASE_DIR / "var")  # all that is written at run time
PAPERS_ROOT = VAR / "papers"  # uploads and issued papers: private, handed out by views only
FONTS_ROOT = Path(env.text("YIJUE_FONTS") or VAR / "fonts")  # Fandol, fetched by `make setup`
SIGNING_ROOT = Path(env.text("YIJUE_SIGNING") or VAR / "signing")  # certificates and seals
SECRET_KEY = env.secret("SECRET_KEY", kept_in=VAR / "secret-key")
DEBUG, DEMO, DEMO_PASSWORD = False, False, ""  # a demo lists its accounts on the login page
ALLOWED_HOSTS = env.listed("ALLOWED_HOSTS")
PUBLIC_ADDRESS = env.text("PUBLIC_ADDRESS")  # where the public reads: printed as QR code

INSTALLED_APPS = [
    "workflows",
    "notices",
    "decisions",
    "accounts",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "csp",
    "django_htmx",
    "guardian",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.readers.ReadersCache",
    "config.policy.content_security_policy",
    "config.readers.SessionMiddleware",
    "config.language.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "config.readers.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "config.readers.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "config.sign_in.second_factor",
    "axes.middleware.AxesMiddleware",  # last: it answers a locked-out login
]
ROOT_URLCONF = "config.urls"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # fields as in templates/django/forms
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.site.site",
                "workflows.views.doors.desk",
            ]
        },
    }
]

DATABASES = {"default": env.database("DATABASE_URL", VAR) | {"ATOMIC_REQUESTS": False}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": env.cache("CACHE_URL")}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # first: it refuses before a password is looked at
    "django.contrib.auth.backends.ModelBackend",
    "guardian.backends.ObjectPermissionBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{kind}Validator"}
    for kind in ("UserAttributeSimilarity", "MinimumLength", "CommonPassword", "NumericPassword")
]
LOGIN_URL, LOGIN_REDIRECT_URL = "account_login", "/desk/"
ACCOUNT_ADAPTER = "config.sign_in.AppointedOnly"
ACCOUNT_LOGIN_METHODS, ACCOUNT_EMAIL_VERIFICATION = {"username"}, "none"
MFA_SUPPORTED_TYPES, MFA_TOTP_ISSUER = ["totp", "recovery_codes"], "Yijue"
STAFF_SECOND_FACTOR = env.flag("STAFF_SECOND_FACTOR", default=False)
AXES_FAILURE_LIMIT, AXES_COOLOFF_TIME = 5, 0.5  # tries, hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
ANONYMOUS_USER_NAME = None  # guardian: the public has no account and no grants
GUARDIAN_RAISE_403 = True
SESSION_COOKIE_AGE = 8 * 60 * 60  # seconds: one working day
CSRF_COOKIE_HTTPONLY = True
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024  # bytes: a million characters, percent-encoded
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # one page of dispositions in bulk

LANGUAGE_CODE, TIME_ZONE = "zh-hans", "Asia/Shanghai"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]

STATIC_URL, WHITENOISE_ALLOW_ALL_ORIGINS = "/static/", False
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": PAPERS_ROOT, "base_url": None, "file_permissions_mode": 0o600},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# The outbox row is the truth; a lost message costs a minute.
CELERY_BROKER_URL, CELERY_BROKER_TRANSPORT_OPTIONS = env.broker("CELERY_BROKER_URL", VAR / "queue")
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 900  # seconds
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {"sweep": {"task": "workflows.tasks.sweep", "schedule": 60.0}}

SITE = site.from_environment()
