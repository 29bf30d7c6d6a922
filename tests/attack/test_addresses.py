"""Addresses nobody would write: numbers too long, foreign lookups, methods, hosts, paths."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from decisions.models import Decision
from notices.kinds import KINDS
from tests.attack.hands import body, browser_of

pytestmark = pytest.mark.django_db
LONG = ("9" * 25, "9" * 5000, "-1", "٣", "²", "\x00", "1e9", "")
OURS = "css/base.css"
PUBLIC_LISTS = ("list", "catalogue", "feedback", "compare")
DESK_LISTS = ("inbox", "done", "decisions", "ledger", "dashboard", "catalogue", "calendar")
CASE_LISTS = ("entries", "opinions", "opinions_export", "draft", "dossier", "meeting", "legality")


def address(name: str, decision: Decision) -> str:
    if name == "compare":
        return reverse("portal:compare", args=[decision.pk, 1])
    return reverse(f"portal:{name}", args=[decision.pk] if name == "feedback" else [])


@pytest.mark.parametrize("name", PUBLIC_LISTS)
def test_no_number_in_an_address_of_the_portal_is_a_fault(name: str, answered: Decision) -> None:
    client = Client(raise_request_exception=False)
    for value in LONG:
        asked = dict.fromkeys(("after", "before", "with", "year", "page", "q", "clause"), value)
        assert client.get(address(name, answered), asked).status_code in (200, 404), value[:30]


@pytest.mark.parametrize("name", DESK_LISTS + CASE_LISTS)
def test_no_number_in_an_address_of_the_desk_is_a_fault(
    name: str, answered: Decision, officer: Client
) -> None:
    url = reverse(f"desk:{name}", args=[answered.pk] if name in CASE_LISTS else [])
    for value in LONG:
        asked = dict.fromkeys(("after", "before", "version", "with", "year", "q", "clause"), value)
        response = officer.get(url, asked)
        body(response)
        assert response.status_code == 200, value[:30]


@pytest.mark.parametrize("number", ["0", "9" * 19, "9" * 25, "9" * 5000])
def test_no_row_answers_to_an_impossible_number(
    number: str, answered: Decision, officer: Client
) -> None:
    own = f"/desk/decisions/{answered.pk}"
    for url in (
        f"/decisions/{number}/",
        f"/decisions/{answered.pk}/draft/{number}/",
        f"/papers/notices/{number}/",
        f"/papers/received/{number}/",
        f"/desk/decisions/{number}/",
        f"{own}/opinions/{number}/",
        f"{own}/proposals/{number}/",
        f"{own}/imports/{number}/",
        f"{own}/issued/{number}/",
    ):
        response = officer.get(url)
        assert response.status_code == 404, url[:60]
        assert OURS in response.content.decode()


def test_impossible_numbers_in_forms_are_no_fault(answered: Decision, officer: Client) -> None:
    bulk = reverse("desk:opinions_bulk", args=[answered.pk])
    for value in ("9" * 19, "9" * 25, "9" * 5000, "x", "\x00"):
        for more in ({}, {"confirmed": "yes", "kind": "adopted", "token": "no-uuid"}):
            response = officer.post(bulk, {"opinions": [value]} | more)
            assert response.status_code in (302, 409, 422), value[:30]
    administrator = browser_of(Role.ADMINISTRATOR)
    for value in ("9" * 25, "9" * 5000):
        for name, field in (("jobs", "job"), ("jobs", "paper"), ("chains", "end")):
            response = administrator.post(reverse(f"desk:{name}"), {field: value})
            assert response.status_code in (302, 404, 422)


def test_lookups_of_the_database_are_no_filters(answered: Decision, officer: Client) -> None:
    hostile = {
        "opened_by__password__startswith": "x",
        "submission__contact__contains": "138",
        "title__regex": "(a+)+$",
        "order_by": "password",
        "state": "open') OR 1=1 --",
    }
    for url in (reverse("portal:list"), reverse("desk:decisions")):
        plain = {d.pk for d in _rows(officer.get(url))}
        for name, value in hostile.items():
            assert {d.pk for d in _rows(officer.get(url, {name: value}))} == plain, name


def _rows(response: Any) -> list[Decision]:
    context = response.context
    return [r["decision"] for r in context["rows"]] if "rows" in context else context["decisions"]


def test_methods_nobody_offers_are_refused_and_change_nothing(consulting: Decision) -> None:
    client = Client(raise_request_exception=False)
    for name in ("receipt_lookup", "verify"):
        for method in ("put", "delete", "patch"):
            assert getattr(client, method)(reverse(f"portal:{name}")).status_code == 405
    assert client.delete(reverse("portal:opinion", args=[consulting.pk])).status_code == 405
    assert client.get(reverse("portal:look")).status_code == 405


@pytest.mark.parametrize("path", ["/", "/desk/", "/decisions/1/", "/accounts/login/"])
def test_a_foreign_host_is_refused_with_our_page(path: str, settings: Any) -> None:
    settings.DEBUG = False
    client = Client(raise_request_exception=False)
    response = client.get(path, headers={"host": "evil.example"})
    assert response.status_code == 400
    assert OURS in response.content.decode()
    assert "evil.example" not in response.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/static/../config/settings/base.py",
        "/static/%2e%2e/%2e%2e/etc/passwd",
        "/static//etc/passwd",
        "/static/..%5c..%5cmanage.py",
        "/static/css/%00base.css",
    ],
)
def test_static_files_lead_nowhere_else(path: str) -> None:
    response = Client(raise_request_exception=False).get(path)
    assert response.status_code in (400, 404)


@pytest.mark.parametrize("to", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_next_leads_only_to_this_site(to: str, db: None) -> None:
    client = browser_of(Role.DRAFTING_OFFICER)
    for url, data in (("/look/", {"size": "l"}), ("/i18n/setlang/", {"language": "en"})):
        response = client.post(url, data | {"next": to})
        assert response.status_code == 302
        assert "evil" not in response["Location"]
        assert not response["Location"].startswith("javascript")
    assert "evil" not in client.get("/accounts/login/", {"next": to}).get("Location", "")


def test_a_paper_that_cannot_be_made_yet_says_why(consulting: Decision, officer: Client) -> None:
    """Every kind of notice, asked for long before its time, is a page and no fault."""
    for kind in KINDS:
        url = reverse("papers:preview", args=[consulting.pk, kind])
        response = officer.get(url)
        assert response.status_code in (200, 409), (kind, response.status_code)
        assert "<html" in response.content.decode()
