"""The guard of the public's forms (trust.md rows 17, 18): machines pay, nobody is locked out."""

import base64
import json
import random
import time
from datetime import timedelta
from uuid import uuid4

import altcha
import pytest
import time_machine
from django.core.cache import cache
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from decisions.models import Submission
from tests.workflows.consulting import OPENS, at, opened
from workflows import tasks
from workflows.guard import address, challenges, pace
from workflows.models import SpentChallenge, Task

pytestmark = pytest.mark.django_db
VILLAGE, ABUSER = "203.0.113.7", "203.0.113.7"


@pytest.fixture
def travel():
    with time_machine.travel(at(OPENS), tick=False) as traveller:
        yield traveller


@pytest.fixture
def decision(travel, settings):
    settings.PUBLIC_GUARD = True
    return opened(travel)


def solved(work: int = 500, **changed) -> str:
    """An answer to a fresh challenge, as the page's script gives it."""
    return answered(challenges.make(work), **changed)


def answered(challenge: dict, **changed) -> str:
    solution = altcha.solve_challenge(altcha.Challenge.from_dict(challenge))
    said = {"challenge": challenge, "solution": solution.to_dict() | changed}
    return base64.b64encode(json.dumps(said).encode()).decode()


def send(client, decision, **more):
    said = {
        "step": "send",
        "token": str(uuid4()),
        "clause": "",
        "text": "建议增设装卸区。",
        "identity": "anonymous",
        "submitter_kind": "citizen",
        "privacy_read": "on",
    }
    where = {k: more.pop(k) for k in ("REMOTE_ADDR",) if k in more}
    return client.post(reverse("portal:opinion", args=[decision.pk]), said | more, **where)


def test_with_the_work_done_an_opinion_is_not_held(client, decision):
    assert send(client, decision, guard=solved()).status_code == 303
    assert Submission.objects.get().held is False


def test_without_scripts_it_is_taken_at_once_and_held_for_a_look(client, decision):
    response = send(client, decision)
    assert response.status_code == 303
    receipt = client.get(response.url)
    said = Submission.objects.get()
    assert said.held
    assert said.number in receipt.content.decode()
    tasks.sweep_all()
    assert Task.objects.filter(decision=decision, act="release_held_submission").exists()


def test_the_page_hands_out_work_and_says_how_without_it(client, decision):
    page = client.get(reverse("portal:opinion", args=[decision.pk])).content.decode()
    assert f'data-guard="{reverse("portal:guard")}"' in page
    assert "<noscript>" in page
    said = client.get(reverse("portal:guard"))
    assert "no-store" in said["Cache-Control"]
    assert send(client, decision, guard=answered(said.json())).status_code == 303


def test_work_is_used_once_even_when_the_cache_is_flushed(client, decision):
    answer = solved()
    assert send(client, decision, guard=answer).status_code == 303
    cache.clear()
    again = send(client, decision, guard=answer)
    assert again.status_code == 422
    assert "建议增设装卸区" in again.content.decode()
    assert Submission.objects.count() == 1


def test_a_form_sent_twice_with_the_same_work_gets_the_same_receipt(client, decision):
    said = {"guard": solved(), "token": str(uuid4())}
    assert [send(client, decision, **said).status_code for _each in range(2)] == [303, 303]
    assert Submission.objects.count() == 1


def test_work_that_ran_out_is_asked_for_again(client, decision, travel):
    answer = solved()
    travel.shift(challenges.LASTS + timedelta(seconds=1))
    assert send(client, decision, guard=answer).status_code == 422
    assert not Submission.objects.exists()


def test_what_ran_out_is_forgotten(client, decision, travel):
    send(client, decision, guard=solved())
    assert challenges.forget_old() == 0
    travel.shift(challenges.LASTS + timedelta(minutes=2))
    assert challenges.forget_old() == 1


def test_of_three_thousand_forged_replayed_and_foreign_answers_none_is_accepted(travel, settings):
    chance = random.Random(7)
    settings.SECRET_KEY = "another place"
    foreign = [solved(50) for _each in range(100)]
    settings.SECRET_KEY = "only-for-tests"
    good = [solved(50) for _each in range(100)]
    for answer in good:
        challenges.check(answer).spend_once()
    accepted = 0
    for number in range(3000):
        kind = number % 3
        answer = (good, foreign, [_bent(chance.choice(good), chance)])[kind]
        try:
            challenges.check(chance.choice(answer)).spend_once()
            accepted += 1
        except challenges.Unproved:
            pass
    assert accepted == 0
    assert SpentChallenge.objects.count() == 100


def _bent(answer: str, chance: random.Random) -> str:
    """A good answer with one thing about it changed: a later end, other work, a digit."""
    said = json.loads(base64.b64decode(answer))
    parameters, solution = said["challenge"]["parameters"], said["solution"]
    bend = chance.randrange(4)
    if bend == 0:
        parameters["expiresAt"] += chance.randrange(1, 10_000)
    elif bend == 1:
        parameters["nonce"] = f"{chance.getrandbits(128):032x}"
    elif bend == 2:
        solution["derivedKey"] = f"{chance.getrandbits(256):064x}"
    else:
        said["challenge"]["signature"] = f"{chance.getrandbits(256):064x}"
    return base64.b64encode(json.dumps(said).encode()).decode()


@pytest.mark.parametrize("junk", ["x", "e30=", "W10=", "bnVsbA==", "A" * 5000, "\x00", "汉"])
def test_nonsense_is_no_fault(client, decision, junk):
    assert send(client, decision, guard=junk).status_code == 422


def test_a_village_of_five_hundred_behind_one_address_is_never_refused(client, decision, travel):
    """Three posts each in an hour, half of them without scripts."""
    refused, hardest = 0, 0
    request = RequestFactory().get("/", REMOTE_ADDR=VILLAGE)
    for number in range(1500):
        travel.shift(timedelta(seconds=2.4))
        hardest = max(hardest, pace.work_for(request))
        if number % 2:
            refused += pace.too_many_unguarded(request)
    assert refused == 0
    assert hardest == pace.WORK
    assert send(client, decision, REMOTE_ADDR=VILLAGE).status_code == 303


def test_one_who_asks_fifty_times_a_second_works_harder_and_others_are_still_taken(
    client, decision, travel
):
    request = RequestFactory().get("/", REMOTE_ADDR=ABUSER)
    work = 0
    for _each in range(500):
        work = pace.work_for(request)
        travel.shift(timedelta(seconds=0.02))
    assert work >= 20 * pace.WORK
    # Somebody else of the same address: harder work, no refusal.
    assert send(client, decision, guard=solved(work // 1000), REMOTE_ADDR=ABUSER).status_code == 303
    # Another address does not notice.
    assert pace.work_for(RequestFactory().get("/", REMOTE_ADDR="198.51.100.1")) == pace.WORK
    # Ten seconds later it is as before.
    travel.shift(timedelta(seconds=pace.WINDOW))
    assert pace.work_for(request) == pace.WORK


def test_a_flood_without_work_waits_with_its_words_kept(client, decision, monkeypatch):
    monkeypatch.setattr(pace, "UNGUARDED", 3)
    answers = [send(client, decision, text=f"意见{n}") for n in range(5)]
    assert [a.status_code for a in answers] == [303, 303, 303, 503, 503]
    assert answers[-1]["Retry-After"] == "60"
    assert "意见4" in answers[-1].content.decode()
    assert send(client, decision, guard=solved()).status_code == 303


def test_without_its_cache_the_form_stays_open(client, decision, monkeypatch):
    def broken(*given, **more):
        raise ConnectionError

    monkeypatch.setattr(pace.cache, "add", broken)
    assert client.get(reverse("portal:guard")).status_code == 200
    assert send(client, decision).status_code == 303


# --- From where ---


def asked(settings, proxies, forwarded, peer="10.0.0.2"):
    settings.TRUSTED_PROXIES = proxies
    more = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded is not None else {}
    return address.client_address(RequestFactory().get("/", REMOTE_ADDR=peer, **more))


@pytest.mark.parametrize(
    ("proxies", "forwarded", "believed"),
    [
        ([], "198.51.100.9", "10.0.0.2"),
        (["10.0.0.0/8"], "198.51.100.9", "198.51.100.9"),
        (["10.0.0.0/8"], "1.1.1.1, 198.51.100.9", "198.51.100.9"),
        (["10.0.0.0/8"], "198.51.100.9, 10.9.9.9", "198.51.100.9"),
        (["10.0.0.0/8"], "nonsense", "10.0.0.2"),
        (["10.0.0.0/8"], "", "10.0.0.2"),
        (["10.0.0.0/8"], "2001:db8::1", "2001:db8::1"),
        (["10.0.0.0/8"], None, "10.0.0.2"),
        (["192.0.2.1"], "198.51.100.9", "10.0.0.2"),
    ],
)
def test_only_our_own_proxy_is_believed(settings, proxies, forwarded, believed):
    assert asked(settings, proxies, forwarded) == believed


def test_one_household_is_counted_together():
    assert address.neighbourhood("2001:db8:1:2:aaaa::1") == "2001:db8:1:2::/64"
    assert address.neighbourhood("203.0.113.7") == "203.0.113.7"


def test_making_and_checking_costs_little():
    start = time.perf_counter()
    answers = [solved(1) for _each in range(200)]
    for answer in answers:
        challenges.check(answer)
    assert (time.perf_counter() - start) / 200 < 0.01
    assert timezone.now() < challenges.check(answers[0]).expires_at
