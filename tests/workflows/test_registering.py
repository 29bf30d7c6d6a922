"""Counters that advance by what a sweep takes up, and the making of many submissions at once."""

from typing import Any
from uuid import RFC_4122, UUID

import pytest

from decisions.copying import insert, next_ids
from decisions.models import Decision, Entry, Opinion, Submission, Tally
from tests.workflows.consulting import do, opened, points, say
from workflows import receipts, sweep, tallying

pytestmark = pytest.mark.django_db


@pytest.fixture
def decision(time_machine: Any) -> Decision:
    """A matter whose consultation is open, with two registered opinions."""
    decision = opened(time_machine)
    for number in range(2):
        say(decision, f"第{number}条意见。")
    sweep.register(decision.pk)
    return decision


def agrees(decision: Decision) -> Tally:
    """The counters, as a recount finds them."""
    tally, counted = Tally.objects.get(decision=decision), tallying.counts(decision)
    assert {name: getattr(tally, name) for name in counted} == counted
    return tally


def never(decision: Decision) -> Tally:
    """What a sweep must not do as long as nothing ran ahead."""
    raise AssertionError("everything was counted anew")


def test_a_sweep_counts_what_it_takes_up_and_not_what_is_there(
    decision: Decision, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tallying, "recount", never)
    for number in range(3):
        say(decision, f"又一条意见{number}。")
    assert sweep.register(decision.pk) == 3
    assert (agrees(decision).opinions, agrees(decision).submissions) == (5, 5)


def test_what_a_count_ran_ahead_with_is_not_added_again_by_the_next_sweep(
    decision: Decision,
) -> None:
    say(decision, "还没有登记的意见。")
    do("dispose_opinion", decision, opinion=points(decision)[-1], kind="explained", reason="已有。")
    tally = agrees(decision)
    assert (tally.opinions, tally.is_explained) == (3, 1)
    sweep.register(decision.pk)
    assert agrees(decision).opinions == 3


def test_a_withdrawn_submission_is_taken_up_and_not_counted(decision: Decision) -> None:
    said = say(decision, "要撤回的意见。").submission
    Submission.objects.filter(pk=said.pk).update(withdrawn_at=said.received_at)
    sweep.register(decision.pk)
    assert agrees(decision).opinions == 2


def test_batches_of_a_backlog_are_each_counted_once(
    decision: Decision, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweep, "BATCH", 2)
    for counted in (False, True):
        for number in range(5):
            say(decision, f"积压的意见{number}。")
        if counted:
            tallying.recount(decision)
        assert sweep.register(decision.pk) == 5
        assert agrees(decision)
    sizes = [e.facts["size"] for e in Entry.objects.filter(act="register_submissions")]
    assert sum(sizes) == 12


def test_what_is_made_for_many_is_what_is_made_for_one() -> None:
    made = receipts.fresh(2026, 300)
    for one in made:
        token = UUID(one.token)
        assert (token.version, token.variant) == (4, RFC_4122)
        assert receipts.digest(receipts.code(token)) == one.receipt
        assert len(bytes.fromhex(one.salt)) == 16
        year, *groups = one.number.split("-")
        assert (year, [len(group) for group in groups]) == ("2026", [4, 4, 4])
        assert set("".join(groups)) <= set(receipts.ALPHABET)
    assert len({one.number for one in made} | {one.token for one in made}) == 600


def test_rows_written_at_once_take_the_defaults_of_their_table(decision: Decision) -> None:
    said = Submission.objects.first()
    ids = next_ids(Opinion, 3)
    assert next_ids(Opinion, 1)[0] >= ids[0]
    columns = ("id", "decision_id", "submission_id", "text", "clause_id", "recorded_at")
    texts = ("一\t二\\N", "换\n行", "=1+1 🀄")
    rows = [
        (pk, decision.pk, said.pk, text, None, said.received_at)
        for pk, text in zip(ids, texts, strict=True)
    ]
    insert(Opinion, columns, rows)
    kept = Opinion.objects.filter(pk__in=ids).order_by("pk")
    assert [one.text for one in kept] == list(texts)
    assert {(one.start, one.public_text, one.cluster_id) for one in kept} == {(0, "", None)}
    later = Opinion.objects.create(
        decision=decision, submission=said, text="后来", recorded_at=said.received_at
    )
    assert later.pk not in ids
