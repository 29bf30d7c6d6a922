"""Art. 15 from the citizen's side: taken to the last instant, once, with a receipt, and erasable."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from decisions import papers
from decisions.errors import Illegible, NotNow, NotYours
from decisions.models import Opinion, Paper, Submission, Tally
from decisions.period import BEIJING, begins
from tests.workflows.consulting import CLOSES, OPENS, at, by, do, opened, points, say
from workflows import receipts, record, sweep, taking_back, tallying
from workflows.models import Deadline
from workflows.submitting import NotOpen

pytestmark = pytest.mark.django_db
END = begins(CLOSES + timedelta(days=1))
TICK = timedelta(milliseconds=1)


@pytest.fixture
def decision(time_machine):
    """A matter whose consultation is open."""
    return opened(time_machine)


@pytest.mark.parametrize(("moment", "taken"), [(-TICK, True), (TICK * 0, False), (TICK, False)])
def test_art_15_opinions_are_taken_up_to_24_00_of_the_last_day(
    decision, time_machine, moment, taken
):
    time_machine.move_to(END + moment, tick=False)
    if taken:
        assert say(decision).submission.occurred_on == CLOSES
        return
    with pytest.raises(NotOpen) as refusal:
        say(decision, "写了很久的意见。")
    assert refusal.value.form["text"].value() == "写了很久的意见。"
    assert not Submission.objects.exists()


@pytest.mark.parametrize(("moment", "taken"), [(-TICK, False), (TICK * 0, True), (TICK, True)])
def test_art_15_opinions_are_taken_from_0_00_of_the_first_day(decision, moment, taken):
    first = begins(OPENS) + moment
    if taken:
        assert say(decision, received_at=first).submission.received_at == first
    else:
        with pytest.raises(NotOpen):
            say(decision, received_at=first)


def test_the_border_of_a_day_is_the_border_in_beijing():
    assert END.astimezone(BEIJING).isoformat() == "2026-04-03T00:00:00+08:00"


def test_a_form_sent_twice_is_one_submission_with_one_receipt(decision):
    token = uuid4()
    first, second = say(decision, token=token), say(decision, token=token)
    assert (first.fresh, second.fresh) == (True, False)
    assert first.code == second.code
    assert Submission.objects.count() == Opinion.objects.count() == 1


def test_an_old_form_with_another_text_is_not_a_second_sending(decision):
    token = uuid4()
    say(decision, token=token)
    with pytest.raises(Illegible):
        say(decision, "别的意见。", token=token)


def test_the_code_opens_the_submission_however_it_is_typed(decision):
    sent = say(decision)
    assert len(sent.code.replace("-", "")) * 5 >= 128
    typed = sent.code.lower().replace("-", " ").replace("1", "l").replace("0", "o")
    assert taking_back.lookup(typed).submission == sent.submission
    assert sent.code not in str(Submission.objects.values().get())
    assert taking_back.lookup(receipts.code(uuid4())) is None
    assert taking_back.lookup("") is None


def test_a_clause_of_another_draft_is_not_taken(decision):
    clause = decision.drafts.last().clauses.first()
    say(decision, clause=clause.pk)
    with pytest.raises(Illegible) as refusal:
        say(decision, clause=clause.pk + 10_000)
    assert "clause" in refusal.value.form.errors
    assert Opinion.objects.get().clause == clause


def test_files_are_kept_and_covered_by_the_leaf(decision):
    sent = say(decision, files={"files": SimpleUploadedFile("表.csv", "甲,乙\n一,二\n".encode())})
    kept = sent.submission.files.get().paper
    assert papers.read(kept.sha256)
    assert receipts.intact(Submission.objects.get(), [kept.sha256])
    assert not receipts.intact(Submission.objects.get(), [])


def test_unseen_text_is_no_opinion(decision):
    with pytest.raises(Illegible):
        say(decision, "\u200b\u200b")


def statements(decision, **more):
    """How many statements sending takes, transactions aside."""
    with CaptureQueriesContext(
        connection,
    ) as seen:
        say(decision, **more)
    aside = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
    return sum(not q["sql"].startswith(aside) for q in seen)


def test_sending_takes_at_most_eight_statements_however_many_came_before(decision):
    clause = decision.drafts.last().clauses.first().pk
    first = statements(decision, clause=clause)
    for number in range(20):
        say(decision, f"第{number}条。")
    assert statements(decision, clause=clause) == first <= 8


def test_sending_takes_no_lock_and_leaves_no_entry(decision):
    before = decision.entries.count()
    say(decision)
    assert decision.entries.count() == before


def test_every_leaf_is_found_again_under_its_root(decision):
    sent = [say(decision, f"意见{number}。") for number in range(5)]
    assert taking_back.inclusion(sent[0].submission) is None
    sweep.register(decision.pk)
    found = taking_back.lookup(sent[3].code)
    proof = taking_back.inclusion(found.submission)
    assert found.registered_at is not None
    assert rebuilt(proof) == proof.root


def rebuilt(proof):
    """The root rebuilt from a leaf and its path, as RFC 6962 says, independently of the record."""
    import hashlib

    def join(left, right):
        return hashlib.sha256(b"\x01" + bytes.fromhex(left) + bytes.fromhex(right)).hexdigest()

    node, index, last = proof.leaf, proof.index, proof.size - 1
    for sibling in proof.path:
        if index % 2 or index == last:
            node = join(sibling, node)
            while index % 2 == 0 and index:
                index, last = index // 2, last // 2
        else:
            node = join(node, sibling)
        index, last = index // 2, last // 2
    return node


def test_pipl_47_an_erased_text_still_verifies(decision):
    file = SimpleUploadedFile("表.csv", "甲,乙\n一,二\n".encode())
    sent = say(
        decision,
        "我叫张三，住云岭大街9号。",
        name="张三",
        contact="13800000000",
        files={"files": file},
    )
    say(decision)
    sweep.register(decision.pk)
    proof = taking_back.inclusion(taking_back.lookup(sent.code).submission)
    digest = Paper.objects.get(role="submission").sha256
    entry = taking_back.erase_submission(
        sent.submission.number, by(Role.OPENNESS_OFFICER), "本人要求"
    )
    said = Submission.objects.get(pk=sent.submission.pk)
    assert (said.text, said.salt, said.name, said.contact) == ("", "", "", "")
    assert said.erased_at is not None
    assert not Opinion.objects.filter(text__contains="张三").exists()
    assert not Paper.objects.filter(sha256=digest).exists()
    leaves = list(said.batch.leaves.order_by("batch_index").values_list("leaf", flat=True))
    assert record.merkle_root(leaves) == said.batch.facts["root"] == rebuilt(proof)
    assert receipts.intact(said, [])
    assert "张三" not in str(entry.facts) + entry.summary


def test_only_the_openness_officer_erases(decision):
    sent = say(decision)
    with pytest.raises(NotYours):
        taking_back.erase_submission(sent.submission.number, by(Role.DRAFTING_OFFICER), "无")
    with pytest.raises(NotNow):
        taking_back.erase_submission("2026-0000-0000-0000", by(Role.OPENNESS_OFFICER), "无")


@pytest.mark.parametrize("registered", [True, False])
def test_what_is_withdrawn_counts_no_more_and_stays_on_the_record(decision, registered):
    sent = say(decision)
    say(decision, "另一条。")
    if registered:
        sweep.register(decision.pk)
        do(
            "dispose_opinion",
            decision,
            opinion=points(decision)[0],
            kind="explained",
            reason="已有规定。",
        )
    taking_back.withdraw_submission(sent.code)
    tally = Tally.objects.get(decision=decision)
    counted = tallying.counts(decision)
    assert {name: getattr(tally, name) for name in counted} == counted
    assert tally.opinions == 1
    assert decision.entries.last().facts["leaf"] == sent.submission.leaf
    with pytest.raises(NotNow):
        taking_back.withdraw_submission(sent.code)


def test_a_wrong_code_withdraws_nothing(decision):
    with pytest.raises(NotNow):
        taking_back.withdraw_submission("00000")


def test_a_term_of_the_matter_stays_one(decision):
    assert Deadline.objects.filter(decision=decision, kind="consultation_closes").count() == 1


def test_a_paper_opinion_gets_a_leaf_like_any_other(decision):
    do(
        "enter_opinion",
        decision,
        activity=decision.activities.get().pk,
        channel="phone",
        submitter_kind="citizen",
        received_on=OPENS.isoformat(),
        text="路灯太暗。",
    )
    said = Submission.objects.get()
    assert receipts.intact(said, [])
    assert said.received_at == at(OPENS)
