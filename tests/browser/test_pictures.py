"""The pictures of the README, drawn from the demo township by `make browser`.

Each is examined like every other page before it is taken; docs/pictures holds the result.
"""

import io
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image

from decisions import papers
from notices.models import Notice
from notices.services import render_notice
from tests.browser import township
from workflows.models import Proposal

pytestmark = [pytest.mark.long, pytest.mark.one_engine]
PICTURES: Path = settings.BASE_DIR / "docs/pictures"
LARGEST = 200_000  # bytes
OPINION = "市场改造期间，过渡市场离老街太远，建议开通接驳班车，或者就近再设一处临时摊区。"


@pytest.fixture(scope="module", autouse=True)
def printed(site):
    """The papers of the story that is told to its end, and of the consultation that runs."""
    told = [township.decision(story) for story in ("parking", "market")]
    for notice in Notice.objects.filter(decision__in=told, rendered_at=None):
        render_notice(notice.pk)


def keep(name: str, data: bytes) -> None:
    """A picture in a palette, small enough for a page of documentation."""
    picture = Image.open(io.BytesIO(data)).convert("RGB")
    small = picture.quantize(colors=256, dither=Image.Dither.NONE)
    PICTURES.mkdir(exist_ok=True)
    small.save(PICTURES / f"{name}.png", optimize=True)
    assert (PICTURES / f"{name}.png").stat().st_size <= LARGEST, name


def take(window, name: str, height: int = 900, top: str = "") -> None:
    """Examine what is shown and keep its upper part, or the part that begins at `top`."""
    window.examine()
    start = int(window.page.locator(top).first.bounding_box()["y"]) - 24 if top else 0
    whole = window.page.evaluate("document.documentElement.scrollHeight")
    clip = {"x": 0, "y": start, "width": 1280, "height": min(height, whole - start)}
    keep(name, window.page.screenshot(full_page=True, clip=clip))


@pytest.mark.parametrize(
    ("name", "story", "path", "height", "top"),
    [
        ("portal-list", "", "/", 980, ""),
        ("portal-decision", "market", "/decisions/{}/", 1100, ""),
        ("report", "parking", "/decisions/{}/feedback/", 1060, ""),
        ("statute", "", "/statute/", 900, ""),
    ],
)
def test_portal(visitor, name, story, path, height, top):
    window = visitor()
    window.visit(path.format(township.decision(story).pk if story else ""))
    take(window, name, height, top)


def test_opinion_form_and_receipt(visitor):
    window = visitor()
    window.visit(f"/decisions/{township.decision('market').pk}/opinion/")
    window.page.locator("#id_clause").select_option(index=8)
    window.fill("您的意见", OPINION)
    window.page.locator("h1").click()
    take(window, "opinion-form", 1000)
    window.page.get_by_label("我已阅读").check()
    window.click("下一步：核对", "button")
    window.click("提交", "button")
    take(window, "receipt", 1000)


@pytest.mark.parametrize(
    ("name", "who", "story", "path", "height"),
    [
        ("inbox", "linxiaohe", "", "/desk/", 900),
        ("case", "linxiaohe", "market", "/desk/decisions/{}/", 1100),
        ("meeting", "luchen", "parking", "/desk/decisions/{}/meeting/", 1600),
    ],
)
def test_desk(visitor, name, who, story, path, height):
    window = visitor()
    window.sign_in(township.person(who))
    window.visit(path.format(township.decision(story).pk if story else ""))
    take(window, name, height)


def test_refusal_of_twelve_days_without_a_reason(visitor):
    """The last signature is refused (G3): every point with its article and how to mend it."""
    waiting = Proposal.objects.get(decision=township.decision("livestock"), state="waiting")
    window = visitor()
    window.sign_in(township.person("luoyuting"))
    window.visit(f"/desk/decisions/{waiting.decision_id}/proposals/{waiting.pk}/")
    window.examine()
    window.page.locator("input[name=passed][value=yes]").check()
    with window.page.expect_navigation() as coming:
        window.page.locator("form.form .buttons button.button").first.click()
    assert coming.value.status == 422
    window.shows("第十五条", "30")
    take(window, "refusal", 900)


@pytest.mark.parametrize(
    ("name", "kind"),
    [("notice-consultation", "consultation_notice"), ("notice-adoption", "adoption_notice")],
)
def test_first_page_of_a_paper(site, tmp_path, name, kind):
    notice = Notice.objects.get(decision=township.decision("parking"), kind=kind)
    printed = tmp_path / "paper.pdf"
    printed.write_bytes(papers.read(notice.sha256))
    drawn = tmp_path / "page"
    subprocess.run(
        ["pdftoppm", "-r", "90", "-png", "-f", "1", "-l", "1", "-singlefile", printed, drawn],
        check=True,
    )
    keep(name, drawn.with_suffix(".png").read_bytes())
