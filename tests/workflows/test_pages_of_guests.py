"""The pages behind a single-use link: the declaration, the opinion, and links that do not open."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from decisions.models import Decision, Expert
from tests.workflows.reviewing import DRAFTER, act, drafted
from workflows import links
from workflows.steps import expertise as steps

pytestmark = pytest.mark.django_db
HOSTILE = '<script>alert("x")</script>'


@pytest.fixture
def decision() -> Decision:
    opened = drafted()
    act(steps.OpenExpertReview, opened, DRAFTER, form="written", pool_source="县专家库")
    return opened


@pytest.fixture
def token(decision: Decision) -> str:
    expert = Expert.objects.create(decision=decision, name="白教授", institution="样例大学")
    return links.make_link(expert, timezone.now())


def act_of(token: str, slug: str, **said: Any) -> Any:
    return Client().post(reverse("guest:act", args=[token, slug]), said)


def page(token: str) -> Any:
    return Client().get(reverse("guest:link", args=[token]))


def test_art_20_the_declaration_comes_first_then_the_opinion(token: str) -> None:
    assert page(token).context["act"].slug == "declare_conflict"
    assert act_of(token, "declare_conflict", direct_interest="False").status_code == 302
    assert page(token).context["act"].slug == "give_expert_opinion"
    said = act_of(token, "give_expert_opinion", opinion="可行。", signature="白教授")
    assert said.status_code == 200
    assert Expert.objects.get().opinion == "可行。"
    assert page(token).status_code == 404


def test_art_20_a_declared_interest_leaves_nothing_to_do(token: str) -> None:
    given = {"direct_interest": "True", "interest_note": "持有股份"}
    assert act_of(token, "declare_conflict", **given).status_code == 302
    assert page(token).context["act"] is None
    said = act_of(token, "give_expert_opinion", opinion="可行。", signature="白教授")
    assert said.status_code == 422
    assert Expert.objects.get().opinion == ""


def test_what_was_typed_comes_back_with_a_refusal(token: str) -> None:
    act_of(token, "declare_conflict", direct_interest="False")
    said = act_of(token, "give_expert_opinion", opinion=HOSTILE, signature="别人")
    assert said.status_code == 422
    assert HOSTILE not in said.content.decode()
    assert "&lt;script&gt;" in said.content.decode()


def test_a_link_opens_only_its_own_acts(token: str) -> None:
    assert act_of(token, "give_counsel_opinion", text="x").status_code == 404
    assert act_of(token, "enter_draft", text="x").status_code == 404


def test_a_wrong_link_says_nothing_and_is_not_kept(decision: Decision) -> None:
    said = page("x" * 43)
    assert said.status_code == 404
    assert decision.title not in said.content.decode()
    assert "no-store" in said["Cache-Control"]
    assert said["Referrer-Policy"] == "same-origin"
