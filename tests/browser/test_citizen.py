"""A citizen comments on a clause, keeps her receipt, and later finds her answer by its code.

What the officers do meanwhile is done by their acts (tests/stories/walk.py); all that the citizen
does, she does in the browser.
"""

import pytest
import time_machine

from decisions.models import Opinion
from tests.stories import walk
from tests.story import moment, proposed

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_engine]
OPINION = "建议在集镇东口增设装卸专用停车区，并写明装卸时段。"


def test_a_citizen_comments_on_a_clause_and_finds_her_answer(window):
    tale = walk.drafted(walk.started(proposed(walk.NEW_YEAR)))
    activity = walk.opened(tale)
    with time_machine.travel(moment(tale.later(3)), tick=True):
        code = says(window(), tale.decision.title)
    answer(tale, activity)
    with time_machine.travel(moment(tale.later(1)), tick=True):
        finds_the_answer(window(), code)


def says(citizen, title: str) -> str:
    """From the list to the receipt; returns the code that she keeps."""
    citizen.visit("/")
    citizen.examine()
    citizen.click(title)
    citizen.examine()
    citizen.page.locator(".clause", has_text="第二条").get_by_role("link").click()
    citizen.examine()
    fills_the_form(citizen)
    citizen.click("提交", "button")
    citizen.examine()
    citizen.shows("您的意见已收到")
    code = citizen.page.inner_text("#receipt-code")
    looks_it_up(citizen, code)
    citizen.shows("已收到", OPINION)
    return code


def fills_the_form(citizen) -> None:
    """An error first, then the words; the check page shows what will be sent."""
    citizen.click("下一步：核对", "button")
    citizen.shows("请")
    citizen.examine()
    citizen.fill("您的意见", OPINION)
    citizen.page.get_by_label("我已阅读").check()
    citizen.click("下一步：核对", "button")
    citizen.shows("第二条", OPINION, "尚未提交")
    citizen.examine()


def answer(tale, activity) -> None:
    """The officers close, change the draft, answer with a reason, and publish the report."""
    walk.closed(tale, activity)
    walk.redrafted(tale)
    changed = tale.decision.drafts.last().clauses.last()
    opinion = Opinion.objects.get(decision=tale.decision_id)
    tale.act("dispose_opinion", opinion=opinion.pk, kind="adopted", changed_clauses=[changed.pk])
    walk.told(tale)


def finds_the_answer(citizen, code: str) -> None:
    """By the code alone, from the first page: her number, the answer, the whole report."""
    looks_it_up(citizen, code)
    citizen.shows("您的意见在第1项", "采纳", "第三条")
    citizen.click("查看全部采纳情况")
    citizen.examine()
    citizen.shows("停车怎样管？", "增设装卸区。", OPINION)


def looks_it_up(citizen, code: str) -> None:
    """Two clicks from the first page."""
    citizen.visit("/")
    citizen.click("查询回执")
    citizen.examine()
    citizen.fill("回执码", code)
    citizen.click("查询", "button", exact=True)
    citizen.examine()
