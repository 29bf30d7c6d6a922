"""The pages of a case: open to whom the pivot file names, closed to others, few queries, escaped."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from decisions.law.terms import Stage
from decisions.models import Decision, Opinion
from tests import factories
from workflows import permissions

pytestmark = pytest.mark.django_db
HOSTILE = '<script>alert("x")</script>'
PAGES = ("case", "entries", "draft", "legality", "meeting", "dossier", "opinions", "import")


def signed_in(role: Role) -> Client:
    client = Client()
    client.force_login(factories.town().by(role))
    return client


def page(client: Client, name: str, decision: Decision, **asked: Any) -> Any:
    return client.get(reverse(f"desk:{name}", args=[decision.pk]), asked)


@pytest.fixture
def decided() -> Decision:
    decision = factories.decision_at(Stage.PROMULGATED)
    permissions.grant(decision)
    return decision


@pytest.mark.parametrize("name", PAGES)
def test_the_drafter_opens_every_page_of_her_case(decided: Decision, name: str) -> None:
    assert page(signed_in(Role.DRAFTING_OFFICER), name, decided).status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_an_administrator_opens_no_page_of_a_case(decided: Decision, name: str) -> None:
    assert page(signed_in(Role.ADMINISTRATOR), name, decided).status_code == 403


@pytest.mark.parametrize("name", PAGES)
def test_who_is_not_signed_in_is_asked_to(decided: Decision, name: str) -> None:
    assert page(Client(), name, decided).status_code == 302


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("name", ["draft", "legality", "meeting", "dossier"])
def test_a_page_stands_at_every_stage(stage: Stage, name: str) -> None:
    decision = factories.decision_at(stage)
    permissions.grant(decision)
    assert page(signed_in(Role.LEAD_UNIT_HEAD), name, decision).status_code == 200


@pytest.mark.parametrize("name", ["draft", "legality", "meeting", "dossier", "opinions"])
def test_a_page_asks_few_questions(
    decided: Decision, name: str, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(Role.LEAD_UNIT_HEAD)
    page(client, name, decided)
    with django_assert_max_num_queries(25):
        page(client, name, decided)


@pytest.mark.parametrize("name", ["draft", "legality", "meeting", "dossier", "opinions"])
def test_what_people_typed_is_escaped(decided: Decision, name: str) -> None:
    Decision.objects.filter(pk=decided.pk).update(title=f"办法{HOSTILE}")
    decided.drafts.all()[0].clauses.update(text=HOSTILE)
    Opinion.objects.filter(decision=decided).update(text=HOSTILE)
    decided.papers.update(title=HOSTILE, name=HOSTILE)
    for item in decided.agenda_items.all():
        item.views.update(statement=HOSTILE)
    body = page(signed_in(Role.LEAD_UNIT_HEAD), name, decided, **{"from": 1, "to": 1})
    assert HOSTILE.encode() not in body.content
    assert b"&lt;script&gt;" in body.content
