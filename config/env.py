"""Reads settings from environment variables, and nothing else.

Called by config/settings/*.py only. Every reader takes a name and a default; a value that
cannot be understood is refused with the name of its variable, never guessed.
"""

import os
from contextlib import suppress
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

YES = {"1", "true", "yes", "on"}
NO = {"", "0", "false", "no", "off"}

# WAL lets readers and one writer work side by side; FULL keeps a commit through a power cut.
SQLITE_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"


def text(name: str, default: str = "") -> str:
    """The variable as it stands, without surrounding blanks."""
    return os.environ.get(name, default).strip()


def required(name: str) -> str:
    """A variable without which the place cannot run."""
    if value := text(name):
        return value
    raise ImproperlyConfigured(f"Set the environment variable {name}.")


def flag(name: str, default: bool = False) -> bool:
    """Yes or no, in the usual spellings."""
    value = text(name, "yes" if default else "no").lower()
    if value not in YES | NO:
        raise ImproperlyConfigured(f"{name} is {value!r}; write yes or no.")
    return value in YES


def number(name: str, default: int) -> int:
    """A whole number."""
    value = text(name, str(default))
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} is {value!r}; write a whole number.")
    return int(value)


def listed(name: str, default: str = "") -> list[str]:
    """Values parted by commas."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def networks(name: str, default: str = "") -> list[str]:
    """Addresses or networks parted by commas."""
    try:
        return [str(ip_network(one, strict=False)) for one in listed(name, default)]
    except ValueError as fault:
        raise ImproperlyConfigured(f"{name}: {fault}; write addresses or networks.") from fault


def folder(name: str, default: Path) -> Path:
    """A folder that exists when this returns."""
    path = Path(text(name) or default).resolve()
    path.mkdir(parents=True, exist_ok=True)
    return path


def database(name: str, var: Path) -> dict[str, Any]:
    """The database at `postgresql://user:password@host:port/name`, or the embedded SQLite file."""
    url = text(name)
    if not url:
        return sqlite(var / "yijue.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite(Path(unquote(parts.path)))
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(f"{name} must begin with postgresql:// or sqlite:///.")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": options.pop("port", str(parts.port or "")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def sqlite(path: Path) -> dict[str, Any]:
    """SQLite as we need it: a writer takes its lock at BEGIN and others wait their turn."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": SQLITE_PRAGMAS,
        },
    }


def cache(name: str) -> dict[str, Any]:
    """The cache at `redis://host:port/number`; without one, the memory of the one web process."""
    url = text(name)
    if not url:
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    if not url.startswith(("redis://", "rediss://", "unix://")):
        raise ImproperlyConfigured(f"{name} must begin with redis://, rediss:// or unix://.")
    return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url}


def broker(name: str, queue: Path) -> tuple[str, dict[str, Any]]:
    """The message broker and its options; without a URL, plain files in the folder `queue`."""
    url = text(name, "filesystem://localhost")
    if not url.startswith("filesystem:"):
        return url, {}
    for part in ("messages", "control", "processed"):
        (queue / part).mkdir(parents=True, exist_ok=True)
    return url, {
        "data_folder_in": str(queue / "messages"),
        "data_folder_out": str(queue / "messages"),
        "control_folder": str(queue / "control"),
        "processed_folder": str(queue / "processed"),
        "store_processed": False,
        "polling_interval": 0.1,  # seconds
    }


def secret(name: str, kept_in: Path) -> str:
    """The signing key; without one in the environment, a random one kept in a private file."""
    if value := text(name):
        return value
    with suppress(FileExistsError):
        descriptor = os.open(kept_in, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(get_random_secret_key())
    return kept_in.read_text()
