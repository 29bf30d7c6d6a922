"""A matter with an open consultation, and one that was answered, for those who attack them."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client

from accounts.roles import Role
from decisions.law.terms import Stage
from decisions.models import Decision
from tests import factories, stages
from tests.attack.hands import browser_of
from workflows import permissions

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def clock() -> Iterator[Any]:
    """A day on which the consultation is open."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def consulting(clock: Any, db: None) -> Decision:
    """A matter whose draft lies before the public."""
    made = factories.decision_at(Stage.DRAFTING)
    stages.consulting(made, factories.town())
    permissions.grant(made)
    return made


@pytest.fixture
def answered(db: None) -> Decision:
    """A matter whose opinions were answered and which was published."""
    made = factories.decision_at(Stage.PROMULGATED)
    permissions.grant(made)
    return made


@pytest.fixture
def officer() -> Client:
    """The browser of the drafting officer; faults come back as pages, as in an office."""
    return browser_of(Role.DRAFTING_OFFICER)
