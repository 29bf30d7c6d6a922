"""The contents of a decision's page are kept for all who read it, and follow every act at once."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from decisions.models import Catalogue, ParticipationActivity
from tests import factories
from tests.workflows.consulting import OPENS, at, do, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def travel(settings):
    settings.CONTENTS_KEPT = 30
    cache.clear()
    with time_machine.travel(at(OPENS), tick=False) as traveller:
        yield traveller
    cache.clear()


@pytest.fixture
def decision(travel):
    return opened(travel)


def read(decision, client=None, *, query="", **more):
    address = reverse("portal:decision", args=[decision.pk])
    return (client or Client()).get(address + query, **more)


def test_the_second_page_asks_only_where_the_matter_stands(decision):
    first = read(decision)
    with CaptureQueriesContext(connection) as asked:
        second = read(decision)
    assert len(asked) == 1
    assert second.content == first.content


def test_an_act_is_seen_in_the_very_next_page(decision):
    assert "因汛情延长" not in read(decision).content.decode()
    activity = decision.activities.get()
    do(
        "extend_consultation",
        decision,
        activity=activity.pk,
        closes_on=(activity.closes_on + timedelta(days=10)).isoformat(),
        extension_reason="因汛情延长",
    )
    assert "因汛情延长" in read(decision).content.decode()


def test_midnight_makes_the_contents_anew(decision, travel):
    speak = reverse("portal:opinion", args=[decision.pk])
    assert speak in read(decision).content.decode()
    closes = ParticipationActivity.objects.get(decision=decision).closes_on
    travel.move_to(at(closes + timedelta(days=1), 0, 1), tick=False)
    assert speak not in read(decision).content.decode()


def test_what_is_no_longer_public_is_gone_with_its_kept_contents(decision):
    assert read(decision).status_code == 200
    ParticipationActivity.objects.filter(decision=decision).update(announced_on=None)
    Catalogue.objects.update(published_on=None)
    assert read(decision).status_code == 404


def test_what_moves_no_version_is_seen_when_the_contents_run_out(decision, travel):
    read(decision)
    ParticipationActivity.objects.filter(decision=decision).update(organiser="另一个单位")
    assert "另一个单位" not in read(decision).content.decode()
    travel.shift(timedelta(seconds=31))
    assert "另一个单位" in read(decision).content.decode()


def test_language_look_and_address_are_the_readers_own(decision, settings):
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]
    english, large = Client(), Client()
    english.cookies["django_language"] = "en"
    large.cookies["look"] = "size-l"
    plain = read(decision).content.decode()
    assert "征求意见" in plain
    assert "size-l" not in plain.partition(">")[0]
    assert "Draft text" in read(decision, english).content.decode()
    assert "size-l" in read(decision, large).content.decode()
    other = read(decision, headers={"host": "other.example"}).content.decode()
    assert "http://other.example/" in other
    assert "http://testserver/" not in other


def test_nothing_of_one_reader_is_kept_for_another(decision):
    officer = Client()
    officer.force_login(factories.town().by(Role.DRAFTING_OFFICER))
    seen = read(decision, officer, query="?from=somewhere").content.decode()
    assert "办公桌" in seen
    page = read(decision).content.decode()
    assert "办公桌" not in page
    assert "somewhere" not in page


def test_a_place_that_keeps_nothing_asks_every_time(decision, settings):
    settings.CONTENTS_KEPT = 0
    cache.clear()
    for _each in range(2):
        with CaptureQueriesContext(connection) as asked:
            read(decision)
        assert len(asked) > 1
