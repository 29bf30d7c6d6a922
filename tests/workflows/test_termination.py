"""A course that ends before its meeting (Art. 10): its paper is public where the public was told.

Deny by default: nothing that was never laid before the public comes out with its end.
"""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from decisions.law.terms import ActivityKind, Disclosure, Stage
from decisions.models import Entry, Matter, ParticipationActivity
from notices import papers, services
from notices.models import Notice
from tests import factories
from tests.stages.days import On
from tests.workflows import counted
from tests.workflows import road as roads
from workflows import submitting
from workflows.dossier_package import headings, verify_dossier, writing

pytestmark = pytest.mark.django_db
WHY = "县人民政府已经统一规定。\n意见汇总报送县交通运输局。"


def ended(road: roads.Road, on: date = On.closed) -> Notice:
    """The course ended on a day, and the one paper that came of it."""
    road.dawn(on)
    entry = road.act("terminate", roads.CHIEF, {"reason": WHY})
    assert road.decision.stage == Stage.TERMINATED
    assert entry.facts["papers"] == ["termination_notice"]
    return Notice.objects.get(entry=entry)


def of(notice: Notice) -> Any:
    return papers.restore(notice.kind, notice.snapshot)


@pytest.fixture
def asked() -> roads.Road:
    """A matter on which opinions are asked for; four came in."""
    return roads.opened().until("close_consultation")


def test_art_10_the_public_that_was_asked_is_told_why_and_what_becomes_of_its_words(
    asked: roads.Road,
) -> None:
    notice = ended(asked)
    paper = of(notice)
    assert notice.public
    assert notice.number_text.startswith("样云政〔2026〕")
    assert paper.title == "关于终止《集镇公共停车秩序管理实施办法》重大行政决策程序的公告"
    assert paper.reason == tuple(WHY.splitlines())
    assert [(one.title, one.told_on) for one in paper.told] == [
        ("关于公开征求意见的公告", On.opens)
    ]
    assert paper.received() == "截至程序终止，共收到意见建议4条（提交4件）。"
    assert "不再公布采纳情况" in paper.kept()
    assert paper.contact.phone == "000-10000112"
    assert (paper.addressee, paper.initiated_on, paper.ended_on) == ("", On.initiated, On.closed)


def test_what_came_in_meanwhile_is_counted_within_twelve_statements(asked: roads.Road) -> None:
    submitting.submit_opinion(
        asked.decision.activities.get().pk,
        {"text": "不要终止。", "submitter_kind": "citizen", "privacy_read": "on"},
        token=UUID(int=5),
        received_at=asked.now,
    )
    with counted.each_act(lambda sent: counted.keep(sent, spent)):
        spent: dict[str, counted.Cost] = {}
        notice = ended(asked)
    assert spent["terminate"].queries <= 12
    assert of(notice).opinions == 5
    told = Entry.objects.get(pk=notice.entry_id).facts
    assert (told["submissions"], told["opinions"]) == (5, 5)


def test_a_receipt_opens_the_end_and_promises_no_answer(asked: roads.Road) -> None:
    sent = submitting.submit_opinion(
        asked.decision.activities.get().pk,
        {"text": "不要终止。", "submitter_kind": "citizen", "privacy_read": "on"},
        token=UUID(int=6),
        received_at=asked.now,
    )
    ended(asked)
    page = Client().post(reverse("portal:receipt_lookup"), {"code": sent.code}).text
    assert "决策程序在答复前已经终止" in page
    assert "采纳情况和理由将在决策页面公布" not in page


def test_an_answer_that_was_published_is_named() -> None:
    notice = ended(roads.opened().until("conclude_participation"), On.told)
    assert of(notice).answered_on == On.told
    assert of(notice).kept().startswith("意见收集和采纳情况已于")
    assert "不再公布" not in of(notice).kept()


def test_what_was_never_public_ends_with_a_letter_to_its_units() -> None:
    road = roads.opened().until("open_consultation")
    notice = ended(road, On.opens)
    paper = of(notice)
    assert not notice.public
    assert paper.title.endswith("程序的通知")
    assert paper.addressee == "云岭镇人民政府规划建设办公室，有关单位"
    assert (paper.told, paper.page_url, paper.opinions) == ((), "", 0)
    services.render_notice(notice.pk)
    url = reverse("papers:notice", args=[notice.pk])
    assert Client().get(url).status_code == 404
    assert url not in Client().get(reverse("portal:decision", args=[road.decision_id])).text
    people = Client()
    people.force_login(road.user(roads.DRAFTER))
    assert people.get(url).status_code == 200


def test_a_proposal_that_is_not_taken_up_was_no_procedure_yet() -> None:
    notice = ended(roads.opened(), On.proposed)
    assert not notice.public
    assert notice.title.startswith("关于不予启动《")
    assert of(notice).initiated_on is None


@pytest.mark.parametrize(
    "unseen",
    [
        {"kind": ActivityKind.CONSULTATION_LETTER},  # it goes to named bodies
        {"announced_on": None},  # planned, and nobody was told
    ],
)
def test_a_letter_or_a_plan_tells_nobody(asked: roads.Road, unseen: dict[str, Any]) -> None:
    ParticipationActivity.objects.filter(decision=asked.decision_id).update(**unseen)
    assert not ended(asked).public


def test_a_matter_withheld_since_is_not_told_of(asked: roads.Road) -> None:
    Matter.objects.filter(decision=asked.decision_id).update(disclosure=Disclosure.WITHHELD)
    notice = ended(asked)
    assert not notice.public
    assert of(notice).title.endswith("通知")


def test_what_was_announced_for_later_is_called_off(asked: roads.Road) -> None:
    later, told = On.closed + timedelta(days=9), {"organiser": "镇", "announced_on": On.opens}
    for title, more in {
        "停车听证会": {"opens_on": later},
        "停车座谈会": {"opens_on": On.opens, "held_on": On.opens},
        "停车问卷": {"opens_on": On.opens, "closes_on": later, "withdrawn_reason": "题目有误。"},
    }.items():
        ParticipationActivity.objects.create(
            decision=asked.decision, kind=ActivityKind.SEMINAR, title=title, **told, **more
        )
    assert of(ended(asked)).called_off == ("停车听证会",)


def test_the_page_of_the_matter_leads_to_the_notice(asked: roads.Road) -> None:
    notice = ended(asked)
    services.render_notice(notice.pk)
    page = Client().get(reverse("portal:decision", args=[asked.decision_id])).text
    url = reverse("papers:notice", args=[notice.pk])
    assert page.count(f'href="{url}"') == 2  # at the top, and among the documents
    assert notice.title in page
    assert Client().get(url).status_code == 200


def test_the_file_holds_it_and_the_checker_compares_its_numbers(
    asked: roads.Road, tmp_path: Path
) -> None:
    notice = ended(asked)
    services.render_notice(notice.pk)
    (filed,) = (one for one in headings.filed(asked.decision) if one.title == notice.title)
    assert filed.section == "启动决定"
    path = tmp_path / "file.zip"
    with path.open("wb") as out:
        writing.write(asked.decision_id, out)
    assert verify_dossier.verify(str(path)).differences == []
    Notice.objects.filter(pk=notice.pk).update(snapshot=notice.snapshot | {"opinions": 3})
    with path.open("wb") as out:
        writing.write(asked.decision_id, out)
    found = json.dumps(verify_dossier.verify(str(path)).differences, ensure_ascii=False)
    assert "的意见数与办理记录不符" in found


def test_art_10_a_paper_without_reasons_cannot_be_made() -> None:
    decision = factories.decision_at(Stage.DRAFTING)
    with pytest.raises(papers.Incoherent, match="reasons"):
        papers.TerminationNotice(
            organ="镇",
            title="题",
            issued_on=On.closed,
            matter=decision.title,
            lead_unit="办",
            ended_on=On.closed,
            reason=(),
        )
