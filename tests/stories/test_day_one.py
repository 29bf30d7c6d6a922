"""What an office needs on its first day, through the pages: late entries, corrections, changes of
the period, classified matters at the door, what changed since the last review, printable blanks."""

import re
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from decisions import models as m
from decisions import papers
from decisions.law.terms import Stage
from notices.models import Notice
from tests import factories, stages
from tests.attack.hands import browser_of, typed
from tests.notices import measure
from tests.stages.days import On
from tests.stages.drafts import draft
from workflows import fsck, outbox, permissions

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 10, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(autouse=True)
def clock() -> Any:
    """A day on which the consultation is open."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def consulting() -> m.Decision:
    made = factories.decision_at(Stage.DRAFTING)
    stages.consulting(made, factories.town())
    permissions.grant(made)
    return made


@pytest.fixture
def officer() -> Client:
    return browser_of(Role.DRAFTING_OFFICER)


def do(client: Client, decision: m.Decision, slug: str, **said: Any) -> Any:
    return client.post(reverse("desk:act", args=[decision.pk, slug]), said)


def record(client: Client, decision: m.Decision) -> str:
    return client.get(reverse("desk:entries", args=[decision.pk])).content.decode()


# --- Answer 8 ---

PROPOSAL = {
    "title": "集镇停车办法",
    "matter_class": "public_policy",
    "source": "department",
    "proposer": "规划建设办公室",
    "proposed_on": "2026-03-10",
    "summary": "规范集镇停车秩序，内容详见附件说明。",
}


@pytest.mark.parametrize("answer", ["yes", "", "perhaps", None])
def test_a_classified_matter_stops_at_the_door(answer: str | None, officer: Client) -> None:
    """Only a plain no lets it in; what was typed comes back, and nothing of it is kept."""
    said = PROPOSAL | ({"classified": answer} if answer is not None else {})
    response = officer.post(reverse("desk:propose"), said)
    assert response.status_code == 422
    assert PROPOSAL["summary"] in response.content.decode()
    assert not m.Decision.objects.exists()
    assert not m.Entry.objects.exists()
    if answer == "yes":
        assert "涉密事项不得在本系统办理" in response.content.decode()
    assert officer.post(reverse("desk:propose"), said | {"classified": "no"}).status_code == 302


def test_the_desk_says_that_nothing_classified_belongs_here(officer: Client) -> None:
    assert "涉密" in officer.get(reverse("desk:propose")).content.decode()


# --- Answer 9 ---


def test_a_late_entry_has_a_reason_and_is_marked(consulting: m.Decision, officer: Client) -> None:
    late = {"title": "道路交通安全法", "occurred_on": "2026-03-02"}
    refused = do(officer, consulting, "add_legal_basis", **late)
    assert refused.status_code == 422
    assert not consulting.entries.filter(act="add_legal_basis").exists()
    assert (
        do(officer, consulting, "add_legal_basis", **late, late_reason="纸质办理后补录").status_code
        == 302
    )
    entry = consulting.entries.get(act="add_legal_basis")
    assert (entry.late, entry.late_reason) == (True, "纸质办理后补录")
    assert (entry.occurred_on.isoformat(), entry.recorded_at) == ("2026-03-02", NOON)
    page = record(officer, consulting)
    assert "补录" in page
    assert "纸质办理后补录" in page


def test_a_day_to_come_has_not_happened(consulting: m.Decision, officer: Client) -> None:
    said = {"title": "法", "occurred_on": "2026-03-11", "late_reason": "x"}
    assert do(officer, consulting, "add_legal_basis", **said).status_code == 422


def test_a_correction_is_an_entry_of_its_own(consulting: m.Decision, officer: Client) -> None:
    do(officer, consulting, "add_legal_basis", title="道路交通安全发")
    wrong = consulting.entries.get(act="add_legal_basis")
    before = (wrong.digest, wrong.summary, wrong.facts)
    text = "名称有误，应为《道路交通安全法》。"
    assert do(officer, consulting, "correct", entry=wrong.pk, text=text).status_code == 302
    wrong.refresh_from_db()
    assert (wrong.digest, wrong.summary, wrong.facts) == before
    right = consulting.entries.get(act="correct")
    assert (right.corrects, right.facts["corrects"]) == (wrong, wrong.seq)
    assert f"更正第{wrong.seq}号记录：{text}" in record(officer, consulting)
    other = factories.decision_at(Stage.DRAFTING, title="另一事项")
    permissions.grant(other)
    do(officer, other, "add_legal_basis", title="法")
    foreign = other.entries.get()
    assert do(officer, consulting, "correct", entry=foreign.pk, text=text).status_code == 422


# --- Extension and withdrawal ---


def printed(kind: str) -> str:
    """The text of the PDF that the worker made of a notice."""
    outbox.run_waiting()
    return "".join(measure.text(papers.read(Notice.objects.get(kind=kind).sha256)).split())


def test_an_extended_period_is_told_and_taken(
    consulting: m.Decision, officer: Client, clock: Any
) -> None:
    activity = consulting.activities.get()
    until = activity.closes_on + timedelta(days=10)
    said = {"activity": activity.pk, "closes_on": until, "extension_reason": "应商户要求"}
    too_early = said | {"closes_on": activity.closes_on}
    assert do(officer, consulting, "extend_consultation", **too_early).status_code == 422
    assert do(officer, consulting, "extend_consultation", **said).status_code == 302
    text = printed("extension_notice")
    assert "应商户要求" in text
    assert f"{until.month}月{until.day}日" in text
    clock.move_to(
        timezone.make_aware(datetime.combine(until, datetime.min.time())) + timedelta(hours=23)
    )
    url = reverse("portal:opinion", args=[consulting.pk])
    assert Client().post(url, typed()).status_code == 303
    clock.shift(timedelta(hours=1))
    assert Client().post(url, typed()).status_code == 409


def test_a_withdrawn_notice_is_told_and_takes_nothing(
    consulting: m.Decision, officer: Client
) -> None:
    url = reverse("portal:opinion", args=[consulting.pk])
    sending = typed(text="撤回之前写下的意见，写了很久。")
    said = {"activity": consulting.activities.get().pk, "reason": "公告附件有误"}
    told = said | {"consequence": "已收到的意见继续研究。"}
    assert do(officer, consulting, "withdraw_consultation", **told).status_code == 302
    text = printed("withdrawal_notice")
    assert "公告附件有误" in text
    assert "已收到的意见继续研究" in text
    late = Client().post(url, sending)
    assert late.status_code == 409
    assert sending["text"] in late.content.decode()
    assert not m.Submission.objects.exists()


# --- Since my last review ---


def test_what_changed_since_the_last_review_is_shown_alone(clock: Any) -> None:
    """The reviewer of the second round sees the clauses that differ from what she judged."""
    town, made = factories.town(), factories.decision_at(Stage.LEGALITY_REVIEW)
    permissions.grant(made)
    first = made.legality_reviews.get()
    m.LegalityReview.objects.filter(pk=first.pk).update(
        completed_on=On.completed, power="lawful", procedure="lawful", content="lawful",
        opinion="合法。", reviewer=town.by(Role.LEGAL_REVIEWER),
    )  # fmt: skip
    newer = draft(made, town, frozen_on=On.completed)
    assert newer.clauses.count() == 2  # the first says otherwise, the second stayed
    first.pk, first.round, first.draft, first.completed_on = None, 2, newer, None
    first.power = first.procedure = first.content = first.opinion = ""
    first.save(force_insert=True)
    clock.move_to(timezone.make_aware(datetime.combine(On.completed, NOON.time())))
    url = reverse("desk:legality", args=[made.pk])
    page = browser_of(Role.LEGAL_REVIEWER).get(url)
    assert page.status_code == 200
    (change,) = page.context["changes"]
    assert change.kind == "changed"
    table = page.content.decode().partition("<details open>")[2].partition("</details>")[0]
    assert f"（第{newer.version}稿）" in re.sub("<[^>]+>", "", table)
    assert "本办法适用于集镇范围内停车" not in table


def test_nothing_above_disturbed_the_record(consulting: m.Decision, officer: Client) -> None:
    do(officer, consulting, "add_legal_basis", title="法")
    found = {one.check for one in fsck.examine([consulting.pk])}
    assert not found & {"chain", "rows", "dossier"}, found
