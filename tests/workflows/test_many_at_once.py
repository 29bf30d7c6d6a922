"""Many at once: one act is done once, one form is sent once, and nothing is lost or counted twice.

Threads with connections of their own on the engine of the test run; on SQLite the database is a
file, so that writers meet the locks an office meets.
"""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection

from accounts.roles import Role
from decisions.errors import NotNow
from decisions.models import Disposition, Entry, Opinion, Submission, Tally
from tests.workflows.consulting import OPENS as FIRST_DAY
from tests.workflows.consulting import at, by, drafted, notice, opened, points, say
from workflows import outbox, record, sweep, tallying
from workflows.act import ACTS, perform
from workflows.models import Job

pytestmark = pytest.mark.django_db(transaction=True)
ACTORS = 8


@pytest.fixture
def decision(time_machine, monkeypatch):
    """A matter in drafting on the first day; no broker is woken."""
    monkeypatch.setattr(outbox, "WAKE", lambda job_id: None)
    time_machine.move_to(at(FIRST_DAY), tick=False)
    return drafted()


def at_once(*works):
    """Run works side by side, all let go at one moment; gives results and refusals in order."""
    gate = threading.Barrier(len(works))

    def run(work):
        try:
            gate.wait(timeout=30)
            return work()
        except NotNow as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def chain_holds(decision):
    """Whether every entry hangs on the one before and bears its own digest."""
    previous = record.GENESIS
    for seq, entry in enumerate(decision.entries.order_by("seq"), 1):
        assert (entry.seq, entry.previous) == (seq, previous)
        assert record.digest(entry) == entry.digest
        previous = entry.digest
    decision.refresh_from_db()
    return decision.chain_head == previous


def test_eight_actors_on_one_act_are_one_success(decision):
    officer, said = by(Role.DRAFTING_OFFICER), notice(decision)
    seen = decision.version
    found = at_once(
        *[
            lambda: perform(
                ACTS["open_consultation"], decision.pk, officer, said, token=uuid4(), version=seen
            )
        ]
        * ACTORS
    )
    done = [one for one in found if isinstance(one, Entry)]
    refused = [one for one in found if isinstance(one, NotNow)]
    assert (len(done), len(refused)) == (1, ACTORS - 1)
    assert all(officer.display_name in str(one.message) for one in refused)
    assert decision.activities.count() == 1
    assert chain_holds(decision)


def test_eight_clicks_with_one_token_are_one_act(decision):
    officer, said, token = by(Role.DRAFTING_OFFICER), notice(decision), uuid4()
    found = at_once(
        *[
            lambda: perform(
                ACTS["open_consultation"], decision.pk, officer, said, token=token, version=0
            )
        ]
        * ACTORS
    )
    assert len({one.pk for one in found}) == 1
    assert decision.activities.count() == 1


def test_eight_sendings_with_one_token_are_one_submission(decision, time_machine):
    opened(time_machine, decision)
    token = uuid4()
    found = at_once(*[lambda: say(decision, token=token)] * ACTORS)
    assert len({sent.code for sent in found}) == 1
    assert sum(sent.fresh for sent in found) == 1
    assert Submission.objects.count() == Opinion.objects.count() == 1


def test_citizens_officers_and_the_sweep_lose_nothing_between_them(decision, time_machine):
    opened(time_machine, decision)
    for number in range(4):
        say(decision, f"第{number}条。")
    sweep.register(decision.pk)
    officer = by(Role.DRAFTING_OFFICER)

    def answer(opinion):
        said = {"opinion": opinion, "kind": "explained", "reason": "已有规定。"}
        return perform(ACTS["dispose_opinion"], decision.pk, officer, said)

    at_once(
        *[lambda opinion=opinion: answer(opinion) for opinion in points(decision)],
        *[lambda: say(decision, "又一条。")] * 6,
        *[lambda: sweep.register(decision.pk)] * 2,
    )
    sweep.register(decision.pk)
    tally = Tally.objects.get(decision=decision)
    assert {name: getattr(tally, name) for name in tallying.counts(decision)} == tallying.counts(
        decision
    )
    assert (tally.opinions, tally.is_explained) == (10, 4)
    places = Counter(Submission.objects.values_list("batch", "batch_index"))
    assert len(places) == 10
    assert all(batch is not None for batch, _place in places)
    assert chain_holds(decision)


def test_one_opinion_answered_eight_times_at_once_has_one_answer(decision, time_machine):
    opened(time_machine, decision)
    say(decision)
    sweep.register(decision.pk)
    officer, said = by(Role.DRAFTING_OFFICER), {"kind": "explained", "reason": "已有规定。"}
    opinion = points(decision)[0]
    at_once(
        *[
            lambda: perform(
                ACTS["dispose_opinion"], decision.pk, officer, said | {"opinion": opinion}
            )
        ]
        * ACTORS
    )
    assert Disposition.objects.count() == 1
    tally = Tally.objects.get(decision=decision)
    assert (tally.is_explained, tally.undisposed) == (1, 0)
    assert chain_holds(decision)


def test_a_job_asked_of_eight_workers_is_done_once(decision, monkeypatch):
    done = []
    monkeypatch.setitem(outbox.DOERS, "counted", lambda job: done.append(job.pk))
    outbox.ask("counted", "one", {})
    job = Job.objects.get(kind="counted")
    found = at_once(*[lambda: outbox.run(job.pk)] * ACTORS)
    assert (sum(found), len(done)) == (1, 1)
