"""The pages beside the cases: ledger, review, calendar, catalogue, administration, overview."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from decisions.law.terms import Stage
from decisions.models import Catalogue, CatalogueItem, Decision, HolidayYear, Tally
from tests import factories
from tests.stages.days import On
from workflows import permissions
from workflows.models import Deadline, Delegation, Job, SignOffChain, Task

pytestmark = pytest.mark.django_db
HOSTILE = '<script>alert("x")</script>'
ANYBODY = (
    "dashboard",
    "ledger",
    "review",
    "calendar",
    "catalogue",
    "administration",
    "delegations",
    "matrix",
)
ADMINISTRATOR = ("chains", "jobs", "health", "handover")


def signed_in(role: Role) -> Client:
    client = Client()
    client.force_login(factories.town().by(role))
    return client


def page(client: Client, name: str, **asked: Any) -> Any:
    return client.get(reverse(f"desk:{name}"), asked)


def post(client: Client, name: str, *args: Any, **said: Any) -> Any:
    return client.post(reverse(f"desk:{name}", args=args), said)


@pytest.fixture
def decided() -> Decision:
    decision = factories.decision_at(Stage.PROMULGATED)
    permissions.grant(decision)
    return decision


@pytest.mark.parametrize("name", ANYBODY)
def test_everybody_with_an_account_opens_it(name: str) -> None:
    factories.town()
    assert page(signed_in(Role.AUDITOR), name).status_code == 200
    assert page(Client(), name).status_code == 302


@pytest.mark.parametrize("name", ADMINISTRATOR)
def test_only_the_administrator_opens_it(name: str) -> None:
    assert page(signed_in(Role.ADMINISTRATOR), name).status_code == 200
    assert page(signed_in(Role.AUDITOR), name).status_code == 403


@pytest.mark.parametrize("name", ["dashboard", "ledger"])
def test_the_number_of_questions_does_not_grow(
    decided: Decision, name: str, django_assert_max_num_queries: Any
) -> None:
    for n in range(3):
        permissions.grant(factories.decision_at(Stage.DRAFTING, title=f"事项{n}"))
    client = signed_in(Role.LEAD_UNIT_HEAD)
    page(client, name)
    with django_assert_max_num_queries(25):
        page(client, name)


def test_the_ledger_counts_days_and_opinions(decided: Decision) -> None:
    said = page(signed_in(Role.LEAD_UNIT_HEAD), "ledger", year=On.initiated.year)
    (line,) = said.context["lines"]
    activity = decided.activities.get(consultation__isnull=False)
    assert line["days_open"] == (activity.closes_on - activity.opens_on).days  # first day excluded
    assert line["opinions"] == Tally.objects.get(decision=decided).opinions == 2
    assert line["published_on"] == decided.publication.published_on
    assert said.context["totals"]["decisions"] == 1


def test_the_ledger_of_another_organ_is_not_shown(decided: Decision) -> None:
    other = factories.town("qingxi", name="清溪镇人民政府")
    client = Client()
    client.force_login(other.by(Role.LEAD_UNIT_HEAD))
    assert page(client, "ledger", year=On.initiated.year).context["lines"] == []


def test_the_ledger_goes_out_as_a_sheet_and_as_data(decided: Decision, capsys: Any) -> None:
    sheet = page(signed_in(Role.LEAD_UNIT_HEAD), "ledger", year=On.initiated.year, kind="xlsx")
    assert b"".join(sheet.streaming_content)[:2] == b"PK"
    call_command("ledger", "--year", str(On.initiated.year), "--json")
    (line,) = json.loads(capsys.readouterr().out)
    assert line["title"] == decided.title


def test_a_case_file_is_judged_and_nothing_is_kept() -> None:
    file = SimpleUploadedFile("案卷.json", b'{"initiation": {"proposed_on": "2026-01-01"}}')
    said = post(signed_in(Role.AUDITOR), "review", file=file)
    assert said.status_code == 200
    assert said.context["report"].findings
    assert not Decision.objects.exists()


def test_a_bad_case_file_is_refused_with_its_place() -> None:
    file = SimpleUploadedFile("x.json", b'{"meetings": [{"held_on": "<b>"}]}')
    said = post(signed_in(Role.AUDITOR), "review", file=file)
    assert said.status_code == 422
    assert "$.meetings[0].held_on" in said.content.decode()


def test_an_office_enters_a_year_and_sees_what_it_changes(decided: Decision) -> None:
    term = Deadline.objects.create(
        decision=decided,
        kind="publication",
        article="GIR-26",
        starts_on=date(2031, 3, 3),
        due_on=date(2031, 3, 14),
        provisional=True,
    )
    given = {
        "year": 2031,
        "document_number": "样例〔2030〕1号",
        "issued_on": "2030-11-01",
        "rest_days": "2031-03-06\n2031年3月7日",
    }
    assert post(signed_in(Role.AUDITOR), "calendar", **given).status_code == 403
    said = post(signed_in(Role.RECORDS_OFFICER), "calendar", **given)
    (one,) = said.context["recounts"]
    assert (one.before, one.after) == (9, 7)
    term.refresh_from_db()
    assert not term.provisional
    assert HolidayYear.objects.get().rest_days == ["2031-03-06", "2031-03-07"]


def test_a_table_that_contradicts_itself_is_refused() -> None:
    given = {
        "year": 2031,
        "document_number": "样例〔2030〕1号",
        "issued_on": "2030-11-01",
        "rest_days": "2031-03-06 2032-05-05",
    }
    said = post(signed_in(Role.RECORDS_OFFICER), "calendar", **given)
    assert said.status_code == 422
    assert not HolidayYear.objects.exists()


def test_art_3_3_the_catalogue_has_consent_before_it_is_published() -> None:
    keeper = signed_in(Role.CATALOGUE_KEEPER)
    said = post(keeper, "catalogue_change", 2026, change="dates", published_on="2026-02-01")
    assert said.status_code == 422
    dates = {"party_consent_on": "2026-01-20", "published_on": "2026-02-01"}
    assert post(keeper, "catalogue_change", 2026, change="dates", **dates).status_code == 302
    assert Catalogue.objects.get().published_on == date(2026, 2, 1)


def test_art_3_3_a_matter_is_added_with_approval_and_struck_with_a_reason() -> None:
    keeper = signed_in(Role.CATALOGUE_KEEPER)
    item = {
        "title": f"停车办法{HOSTILE}",
        "lead_unit": "规划办",
        "procedure": "公众参与",
        "planned": "四月",
    }
    assert post(keeper, "catalogue_change", 2026, change="add", **item).status_code == 302
    Catalogue.objects.update(party_consent_on=date(2026, 1, 2), published_on=date(2026, 1, 3))
    assert post(keeper, "catalogue_change", 2026, change="add", **item).status_code == 422
    found = CatalogueItem.objects.get()
    gone = {"change": "remove", "item": found.pk, "reason": "并入其他事项"}
    assert post(keeper, "catalogue_change", 2026, **gone).status_code == 302
    found.refresh_from_db()
    assert found.removed_reason == "并入其他事项"
    assert HOSTILE not in page(keeper, "catalogue", year=2026).content.decode()


def test_only_the_keeper_writes_the_catalogue() -> None:
    said = post(signed_in(Role.DRAFTING_OFFICER), "catalogue_change", 2026, change="dates")
    assert said.status_code == 403
    assert not Catalogue.objects.exists()


def test_a_new_chain_replaces_the_one_in_force() -> None:
    administrator = signed_in(Role.ADMINISTRATOR)
    chain = {
        "act": "initiate",
        "title_1": "核稿",
        "signer_1": "role:lead_unit_head",
        "title_2": "签发",
        "signer_2": f"person:{factories.town().by(Role.CHIEF_EXECUTIVE).pk}",
    }
    assert post(administrator, "chains", **chain).status_code == 302
    assert post(administrator, "chains", **chain).status_code == 302
    active = SignOffChain.objects.get(active=True)
    assert SignOffChain.objects.count() == 2
    assert [step.title for step in active.steps.all()] == ["核稿", "签发"]
    post(administrator, "chains", end=active.pk)
    assert not SignOffChain.objects.filter(active=True).exists()


def test_each_delegates_her_own_roles_and_takes_them_back() -> None:
    head, taker = signed_in(Role.LEAD_UNIT_HEAD), factories.town().by(Role.DRAFTING_OFFICER)
    said = {
        "taker": taker.pk,
        "role": "lead_unit_head",
        "starts_on": "2020-01-01",
        "ends_on": "2099-01-01",
        "reason": "出差",
    }
    foreign = post(head, "delegations", **said | {"role": "chief_executive"})
    assert foreign.status_code == 422
    assert post(head, "delegations", **said).status_code == 302
    given = Delegation.objects.get()
    assert post(signed_in(Role.AUDITOR), "delegations", revoke=given.pk).status_code == 404
    assert post(head, "delegations", revoke=given.pk).status_code == 302
    given.refresh_from_db()
    assert given.revoked_at


def test_a_job_given_up_is_tried_again_by_the_administrator() -> None:
    job = Job.objects.create(
        key="x:1", kind="x", attempts=5, error="Boom", not_before="2026-01-01T00:00Z"
    )
    assert post(signed_in(Role.AUDITOR), "jobs", job=job.pk).status_code == 403
    assert post(signed_in(Role.ADMINISTRATOR), "jobs", job=job.pk).status_code == 302
    job.refresh_from_db()
    assert (job.attempts, job.error) == (0, "")


def test_the_overview_counts_by_stage_and_names_what_is_overdue(decided: Decision) -> None:
    Deadline.objects.create(
        decision=decided,
        kind="archive",
        article="33",
        starts_on=date(2020, 1, 1),
        due_on=date(2020, 2, 1),
    )
    said = page(signed_in(Role.LEAD_UNIT_HEAD), "dashboard")
    assert said.context["total"] == 1
    assert [one["decision"] for one in said.context["overdue"]] == [decided]


def test_whoever_is_urged_reads_it_where_the_work_waits(decided: Decision) -> None:
    """A reminder stands at what waits since before it, with its note; older ones are over."""
    now = timezone.now()
    Task.objects.create(
        decision=decided, act="begin_execution", role=Role.CHIEF_EXECUTIVE, since=now
    )
    said = {"act": "确定执行单位", "note": HOSTILE}
    urging = signed_in(Role.DRAFTING_OFFICER)
    assert post(urging, "act", decided.pk, "remind", **said).status_code == 302
    assert post(urging, "act", decided.pk, "remind", **said).status_code == 409
    client = signed_in(Role.CHIEF_EXECUTIVE)
    shown = page(client, "inbox").content.decode()
    assert "确定执行单位" in shown
    assert "催办" in shown
    assert HOSTILE not in shown
    Task.objects.update(since=timezone.now() + timedelta(seconds=1))
    assert "确定执行单位" not in page(client, "inbox").content.decode()
