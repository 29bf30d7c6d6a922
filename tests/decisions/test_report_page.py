"""The adoption report (P5): none, one or thousands, folded, filtered, searched, before and after."""

import json
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from decisions.law.terms import DispositionKind, Stage
from decisions.models import (
    Cluster,
    Decision,
    Disposition,
    Opinion,
    Participation,
    Publication,
    Submission,
    Theme,
)
from decisions.selectors import report_items
from tests import stages
from tests.factories import decision_at, town

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_november():
    noon = datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
    with time_machine.travel(noon, tick=False):
        yield


@pytest.fixture
def decision() -> Decision:
    """A decision whose two opinions were answered and published."""
    return decision_at(Stage.LEGALITY_REVIEW)


def page(client, decision, **asked):
    return client.get(reverse("portal:feedback", args=[decision.pk]), asked)


def more(decision: Decision, number: int, kind=DispositionKind.EXPLAINED) -> list[Opinion]:
    """More opinions, each with its own answer."""
    activity = decision.activities.get()
    said = [stages.opinion(activity, f"补充意见第{n}号。") for n in range(number)]
    for one in said:
        stages.disposed(one, kind, town(), reason=f"理由{one.pk}。")
    stages.counted(decision)
    return said


def alike(decision: Decision, number: int) -> Cluster:
    """Opinions of one group that inherit its answer."""
    cluster = Cluster.objects.create(decision=decision, title="要求增设路灯")
    activity = decision.activities.get()
    for n in range(number):
        said = stages.opinion(activity, f"路灯太暗，第{n}户。")
        Opinion.objects.filter(pk=said.pk).update(cluster=cluster)
    Disposition.objects.create(
        decision=decision,
        cluster=cluster,
        kind="adopted",
        no_change_reason="另行安排。",
        decided_by=town().by(Role.DRAFTING_OFFICER),
        decided_on=stages.On.noted,
    )
    stages.counted(decision)
    return cluster


def test_none_is_said_in_words(client, decision):
    Submission.objects.update(withdrawn_at=stages.moment(date(2026, 4, 1)))
    stages.counted(decision)
    shown = page(client, decision)
    assert "未收到意见" in shown.content.decode()
    assert "bar-plot" not in shown.content.decode()


def test_one_opinion_needs_no_filters_and_no_pages(client, decision):
    Submission.objects.filter(text__startswith="停车").update(
        withdrawn_at=stages.moment(date(2026, 4, 1))
    )
    stages.counted(decision)
    shown = page(client, decision)
    assert [row.number for row in shown.context["rows"]] == ["1"]
    assert 'class="filters' not in shown.content.decode()
    assert 'rel="next"' not in shown.content.decode()


def test_alike_are_one_item_that_opens_the_list_of_all(client, decision):
    alike(decision, 60)
    shown = page(client, decision)
    row = next(row for row in shown.context["rows"] if row.size > 1)
    assert (row.size, row.group) == (60, "要求增设路灯")
    assert "同类 60 条" in shown.content.decode()
    assert shown.context["tally"].opinions == 62
    address = reverse("portal:feedback_item", args=[decision.pk, row.item])
    first = client.get(address)
    assert len(first.context["rows"]) == 50
    second = client.get(first.context["older_url"])
    assert len(second.context["rows"]) == 10
    assert client.get(reverse("portal:feedback_item", args=[decision.pk, 999])).status_code == 404


def test_pages_follow_each_other_and_lead_back(client, decision):
    more(decision, 120)
    seen, url = [], reverse("portal:feedback", args=[decision.pk])
    while url:
        shown = client.get(url)
        seen += [row.item for row in shown.context["rows"]]
        last, url = shown, shown.context["older_url"]
    assert seen == list(range(1, 123))
    back = client.get(last.context["newer_url"])
    assert [row.item for row in back.context["rows"]] == list(range(51, 101))
    assert [row.item for row in page(client, decision, at=77).context["rows"]][0] == 77


def test_filters_for_answer_clause_and_theme(client, decision):
    said = more(decision, 3)
    clause = decision.drafts.last().clauses.first()
    theme = Theme.objects.create(decision=decision, name="照明")
    Opinion.objects.filter(pk=said[0].pk).update(clause=clause)
    Opinion.objects.filter(pk=said[1].pk).update(theme=theme)
    stages.counted(decision)

    def found(**asked):
        return [row.pk for row in page(client, decision, **asked).context["rows"]]

    assert found(kind="explained") == [one.pk for one in said]
    assert found(clause=clause.anchor) == [said[0].pk]
    assert found(theme=theme.pk) == [said[1].pk]
    assert found(kind="explained", theme=theme.pk) == [said[1].pk]
    assert found(kind="nonsense", theme="x") == found()
    assert "照明" in page(client, decision).content.decode()


def test_the_number_at_a_clause_leads_to_its_answers_once_they_are_published(client, decision):
    clause = decision.drafts.get().clauses.first()
    Opinion.objects.filter(decision=decision).update(clause=clause)
    stages.counted(decision)
    leads = reverse("portal:feedback", args=[decision.pk]) + f"?clause={clause.anchor}"
    for name, more in (("decision", ()), ("draft", (1,))):
        text = client.get(reverse(f"portal:{name}", args=[decision.pk, *more])).content.decode()
        assert f'<a href="{leads}">本条已有意见2条</a>' in text
    assert client.get(leads).status_code == 200


def test_words_are_looked_for_a_stretch_at_a_time(client, decision, monkeypatch):
    monkeypatch.setattr(report_items, "STRETCH", 20)
    said = more(decision, 30)
    shown = page(client, decision, q="补充意见第25号")
    assert shown.context["rows"] == []
    assert shown.context["searched_to"] == 20
    onward = client.get(shown.context["older_url"])
    assert [row.pk for row in onward.context["rows"]] == [said[25].pk]
    assert onward.context["searched_to"] is None


def test_a_changed_clause_is_shown_before_the_decision_only_where_the_organ_chose_so(
    client, decision
):
    newer = stages.draft(decision, town())
    decision.dispositions.get(kind="adopted").changed_clauses.add(newer.clauses.first())
    stages.counted(decision)
    assert "<ins>2</ins>" not in page(client, decision).content.decode()
    Participation.objects.update(changes_published=True)
    newer.frozen_on = stages.On.told
    newer.save()
    shown = page(client, decision)
    assert "<ins>2</ins>" in shown.content.decode()
    (change,) = shown.context["changes"]
    assert (change.name, change.opinions, change.known) == ("第一条", 1, True)
    assert client.get(reverse("portal:draft", args=[decision.pk, 2])).status_code == 404
    Publication.objects.all().delete()


def test_the_sums_of_every_plot_are_the_total(client, decision):
    more(decision, 7)
    alike(decision, 5)
    context = page(client, decision).context
    total = context["tally"].opinions
    assert total == 14
    for plot in ("channels", "answers", "senders", "on_clauses", "days"):
        assert sum(bar["value"] for bar in context[plot]) == total


def test_every_opinion_is_in_the_data_under_its_item(client, decision):
    alike(decision, 4)
    data = client.get(reverse("portal:feedback_json", args=[decision.pk])).getvalue().decode()
    rows = json.loads(data)["opinions"]
    assert len(rows) == 6
    assert [row["item"] for row in rows] == [1, 2, 3, 3, 3, 3]
    assert len({row["serial"] for row in rows}) == 6


def test_no_page_of_the_report_counts_or_skips_rows(client, decision):
    alike(decision, 60)
    more(decision, 60)
    report = reverse("portal:feedback", args=[decision.pk])
    urls = [report, f"{report}?after=50", f"{report}?before=60", f"{report}?q=路灯"]
    urls += [f"{report}?kind=explained", reverse("portal:feedback_item", args=[decision.pk, 3])]
    for url in [*urls, reverse("portal:list"), reverse("portal:decision", args=[decision.pk])]:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url).status_code == 200
        assert len(asked) <= 15, url
        for query in asked.captured_queries:
            assert "COUNT(" not in query["sql"]
            assert " OFFSET " not in query["sql"]


def test_two_versions_stand_side_by_side_whole_or_where_they_differ(client):
    decision = decision_at(Stage.PROMULGATED)
    Publication.objects.update(draft=stages.draft(decision, town()))
    address = reverse("portal:compare", args=[decision.pk, 2])
    differing, whole = client.get(address), client.get(address, {"all": "1"})
    assert {one.kind for one in differing.context["changes"]} == {"changed"}
    assert len(whole.context["changes"]) == whole.context["changed"] + whole.context["unchanged"]
    assert all(one.before and one.after for one in whole.context["changes"])
