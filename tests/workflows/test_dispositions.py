"""Art. 18 as acts: every opinion is answered with a reason, and the counters always add up."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from decisions.errors import Illegible, NotNow
from decisions.models import Cluster, Disposition, Opinion, SectionProgress, Tally
from tests.workflows.consulting import OPENS, by, do, opened, points, say
from workflows import sweep, tallying
from workflows.act import ACTS, perform
from workflows.models import Deadline

pytestmark = pytest.mark.django_db


@pytest.fixture
def decision(time_machine):
    """A matter with four registered opinions."""
    decision = opened(time_machine)
    for number in range(4):
        say(decision, f"第{number}条意见。")
    sweep.register(decision.pk)
    return decision


def counters(decision):
    """The counters, having made sure that they are what a recount finds."""
    tally = Tally.objects.get(decision=decision)
    counted = tallying.counts(decision)
    assert {name: getattr(tally, name) for name in counted} == counted
    return {
        name: n for name, n in counted.items() if n and name.startswith(("is_", "undis", "adopted"))
    }


def answer(decision, *ids, kind="not_adopted", **more):
    """One opinion, or several at once."""
    said = {"kind": kind, "reason": "超出本办法范围。"} | more
    if len(ids) == 1:
        return do("dispose_opinion", decision, opinion=ids[0], **said)
    return do("dispose_in_bulk", decision, opinions=list(ids), **said)


def test_art_18_an_answer_moves_the_counters(decision):
    first, *_others = points(decision)
    answer(decision, first)
    assert counters(decision) == {"is_not_adopted": 1, "undisposed": 3}


def test_art_18_a_new_answer_replaces_the_old_one(decision):
    first, *_others = points(decision)
    answer(decision, first)
    answer(decision, first, kind="adopted", reason="")
    assert counters(decision) == {"is_adopted": 1, "undisposed": 3, "adopted_without_change": 1}
    assert Disposition.objects.count() == 1
    answer(
        decision, first, kind="adopted", changed_clauses=[decision.drafts.last().clauses.first().pk]
    )
    assert counters(decision) == {"is_adopted": 1, "undisposed": 3}


def test_art_18_refusing_needs_a_reason(decision):
    with pytest.raises(Illegible) as refusal:
        answer(decision, points(decision)[0], reason="")
    assert "reason" in refusal.value.form.errors


def test_art_18_many_are_answered_at_once_and_taken_back(decision):
    ids = points(decision)
    answer(decision, *ids)
    assert counters(decision) == {"is_not_adopted": 4}
    do("undo_disposition", decision, opinions=ids[:3])
    assert counters(decision) == {"is_not_adopted": 1, "undisposed": 3}
    with pytest.raises(NotNow):
        do("undo_disposition", decision, opinions=ids[:3])


def test_art_18_answers_stand_once_the_section_is_concluded(decision):
    SectionProgress.objects.filter(section="participation").update(progress="concluded")
    with pytest.raises(NotNow):
        answer(decision, points(decision)[0])


def test_a_duplicate_names_another_opinion_of_the_matter(decision):
    first, second, *_others = points(decision)
    with pytest.raises(NotNow):
        answer(decision, first, kind="duplicate", main_opinion=first)
    with pytest.raises(Illegible):
        answer(decision, first, kind="duplicate")
    answer(decision, first, kind="duplicate", main_opinion=second, reason="")
    assert counters(decision) == {"is_duplicate": 1, "undisposed": 3}


def test_opinions_of_another_matter_are_not_answered_here(decision):
    with pytest.raises(NotNow):
        answer(decision, 10_000)


def test_a_group_lends_its_answer_to_those_without_one(decision):
    ids = points(decision)
    answer(decision, ids[0], kind="explained")
    do("group_opinions", decision, opinions=ids[:3], title="装卸时段")
    group = Cluster.objects.get()
    do("dispose_opinion", decision, cluster=group.pk, kind="adopted")
    assert counters(decision) == {
        "is_explained": 1,
        "is_adopted": 2,
        "undisposed": 1,
        "adopted_without_change": 1,
    }
    do("group_opinions", decision, opinions=[ids[3]], cluster=group.pk)
    assert counters(decision)["is_adopted"] == 3
    do("group_opinions", decision, opinions=ids[:2], take_out="on")
    assert counters(decision) == {
        "is_explained": 1,
        "is_adopted": 2,
        "undisposed": 1,
        "adopted_without_change": 1,
    }
    do("dispose_opinion", decision, cluster=group.pk, kind="explained", reason="已有规定。")
    assert counters(decision) == {"is_explained": 3, "undisposed": 1}
    do("undo_disposition", decision, cluster=group.pk)
    assert counters(decision) == {"is_explained": 1, "undisposed": 3}


def test_an_opinion_not_registered_yet_is_answered_and_counted(decision):
    say(decision, "刚到的意见。")
    answer(decision, points(decision)[-1])
    assert counters(decision) == {"is_not_adopted": 1, "undisposed": 4}


def test_petition_23_a_demand_handed_on_is_told_of_in_fifteen_days(decision):
    first, second, *_others = points(decision)
    answer(decision, first, second, kind="petition_transferred")
    terms = Deadline.objects.filter(decision=decision, kind="petition")
    assert {(term.due_on - OPENS).days for term in terms} == {15}
    do("tell_petitioner", decision, disposition=Disposition.objects.get(opinion=first).pk)
    assert terms.get(subject=str(first)).met_on == OPENS
    answer(decision, second)
    assert list(terms.values_list("subject", flat=True)) == [str(first)]


def test_pipl_25_a_covered_passage_leaves_the_original(decision):
    first = points(decision)[0]
    do(
        "redact_opinion",
        decision,
        opinion=first,
        public_text="第*条意见。",
        redaction_reason="遮盖编号",
    )
    opinion = Opinion.objects.get(pk=first)
    assert (opinion.text, opinion.public_text) == ("第0条意见。", "第*条意见。")


def test_the_record_keeps_the_answer_and_never_the_opinion(decision):
    answer(decision, points(decision)[0])
    entry = decision.entries.last()
    assert entry.facts["reason"] == "超出本办法范围。"
    assert "条意见。" not in str(entry.facts)


def statements(decision, opinion):
    """How many statements an answer takes, savepoints aside."""
    officer = by(Role.DRAFTING_OFFICER)
    said = {"opinion": opinion, "kind": "not_adopted", "reason": "超出本办法范围。"}
    with CaptureQueriesContext(connection) as seen:
        perform(ACTS["dispose_opinion"], decision.pk, officer, said)
    return sum(not q["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")) for q in seen)


def test_an_answer_takes_twelve_statements_however_many_opinions(decision):
    first, second, *_others, last = points(decision)
    assert statements(decision, first) <= 12  # the inbox changes with the first answer
    few = statements(decision, second)
    for number in range(30):
        say(decision, f"又{number}条。")
    sweep.register(decision.pk)
    assert statements(decision, last) == few
