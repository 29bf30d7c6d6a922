"""Art. 18: undoing a step gives back every answer it replaced, and nothing once one was changed."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from decisions.errors import NotNow
from decisions.models import Cluster, Disposition, Opinion, Tally
from tests.workflows.consulting import at, by, do, opened, points, say
from workflows import fsck, sweep, tallying
from workflows.models import Deadline

pytestmark = pytest.mark.django_db
SAID = {"kind": "not_adopted", "reason": "超出本办法范围。"}
LATER = date(2026, 3, 9)


@pytest.fixture
def decision(time_machine):
    """A matter with six registered opinions: some answered already, each in its own way."""
    decision = opened(time_machine)
    for number in range(6):
        say(decision, f"第{number}条意见。")
    sweep.register(decision.pk)
    first, second, third, *_rest = points(decision)
    clause = decision.drafts.last().clauses.first().pk
    do("dispose_opinion", decision, opinion=first, kind="adopted", changed_clauses=[clause])
    do("dispose_opinion", decision, opinion=second, kind="explained", reason="已有规定。")
    do("dispose_opinion", decision, opinion=third, kind="petition_transferred", reason="个人诉求。")
    time_machine.move_to(at(LATER), tick=False)
    return decision


def answers(decision):
    """What stands, by opinion or group: kind, reason, clauses, by whom, on which day."""
    return {
        (row.opinion_id, row.cluster_id): (
            *(row.kind, row.reason, row.main_opinion_id, row.decided_by_id, row.decided_on),
            sorted(row.changed_clauses.values_list("pk", flat=True)),
        )
        for row in Disposition.objects.filter(decision=decision)
    }


def sound(decision):
    """Counters, columns and the record agree with the rows."""
    tally = Tally.objects.get(decision=decision)
    counted = tallying.counts(decision)
    assert {name: getattr(tally, name) for name in counted} == counted
    checks = {found.check for found in fsck.examine([decision.pk])}
    assert not checks & {"disposition", "tally", "group", "deadline", "lot", "counter"}


def test_unanswered_and_answered_ones_are_as_they_were_before(decision):
    before = answers(decision)
    due = list(Deadline.objects.filter(kind="petition").values_list("subject", "due_on", "met_on"))
    entry = do("dispose_in_bulk", decision, opinions=points(decision), **SAID)
    assert len(answers(decision)) == 6
    sound(decision)
    undone = do("undo_disposition", decision, entry=entry.seq)
    assert answers(decision) == before
    assert undone.summary == "撤销6条意见的处理结果，恢复其中3条原来的处理结果"
    assert Opinion.objects.filter(answer="").count() == 3
    again = Deadline.objects.filter(kind="petition").values_list("subject", "due_on", "met_on")
    assert list(again) == due
    sound(decision)


def test_a_petition_of_which_the_sender_was_told_is_told_again_after_the_undoing(decision):
    third = points(decision)[2]
    row = Disposition.objects.get(opinion=third)
    do("tell_petitioner", decision, disposition=row.pk)
    entry = do("dispose_opinion", decision, opinion=third, **SAID)
    sound(decision)
    do("undo_disposition", decision, entry=entry.seq)
    assert Disposition.objects.get(opinion=third).petition_told_on == LATER
    assert Deadline.objects.get(kind="petition").met_on == LATER
    sound(decision)


def test_a_groups_answer_comes_back_and_the_own_answers_inside_stay(decision):
    ids = points(decision)
    do("group_opinions", decision, opinions=[ids[1], *ids[3:]], title="同类")
    group = Cluster.objects.get().pk
    do("dispose_opinion", decision, cluster=group, kind="explained", reason="统一答复。")
    before = answers(decision)
    entry = do("dispose_in_bulk", decision, clusters=[group], opinions=[ids[0]], **SAID)
    do("undo_disposition", decision, entry=entry.seq)
    assert answers(decision) == before
    assert Cluster.objects.get().answer == "explained"
    sound(decision)


def test_steps_are_undone_one_after_the_other(decision):
    ids, before = points(decision), answers(decision)
    one = do("dispose_in_bulk", decision, opinions=ids[:4], **SAID)
    two = do("dispose_in_bulk", decision, opinions=ids[2:], kind="explained", reason="另有规定。")
    with pytest.raises(NotNow):
        do("undo_disposition", decision, entry=one.seq)
    do("undo_disposition", decision, entry=two.seq)
    sound(decision)
    do("undo_disposition", decision, entry=one.seq)
    assert answers(decision) == before
    sound(decision)


def test_nothing_is_undone_once_one_answer_was_changed(decision):
    ids = points(decision)
    entry = do("dispose_in_bulk", decision, opinions=ids, **SAID)
    do("dispose_opinion", decision, opinion=ids[4], kind="explained", reason="已有规定。")
    before = answers(decision)
    with pytest.raises(NotNow):
        do("undo_disposition", decision, entry=entry.seq)
    assert answers(decision) == before


def test_nothing_is_undone_twice_nor_what_is_no_answer(decision):
    entry = do("dispose_in_bulk", decision, opinions=points(decision), **SAID)
    do("undo_disposition", decision, entry=entry.seq)
    for seq in (entry.seq, entry.seq + 1, 1, 10_000):
        with pytest.raises(NotNow):
            do("undo_disposition", decision, entry=seq)


def test_a_restored_answer_may_be_drawn_for_a_second_look_again(decision):
    entry = do("dispose_in_bulk", decision, opinions=points(decision), **SAID)
    do("draw_checks", decision)
    do("undo_disposition", decision, entry=entry.seq)
    sound(decision)
    do("draw_checks", decision)
    sound(decision)


def test_the_button_of_the_workbench_gives_back_what_was_replaced(decision):
    before = answers(decision)
    client = Client()
    client.force_login(by(Role.DRAFTING_OFFICER))
    entry = do("dispose_in_bulk", decision, opinions=points(decision), **SAID)
    client.post(reverse("desk:opinions_undo", args=[decision.pk]), {"entry": entry.seq})
    assert answers(decision) == before
