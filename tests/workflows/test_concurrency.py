"""Eight at once (trust.md rows 4 and 5): one act succeeds, the others are told who was faster.

On PostgreSQL and on an SQLite file alike: real threads, each with a connection of its own.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, Event
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from decisions.errors import NotNow, Refusal
from decisions.law.terms import Stage
from decisions.models import Decision, Entry, Submission
from tests import factories
from tests.workflows import road as roads
from workflows import fsck, heartbeat, outbox, receipts, sweep
from workflows.act import perform
from workflows.models import ChainStep, Job, Proposal, SignOffChain
from workflows.registry import act

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 8


@pytest.fixture(autouse=True)
def _no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """No message wakes anybody: rows are the truth."""
    monkeypatch.setattr(outbox, "WAKE", lambda job_id: None)


def together(work: Callable[[int], Any], number: int = AT_ONCE) -> list[Any]:
    """Let some threads do a thing at the same moment; gives results, refusals among them."""
    gate = Barrier(number)

    def one(place: int) -> Any:
        try:
            gate.wait(timeout=30)
            return work(place)
        except Refusal as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(one, range(number)))


@pytest.fixture
def road() -> roads.Road:
    return roads.opened()


@pytest.fixture
def heads_of_unit(road: roads.Road) -> list[User]:
    office = road.place.offices["planning"]
    return [
        factories.person(f"head-{n}", Role.LEAD_UNIT_HEAD, of=office, name=f"宋{n}号")
        for n in range(AT_ONCE)
    ]


def test_eight_officers_on_one_act_are_one_act(road: roads.Road, heads_of_unit: list[User]) -> None:
    seen, begin = road.decision.version, act("begin_study")
    done = together(lambda n: perform(begin, road.decision_id, heads_of_unit[n], {}, version=seen))
    (winner,) = [one for one in done if isinstance(one, Entry)]
    others = [one for one in done if isinstance(one, NotNow)]
    assert len(others) == AT_ONCE - 1
    for refusal in others:
        assert winner.actor_name in str(refusal.message)
    assert road.decision.stage == Stage.STUDY
    assert Entry.objects.filter(decision=road.decision_id, act="begin_study").count() == 1
    assert list(fsck.examine([road.decision_id])) == []


def test_eight_browsers_on_one_act_get_one_success_and_seven_conflicts(
    road: roads.Road, heads_of_unit: list[User]
) -> None:
    at = reverse("desk:act", args=[road.decision_id, "begin_study"])
    seen, browsers = road.decision.version, []
    for user in heads_of_unit:
        browser = Client()
        browser.force_login(user)
        browsers.append(browser)
    data = [{"token": str(uuid4()), "version": seen} for _ in browsers]
    answers = together(lambda n: browsers[n].post(at, data[n]))
    assert Counter(answer.status_code for answer in answers) == {302: 1, 409: AT_ONCE - 1}
    winner = Entry.objects.get(decision=road.decision_id, act="begin_study").actor_name
    refused = [answer for answer in answers if answer.status_code == 409]
    assert all(winner in answer.content.decode() for answer in refused)


def test_eight_different_entries_follow_one_another(road: roads.Road) -> None:
    describe, drafter = act("attach_paper"), road.user(Role.DRAFTING_OFFICER)
    remind = act("remind")
    assert describe is not None
    done = together(lambda n: perform(remind, road.decision_id, drafter, {"act": f"事项{n}"}))
    assert all(isinstance(one, Entry) for one in done)
    assert sorted(entry.seq for entry in done) == list(range(2, AT_ONCE + 2))
    assert list(fsck.examine([road.decision_id])) == []


def test_a_double_click_is_one_entry(road: roads.Road) -> None:
    head, token, begin = road.user(Role.LEAD_UNIT_HEAD), UUID(int=7), act("begin_study")
    seen = road.decision.version
    done = together(lambda n: perform(begin, road.decision_id, head, {}, token=token, version=seen))
    assert {entry.pk for entry in done} == {Entry.objects.get(act="begin_study").pk}


def test_two_clicks_open_one_decision(road: roads.Road) -> None:
    """Through the page, at one moment: one matter, and both clicks lead to it."""
    said = {
        "classified": "no",
        "title": "另一事项",
        "matter_class": "public_policy",
        "source": "department",
        "proposer": "规划建设办公室",
        "proposed_on": "2026-01-05",
        "summary": "规范停车。",
        "token": str(uuid4()),
    }

    def click(place: int) -> Any:
        browser = Client()
        browser.force_login(road.user(Role.DRAFTING_OFFICER))
        return browser.post(reverse("desk:propose"), said)

    answers = together(click, 4)
    opened = Decision.objects.get(title="另一事项")
    assert {answer.url for answer in answers} == {reverse("desk:case", args=[opened.pk])}
    assert click(0).url == reverse("desk:case", args=[opened.pk])
    assert Decision.objects.filter(title="另一事项").count() == 1


def test_two_clicks_put_one_act_before_the_signers(road: roads.Road) -> None:
    chain = SignOffChain.objects.create(organ=road.place.organ, act="begin_study")
    ChainStep.objects.create(chain=chain, order=1, title="审核", role=Role.CHIEF_EXECUTIVE)
    said, at = {"token": str(uuid4())}, reverse("desk:act", args=[road.decision_id, "begin_study"])

    def click(place: int) -> Any:
        browser = Client()
        browser.force_login(road.user(Role.LEAD_UNIT_HEAD))
        return browser.post(at, said)

    answers = together(click, 4)
    waiting = Proposal.objects.get()
    there = reverse("desk:proposal", args=[road.decision_id, waiting.pk])
    assert {(answer.status_code, answer.url) for answer in answers} == {(302, there)}
    said["token"] = str(uuid4())
    assert click(0).status_code == 409


def test_two_reminders_at_once_are_one(road: roads.Road) -> None:
    drafter, remind = road.user(Role.DRAFTING_OFFICER), act("remind")
    done = together(lambda n: perform(remind, road.decision_id, drafter, {"act": "研究论证"}))
    assert sum(isinstance(one, Entry) for one in done) == 1
    assert sum(isinstance(one, NotNow) for one in done) == AT_ONCE - 1


# --- Sweeps ---


@pytest.fixture
def waiting() -> roads.Road:
    """A matter in drafting with opinions that no sweep has seen."""
    decision = factories.decision_at(Stage.DRAFTING)
    from tests import stages

    place = factories.town()
    activity = stages.consulting(decision, place)
    for number in range(20):
        said = stages.opinion(activity, f"第{number}条意见。").submission
        said.token = UUID(int=number + 1)
        receipts.seal(said).save()
    return roads.Road(place, decision.pk)


def test_sweeps_at_once_take_every_leaf_once(waiting: roads.Road) -> None:
    taken = together(lambda n: sweep.sweep_submissions(), 4)
    assert sum(taken) == 20
    assert not Submission.objects.filter(batch=None).exists()
    entries = Entry.objects.filter(act="register_submissions")
    assert sum(entry.facts["size"] for entry in entries) == 20
    found = {row.check for row in fsck.examine([waiting.decision_id])}
    assert not found & {"root", "leaf", "tally", "chain"}


def test_a_second_sweep_changes_nothing(waiting: roads.Road) -> None:
    sweep.sweep_submissions()
    before = list(Entry.objects.values_list("digest", flat=True))
    assert sweep.sweep_submissions() == 0
    assert list(Entry.objects.values_list("digest", flat=True)) == before


# --- The outbox ---

DONE: list[int] = []


@pytest.fixture
def kind() -> Iterator[str]:
    """A kind of job that notes each time it is done."""
    DONE.clear()
    outbox.DOERS["proof"] = lambda job: DONE.append(job.pk)
    yield "proof"
    del outbox.DOERS["proof"]


def test_asking_twice_is_asking_once(kind: str) -> None:
    asked = together(lambda n: outbox.ask(kind, "same", {}).pk)
    assert len(set(asked)) == Job.objects.filter(kind=kind).count() == 1


def test_a_job_run_by_many_at_once_is_done_once(kind: str) -> None:
    job = outbox.ask(kind, "once", {})
    done = together(lambda n: outbox.run(job.pk))
    assert (done.count(True), DONE) == (1, [job.pk])


@pytest.mark.parametrize("times", [2, 5])
def test_a_job_run_again_is_done_once(kind: str, times: int) -> None:
    job = outbox.ask(kind, "again", {})
    assert [outbox.run(job.pk) for _ in range(times)] == [True, *[False] * (times - 1)]
    assert [job.pk] == DONE
    assert outbox.run_waiting() == 0


def test_what_a_killed_worker_held_comes_back(kind: str) -> None:
    def killed(job: Job) -> None:
        raise SystemExit("killed")

    outbox.DOERS[kind], whole = killed, outbox.DOERS[kind]
    job = outbox.ask(kind, "killed", {})
    with pytest.raises(SystemExit):
        outbox.run(job.pk)
    outbox.DOERS[kind] = whole
    held = Job.objects.get(pk=job.pk)
    assert held.done_at is None
    assert timezone.now() < held.leased_until < timezone.now() + timedelta(minutes=3)
    assert not outbox.run(job.pk)
    assert outbox.due(timezone.now()) == []
    Job.objects.filter(pk=job.pk).update(leased_until=timezone.now() - timedelta(seconds=1))
    assert outbox.due(timezone.now()) == [job.pk]
    assert together(lambda n: outbox.run(job.pk), 4).count(True) == 1
    assert [job.pk] == DONE


def test_a_job_is_one_worker_s_as_long_as_that_one_lives(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heartbeat, "LEASE", timedelta(seconds=1))
    monkeypatch.setattr(heartbeat, "EVERY", timedelta(seconds=0.1))
    begun, tried = Event(), []

    def slow(job: Job) -> None:
        begun.set()
        time.sleep(2.5)
        DONE.append(job.pk)

    outbox.DOERS[kind] = slow
    job = outbox.ask(kind, "slow", {})

    def one(number: int) -> bool:
        if number == 0:
            return outbox.run(job.pk)
        begun.wait(10)
        for _ in range(20):
            tried.append(outbox.run(job.pk))
            time.sleep(0.1)
        return False

    assert together(one, 2) == [True, False]
    assert tried == [False] * 20
    assert [job.pk] == DONE
    row = Job.objects.get(pk=job.pk)
    assert (row.attempts, row.leased_until) == (1, None)


def test_a_beat_that_comes_too_late_takes_nothing_back(kind: str) -> None:
    job = outbox.ask(kind, "late", {})
    lost = timezone.now() - timedelta(seconds=1)
    Job.objects.filter(pk=job.pk).update(leased_until=lost)
    heartbeat.renew(job.pk)
    assert Job.objects.get(pk=job.pk).leased_until == lost


def test_a_job_that_fails_is_tried_again_and_then_given_up(kind: str) -> None:
    def broken(job: Job) -> None:
        raise ValueError("no paper")

    outbox.DOERS[kind] = broken
    job = outbox.ask(kind, "broken", {})
    for _ in range(outbox.GIVE_UP_AFTER):
        Job.objects.filter(pk=job.pk).update(not_before=timezone.now())
        with pytest.raises(ValueError, match="no paper"):
            outbox.run(job.pk)
    assert not outbox.run(job.pk)
    kept = Job.objects.get(pk=job.pk)
    assert (kept.attempts, kept.error) == (outbox.GIVE_UP_AFTER, "ValueError: no paper")
