"""Forged requests from another site (CSRF): nothing without the form's token, nothing by GET."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.roles import Role
from decisions.models import Decision, Submission
from tests import factories
from tests.attack.hands import body, browser_of, typed
from tests.workflows.test_matrix import rows

pytestmark = pytest.mark.django_db


def patterns(found: list[Any], path: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address of the site that bears a name."""
    for one in found:
        here = f"{path}{one.pattern}"
        if isinstance(one, URLResolver):
            yield from patterns(one.url_patterns, here)
        elif one.name and not here.startswith("admin/<app_label>"):
            yield here, one


def addresses(decision: Decision) -> list[str]:
    """Every address, filled with numbers of a matter that is there."""
    known = {
        "pk": decision.pk, "slug": "record_preparation", "code": "yunling", "version": 1,
        "year": 2026, "token": "x" * 43, "kind": "consultation_notice", "object_id": 1,
        "app_label": "accounts", "content_type_id": 1, "url": "x", "id": decision.pk,
    }  # fmt: skip
    found = []
    for path, one in patterns(get_resolver().url_patterns):
        for name in one.pattern.converters:
            value = known.get(name, decision.pk)
            path = path.replace(f"<{name}>", str(value))
            for converter in ("int", "str", "slug", "path"):
                path = path.replace(f"<{converter}:{name}>", str(value))
        if not any(sign in path for sign in "<^\\("):
            found.append(f"/{path}")
    return sorted(set(found))


EVIL = {"Origin": "https://evil.example"}


def forger(role: Role) -> Client:
    """A browser that is signed in, driven by a page of another site."""
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(factories.town().by(role))
    return client


@pytest.mark.parametrize("role", [Role.DRAFTING_OFFICER, Role.ADMINISTRATOR])
def test_no_address_takes_a_post_without_the_token(role: Role, consulting: Decision) -> None:
    """403 by the token, or 404 and 405 where nothing takes a post at all."""
    client, before = forger(role), rows()
    every = addresses(consulting)
    assert len(every) > 80
    for url in every:
        response = client.post(url, {"title": "x", "next": "/"}, headers=EVIL)
        assert response.status_code in (403, 404, 405), (url, response.status_code)
        if response.status_code == 404:
            assert "/link/" not in url or "csrf" not in body(response)
    assert rows() == before


def test_no_act_is_done_from_another_site(consulting: Decision, officer: Client) -> None:
    """With the page's token the act is done; without, with a strange one, or from elsewhere not."""
    url = reverse("desk:act", args=[consulting.pk, "state_reason"])
    client = forger(Role.DRAFTING_OFFICER)
    page = client.get(url)
    word = page.context["csrf_token"]
    said = {"rule": "x", "text": "理由"}
    assert client.post(url, said).status_code == 403
    assert client.post(url, said | {"csrfmiddlewaretoken": "A" * 64}).status_code == 403
    answer = client.post(url, said | {"csrfmiddlewaretoken": str(word)}, headers=EVIL)
    assert answer.status_code == 403
    assert "css/base.css" in answer.content.decode()
    good = client.post(url, said | {"csrfmiddlewaretoken": str(word)})
    assert good.status_code in (302, 409, 422)


def test_no_opinion_is_sent_in_anothers_name(consulting: Decision) -> None:
    client = Client(enforce_csrf_checks=True)
    url = reverse("portal:opinion", args=[consulting.pk])
    assert client.post(url, typed()).status_code == 403
    assert not Submission.objects.exists()
    word = str(client.get(url).context["csrf_token"])
    assert client.post(url, typed(csrfmiddlewaretoken=word)).status_code == 303
    assert Submission.objects.count() == 1


@pytest.mark.parametrize("role", [Role.DRAFTING_OFFICER, Role.ADMINISTRATOR])
def test_reading_changes_nothing(role: Role, consulting: Decision) -> None:
    """A picture or a link on another site can only ask: no GET and no HEAD moves a row."""
    client, before = browser_of(role), rows()
    every = addresses(consulting)
    if role == Role.ADMINISTRATOR:  # whose pages are not of a case; the rest is shut as for many
        every = [url for url in every if f"/decisions/{consulting.pk}/" not in url]
    for place, url in enumerate(every):
        methods = (client.get, client.head) if place % 6 == 0 else (client.get,)
        for ask in methods:
            response = ask(url)
            body(response)
            assert response.status_code < 500, url
    assert rows() == before


def test_the_cookies_are_closed_to_scripts_and_other_sites(consulting: Decision) -> None:
    """As a person gets them who signs in through the page."""
    user = factories.town().by(Role.DRAFTING_OFFICER)
    user.set_password("样例-口令-2026")
    user.save()
    client = Client()
    said = {"login": user.username, "password": "样例-口令-2026"}
    assert client.post(reverse("account_login"), said).status_code == 302
    client.get(reverse("desk:propose"))
    for name in ("sessionid", "csrftoken"):
        assert client.cookies[name]["samesite"] == "Lax", name
        assert client.cookies[name]["httponly"], name
