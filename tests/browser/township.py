"""The demo township on a site of its own, on a fixed day, for the long looks at its pages.

Seeded once for a module and emptied afterwards; its clock stands so that every picture of it can
be drawn again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import time_machine
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from django.test.utils import setup_databases, teardown_databases
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from config.settings.development import DEMO_PASSWORD, PUBLIC_ADDRESS, SITE
from decisions import triggers
from decisions.models import Decision
from workflows.demo import seed

TODAY = datetime(2026, 6, 10, 2, 0, tzinfo=UTC)  # ten in the morning, in Beijing
STORIES = {
    "parking": "云岭镇集镇公共停车秩序管理实施办法（试行）",
    "market": "云岭镇集镇农贸市场改造提升方案",
    "livestock": "云岭镇畜禽养殖布局调整实施方案",
    "buses": "样例县城乡公交一体化线网优化方案",
    "water": "云岭镇农村供水工程运行管护办法",
    "layout": "云岭镇村庄建设布局方案（2026—2035年）",
}


@contextmanager
def database() -> Iterator[None]:
    """The session's test database; one of its own where no test of the session asked for one."""
    if connection.settings_dict["NAME"] == connection.creation._get_test_db_name():
        yield
        return
    made = setup_databases(verbosity=0, interactive=False, aliases={"default"})
    try:
        yield
    finally:
        teardown_databases(made, verbosity=0)


@contextmanager
def opened() -> Iterator[str]:
    """The township with all its stories; the address of its site."""
    shown = override_settings(
        DEMO=True, DEMO_PASSWORD=DEMO_PASSWORD, SITE=SITE, PUBLIC_ADDRESS=PUBLIC_ADDRESS
    )
    with database(), shown, time_machine.travel(TODAY, tick=True):
        seed.seed(DEMO_PASSWORD, lambda line: None)
        server = LiveServer("localhost")
        try:
            yield server.url
        finally:
            server.stop()
            triggers.drop()
            call_command("flush", interactive=False, verbosity=0)


def decision(story: str) -> Decision:
    """The decision of a story."""
    return Decision.objects.get(title=STORIES[story])


def person(username: str) -> User:
    """Somebody of the township, by user name."""
    return User.objects.get(username=username)
