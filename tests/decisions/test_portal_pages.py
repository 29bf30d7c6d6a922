"""The portal's pages: they open, say where a decision stands at each instant, and cost the same."""

import io
import json
import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

import openpyxl
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from decisions.law.terms import DispositionKind, Stage
from decisions.models import OpenConsultation, Participation, ParticipationActivity
from decisions.selectors.decision_page import road_of
from decisions.views.look import kept
from tests import stages
from tests.factories import decision_at, town

pytestmark = pytest.mark.django_db
BEIJING = ZoneInfo("Asia/Shanghai")
PLAIN = [
    "list",
    "catalogue",
    "statute",
    "subscribe",
    "sitemap",
    "sitemap_xml",
    "robots",
    "accessibility",
    "feed",
    "calendar",
    "receipt_lookup",
    "verify",
    "dictionary",
]
OF_A_DECISION = [
    "decision",
    "decision_feed",
    "decision_calendar",
    "feedback",
    "feedback_csv",
    "feedback_xlsx",
    "feedback_json",
]
MOST_QUERIES = 15


def at(day, hour=12, minute=0, second=0):
    return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=BEIJING)


@pytest.fixture(autouse=True)
def _in_november():
    with time_machine.travel(at(date(2026, 11, 23)), tick=False):
        yield


def body(response):
    return b"".join(response).decode() if response.streaming else response.content.decode()


@pytest.fixture
def consulting():
    decision = decision_at(Stage.DRAFTING)
    stages.consulting(decision, town())
    return decision


@pytest.mark.parametrize("name", PLAIN)
def test_every_plain_page_opens_within_its_queries(
    client, name, consulting, django_assert_max_num_queries
):
    decision_at(Stage.CONCLUDED)
    with django_assert_max_num_queries(MOST_QUERIES):
        assert client.get(reverse(f"portal:{name}")).status_code == 200


@pytest.mark.parametrize("name", OF_A_DECISION)
@pytest.mark.parametrize("stage", [Stage.LEGALITY_REVIEW, Stage.PROMULGATED, Stage.CONCLUDED])
def test_every_page_of_a_decision_opens_within_its_queries(
    client, name, stage, django_assert_max_num_queries
):
    decision = decision_at(stage)
    with django_assert_max_num_queries(MOST_QUERIES):
        response = client.get(reverse(f"portal:{name}", args=[decision.pk]))
        assert response.status_code == 200
        assert response.getvalue()


def queries(client, decision, name):
    """How many queries a page takes; none of them counts rows or skips them."""
    with CaptureQueriesContext(connection) as context:
        assert client.get(reverse(f"portal:{name}", args=[decision.pk])).status_code == 200
    for query in context.captured_queries:
        assert "COUNT(*)" not in query["sql"]
        assert " OFFSET " not in query["sql"]
    return len(context)


def test_queries_do_not_grow_with_the_opinions(client):
    decision = decision_at(Stage.PROMULGATED)
    activity, clause = decision.activities.get(), decision.drafts.last().clauses.first()

    def more(number):
        for each in range(number):
            said = stages.opinion(activity, f"意见{each}")
            stages.disposed(said, DispositionKind.ADOPTED, town()).changed_clauses.add(clause)
            said.clause = clause
            said.save()
        stages.counted(decision)

    more(1)
    few = [queries(client, decision, name) for name in ("decision", "feedback")]
    more(30)
    assert [queries(client, decision, name) for name in ("decision", "feedback")] == few
    assert max(few) <= MOST_QUERIES


def top(client, decision, moment):
    """The state's code and the page, at an instant."""
    with time_machine.travel(moment, tick=False):
        response = client.get(reverse("portal:decision", args=[decision.pk]))
    return response.context["shown"].state, response.content.decode()


def test_art_15_the_four_tops_at_the_very_instants(client, consulting):
    OpenConsultation.objects.update(first_closes_on=stages.On.closes)
    ParticipationActivity.objects.update(announced_on=date(2026, 2, 27))
    state, page = top(client, consulting, at(date(2026, 3, 1), 23, 59, 59))
    assert state == "planned"
    assert "2026年3月2日0时（北京时间）起" in page
    state, page = top(client, consulting, at(date(2026, 3, 2), 0))
    assert state == "open"
    assert "2026年4月2日24时（北京时间）截止" in page
    state, page = top(client, consulting, at(date(2026, 4, 2), 23, 59, 59))
    assert state == "open"
    assert "今天24:00截止" in page
    state, page = top(client, consulting, at(date(2026, 4, 3), 0))
    assert state == "closed"
    assert "正在研究意见" in page
    assert reverse("portal:opinion", args=[consulting.pk]) not in page


def test_an_answered_decision_shows_the_outcome_before_the_notice(client):
    decision = decision_at(Stage.PROMULGATED)
    state, page = top(client, decision, at(date(2026, 5, 12), 0))
    assert state == "answered"
    assert page.index("本决策已于2026年5月12日公布") < page.index('id="answer"')
    assert page.index('id="answer"') < page.index('id="notice"')
    state, page = top(client, decision, at(date(2026, 5, 11), 23, 59, 59))
    assert "本决策已于" not in page
    assert "政策解读" not in page


def test_an_extended_period_says_what_it_was(client, consulting):
    ParticipationActivity.objects.update(closes_on=date(2026, 4, 12))
    OpenConsultation.objects.update(extension_reason="应村民要求延长。")
    state, page = top(client, consulting, at(date(2026, 4, 3)))
    assert state == "extended"
    assert "原定2026年4月2日截止" in page
    assert "应村民要求延长。" in page


@pytest.mark.parametrize("stage", [Stage.TERMINATED, Stage.REJECTED])
def test_an_ended_procedure_says_so(client, stage):
    decision = decision_at(stage)
    state, page = top(client, decision, at(date(2026, 11, 23)))
    assert state == "terminated"
    assert "本决策程序已经终止" in page


@pytest.mark.parametrize(
    ("stage", "said"),
    [(Stage.SUSPENDED, "本决策已经中止执行。"), (Stage.TERMINATED, "本决策已经终止执行。")],
)
def test_a_published_decision_that_is_executed_no_more_says_so(client, stage, said):
    decision = decision_at(Stage.IN_EXECUTION)
    type(decision).objects.filter(pk=decision.pk).update(stage=stage, closed_reason="大桥已通车。")
    _, page = top(client, decision, at(date(2026, 11, 23)))
    assert said in page
    assert "本决策程序已经终止" not in page
    assert ("大桥已通车。" in page) is (stage == Stage.TERMINATED)


def test_the_road_of_a_stopped_decision_was_gone_to_its_end():
    decision = decision_at(Stage.IN_EXECUTION)
    type(decision).objects.filter(pk=decision.pk).update(stage=Stage.TERMINATED)
    *_, review, meeting, published, executed, weighed = road_of(decision)
    assert {step["progress"] for step in (review, meeting, published, executed)} == {"done"}
    assert executed["why"] == "本决策已经终止执行。"
    assert weighed["progress"] == "not_needed"


def test_the_road_of_a_rejected_decision_reached_its_meeting():
    *_, review, meeting, published, _, _ = road_of(decision_at(Stage.REJECTED))
    assert [step["progress"] for step in (review, meeting, published)] == [
        "done",
        "done",
        "not_needed",
    ]
    assert meeting["why"]


def test_the_list_and_the_form_agree_on_the_state(client, consulting):
    """What the list calls open, the door that keeps submissions calls open."""
    for moment in (at(date(2026, 3, 2), 0), at(date(2026, 4, 2), 23, 59, 59), at(date(2026, 4, 3))):
        with time_machine.travel(moment, tick=False):
            row = client.get("/").context["rows"][0]
            answer = client.get(reverse("portal:opinion", args=[consulting.pk]))
        assert (row["state"] == "open") == (answer.status_code == 200)


def test_the_list_puts_first_what_closes_soonest_and_pages_by_key(client):
    days = [date(2026, 12, day) for day in range(1, 26)]
    for day in reversed(days):
        made = decision_at(Stage.PROPOSED, title=f"截止{day}")
        stages.consulting(made, town())
        made.activities.update(opens_on=date(2026, 11, 1), closes_on=day)
    first = client.get("/")
    titles = [row["decision"].title for row in first.context["rows"]]
    assert titles == [f"截止{day}" for day in days[:20]]
    assert not first.context["newer_url"]
    second = client.get(first.context["older_url"])
    titles = [row["decision"].title for row in second.context["rows"]]
    assert titles == [f"截止{day}" for day in days[20:]]
    back = client.get(second.context["newer_url"])
    assert [row["decision"] for row in back.context["rows"]] == [
        row["decision"] for row in first.context["rows"]
    ]


@pytest.mark.parametrize(
    "query",
    [
        "state=open",
        "state=x&year=99999",
        "q=%00",
        "after=x",
        "before=999999999999999999999",
        "year=0000",
    ],
)
def test_a_strange_address_still_gives_a_list(client, consulting, query):
    assert client.get(f"/?{query}").status_code == 200


def test_hostile_words_are_text_on_every_page(client):
    hostile = '<script>alert("x")</script>&\'"]]>'
    decision = decision_at(Stage.PROMULGATED, title=hostile, summary=hostile)
    decision.opinions.update(text=hostile)
    decision.dispositions.update(reason=hostile, no_change_reason=hostile)
    decision.publication.interpretation = hostile
    decision.publication.save()
    decision.drafts.update(title=hostile, explanation=hostile, change_note=hostile)
    decision.activities.update(title=hostile, organiser=hostile)
    Participation.objects.update(asked=hostile, said=hostile, did=hostile, adoption_note=hostile)
    for clause in decision.drafts.get().clauses.all():
        clause.text = clause.heading = hostile
        clause.save()
    draft = reverse("portal:draft", args=[decision.pk, 1])
    pages = [
        reverse(f"portal:{name}", args=[decision.pk])
        for name in ("decision", "decision_feed", "feedback")
    ]
    pages += [reverse(f"portal:{name}") for name in PLAIN if name != "calendar"]
    for address in [*pages, draft, "/?q=" + "%3Cscript%3Ealert(%22x%22)"]:
        assert "<script>alert(" not in body(client.get(address)), address


def test_linked_data_is_json_that_no_title_breaks_out_of(client):
    decision = decision_at(Stage.PROMULGATED, title="</script><b>&")
    page = client.get(reverse("portal:decision", args=[decision.pk])).content.decode()
    said = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)[1]
    assert json.loads(said)["name"] == "</script><b>&"


def test_a_table_of_opinions_holds_no_formula_and_the_data_says_the_same(client):
    decision = decision_at(Stage.LEGALITY_REVIEW)
    decision.opinions.update(text="=HYPERLINK(1)")
    table = body(client.get(reverse("portal:feedback_csv", args=[decision.pk])))
    assert "\ufeffitem,serial,submission," in table
    assert "'=HYPERLINK(1)" in table
    data = json.loads(body(client.get(reverse("portal:feedback_json", args=[decision.pk]))))
    assert [one["text"] for one in data["opinions"]] == ["=HYPERLINK(1)"] * 2
    assert {one["disposition_code"] for one in data["opinions"]} == {"adopted", "not_adopted"}
    assert data["counts"]["opinions"] == len(data["opinions"]) == 2
    book = client.get(reverse("portal:feedback_xlsx", args=[decision.pk])).getvalue()
    rows = list(openpyxl.load_workbook(io.BytesIO(book)).active.rows)
    assert [(row[9].value, row[9].data_type) for row in rows[1:]] == [("=HYPERLINK(1)", "s")] * 2


def test_the_dictionary_explains_every_field_of_the_files(client):
    decision = decision_at(Stage.LEGALITY_REVIEW)
    page = client.get(reverse("portal:dictionary")).content.decode()
    table = body(client.get(reverse("portal:feedback_csv", args=[decision.pk])))
    names = table.removeprefix("\ufeff").splitlines()[0].split(",")
    assert all(f"<code>{name}</code>" in page for name in names)
    assert "<code>petition_transferred</code>" in page


def test_the_report_adds_up_in_words_and_filters(client):
    decision = decision_at(Stage.LEGALITY_REVIEW)
    address = reverse("portal:feedback", args=[decision.pk])
    page = client.get(address).content.decode()
    assert "网站 1 + 信函 1 = 2" in page
    assert "采纳 1 + 未采纳 1 = 2" in page
    rows = client.get(address, {"kind": "adopted"}).context["rows"]
    assert [row.text for row in rows] == ["增加装卸区。"]
    rows = client.get(address, {"q": "免费"}).context["rows"]
    assert [row.text for row in rows] == ["停车应当全部免费。"]
    assert client.get(address, {"clause": "nowhere"}).context["rows"] == []


def test_the_look_is_kept_and_leads_nowhere_else(client):
    client.post("/look/", {"size": "l"})
    client.post("/look/", {"contrast": "on"})
    answer = client.post("/look/", {"elder": "on", "next": "/statute/"})
    assert answer.url == "/statute/"
    assert kept(client.cookies["look"].value) == ["size-l", "contrast", "elder"]
    client.post("/look/", {"size": "m"})
    assert kept(client.cookies["look"].value) == ["contrast", "elder"]
    assert client.post("/look/", {"size": "s", "next": "https://evil.example/"}).url == "/"
    assert client.post("/look/", {"size": "huge"}).status_code == 400
    assert client.get("/look/").status_code == 405


def test_the_calendar_names_the_last_day_and_the_feed_the_opening(client, consulting):
    calendar = client.get(reverse("portal:decision_calendar", args=[consulting.pk]))
    assert "DTSTART;VALUE=DATE:20260402" in calendar.content.decode()
    feed = client.get(reverse("portal:decision_feed", args=[consulting.pk])).content.decode()
    assert f"urn:yijue:yunling:{consulting.pk}:opened-" in feed
    assert client.get(reverse("portal:organ_feed", args=["yunling"])).status_code == 200
    assert client.get(reverse("portal:organ_feed", args=["nowhere"])).status_code == 404


def test_pages_carry_the_meta_tags_of_government_sites(client, consulting):
    page = client.get(reverse("portal:decision", args=[consulting.pk])).content.decode()
    for tag in ("SiteName", "ColumnName", "ArticleTitle", "PubDate", "ContentSource"):
        assert f'<meta name="{tag}"' in page


def test_robots_stay_out_of_what_is_not_for_them(client):
    said = client.get("/robots.txt").content.decode()
    assert "Disallow: /desk/" in said
    assert "Sitemap: http://testserver/sitemap.xml" in said


def test_of_two_consultations_the_newest_speaks_and_the_decision_stands_once(client, consulting):
    second = ParticipationActivity.objects.get(decision=consulting)
    first_draft = second.consultation.draft
    second.pk, second.announced_on = None, date(2026, 11, 20)
    second.opens_on, second.closes_on = date(2026, 11, 20), date(2026, 12, 21)
    second.save()
    OpenConsultation.objects.create(
        activity=second, draft=first_draft, contact="电话", privacy="说明", first_closes_on=None
    )
    rows = client.get("/").context["rows"]
    assert [(row["decision"].pk, row["state"], row["left"]) for row in rows] == [
        (consulting.pk, "open", 28)
    ]
    state, page = top(client, consulting, at(date(2026, 11, 19)))
    assert state == "closed"
