"""The pieces of templates/components in Debian's chromium: axe, narrow pages, and the scripts.

Nothing is served: the browser's requests are answered here, so no database and no port is used.
"""

import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.test import RequestFactory
from django.utils import translation
from playwright.sync_api import sync_playwright

from tests.browser.look import pieces

CHROMIUM = shutil.which("chromium")
SITE = "http://look.test/"
CSP = {"content-security-policy": "default-src 'self'; img-src 'self' data:"}
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}

pytestmark = [
    pytest.mark.one_engine,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed"),
]


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield chromium
        chromium.close()


def gallery(shell, look, *, sent):
    """The gallery as HTML, in Chinese, for a reader who chose this look."""
    request = RequestFactory().get("/")
    request.user, request.COOKIES["look"] = AnonymousUser(), look
    source = (Path(__file__).parent / "look/gallery.html").read_text(encoding="utf-8")
    with translation.override("zh-hans"):
        template = engines["django"].from_string(source)
        return template.render(pieces.context(sent=sent) | {"shell": shell}, request)


def answer(html):
    """Answers the browser: the page at the root, the files of static/ below it."""

    def handle(route):
        path = route.request.url.removeprefix(SITE).partition("?")[0]
        file = settings.BASE_DIR / path
        if not path:
            route.fulfill(body=html, content_type="text/html", headers=CSP)
        elif path.startswith("static/") and file.is_file():
            route.fulfill(body=file.read_bytes(), content_type=KINDS[file.suffix])
        else:
            route.fulfill(status=404)

    return handle


def opened(browser, html, *, width=1280, scripts=True):
    """A page showing the gallery, with all it complained about in `page.complaints`."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, java_script_enabled=scripts
    )
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.route("**/*", answer(html))
    page.goto(SITE)
    return page


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize(
    ("shell", "look"),
    [("base.html", ""), ("desk.html", "size-l"), ("base.html", "elder"), ("base.html", "contrast")],
)
def test_axe_finds_nothing_and_nothing_runs_out_of_the_page(browser, shell, look, width):
    page = opened(browser, gallery(shell, look, sent=True), width=width)
    found = Axe().run(page, options={"runOnly": WCAG}).response["violations"]
    beyond = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    page.context.close()
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
    assert beyond <= 0
    assert page.complaints == []


def test_the_first_error_box_takes_the_focus_and_its_lines_lead_to_the_fields(browser):
    page = opened(browser, gallery("base.html", "", sent=True))
    assert page.evaluate("document.activeElement.className") == "refusal"
    assert page.title().startswith("错误：")
    links = page.locator(".error-summary a").evaluate_all(
        "links => links.map(link => document.querySelector(link.hash) !== null)"
    )
    page.context.close()
    assert links
    assert all(links)


def test_a_rare_ideograph_counts_as_one_character(browser):
    page = opened(browser, gallery("base.html", "", sent=False))
    page.fill("#id_text", "𠮷" * 20)
    page.wait_for_selector(".count:has-text('输入0字')")
    page.fill("#id_text", "𠮷" * 21)
    page.wait_for_selector(".count-over")
    page.context.close()


def test_a_draft_comes_back_after_a_mishap_and_goes_when_cleared(browser):
    page = opened(browser, gallery("base.html", "", sent=False))
    page.fill("#id_text", "写到一半的意见")
    page.reload()
    assert page.input_value("#id_text") == "写到一半的意见"
    page.click("[data-draft-clear]")
    page.reload()
    assert page.input_value("#id_text") == ""
    page.context.close()


def test_without_script_no_dead_button_is_shown_and_the_form_can_be_sent(browser):
    page = opened(browser, gallery("base.html", "", sent=False), scripts=False)
    assert page.locator("[data-copy]").is_hidden()
    assert page.locator("[data-draft-clear]").is_hidden()
    assert page.locator("form.form button.button:not([type=button])").is_visible()
    page.context.close()
