"""Sixteen writers at once (trust.md row 24): citizens send while officers act and the sweep runs.

Real views, a thread and a connection each, on the engine of the test run. Nobody is shown a lock,
every receipt given out stands for one submission, and the record holds.
"""

import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from decisions.models import Decision, Entry, LegalBasis, Submission, Tally
from tests.attack.hands import browser_of, typed
from tests.workflows import road as roads
from workflows import fsck, outbox, sweep
from workflows.submitting import submit_opinion

pytestmark = pytest.mark.django_db(transaction=True)
CITIZENS, OFFICERS, CLERKS = 10, 4, 2
Turn = Callable[[int], tuple[str, int]]


@pytest.fixture
def decision(monkeypatch: pytest.MonkeyPatch, time_machine: Any) -> Decision:
    """A matter that takes opinions; no broker is woken."""
    monkeypatch.setattr(outbox, "WAKE", lambda job_id: None)
    road = roads.opened().until("say")
    time_machine.move_to(road.now)
    return road.decision


@pytest.mark.parametrize("seconds", [3, pytest.param(300, marks=pytest.mark.long)])
def test_nobody_is_shown_a_lock_and_nothing_is_lost(decision: Decision, seconds: int) -> None:
    before = decision.version
    seen = _at_once([*_citizens(decision), *_officers(decision), *_clerks(decision)], seconds)
    answers = Counter(answer for one in seen for answer in one)
    assert set(answers) == {("sent", 303), ("acted", 302), ("entered", 1), ("swept", 0)}, answers
    assert all(number >= CITIZENS for (what, _), number in answers.items() if what == "sent")
    sweep.register(decision.pk)
    sent = answers["sent", 303] + answers["entered", 1]
    assert Submission.objects.filter(decision=decision).count() == sent
    assert len(set(Submission.objects.values_list("receipt", flat=True))) == sent
    assert Tally.objects.get(decision=decision).submissions == sent
    acted = Entry.objects.filter(decision=decision, seq__gt=before, act="add_legal_basis")
    assert acted.count() == answers["acted", 302]
    assert LegalBasis.objects.filter(title__startswith="依据").count() == answers["acted", 302]
    assert list(fsck.examine([decision.pk])) == []


def _citizens(decision: Decision) -> list[Turn]:
    url = reverse("portal:opinion", args=[decision.pk])

    def send(place: int) -> tuple[str, int]:
        response = Client().post(url, typed(text=f"第{place}位的意见。"))
        assert "locked" not in response.content.decode()
        return "sent", response.status_code

    return [send] * CITIZENS


def _officers(decision: Decision) -> list[Turn]:
    """Every officer adds to the file through the page; the row's lock lets one after another in."""
    url = reverse("desk:act", args=[decision.pk, "add_legal_basis"])

    def act_in(browser: Client) -> Turn:
        def act(place: int) -> tuple[str, int]:
            said = {"token": str(uuid4()), "title": f"依据{uuid4()}"}
            return "acted", browser.post(url, said).status_code

        return act

    return [act_in(browser_of(Role.DRAFTING_OFFICER)) for _ in range(OFFICERS)]


def _clerks(decision: Decision) -> list[Turn]:
    """One takes letters down without a page; one is the sweep."""
    activity = decision.activities.get()

    def enter(place: int) -> tuple[str, int]:
        said = {"text": "来信。", "submitter_kind": "citizen", "privacy_read": "on"}
        submit_opinion(activity.pk, said, token=uuid4())
        return "entered", 1

    def look(place: int) -> tuple[str, int]:
        sweep.register(decision.pk)
        time.sleep(0.2)
        return "swept", 0

    return [enter, look]


def _at_once(turns: list[Turn], seconds: int) -> list[list[tuple[str, int]]]:
    """Let all go at one moment and on until the time is up."""
    gate = Barrier(len(turns))

    def work(place: int) -> list[tuple[str, int]]:
        found = []
        try:
            gate.wait(timeout=30)
            until = time.monotonic() + seconds
            while time.monotonic() < until or not found:
                found.append(turns[place](place))
        finally:
            connections.close_all()
        return found

    with ThreadPoolExecutor(len(turns)) as pool:
        return list(pool.map(work, range(len(turns))))


assert CITIZENS + OFFICERS + CLERKS == 16
