"""An officer disposes of many opinions through the real page, by keyboard, by buttons, without script.

The short walk is part of ``make test``; the long one disposes of 1,000 opinions in 150 groups and
measures how long that takes (pages.md §5: under 20 minutes, at most 450 key presses).
"""

import time
import uuid
from datetime import timedelta
from hashlib import sha256

import pytest
import time_machine as travel

from accounts.roles import Role
from decisions.models import Cluster, Decision, Opinion, ReasonText, Submission, Tally
from tests.browser.window import Window
from tests.workflows.consulting import OPENS, at, by, do, opened, points
from workflows import sweep
from workflows.fsck import answers, passages, sorting

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_engine]
LETTER = "一、建议增设装卸区。二、夜间应当免费！请考虑𠮷祥村的意见。"


@pytest.fixture
def clock():
    """The first day of the consultation; the clock runs on."""
    with travel.travel(at(OPENS), tick=True) as moving:
        yield moving


def received(clock, groups: int, opinions: int) -> Decision:
    """A matter with so many opinions in so many groups, and the usual reasons at hand."""
    decision = opened(clock)
    activity = decision.activities.get()
    texts = [f"第{n % groups}组：建议增设装卸区{n}处。" for n in range(opinions)]
    rows = [
        Submission(
            decision=decision,
            activity=activity,
            number=f"W{n:07d}",
            receipt=sha256(f"{n}".encode()).hexdigest(),
            text=text,
            salt="0" * 32,
            leaf="0" * 64,
            token=uuid.uuid4(),
            occurred_on=OPENS,
            received_at=at(OPENS) + timedelta(seconds=n),
        )
        for n, text in enumerate(texts)
    ]
    Submission.objects.bulk_create(rows)
    Opinion.objects.bulk_create(
        [
            Opinion(decision=decision, submission=r, text=r.text, recorded_at=r.received_at)
            for r in rows
        ]
    )
    sweep.register(decision.pk)
    ids = points(decision)
    for n in range(groups):
        do("group_opinions", decision, opinions=ids[n::groups], title=f"第{n}组：增设装卸区")
    ReasonText.objects.create(
        organ=decision.organ,
        title="已有规定",
        kind="explained",
        text="{事项}中已有规定。",
        written_by=by(Role.DRAFTING_OFFICER),
    )
    return decision


def disposed_by_keys(window: Window, decision: Decision) -> int:
    """From the first open line to the last, three presses a group; how many presses in all."""
    page, presses = window.page, 0
    window.visit(f"/desk/decisions/{decision.pk}/opinions/")
    window.click("开启单键快捷键", "button")
    page.keyboard.press("j")
    page.wait_for_url("**/groups/**")
    while "/groups/" in page.url:
        before = page.url
        page.keyboard.press("4")
        page.keyboard.press("r")
        page.keyboard.press("Control+Enter")
        presses += 3
        page.wait_for_url(lambda url, before=before: url != before)
    return presses


def sound(decision: Decision) -> None:
    """The record accounts for every row, and the counters for every opinion."""
    tally = Tally.objects.get(decision=decision)
    assert {name: getattr(tally, name) for name in sweep.counts(decision)} == sweep.counts(decision)
    assert [*answers.examine(decision), *passages.examine(decision)] == []
    assert list(sorting.examine(decision)) == []


def test_a_hundred_opinions_in_fifteen_groups_by_keyboard(clock, window):
    decision = received(clock, 15, 100)
    officer = window()
    officer.sign_in(by(Role.DRAFTING_OFFICER))
    assert disposed_by_keys(officer, decision) == 45
    officer.shows("意见已全部处理", "已处理 100 / 100")
    officer.examine()
    assert Tally.objects.get(decision=decision).is_explained == 100
    with officer.page.expect_navigation():
        officer.page.keyboard.press("u")
    officer.shows("撤销6条意见的处理结果")
    sound(decision)


@pytest.mark.long
def test_a_thousand_opinions_in_150_groups_take_less_than_twenty_minutes(clock, window, capsys):
    decision = received(clock, 150, 1000)
    officer = window()
    officer.sign_in(by(Role.DRAFTING_OFFICER))
    start = time.monotonic()
    presses = disposed_by_keys(officer, decision)
    took = time.monotonic() - start
    with capsys.disabled():
        print(f"\n1,000 opinions in 150 groups: {took:.0f} s, {presses} presses")  # noqa: T201
    assert presses <= 450
    assert took < 20 * 60
    assert Tally.objects.get(decision=decision).undisposed == 0
    sound(decision)


def test_a_selection_is_split_and_covered_by_code_points(clock, window):
    decision = received(clock, 1, 2)
    do("enter_opinion", decision, activity=decision.activities.get().pk, channel="letter",
       submitter_kind="citizen", received_on=OPENS, text=LETTER)  # fmt: skip
    sweep.register(decision.pk)
    letter = Opinion.objects.get(text=LETTER)
    officer = window()
    officer.sign_in(by(Role.DRAFTING_OFFICER))
    address = f"/desk/decisions/{decision.pk}/opinions/{letter.pk}/"
    select(officer, address, "二、", "免费！")
    officer.click("拆分", exact=True)
    officer.shows("共3条意见")
    officer.examine()
    officer.page.locator("form.form button.button").first.click()
    officer.page.wait_for_load_state("load")
    parts = Opinion.objects.filter(submission=letter.submission).order_by("start")
    assert [one.text for one in parts] == [
        "一、建议增设装卸区。",
        "二、夜间应当免费！",
        "请考虑𠮷祥村的意见。",
    ]
    last = parts[2]
    select(officer, f"/desk/decisions/{decision.pk}/opinions/{last.pk}/", "𠮷祥村", "𠮷祥村")
    officer.click("遮盖部分内容")
    officer.examine()
    officer.page.locator("#redaction_reason").fill("地名")
    officer.click("遮盖", "button", exact=True)
    last.refresh_from_db()
    assert "𠮷祥村" not in last.public_text
    assert last.covered == [[3, 6, "地名"]]
    sound(decision)


def select(window: Window, address: str, start: str, end: str) -> None:
    """Select from the beginning of one word to the end of another, as a mouse does."""
    window.visit(address)
    window.page.evaluate(
        """([start, end]) => {
          const said = document.querySelector("[data-said]");
          const walk = document.createTreeWalker(said, NodeFilter.SHOW_TEXT);
          const range = document.createRange();
          for (let node = walk.nextNode(); node; node = walk.nextNode()) {
            const a = node.data.indexOf(start), b = node.data.indexOf(end);
            if (a >= 0) range.setStart(node, a);
            if (b >= 0) range.setEnd(node, b + end.length);
          }
          const chosen = window.getSelection();
          chosen.removeAllRanges();
          chosen.addRange(range);
        }""",
        [start, end],
    )


def test_without_script_and_on_a_narrow_screen_everything_is_there(clock, window):
    decision = received(clock, 2, 6)
    plain = window(scripts=False)
    plain.sign_in(by(Role.DRAFTING_OFFICER))
    plain.visit(f"/desk/decisions/{decision.pk}/opinions/")
    plain.click("从第一条待处理的开始")
    plain.page.get_by_label("解释说明").check()
    plain.page.locator("[data-reasons] summary").click()
    plain.page.get_by_role("button", name="已有规定").click()
    plain.page.wait_for_load_state("load")
    plain.click("保存并处理下一条", "button")
    assert Cluster.objects.exclude(answer="").count() == 1
    looking = window(width=320)
    looking.sign_in(by(Role.DRAFTING_OFFICER))
    for page in ("", "themes/", "officers/", "checks/", f"groups/{Cluster.objects.last().pk}/"):
        looking.visit(f"/desk/decisions/{decision.pk}/opinions/{page}")
        looking.examine()
    looking.visit("/desk/reasons/")
    looking.examine()
