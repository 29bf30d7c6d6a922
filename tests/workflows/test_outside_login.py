"""A sender comes by an outside login (Art. 15): against a real OpenID Connect server, no double.

The server runs in a thread on 127.0.0.1; the browser of the test walks between the two as a
person's would. No account comes of it, and nothing is kept but issuer, digest and name.
"""

import warnings
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
import requests
import time_machine
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.sessions.models import Session
from django.urls import reverse

from accounts.models import User
from decisions.models import Submission, VerifiedSender
from tests.workflows.consulting import OPENS, at, opened
from workflows import receipts
from workflows.views import signing_in

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import oidc_provider_mock

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
PEOPLE = (
    oidc_provider_mock.User(
        sub="110101199001011234",
        claims={"name": "欧阳娜", "email": "o@example.com", "phone_number": "13800000000"},
    ),
    oidc_provider_mock.User(sub="nameless", claims={}),
)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with oidc_provider_mock.run_server_in_thread(user_claims=PEOPLE) as running:
        yield f"http://localhost:{running.server_port}"


@pytest.fixture
def decision(settings, server):
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "SCOPE": ["openid", "profile"],
            "APPS": [
                {
                    "provider_id": "public",
                    "name": "政务服务网",
                    "client_id": "yijue",
                    "secret": "secret",
                    "settings": {"server_url": server},
                }
            ],
        }
    }
    with time_machine.travel(at(OPENS), tick=True) as traveller:
        made = opened(traveller)
        traveller.move_to(at(OPENS), tick=True)
        yield made


def begins(client, decision) -> str:
    """The way to the server that the form's own link leads to."""
    form = reverse("portal:opinion", args=[decision.pk])
    page = client.get(form).content.decode()
    assert "政务服务网" in page
    there = client.get(reverse("openid_connect_login", args=["public"]), {"next": form})
    assert there.status_code == 302
    return there.url


def signs_in(there: str, sub: str, **more: Any) -> dict[str, str]:
    """What the server sends back with the browser."""
    back = requests.post(there, data={"sub": sub} | more, allow_redirects=False, timeout=5)
    assert back.status_code == 302, back.text
    asked = parse_qs(urlsplit(back.headers["Location"]).query)
    return {name: values[0] for name, values in asked.items()}


def comes_back(client, said: dict[str, str]) -> Any:
    return client.get(reverse("openid_connect_callback", args=["public"]), said)


def test_a_verified_sender_speaks_under_the_name_of_the_login(client, decision):
    there = begins(client, decision)
    assert "code_challenge_method=S256" in there
    back = comes_back(client, signs_in(there, PEOPLE[0].sub))
    assert back.status_code == 302
    page = client.get(back.url).content.decode()
    assert "欧阳娜" in page
    said = {
        "step": "send",
        "token": str(uuid4()),
        "clause": "",
        "text": "建议增设装卸区。",
        "identity": "verified",
        "name": "冒名者",
        "submitter_kind": "citizen",
        "publish_consent": "on",
        "privacy_read": "on",
    }
    assert client.post(back.url, said).status_code == 303
    kept = Submission.objects.get()
    assert (kept.identity, kept.name) == ("verified", "欧阳娜")
    assert receipts.intact(kept, [])
    known = kept.verified_sender
    assert known.issuer.startswith("http://localhost:")
    assert PEOPLE[0].sub not in known.subject
    assert len(known.subject) == 64


def test_no_account_and_no_claim_is_kept(client, decision):
    before = User.objects.count()
    comes_back(client, signs_in(begins(client, decision), PEOPLE[0].sub))
    assert User.objects.count() == before
    assert not SocialAccount.objects.exists()
    assert not SocialToken.objects.exists()
    assert client.get("/desk/").status_code == 302
    kept = str([session.get_decoded() for session in Session.objects.all()])
    for claim in (PEOPLE[0].sub, "o@example.com", "13800000000"):
        assert claim not in kept


def test_an_officer_is_not_signed_in_by_it_even_under_her_own_mail(client, decision):
    User.objects.create_user("officer", email="o@example.com", display_name="Officer")
    comes_back(client, signs_in(begins(client, decision), PEOPLE[0].sub))
    assert "_auth_user_id" not in client.session


def test_who_says_no_there_may_still_speak(client, decision):
    there = begins(client, decision)
    back = comes_back(client, signs_in(there, PEOPLE[0].sub, action="deny"))
    assert back.status_code == 302
    page = client.get(back.url).content.decode()
    assert "统一身份认证登录未成功" in page
    assert "verified" not in page


def test_a_login_without_a_name_verifies_nobody(client, decision):
    back = comes_back(client, signs_in(begins(client, decision), "nameless"))
    assert "登录未返回姓名" in client.get(back.url).content.decode()
    assert signing_in.SPEAKER not in client.session


@pytest.mark.parametrize("forged", [{"code": "x", "state": "y"}, {"error": "access_denied"}, {}])
def test_a_forged_way_back_verifies_nobody(client, decision, forged):
    begins(client, decision)
    assert comes_back(client, forged).status_code == 302
    assert signing_in.SPEAKER not in client.session


def test_a_code_is_taken_once(client, decision):
    said = signs_in(begins(client, decision), PEOPLE[0].sub)
    comes_back(client, said)
    client.session.flush()
    client.cookies.clear()
    comes_back(client, said)
    assert signing_in.SPEAKER not in client.session


def test_nobody_is_led_to_another_site(client, decision):
    there = client.get(
        reverse("openid_connect_login", args=["public"]), {"next": "https://evil.example/"}
    )
    back = comes_back(client, signs_in(there.url, PEOPLE[0].sub))
    assert back.url == "/"


def test_after_an_hour_one_comes_again(client, decision):
    comes_back(client, signs_in(begins(client, decision), PEOPLE[0].sub))
    session = client.session
    session[signing_in.SPEAKER] |= {"at": session[signing_in.SPEAKER]["at"] - signing_in.LASTS - 1}
    session.save()
    form = reverse("portal:opinion", args=[decision.pk])
    assert "欧阳娜" not in client.get(form).content.decode()
    said = {"step": "send", "token": str(uuid4()), "text": "意见", "identity": "verified"}
    said |= {"submitter_kind": "citizen", "privacy_read": "on"}
    assert client.post(form, said).status_code == 422
    assert not VerifiedSender.objects.exists()


def test_without_a_provider_nothing_is_offered(client, decision, settings):
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": []}}
    page = client.get(reverse("portal:opinion", args=[decision.pk])).content.decode()
    assert "政务服务网" not in page
    assert client.get(reverse("openid_connect_login", args=["public"])).status_code == 404
