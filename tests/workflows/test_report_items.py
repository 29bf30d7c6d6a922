"""Art. 18: the report folds what got one answer, numbers everything once, and counts each voice."""

import random
import re
from datetime import timedelta

import pytest
from django.db import connection

from accounts.roles import Role
from decisions.models import Decision, Opinion, ReportItem, Submission, Tally, TallyBy, Theme
from tests.workflows import counted
from tests.workflows.consulting import CLOSES, OPENS, at, by, do, opened, points, say
from workflows import counting, report_items, sweep, taking_back, tallying
from workflows.act import ACTS, perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def decision(time_machine) -> Decision:
    """A matter whose consultation is open."""
    return opened(time_machine)


def group(decision: Decision, *ids: int, title: str = "同类") -> int:
    entry = do("group_opinions", decision, opinions=list(ids), title=title)
    return int(entry.facts["cluster"])


def sizes(decision: Decision) -> list[tuple[int, int, str]]:
    rows = ReportItem.objects.filter(decision=decision).order_by("number")
    return list(rows.values_list("number", "size", "kind"))


def test_the_items_are_made_in_one_walk_over_the_opinions(decision):
    """Joined with themselves, 100,000 took three minutes while the planner thought them few."""
    ask = {"postgresql": "EXPLAIN", "sqlite": "EXPLAIN QUERY PLAN"}[connection.vendor]
    made = report_items._ITEMS
    with connection.cursor() as cursor:
        cursor.execute(f"{ask} {made}", [decision.pk])
        plan = " ".join(str(line) for line in cursor.fetchall())
    assert len(re.findall(r"on decisions_opinion|(?:SCAN|SEARCH) m ", plan)) == 1, plan


def test_a_group_is_one_item_and_a_member_with_its_own_answer_another(decision):
    for text in ("甲一。", "乙。", "甲二。", "甲三。"):
        say(decision, text)
    sweep.register(decision.pk)
    a, b, a2, a3 = points(decision)
    cluster = group(decision, a, a2, a3)
    do("dispose_opinion", decision, cluster=cluster, kind="explained", reason="已有规定。")
    do("dispose_opinion", decision, opinion=a3, kind="not_adopted", reason="超出范围。")
    do("dispose_opinion", decision, opinion=b, kind="not_adopted", reason="超出范围。")
    report_items.lay_out(decision)
    assert sizes(decision) == [(1, 2, "explained"), (2, 1, "not_adopted"), (3, 1, "not_adopted")]
    numbered = Opinion.objects.order_by("pk").values_list("serial", "item")
    assert list(numbered) == [(1, 1), (2, 2), (3, 1), (4, 3)]
    report_items.lay_out(decision)
    assert len(sizes(decision)) == 3


def test_who_takes_something_back_leaves_the_item_to_the_others(decision):
    sent = [say(decision, text) for text in ("甲一。", "甲二。", "乙。")]
    sweep.register(decision.pk)
    a, a2, b = points(decision)
    cluster = group(decision, a, a2)
    do("dispose_opinion", decision, cluster=cluster, kind="explained", reason="已有规定。")
    do("dispose_opinion", decision, opinion=b, kind="explained", reason="已有规定。")
    report_items.lay_out(decision)
    taking_back.withdraw_submission(sent[0].code)
    taking_back.withdraw_submission(sent[2].code)
    assert sizes(decision) == [(1, 1, "explained")]
    assert ReportItem.objects.get().lead_id == a2
    assert Opinion.objects.get(pk=a).item is None


def agrees(decision: Decision) -> Tally:
    """The counters are what a recount finds, along every dimension."""
    tally = Tally.objects.get(decision=decision)
    exact = tallying.counts(decision)
    assert {name: getattr(tally, name) for name in exact} == exact
    rows = TallyBy.objects.filter(decision=decision, number__gt=0)
    kept = {(d, key): number for d, key, number in rows.values_list("dimension", "key", "number")}
    assert kept == dict(tallying.counts_by(decision))
    for dimension in ("sender", "clause", "day", "theme"):
        assert sum(n for (d, _key), n in kept.items() if d == dimension) == tally.opinions
    return tally


def test_the_sweep_adds_what_came_and_counts_nothing_twice(decision, time_machine):
    clause = decision.drafts.last().clauses.first()
    for day in range(4):
        time_machine.move_to(at(OPENS + timedelta(days=day)), tick=False)
        for number in range(day + 1):
            said = {"clause": clause.pk} if number % 2 else {"submitter_kind": "enterprise"}
            say(decision, f"第{day}日第{number}条。", **said)
        sweep.register(decision.pk)
        sweep.register(decision.pk)
        assert agrees(decision).opinions == Opinion.objects.count()
    assert not Submission.objects.filter(counted=False).exists()


def test_whatever_happens_in_whatever_order_the_numbers_stay_right(decision):
    rng = random.Random(713)
    sent = []
    for step in range(40):
        dice = rng.randrange(5)
        if dice < 2 or len(sent) < 2:
            sent.append(say(decision, f"意见{step}。"))
        elif dice == 2:
            sweep.register(decision.pk)
        elif dice == 3:
            opinion = rng.choice(sent).submission.opinions.get().pk
            do("dispose_opinion", decision, opinion=opinion, kind="explained", reason="已有规定。")
        else:
            gone = sent.pop(rng.randrange(len(sent)))
            taking_back.withdraw_submission(gone.code)
    sweep.register(decision.pk)
    assert agrees(decision).opinions == len(sent)


def test_a_move_to_a_theme_moves_its_number(decision):
    for number in range(3):
        say(decision, f"意见{number}。")
    sweep.register(decision.pk)
    theme = Theme.objects.create(decision=decision, name="停车")
    rows = counting.with_kinds(Opinion.objects.filter(pk__in=points(decision)[:2]))
    was = counting.places(rows)
    Opinion.objects.filter(pk__in=points(decision)[:2]).update(theme=theme)
    becomes = counting.places(rows.all())
    counting.shift(decision, was, becomes)
    agrees(decision)
    assert TallyBy.objects.get(dimension="theme", key=str(theme.pk)).number == 2


def test_the_gate_counts_what_no_sweep_has_seen(decision, time_machine):
    say(decision)
    sweep.register(decision.pk)
    say(decision, "还有一条。")
    time_machine.move_to(at(CLOSES + timedelta(days=1)), tick=False)
    activity = decision.activities.get().pk
    do("close_consultation", decision, activity=activity, offline_entered="True")
    assert agrees(decision).opinions == 2
    sweep.register(decision.pk)
    assert agrees(decision).opinions == 2


def noted(decision: Decision, time_machine) -> str:
    """Three opinions, two of them a group; collected, answered, and the note written.

    Gives the code of the first.
    """
    sent = [say(decision, text) for text in ("甲一。", "乙。", "甲二。")]
    sweep.register(decision.pk)
    time_machine.move_to(at(CLOSES + timedelta(days=1)), tick=False)
    do(
        "close_consultation",
        decision,
        activity=decision.activities.get().pk,
        offline_entered="True",
    )
    a, b, a2 = points(decision)
    cluster = group(decision, a, a2)
    do("dispose_opinion", decision, cluster=cluster, kind="explained", reason="已有规定。")
    do("dispose_opinion", decision, opinion=b, kind="not_adopted", reason="超出范围。")
    do(
        "write_adoption_note",
        decision,
        asked="怎样停。",
        said="甲乙。",
        did="未改。",
        adoption_note="已研究。",
    )
    return sent[0].code


def shown(decision: Decision) -> list[list[tuple]]:
    """The report as it stands: its items, what each changed, the number of every opinion."""
    items = ReportItem.objects.filter(decision=decision).order_by("number")
    return [
        list(items.values_list("number", "lead", "size", "kind", "anchor", "theme")),
        list(decision.report_changes.order_by("anchor").values_list("anchor", "opinions")),
        list(decision.opinions.order_by("pk").values_list("serial", "item")),
    ]


def nothing(decision: Decision, code: str) -> None:
    """The note is approved as it was written."""


def another_answer(decision: Decision, code: str) -> None:
    """An opinion by itself is answered otherwise: its item says so, the numbers stay."""
    clause = decision.drafts.last().clauses.first().pk
    said = {"kind": "adopted", "changed_clauses": [clause]}
    do("dispose_opinion", decision, opinion=points(decision)[1], **said)


def out_of_the_group(decision: Decision, code: str) -> None:
    """One of a group gets an answer of its own: an item more, and other numbers."""
    said = {"kind": "not_adopted", "reason": "超出范围。"}
    do("dispose_opinion", decision, opinion=points(decision)[2], **said)


def one_withdrawn(decision: Decision, code: str) -> None:
    """A sender takes the first back: the numbers of the others close up."""
    taking_back.withdraw_submission(code)


@pytest.mark.parametrize(
    ("meanwhile", "statements"),
    [(nothing, 8), (another_answer, 11), (out_of_the_group, 12), (one_withdrawn, 13)],
)
def test_the_approved_report_is_laid_out_as_the_answers_stand(
    decision, time_machine, meanwhile, statements
):
    meanwhile(decision, noted(decision, time_machine))
    head = by(Role.LEAD_UNIT_HEAD)
    with counted.cost() as spent:
        perform(ACTS["approve_adoption_note"], decision.pk, head, {})
    assert spent.queries == statements
    found = shown(decision)
    report_items.lay_out(decision)
    assert shown(decision) == found
    agrees(decision)
