"""Runs one benchmark by itself on a throwaway database, for whoever works on that part."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.test.utils import get_runner, setup_test_environment

from tests.factories import Town, town


def alone(measure: Callable[[Town], Any]) -> Any:
    """Make a town, measure, and leave nothing behind."""
    setup_test_environment()
    runner = get_runner(settings)(verbosity=0, interactive=False)
    old = runner.setup_databases()
    try:
        return measure(town())
    finally:
        runner.teardown_databases(old)
