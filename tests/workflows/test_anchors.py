"""What opinions spoke of is carried into every new draft; where it is not sure, a person rules."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from decisions import drafts
from decisions.errors import Illegible, NotNow
from decisions.intake.drafts import parse_text
from decisions.models import Opinion, Placement
from decisions.selectors.placements import opinions_on, placed_in_all, to_rule_on
from tests.stages.days import On
from tests.workflows.consulting import by, do, drafted, opened, say
from workflows import anchoring, fsck, outbox, reading, sweep
from workflows.models import Job
from workflows.taking_back import erase_submission

pytestmark = pytest.mark.django_db
OLD = """第一条　为了规范集镇停车秩序，方便群众出行，制定本办法。
第二条　停车收费标准为每小时二元，每日不超过十元。
第三条　学校门前五十米以内不得停放机动车。
第四条　老街和南门巷实行单行通行，早七时至九时禁止货车驶入。"""
NEW = """第一条　为了规范集镇停车秩序，方便群众出行，保障安全，制定本办法。
第二条　停车管理坚持便民、公开的原则。
第三条　停车收费标准为每小时一元，每日不超过八元。
第四条　学校门前一百米以内不得停放机动车。"""
NEWER = NEW.replace("八元", "九元") + "\n第五条　集市日货车凭证驶入老街。"


@pytest.fixture
def decision(time_machine):
    """A matter whose first draft was spoken of, clause by clause."""
    made = drafted()
    draft = entered(made, OLD)
    draft.frozen_on = On.frozen
    draft.save()
    opened(time_machine, made)
    for clause, quote in zip(
        draft.clauses.all(), ("", "每小时二元", "", "早七时至九时"), strict=True
    ):
        say(made, f"对{clause.label}有意见。", clause=clause.pk, quote=quote)
    sweep.register(made.pk)
    reading.read(made.pk)
    return made


def entered(decision, text):
    return drafts.enter(
        decision,
        parse_text(text),
        title="",
        explanation="说明",
        entered_by=by(Role.DRAFTING_OFFICER),
    )


def given_on(decision, clause, text):
    """An opinion on a clause of a version that is laid before the public later."""
    said = say(decision, text).submission
    Opinion.objects.filter(submission=said).update(clause=clause)


def clean(decision):
    assert "anchor" not in {found.check for found in fsck.examine([decision.pk])}


def test_what_is_sure_is_placed_and_the_rest_waits(decision):
    new = entered(decision, NEW)
    assert anchoring.place(decision.pk) == 4
    assert anchoring.place(decision.pk) == 0
    where = {row.clause.label: row.target.label for row in Placement.objects.exclude(settled_by="")}
    assert where == {"第一条": "第一条", "第二条": "第三条", "第三条": "第四条"}
    charged = new.clauses.get(label="第三条")
    row = Placement.objects.get(target=charged)
    assert charged.text[row.start : row.end] == "每小时一元"
    assert [one.quote for one in to_rule_on(decision)] == ["早七时至九时"]
    assert placed_in_all(decision) == {"text": 3, "person": 0, "gone": 0, "waiting": 1}
    assert [one.text for one in opinions_on(charged)] == ["对第二条有意见。"]
    assert opinions_on(new.clauses.get(label="第二条")).count() == 0


def test_a_ruling_holds_for_later_versions(decision):
    entered(decision, NEW)
    anchoring.place(decision.pk)
    waiting = to_rule_on(decision)[0]
    with pytest.raises(Illegible):
        do("place_anchor", decision, placement=waiting.pk)
    do("place_anchor", decision, placement=waiting.pk, gone="on")
    clean(decision)
    entered(decision, NEWER)
    anchoring.place(decision.pk)
    assert placed_in_all(decision) == {"text": 3, "person": 0, "gone": 1, "waiting": 0}
    with pytest.raises(NotNow):
        do("place_anchor", decision, placement=waiting.pk, gone="on")


def test_a_person_places_it_elsewhere(decision):
    new = entered(decision, NEW)
    anchoring.place(decision.pk)
    row = to_rule_on(decision)[0]
    target = new.clauses.get(label="第二条")
    do("place_anchor", decision, placement=row.pk, clause=target.pk)
    row.refresh_from_db()
    assert (row.target, row.start, row.end) == (target, 0, len(target.text))
    assert (row.settled_by, row.ruled_by) == ("person", by(Role.DRAFTING_OFFICER))
    assert opinions_on(target).count() == 1
    clean(decision)
    Placement.objects.filter(pk=row.pk).update(target=new.clauses.get(label="第四条"))
    assert "anchor" in {found.check for found in fsck.examine([decision.pk])}


def test_the_act_that_enters_a_draft_asks_for_it(decision):
    do("enter_draft", decision, text=NEW, title="", change_note="采纳意见")
    assert Job.objects.filter(kind=anchoring.KIND).count() == 1
    outbox.run_waiting()
    assert Placement.objects.count() == 4


def test_an_opinion_that_comes_after_the_redraft_is_placed_by_its_reading(decision):
    entered(decision, NEW)
    clause = decision.drafts.get(version=2).clauses.get(label="第三条")
    say(decision, "五十米太短了。", clause=clause.pk, quote="学校门前五十米")
    sweep.register(decision.pk)
    reading.read(decision.pk)
    assert Placement.objects.get(quote="学校门前五十米").target.label == "第四条"


def test_an_erased_quote_is_gone(decision):
    entered(decision, NEW)
    anchoring.place(decision.pk)
    said = Opinion.objects.get(quote="每小时二元").submission
    erase_submission(said.number, by(Role.OPENNESS_OFFICER), "本人要求")
    assert not Placement.objects.filter(quote="每小时二元").exists()


def test_the_page_lists_what_waits_and_takes_the_ruling(decision):
    entered(decision, NEW)
    anchoring.place(decision.pk)
    client = Client()
    client.force_login(by(Role.DRAFTING_OFFICER))
    address = reverse("desk:anchors", args=[decision.pk])
    page = client.get(address).content.decode()
    assert "早七时至九时" in page
    assert "按文字对应3处" in page
    assert "1条意见" in page
    assert (
        "新稿中待确认的意见所指条文：1处"
        in client.get(reverse("desk:draft", args=[decision.pk])).content.decode()
    )
    row = to_rule_on(decision)[0]
    refused = client.post(address, {"placement": row.pk})
    assert refused.status_code == 422
    assert "请选择条文" in refused.content.decode()
    client.post(address, {"placement": row.pk, "gone": "on"})
    assert "没有待确认的位置" in client.get(address).content.decode()


def test_what_waits_for_a_ruling_stands_in_the_inbox_with_its_number(decision):
    client = Client()
    client.force_login(by(Role.DRAFTING_OFFICER))
    address = reverse("desk:anchors", args=[decision.pk])
    assert address not in client.get(reverse("desk:inbox")).content.decode()
    entered(decision, NEW)
    anchoring.place(decision.pk)
    inbox = client.get(reverse("desk:inbox")).content.decode()
    assert f'href="{address}"' in inbox
    assert "1处待确认" in inbox
    do("place_anchor", decision, placement=to_rule_on(decision)[0].pk, gone="on")
    assert address not in client.get(reverse("desk:inbox")).content.decode()


def test_a_clause_shows_the_opinions_placed_on_it_from_older_versions(decision):
    new = entered(decision, NEW)
    anchoring.place(decision.pk)
    charged = new.clauses.get(label="第三条")
    given_on(decision, charged, "八元还是太贵。")
    client = Client()
    client.force_login(by(Role.DRAFTING_OFFICER))

    def shown():
        with CaptureQueriesContext(connection) as asked:
            page = client.get(reverse("desk:clause", args=[decision.pk, charged.pk]))
        return page.content.decode(), len(asked)

    page, few = shown()
    assert "对第二条有意见。" in page
    assert "每小时二元" in page
    assert "八元还是太贵。" in page
    assert "对第一条有意见。" not in page
    for number in range(20):
        given_on(decision, charged, f"太贵之{number}。")
    assert shown()[1] == few
    draft = client.get(reverse("desk:draft", args=[decision.pk])).content.decode()
    assert reverse("desk:clause", args=[decision.pk, charged.pk]) in draft
    other = Client()
    other.force_login(by(Role.MEETING_MEMBER))
    assert other.get(reverse("desk:clause", args=[decision.pk, charged.pk])).status_code == 403
