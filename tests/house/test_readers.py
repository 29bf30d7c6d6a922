"""House: pages for readers come from the cache, follow every act, and hold nothing of anybody's."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from config import readers
from decisions.models import Decision, ParticipationActivity
from tests import factories
from tests.workflows.consulting import OPENS, at, do, opened, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def travel(settings):
    settings.READERS_CACHE = True
    readers._versions.clear()
    with time_machine.travel(at(OPENS), tick=False) as traveller:
        yield traveller
    readers._versions.clear()


@pytest.fixture
def decision(travel):
    return opened(travel)


def read(decision, client=None, **more):
    return (client or Client()).get(reverse("portal:decision", args=[decision.pk]), **more)


def queries(decision, client=None):
    with CaptureQueriesContext(connection) as asked:
        assert read(decision, client).status_code == 200
    return len(asked)


def test_the_second_reader_costs_no_query_and_gets_the_same_page(decision):
    first = read(decision)
    second_reader = queries(decision)  # the version, once a second
    third = queries(decision)
    assert second_reader <= 1
    assert third == 0
    again = read(decision)
    assert again.content == first.content
    assert {**again.headers} == {**first.headers}


def test_a_page_for_readers_sets_no_cookie_and_needs_no_session(decision):
    response = read(decision)
    assert not response.cookies
    assert "csrfmiddlewaretoken" not in response.content.decode()


def test_an_act_is_seen_at_once_after_the_second_is_over(decision, monkeypatch):
    monkeypatch.setattr(readers, "LOOKED", 0)
    before = read(decision).content.decode()
    assert "因汛情延长" not in before
    activity = decision.activities.get()
    do(
        "extend_consultation",
        decision,
        activity=activity.pk,
        closes_on=(activity.closes_on + timedelta(days=10)).isoformat(),
        extension_reason="因汛情延长",
    )
    assert "因汛情延长" in read(decision).content.decode()


def test_midnight_makes_the_page_anew(decision, travel):
    assert "期限已过" not in read(decision).content.decode()
    closes = ParticipationActivity.objects.get(decision=decision).closes_on
    travel.move_to(at(closes + timedelta(days=1), 0, 1), tick=False)
    assert reverse("portal:opinion", args=[decision.pk]) not in read(decision).content.decode()


def test_a_matter_no_longer_there_is_not_served(decision, monkeypatch):
    monkeypatch.setattr(readers, "LOOKED", 0)
    read(decision)
    monkeypatch.setattr(readers, "_version", lambda pk: -1)
    assert queries(decision) > 1


def test_what_an_officer_sees_is_never_kept_for_readers(decision):
    officer = Client()
    officer.force_login(factories.town().by(Role.DRAFTING_OFFICER))
    assert "办公桌" in read(decision, officer).content.decode()
    page = read(decision).content.decode()
    assert "办公桌" not in page
    assert "办公桌" in read(decision, officer).content.decode()


def test_language_and_look_have_pages_of_their_own(decision):
    assert 'lang="zh-hans"' in read(decision).content.decode()
    english, large = Client(), Client()
    english.cookies["django_language"] = "en"
    large.cookies["look"] = "size-l"
    assert 'lang="en"' in read(decision, english).content.decode()
    assert "size-l" in read(decision, large).content.decode()
    assert 'lang="zh-hans"' in read(decision).content.decode()


def test_invented_addresses_are_not_kept(decision):
    for number in range(20):
        Client().get(reverse("portal:decision", args=[decision.pk]), {"x": number})
    kept = getattr(cache, "_cache", {})
    assert not [key for key in kept if "page:" in key]


def test_sending_makes_no_page_personal(decision):
    sent = say(decision, "我叫王小明", name="王小明", publish_consent="on")
    for _each in range(2):
        page = read(decision).content.decode()
        assert sent.code not in page
        assert "王小明" not in page


def test_readers_are_nobody_and_people_are_themselves(decision, rf):
    request = rf.get("/")
    seen = {}
    chain = readers.AuthenticationMiddleware(lambda r: seen.setdefault("user", r.user))
    chain(request)
    assert isinstance(seen["user"], AnonymousUser)
    for room in readers.STAFF_ROOMS:
        assert not readers.reads_only(rf.get(room))
    request.COOKIES["sessionid"] = "x"
    assert not readers.reads_only(request)


def test_the_switches_of_a_page_are_not_for_other_sites(client):
    for name, said in (("portal:look", {"size": "l"}), ("set_language", {"language": "en"})):
        there = reverse(name)
        own = client.post(there, said, headers={"Origin": "http://testserver"})
        assert own.status_code == 302
        for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
            assert client.post(there, said, headers=headers).status_code == 403
    assert Decision.objects.count() == 0
