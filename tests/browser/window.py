"""A window of Debian's chromium on the live site, which examines every page it passes.

Used by the walks and the looks of tests/browser. A page passes when axe finds nothing of WCAG 2.2
A and AA, nothing runs out of it at 320 pixels, and the browser complains of nothing.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Locator, Page, Response

from accounts.models import User

WCAG = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
}
WIDE, NARROW, HIGH = 1280, 320, 900
REFUSED = re.compile(r"Failed to load resource.*status of (403|404|409|422)")
ACT = re.compile(r"/desk/decisions/\d+/acts/(?P<slug>\w+)/$")


class Window:
    """One person's window; ``faults`` gathers what she passed and should not have met."""

    def __init__(self, browser: Browser, site: str, *, scripts: bool = True, width: int = WIDE):
        self.site, self.width = site, width
        self.context = browser.new_context(
            viewport={"width": width, "height": HIGH},
            java_script_enabled=scripts,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            accept_downloads=True,
        )
        self.context.set_default_timeout(15_000)
        self.scripts, self.axe = scripts, Axe()
        self.passed: list[str] = []
        self.faults: list[str] = []
        self.page = self._page()

    def _page(self) -> Page:
        page = self.context.new_page()
        page.on("console", lambda said: self._complained(said.type, said.text))
        page.on("pageerror", lambda error: self._complained("error", str(error)))
        return page

    def _complained(self, kind: str, text: str) -> None:
        if kind in ("error", "warning") and not REFUSED.match(text):
            self.faults.append(f"{self.page.url}: {text}")

    def sign_in(self, user: User) -> None:
        """From now on the window is this person's; the password itself has tests of its own."""
        client = Client()
        client.force_login(user)
        key = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.context.clear_cookies()
        self.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": self.site}]
        )

    def visit(self, address: str) -> Response | None:
        """Open an address of the site."""
        return self.page.goto(address if "://" in address else self.site + address)

    def click(self, name: str | re.Pattern[str], kind: str = "link", **more: object) -> None:
        """Press the one link or button of this name within the content and examine what comes."""
        self.find(name, kind, **more).click()
        self.page.wait_for_load_state("load")

    def find(self, name: str | re.Pattern[str], kind: str = "link", **more: object) -> Locator:
        """The first link, button or heading of this name."""
        return self.page.get_by_role(kind, name=name, **more).first  # type: ignore[arg-type]

    def fill(self, label: str, words: str) -> None:
        """Type into the field of this label."""
        self.page.get_by_label(label, exact=False).first.fill(words)

    def shows(self, *words: str) -> None:
        """The page says all of this."""
        text = self.page.inner_text("body")
        missing = [word for word in words if word not in text]
        assert not missing, f"{self.page.url} does not say {missing}"

    def examine(self) -> None:
        """Let axe look at this page, and make it narrow."""
        name = re.sub(r"\d+", "N", self.page.url.removeprefix(self.site).partition("?")[0])
        self.passed.append(name)
        self.faults += [f"{name}: {fault}" for fault in (*self._axe(), *self._sideways())]

    def _axe(self) -> Iterator[str]:
        for found in self.axe.run(self.page, options=WCAG).response["violations"]:
            for node in found["nodes"][:3]:
                yield f"{found['id']}: {node['html'][:160]}"

    def _sideways(self) -> Iterator[str]:
        self.page.set_viewport_size({"width": NARROW, "height": HIGH})
        beyond = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        self.page.set_viewport_size({"width": self.width, "height": HIGH})
        if beyond > 0:
            yield f"runs {beyond} px out of {NARROW}"

    @contextmanager
    def downloading(self, into: Path) -> Iterator[Path]:
        """What a click within downloads, kept at this path."""
        with self.page.expect_download() as coming:
            yield into
        coming.value.save_as(into)

    def close(self) -> None:
        """Close the window; what it met that it should not have fails the test."""
        self.context.close()
        assert not self.faults, "\n".join(dict.fromkeys(self.faults))
