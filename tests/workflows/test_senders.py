"""What senders do afterwards: correct, deny, forget, have erased; the record stays whole."""

from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from accounts.roles import Role
from decisions.errors import Illegible, NotYours
from decisions.law.terms import Stage
from decisions.models import Opinion, Participation, SenderRequest, Submission, Tally
from tests import factories, stages
from tests.workflows.consulting import CLOSES, OPENS, at, do, opened, say
from workflows import fsck, report_items, sweep
from workflows.fsck import counters
from workflows.models import Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def travel():
    with time_machine.travel(at(OPENS), tick=False) as traveller:
        yield traveller


@pytest.fixture
def decision(travel):
    return opened(travel)


def form(**more):
    return {
        "step": "send",
        "token": str(uuid4()),
        "clause": "",
        "text": "更正：建议增设两处装卸区。",
        "identity": "anonymous",
        "submitter_kind": "citizen",
        "privacy_read": "on",
    } | more


def whole(decision):
    """Nothing that fsck could find, whether the sweep came by or not."""
    sweep.register(decision.pk)
    found = [f for f in fsck.examine([decision.pk]) if f.check != "stage"]  # laid, not proposed
    return not found


def corrected(client, decision, code, **more):
    return client.post(
        reverse("portal:opinion", args=[decision.pk]), form(corrects=code, **more), follow=True
    )


# --- Correcting ---


@pytest.mark.parametrize("registered_before", [True, False])
def test_a_correction_keeps_both_and_counts_once(client, decision, registered_before):
    sent = say(decision, "建议增设装卸区。")
    say(decision, "另一人的意见。")
    if registered_before:
        sweep.register(decision.pk)
    page = corrected(client, decision, sent.code)
    newer = page.context["sent"].submission
    older = Submission.objects.get(pk=sent.submission.pk)
    assert newer.corrects == older
    assert older.text == "建议增设装卸区。"
    assert older.withdrawn_at
    assert whole(decision)
    tally = Tally.objects.get(decision=decision)
    assert (tally.submissions, tally.opinions) == (2, 2)
    entry = decision.entries.get(act="correct_opinion")
    assert entry.facts["number"] == older.number
    assert entry.facts["replaced_by"] == newer.number
    found = client.post(reverse("portal:receipt_lookup"), {"code": sent.code}).content.decode()
    assert f"已由{newer.number}更正" in found


def test_the_receipt_offers_the_form_filled_in(client, decision):
    sent = say(decision, "建议增设装卸区。", name="王小明", contact="13800000000")
    found = client.post(reverse("portal:receipt_lookup"), {"code": sent.code})
    again = found.context["again"]
    page = client.post(
        reverse("portal:opinion", args=[decision.pk]),
        {"step": "edit", "corrects": sent.code} | again,
    )
    assert page.context["form"]["text"].value() == "建议增设装卸区。"
    assert page.context["form"]["name"].value() == "王小明"
    assert sent.code in page.content.decode()


def test_a_correction_sent_twice_is_one(client, decision):
    sent, token = say(decision), str(uuid4())
    for _each in range(2):
        assert corrected(client, decision, sent.code, token=token).status_code == 200
    assert Submission.objects.count() == 2
    assert decision.entries.filter(act="correct_opinion").count() == 1


def test_what_was_corrected_or_taken_back_is_not_corrected_again(client, decision):
    sent = say(decision)
    corrected(client, decision, sent.code)
    again = corrected(client, decision, sent.code)
    assert again.status_code == 422
    assert "更正：建议增设两处装卸区" in again.content.decode()
    assert corrected(client, decision, "WRONG").status_code == 422
    assert Submission.objects.count() == 2
    assert whole(decision)


def test_after_the_period_nothing_is_corrected(client, decision, travel):
    sent = say(decision)
    travel.move_to(at(CLOSES.replace(day=CLOSES.day + 1)))
    assert corrected(client, decision, sent.code).status_code == 409
    assert Submission.objects.get().withdrawn_at is None


# --- The contact alone ---


def test_the_contact_alone_is_deleted_and_the_leaf_still_holds(client, decision):
    sent = say(decision, name="王小明", contact="13800000000")
    page = client.post(reverse("portal:receipt_lookup"), {"code": sent.code, "step": "forget"})
    assert "删除联系方式吗" in page.content.decode()
    assert Submission.objects.get().contact
    said = {"code": sent.code, "step": "forget", "confirmed": "yes"}
    assert "联系方式已删除" in client.post(reverse("portal:receipt_lookup"), said).content.decode()
    left = Submission.objects.get()
    assert (left.contact, left.name, bool(left.text)) == ("", "王小明", True)
    assert whole(decision)


# --- Erasing, asked for by the sender and done by one act ---


def test_erasing_is_asked_for_by_the_receipt_and_done_by_one_act(client, decision):
    sent = say(decision, "我叫王小明，建议增设装卸区。", name="王小明", contact="13800000000")
    sweep.register(decision.pk)
    said = {"code": sent.code, "step": "erase", "confirmed": "yes"}
    client.post(reverse("portal:receipt_lookup"), said)
    client.post(reverse("portal:receipt_lookup"), said)
    asked = SenderRequest.objects.get()
    assert Task.objects.filter(act="answer_request", role=Role.OPENNESS_OFFICER).exists()
    do(
        "answer_request",
        decision,
        Role.OPENNESS_OFFICER,
        request=asked.pk,
        granted="yes",
        answer="依申请删除",
    )
    row = Submission.objects.get()
    assert (row.text, row.name, row.contact, row.salt) == ("", "", "", "")
    assert row.leaf
    assert Opinion.objects.get().text == ""
    assert whole(decision)
    page = client.post(reverse("portal:receipt_lookup"), {"code": sent.code}).content.decode()
    assert "依申请删除" in page
    assert "王小明" not in page


def test_a_request_not_granted_changes_nothing_and_says_why(client, decision):
    sent = say(decision)
    client.post(
        reverse("portal:receipt_lookup"),
        {"code": sent.code, "step": "erase", "confirmed": "yes"},
    )
    asked = SenderRequest.objects.get()
    said = {"request": asked.pk, "granted": "no", "answer": "法定保存期未满"}
    do("answer_request", decision, Role.OPENNESS_OFFICER, **said)
    assert Submission.objects.get().text
    assert whole(decision)
    with pytest.raises(Illegible):
        do("answer_request", decision, Role.OPENNESS_OFFICER, **said)


# --- This is not my opinion ---


@pytest.fixture
def published(client, decision):
    """A named opinion and a nameless one, with the answer out."""
    named = say(decision, "我反对。", name="王小明", publish_consent="on", contact="a@example.com")
    nameless = say(decision, "我赞成。")
    sweep.register(decision.pk)
    report_items.lay_out(decision)
    Participation.objects.create(decision=decision, feedback_published_on=OPENS)
    return named, nameless


def deny(client, decision, opinion, **more):
    said = {"note": "我没有提过", "contact": "13900000000", "token": str(uuid4())}
    return client.post(reverse("portal:not_mine", args=[decision.pk, opinion.pk]), said | more)


def test_a_named_opinion_can_be_denied_and_is_taken_off_with_a_reason(client, decision, published):
    opinion = published[0].submission.opinions.get()
    report = reverse("portal:feedback", args=[decision.pk])
    assert reverse("portal:not_mine", args=[decision.pk, opinion.pk]) in (
        client.get(report).content.decode()
    )
    token = str(uuid4())
    assert "已告知机关" in deny(client, decision, opinion, token=token).content.decode()
    deny(client, decision, opinion, token=token)
    asked = SenderRequest.objects.get()
    assert "我反对" in client.get(report).content.decode()
    do(
        "answer_request",
        decision,
        Role.OPENNESS_OFFICER,
        request=asked.pk,
        granted="yes",
        answer="经核实系他人冒用姓名",
    )
    page = client.get(report).content.decode()
    assert "我反对" not in page
    assert "王*" not in page
    assert "经核实系他人冒用姓名" in page
    assert "我反对" not in client.get(report, {"q": "反对"}).content.decode()
    assert Tally.objects.get(decision=decision).opinions == 2
    assert not list(counters.examine(decision))
    assert deny(client, decision, opinion).status_code == 404


def test_a_nameless_or_unpublished_opinion_cannot_be_denied(client, decision, published):
    nameless = published[1].submission.opinions.get()
    assert deny(client, decision, nameless).status_code == 404
    Participation.objects.update(feedback_published_on=None)
    named = published[0].submission.opinions.get()
    assert deny(client, decision, named).status_code == 404


def test_a_denial_needs_words_and_a_way_to_ask_back(client, decision, published):
    opinion = published[0].submission.opinions.get()
    assert deny(client, decision, opinion, contact="").status_code == 422
    assert deny(client, decision, opinion, note=" ").status_code == 422
    assert not SenderRequest.objects.exists()


def test_only_the_openness_officer_answers(decision, client, published):
    deny(client, decision, published[0].submission.opinions.get())
    said = {"request": SenderRequest.objects.get().pk, "granted": "yes", "answer": "x"}
    for role in (Role.DRAFTING_OFFICER, Role.AUDITOR, Role.CHIEF_EXECUTIVE):
        with pytest.raises(NotYours):
            do("answer_request", decision, role, **said)
    assert not SenderRequest.objects.exclude(settled_at=None).exists()


def test_fsck_sees_what_was_taken_off_or_retired_without_an_act(decision, published):
    Submission.objects.filter(pk=published[0].submission.pk).update(taken_off_on=OPENS)
    assert "publication" in {difference.check for difference in counters.examine(decision)}


def test_a_code_opens_no_correction_of_another_matter(client, decision, travel):
    sent = say(decision)
    other = factories.decision_at(Stage.DRAFTING, title="另一事项")
    stages.consulting(other, factories.town())
    assert corrected(client, other, sent.code).status_code in (409, 422)
    assert Submission.objects.get().withdrawn_at is None
