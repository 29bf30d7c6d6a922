"""One chromium for all walks, and windows on the live site.

Playwright's loop runs in the test's own thread, where Django would refuse its rows: the tests
answer for it that nobody awaits there.
"""

import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser import township
from tests.browser.window import Window

CHROMIUM = shutil.which("chromium")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's chromium, without a network of its own."""
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield opened
        opened.close()


@pytest.fixture
def window(chromium: Browser, live_server) -> Iterator[Callable[..., Window]]:
    """Opens windows on the live site; at the end none of them may have met a fault."""
    opened: list[Window] = []

    def open_window(**how: object) -> Window:
        opened.append(Window(chromium, live_server.url, **how))
        return opened[-1]

    yield open_window
    for one in opened:
        one.close()


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker, chromium: Browser) -> Iterator[str]:
    """The demo township, for tests that only look; no test of the module empties it."""
    with django_db_blocker.unblock(), township.opened() as address:
        yield address


@pytest.fixture
def visitor(chromium: Browser, site: str) -> Iterator[Callable[..., Window]]:
    """Opens windows on the township."""
    opened: list[Window] = []

    def open_window(**how: object) -> Window:
        opened.append(Window(chromium, site, **how))
        return opened[-1]

    yield open_window
    for one in opened:
        one.close()
