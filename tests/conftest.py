"""What every test may rely on: the Chinese catalogue compiled, an empty cache, a clean outbox.

The engine is whatever DATABASE_URL names; without it, an SQLite file of the process's own.
People, offices and decisions come from tests/factories.py, sentences from tests/story.py.
"""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache

from tests.flush import teach_the_flush

CATALOGUE = Path(__file__).parents[1] / "locale/zh_Hans/LC_MESSAGES/django.po"


def pytest_configure(config: pytest.Config) -> None:
    """Compiles the Chinese catalogue once when it has changed; teaches the flush our triggers."""
    teach_the_flush()
    compiled = CATALOGUE.with_suffix(".mo")
    first = not hasattr(config, "workerinput")
    if not (first and CATALOGUE.exists() and shutil.which("msgfmt")):
        return
    if not compiled.exists() or compiled.stat().st_mtime < CATALOGUE.stat().st_mtime:
        subprocess.run(["msgfmt", "--output-file", compiled, CATALOGUE], check=True)


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """No test sees what another one counted."""
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def _no_certificates() -> Iterator[None]:
    """No test signs with what another one laid down."""
    yield
    shutil.rmtree(settings.SIGNING_ROOT, ignore_errors=True)
