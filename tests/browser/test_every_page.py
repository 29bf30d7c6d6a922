"""Every page that the addresses offer, for several roles, wide and narrow, examined by axe.

The list is taken from the URL configuration: an address is looked at, or stands in ``NO_PAGE``
with its reason. A summary is printed at the end (`make browser`).
"""

from collections import Counter
from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from decisions.models import Opinion, ParticipationActivity, Questionnaire
from notices.models import Notice
from tests.browser import township
from tests.browser.desk import send
from tests.browser.window import NARROW, WIDE
from workflows.models import Proposal

pytestmark = [pytest.mark.long, pytest.mark.one_engine]
NO_PAGE = {
    "a file": "feed organ_feed decision_feed decision_calendar feedback_csv feedback_json "
    "feedback_xlsx "
    "sitemap_xml robots opinions_export import_refused activity_calendar draw_json draw_script word",
    "only posted to": "look keys opinions_bulk opinions_undo account_logout",
    "a paper as printed": "proposal_paper",
    "walked by test_officer": "import_preview import_progress",
    "asks a password again": "account_reauthenticate",
}
SKIPPED = {name for names in NO_PAGE.values() for name in names.split()} | {"portal:calendar"}
ROOMS = ("portal:", "desk:", "account_")
ACTS = ("state_reason", "correct", "enter_opinion", "write_adoption_note", "enter_draft")
WHO = ["", "linxiaohe", "zhoumingyuan", "luchen", "admin"]
LOOKED: Counter[str] = Counter()


def patterns(found: list, prefix: str = "") -> Iterator[tuple[str, list[str]]]:
    """Every name of the URL configuration and what its address needs."""
    for one in found:
        if isinstance(one, URLResolver):
            yield from patterns(one.url_patterns, one.namespace or prefix)
        elif isinstance(one, URLPattern) and one.name:
            name = f"{prefix}:{one.name}" if prefix else one.name
            yield name, sorted(one.pattern.converters)


def addresses() -> Iterator[tuple[str, str]]:
    """Every page to be looked at: those of a decision once for each story."""
    known = [given(story) for story in township.STORIES]
    for name, wanted in patterns(get_resolver().url_patterns):
        if not name.startswith(ROOMS) or {name, name.partition(":")[2] or name} & SKIPPED:
            continue
        for values in known if "pk" in wanted else known[:1]:
            for slug in ACTS if "slug" in wanted else ("",):
                if set(wanted) <= set(values):
                    chosen = {key: values[key] for key in wanted}
                    yield name, reverse(name, kwargs=chosen | ({"slug": slug} if slug else {}))


def given(story: str) -> dict[str, object]:
    """What may stand in an address about a story."""
    decision = township.decision(story)
    opinion = Opinion.objects.filter(decision=decision).first()
    proposal = Proposal.objects.filter(decision=decision).first()
    notice = Notice.objects.filter(decision=decision).first()
    asked = ParticipationActivity.objects.filter(
        decision=decision, kind="open_consultation", consultation__isnull=False
    ).last()
    sheet = Questionnaire.objects.filter(activity__decision=decision).last()
    return (
        {"pk": decision.pk, "code": decision.organ.code, "slug": "", "year": 2026, "number": 1}
        | ({"opinion_id": opinion.pk} if opinion else {})
        | ({"clause_id": asked.consultation.draft.clauses.last().pk} if asked else {})
        | ({"proposal_id": proposal.pk} if proposal else {})
        | ({"notice_id": notice.pk} if notice else {})
        | ({"activity_id": sheet.activity_id} if sheet else {})
        | ({"version": asked.consultation.draft.version} if asked else {})
    )


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("who", WHO)
def test_pages(visitor, who, width):
    window = visitor(width=width)
    if who:
        window.sign_in(township.person(who))
    seen: set[str] = set()  # a door that is shut looks the same wherever it stands
    for _name, address in addresses():
        answer = window.visit(address)
        status = answer.status if answer else 0
        LOOKED[f"{who or 'public'} {width} {status}"] += 1
        shown = "login" if "/accounts/login/" in window.page.url else str(status)
        if shown == "200" or shown not in seen:
            window.examine()
        seen.add(shown)
        if status >= 500:
            window.faults.append(f"{address}: {status}")


def test_summary_is_told(site, capsys):
    with capsys.disabled():
        for line, number in sorted(LOOKED.items()):
            print(f"\n{line}: {number} pages", end="")  # noqa: T201
    assert sum(LOOKED.values())


def test_from_form_to_receipt_without_a_pointer(visitor):
    """P3 to P4 with the keyboard alone; every stop of the focus shows a ring."""
    window = visitor()
    window.visit(f"/decisions/{township.decision('market').pk}/opinion/")
    keys = window.page.keyboard
    _tab_to(window, "#id_text")
    keys.type("建议过渡市场开通接驳班车。")
    _tab_to(window, "#id_privacy_read")
    keys.press("Space")
    _tab_to(window, "main .buttons button:not([type=button])")
    with window.page.expect_navigation():
        keys.press("Enter")
    _tab_to(window, "button[value=send]")
    with window.page.expect_navigation():
        keys.press("Enter")
    window.shows("您的意见已收到")


def _tab_to(window, wanted: str) -> None:
    """Press Tab until this has the focus; what has it on the way must be seen to have it."""
    for _ in range(80):
        window.page.keyboard.press("Tab")
        here, ring = window.page.evaluate(
            """wanted => { const one = document.activeElement, how = getComputedStyle(one);
            return [one.matches(wanted), how.outlineStyle !== 'none' || how.boxShadow !== 'none'] }""",
            wanted,
        )
        assert ring, window.page.evaluate("document.activeElement.outerHTML")
        if here:
            return
    raise AssertionError(f"Tab never comes to {wanted}")


def test_without_script_one_reads_speaks_looks_up_and_acts(visitor):
    """The portal's pages, an opinion with its receipt, and one act at the desk."""
    window = visitor(scripts=False)
    market = township.decision("market").pk
    for address in ("/", "/catalogue/", "/statute/", "/verify/", f"/decisions/{market}/"):
        assert window.visit(address).ok
    window.visit(f"/decisions/{market}/opinion/")
    window.fill("您的意见", "建议保留早市。")
    window.page.get_by_label("我已阅读").check()
    window.click("下一步：核对", "button")
    window.click("提交", "button")
    code = window.page.locator("#receipt-code").inner_text()
    window.visit("/receipt/")
    window.fill("回执码", code)
    window.page.locator("main form button").first.click()
    window.shows("建议保留早市。")
    window.sign_in(township.person("linxiaohe"))
    window.visit(f"/desk/decisions/{market}/acts/add_legal_basis/")
    send(window.page, {"title": "《中华人民共和国食品安全法》", "article": "第三十六条"})
    assert window.page.url.endswith(f"/desk/decisions/{market}/")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_one_signs_up_for_a_hearing_and_answers_a_questionnaire(visitor, scripts):
    """Receipt, look-up and withdrawal of a sign-up; a sheet with its receipt."""
    window = visitor(scripts=scripts)
    examine = window.examine if scripts else window.page.title  # axe is a script itself
    buses, market = township.decision("buses").pk, township.decision("market").pk
    window.visit(f"/decisions/{buses}/hearing/")
    window.click("报名参加听证会")
    window.page.get_by_label("沿线群众").check()
    window.fill("姓名", "滕小燕")
    window.fill("电话或电子邮箱", "000-10000777")
    window.page.get_by_label("我已阅读").check()
    window.click("提交报名", "button")
    window.page.get_by_label("如果中签").check()
    window.click("提交报名", "button")
    window.shows("报名成功")
    examine()
    code = window.page.locator("#receipt-code").inner_text()
    window.visit("/hearing-signup/")
    window.fill("报名回执码", code)
    window.click("查询", "button")
    window.shows("滕小燕")
    examine()
    window.click("撤回报名", "button")
    window.click("确认撤回", "button")
    window.shows("已删除")
    sheet = Questionnaire.objects.get(activity__decision=market).activity_id
    window.visit(f"/decisions/{market}/questionnaires/{sheet}/")
    window.page.get_by_label("买菜", exact=True).check()
    window.page.get_by_label("我已阅读").check()
    window.click("提交答卷", "button")
    window.shows("您的答卷已收到")
    examine()
