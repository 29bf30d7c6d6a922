"""A tale told at the desk: every act is a form in a page, reached from the inbox in two clicks.

Says the sentences of ``tests.story.Tale``, so that the paragraphs of tests/stories/walk.py walk
through the browser. The clock goes with the tale; the people take turns in one window.
"""

from datetime import date, datetime
from typing import Any

from playwright.sync_api import Locator, Page

from accounts.models import User
from accounts.roles import Role
from decisions.law.terms import Stage
from decisions.models import Decision, Entry
from tests.browser.window import Window
from tests.factories import Town
from tests.story import DRAFTER, Actor, Tale, moment
from workflows.act import Guest


class DeskTale(Tale):
    """One matter, walked through the pages by its people."""

    def __init__(self, town: Town, on: date, clock: Any, window: Window, outside: Window) -> None:
        self.clock, self.window, self.outside = clock, window, outside
        self.links: dict[str, str] = {}
        self.looked: set[str] = set()
        super().__init__(town, 0, on)

    def __setattr__(self, name: str, value: Any) -> None:
        """A new day of the tale is a new day for everybody."""
        super().__setattr__(name, value)
        if name == "today":
            self.clock.move_to(_not_earlier(moment(value)))

    def propose(self, by: Role, **said: Any) -> None:
        """A department proposes a matter: the first button of the inbox."""
        self._as(by)
        self.window.click("提出决策建议")
        self.look("propose")
        send(self.window.page, said)
        self.decision_id = Decision.objects.latest("pk").pk
        self.look("case")

    def act(self, slug: str, by: Actor = DRAFTER, **said: Any) -> Entry:
        """One act: from the inbox to its page, filled in and sent."""
        if isinstance(by, Guest):
            self._by_link(slug, by, said)
        else:
            self._as(by)
            self._reach(slug)
            self.look(slug)
            send(self.window.page, said)
            self._keep_link(slug, said)
        entry = self.decision.entries.last()
        assert entry is not None
        assert entry.act == slug
        return entry

    def look(self, what: str, window: Window | None = None) -> None:
        """Examine a page, the first time it is passed."""
        if what not in self.looked:
            self.looked.add(what)
            (window or self.window).examine()

    def case(self, by: Role, tab: str = "") -> Page:
        """The case from the inbox, and a tab of it."""
        self._as(by)
        if self.stage is Stage.CONCLUDED:  # it waits for nobody: the list of matters holds it
            self.window.click("事项", exact=True)
            self.look("decisions")
        self._into_the_case()
        if tab:
            self.window.page.locator(".tabs").get_by_role("link", name=tab, exact=True).click()
        return self.window.page

    def _as(self, by: Role | User) -> None:
        """Whoever acts opens the inbox."""
        who = self.town.by(by) if isinstance(by, Role) else by
        self.window.sign_in(who)
        self.window.visit("/desk/")
        self.look("inbox")

    def _reach(self, slug: str) -> None:
        """By the inbox's own link, or through the case: one click or two."""
        page, address = self.window.page, f"/desk/decisions/{self.decision_id}/acts/{slug}/"
        straight = page.locator(f'main a[href="{address}"]')
        if not straight.count():
            self._into_the_case()
            self.look("case")
            straight = page.locator(f'main a[href="{address}"]')
            assert straight.count(), f"{slug} is not offered on the case"
        straight.first.click()
        page.wait_for_url(f"**{address}")

    def _into_the_case(self) -> None:
        page, address = self.window.page, f"/desk/decisions/{self.decision_id}/"
        row = page.locator(f'main a[href="{address}"]')
        assert row.count(), f"{page.locator('.user-name').inner_text()} is not led to the case"
        row.first.click()
        page.wait_for_url(f"**{address}")

    def _keep_link(self, slug: str, said: dict[str, Any]) -> None:
        address = self.window.page.locator("#address")
        if address.count():
            self.look("link")
            self.links[said["name"]] = address.inner_text()

    def _by_link(self, slug: str, guest: Guest, said: dict[str, Any]) -> None:
        """The invited person opens the address in a window of her own."""
        self.outside.visit(self.links[guest.name])
        self.look(f"guest {slug}", self.outside)
        send(self.outside.page, said)
        self.look(f"guest after {slug}", self.outside)


def send(page: Page, said: dict[str, Any]) -> None:
    """Fill the form of the page and send it; a refusal ends the tale with its words."""
    form = page.locator("form.form[method=post]").last
    for name, value in said.items():
        fill(form.locator(f'[name="{name}"]'), value)
    with page.expect_navigation() as coming:
        form.locator(".buttons button.button").first.click()
    status = coming.value.status if coming.value else 0
    assert status == 200, f"{page.url} {status}: {page.inner_text('main')[:1500]}"


def fill(field: Locator, value: Any) -> None:
    """One answer, as its control takes it."""
    kind = field.first.evaluate("one => one.type")
    if kind in ("radio", "checkbox"):
        chosen = {str(v) for v in value} if isinstance(value, list) else {str(value)}
        for one in field.all():
            one.set_checked(one.get_attribute("value") in chosen or chosen == {"on"})
    elif kind.startswith("select"):
        field.select_option([str(v) for v in value] if isinstance(value, list) else str(value))
    elif kind == "file":
        field.set_input_files(value)
    else:
        field.fill(value.isoformat() if isinstance(value, date) else str(value))


def _not_earlier(wanted: datetime) -> datetime:
    """The clock runs on within a day of the tale and never back."""
    now = datetime.now(wanted.tzinfo)  # noqa: TID251
    return max(now, wanted) if now.date() == wanted.date() else wanted
