"""Officers take a real case the whole way at the desk: a draft in Word, the opinions in Excel.

Only forms in pages, each person in turn, every act at most two clicks from the inbox; the days
pass, nothing is entered late. The worker's part (papers, imports) is done by the outbox.
"""

from datetime import date
from pathlib import Path

import pytest
import time_machine
from django.conf import settings

from accounts.roles import Role
from decisions.law.terms import Stage
from decisions.models import Opinion, ParticipationActivity
from notices.models import Notice
from tests.browser.desk import DeskTale, send
from tests.factories import town
from tests.stories import walk
from tests.story import CHIEF, DRAFTER, HEAD, moment
from workflows import fsck, outbox, sweep

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_engine]
PROPOSED, CLOSES = date(2024, 8, 13), date(2024, 10, 8)
FILES: Path = settings.BASE_DIR / "fixtures/files"
CHANGED = settings.BASE_DIR / "fixtures/township/decisions/market-town-parking/draft-2.md"
MATTER = {
    "classified": "no",
    "title": "云岭镇集镇公共停车秩序管理实施办法（试行）",
    "matter_class": "public_policy",
    "source": "department",
    "proposer": "规划建设办公室",
    "proposed_on": PROPOSED,
    "summary": "规范集镇停车设施的规划建设、停放秩序、经营收费和监督。",
    "argument": "集镇占道停车影响通行和救护车出入，收费点标准不一，拟制定办法，必要可行。",
}


def test_officers_take_a_case_the_whole_way(window, tmp_path):
    with time_machine.travel(moment(PROPOSED), tick=True) as clock:
        tale = DeskTale(town(), PROPOSED, clock, window(), window())
        tale.propose(DRAFTER, **MATTER)
        walk.started(tale)
        drafts_from_word(tale)
        hears_the_public(tale)
        walk.argued(tale)
        walk.assessed(tale)
        walk.compared(tale)
        walk.reviewed(tale)
        walk.submitted(tale)
        walk.sat(tale)
        tale.act("adopt", CHIEF)
        walk.promulgated(tale)
        walk.executed(tale)
        tale.later(60)
        tale.act("file_execution_report", walk.EXECUTOR, text="执行情况良好。")
        walk.archived(tale)
        tale.act("conclude", HEAD)
        assert tale.stage is Stage.CONCLUDED
        papers = takes_the_papers_home(tale, tmp_path)
        assert list(fsck.examine([tale.decision_id])) == []
    assert len(papers) == 15


def prepared(tale: DeskTale) -> None:
    """Studied on the spot, the law searched, the other bodies asked."""
    tale.later(10)
    said = {"research": "走访商户和居民六十户。", "cost_benefit": "年维护费用十八万元。"}
    tale.act("record_preparation", researched_on=tale.today, bodies_affected="True", **said)
    tale.act("add_legal_basis", title="《中华人民共和国道路交通安全法》", article="第三十三条")
    tale.act("consult_body", body="县交通运输局", consulted_on=tale.today, agreed="True")


def drafts_from_word(tale: DeskTale) -> None:
    """Prepared; the Word file uploaded, read and frozen."""
    prepared(tale)
    tale.act("enter_draft", file=FILES / "draft-parking.docx", explanation="说明起草的必要性。")
    tale.act("freeze_draft")
    assert tale.decision.drafts.get().clauses.filter(kind="article").count() == 23


def hears_the_public(tale: DeskTale) -> None:
    """Thirty-six days; the registered opinions imported, disposed of, answered, published."""
    activity = walk.opened(tale, (CLOSES - tale.today).days)
    tale.today = date(2024, 10, 5)
    imports_the_sheet(tale, activity)
    walk.closed(tale, activity)
    walk.redrafted(tale, CHANGED.read_text(encoding="utf-8"))
    disposes(tale)
    walk.told(tale)


def imports_the_sheet(tale: DeskTale, activity: ParticipationActivity) -> None:
    """Upload, preview, import; the worker takes the rows."""
    page = tale.case(DRAFTER, "意见")
    tale.look("opinions, none")
    tale.window.click("导入表格")
    tale.look("import")
    send(page, {"activity": activity.pk, "sheet": FILES / "opinions-parking.xlsx"})
    tale.look("import columns")
    tale.window.click("下一步：预览", "button")
    tale.look("import preview")
    tale.window.click("导入40行", "button")
    outbox.run_waiting()
    sweep.register(tale.decision_id)
    page.reload()
    tale.look("import progress")
    assert Opinion.objects.filter(decision=tale.decision_id).count() == 40


def disposes(tale: DeskTale) -> None:
    """One beside its clause; those on unloading together; the rest explained together."""
    page = tale.case(DRAFTER, "意见")
    tale.look("opinions")
    clauses = tale.decision.drafts.last().clauses
    page.locator("a[data-line]").first.click()
    tale.look("opinion")
    changed = [clauses.get(label="第十二条").pk]
    send(page, {"kind": "adopted", "changed_clauses": changed})
    together(tale, "卸", {"kind": "adopted", "changed_clauses": [clauses.get(label="第十四条").pk]})
    reason = "已逐条研究，有关内容在修改后的条文和起草说明中说明。"
    together(tale, "", {"kind": "explained", "reason": reason})
    assert not Opinion.objects.filter(decision=tale.decision_id, disposition=None).exists()


def together(tale: DeskTale, words: str, said: dict) -> None:
    """Filtered, chosen, previewed, confirmed."""
    page = tale.case(DRAFTER, "意见")
    page.locator(".bench-filters summary").click()
    page.locator("#kind").select_option("open")
    page.locator("#q").fill(words)
    tale.window.click("筛选", "button")
    for box in page.locator("[data-queue] input[name=opinions]").all():
        box.check()
    tale.window.click("批量处理所选意见……", "button")
    tale.look("bulk")
    send(page, said)


def takes_the_papers_home(tale: DeskTale, folder: Path) -> list[Path]:
    """Every paper issued, as PDF, from the dossier of the case."""
    outbox.run_waiting()
    page = tale.case(Role.RECORDS_OFFICER, "卷宗")
    tale.look("dossier")
    saved = []
    for notice in Notice.objects.filter(decision=tale.decision_id):
        link = page.locator(f'main a[href="/papers/notices/{notice.pk}/"]').first
        answer = tale.window.context.request.get(tale.window.site + link.get_attribute("href"))
        saved.append(folder / f"{notice.kind}.pdf")
        saved[-1].write_bytes(answer.body())
        assert answer.body().startswith(b"%PDF"), notice.kind
    return saved
