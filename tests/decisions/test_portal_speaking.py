"""The citizen's way: form, check page, receipt, looking up, taking back, verifying (Art. 15)."""

from datetime import date, datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from decisions.law.terms import DispositionKind, Stage
from decisions.models import Opinion, Participation, Submission
from tests import stages
from tests.factories import decision_at, town
from workflows import sweep
from workflows.proof import leads_to
from workflows.record import inclusion_proof, merkle_root

pytestmark = pytest.mark.django_db
OPEN = datetime(2026, 3, 10, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
TOO_LATE = datetime(2026, 4, 3, 0, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
TEXT = "建议增设装卸区，\n并明确时段。<b>𠮷</b>"


@pytest.fixture
def decision():
    made = decision_at(Stage.DRAFTING)
    stages.consulting(made, town())
    return made


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(OPEN, tick=False) as traveller:
        yield traveller


def address(decision):
    return reverse("portal:opinion", args=[decision.pk])


def typed(**more):
    said = {
        "step": "check",
        "token": str(uuid4()),
        "clause": "",
        "text": TEXT,
        "identity": "anonymous",
        "submitter_kind": "citizen",
        "name": "",
        "contact": "",
        "privacy_read": "on",
    }
    return said | more


def sent(client, decision, **more):
    return client.post(address(decision), typed(step="send", **more), follow=True)


def code_of(response):
    return response.context["sent"].code


def test_the_link_of_a_clause_chooses_it_in_the_form(client, decision):
    clause = decision.drafts.get().clauses.get(label="第二条")
    form = client.get(address(decision), {"clause": clause.anchor}).context["form"]
    assert form["clause"].value() == clause.pk


def test_the_form_says_how_many_spoke_of_the_clause_and_nothing_of_what_they_said(client, decision):
    clause = decision.drafts.get().clauses.get(label="第二条")
    come_by = {"clause": clause.anchor}
    assert "目前还没有人对这一条提意见" in client.get(address(decision), come_by).content.decode()
    for _each in range(2):
        sent(client, decision, clause=clause.pk)
    sweep.register(decision.pk)
    page = client.get(address(decision), come_by).content.decode()
    assert "目前已有2条意见针对这一条" in page
    assert "建议增设装卸区" not in page
    for name, more in (("decision", ()), ("draft", (1,))):
        text = client.get(reverse(f"portal:{name}", args=[decision.pk, *more])).content.decode()
        assert text.count("本条已有意见2条") == 1
        assert "建议增设装卸区" not in text
        assert reverse("portal:feedback", args=[decision.pk]) + "?clause=" not in text


def test_check_page_sends_nothing_and_shows_everything(client, decision):
    clause = decision.drafts.get().clauses.get(label="第二条")
    response = client.post(address(decision), typed(clause=clause.pk, contact="13800000000"))
    page = response.content.decode()
    assert response.status_code == 200
    assert "第二条" in page
    assert "建议增设装卸区" in page
    assert "&lt;b&gt;𠮷&lt;/b&gt;" in page
    assert not Submission.objects.exists()


def test_going_back_keeps_every_word(client, decision):
    response = client.post(
        address(decision), typed(step="edit", name="王某", identity="registered")
    )
    assert response.context["form"]["text"].value() == TEXT
    assert response.context["form"]["name"].value() == "王某"


def test_sending_gives_a_receipt_once_and_keeps_clause_and_text(client, decision):
    clause = decision.drafts.get().clauses.get(label="第二条")
    response = sent(client, decision, clause=clause.pk)
    said = Opinion.objects.get()
    assert said.clause == clause
    assert said.text == TEXT
    page = response.content.decode()
    assert code_of(response) in page
    assert said.submission.number in page
    assert "no-store" in response["Cache-Control"]
    assert code_of(response) not in Submission.objects.values_list("receipt", flat=True)


def test_a_form_sent_twice_is_one_submission_with_one_receipt(client, decision):
    token = str(uuid4())
    first, second = (sent(client, decision, token=token) for _each in range(2))
    assert code_of(first) == code_of(second)
    assert Submission.objects.count() == 1


def test_an_anonymous_sender_leaves_no_name_even_by_mistake(client, decision):
    sent(client, decision, name="王小明", publish_consent="on")
    said = Submission.objects.get()
    assert (said.identity, said.name, said.publish_consent) == ("anonymous", "", False)


def test_a_named_sender_gives_a_name(client, decision):
    response = client.post(address(decision), typed(identity="registered"))
    assert response.status_code == 422
    assert "name" in response.context["form"].errors
    sent(client, decision, identity="registered", name="王小明", publish_consent="on")
    said = Submission.objects.get()
    assert (said.identity, said.name, said.publish_consent) == ("registered", "王小明", True)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": "\u200b\u200b"}, "text"),
        ({"text": "a\x00b"}, "text"),
        ({"privacy_read": ""}, "privacy_read"),
        ({"clause": "999999"}, "clause"),
        ({"submitter_kind": "king"}, "submitter_kind"),
    ],
)
def test_what_is_wrong_is_named_and_the_text_kept(client, decision, wrong, field):
    response = client.post(address(decision), typed(**wrong))
    assert response.status_code == 422
    assert field in response.context["form"].errors
    page = response.content.decode()
    assert "error-summary" in page
    assert "<title>错误" in page
    if "text" not in wrong:
        assert "建议增设装卸区" in page
    assert not Submission.objects.exists()


def test_the_text_outlives_a_deadline_passed_while_typing(client, decision, clock):
    clock.move_to(TOO_LATE)
    for step in ("check", "send"):
        response = client.post(address(decision), typed(step=step))
        page = response.content.decode()
        assert response.status_code == 409
        assert "建议增设装卸区" in page
        assert "000-10000112" in page
    assert not Submission.objects.exists()


def test_files_are_asked_for_last_and_a_wrong_one_loses_nothing(client, decision):
    bad = SimpleUploadedFile("macro.docm", b"PK\x03\x04", "application/octet-stream")
    response = client.post(address(decision), typed(step="send", files=bad))
    assert response.status_code == 422
    assert "建议增设装卸区" in response.content.decode()
    assert not Submission.objects.exists()
    good = SimpleUploadedFile("图.txt", "说明".encode(), "text/plain")
    response = client.post(address(decision), typed(step="send", files=good))
    if response.status_code == 200:
        assert Submission.objects.get().files.count() == 1
    else:
        assert response.context["files"].errors


def test_looking_up_shows_state_and_a_wrong_code_says_the_same_as_an_unknown_one(client, decision):
    code = code_of(sent(client, decision))
    found = client.post(reverse("portal:receipt_lookup"), {"code": code.lower()})
    assert "建议增设装卸区" in found.content.decode()
    wrong = client.post(reverse("portal:receipt_lookup"), {"code": "AAAAA"})
    unknown = client.post(
        reverse("portal:receipt_lookup"), {"code": ("1" if code[0] == "0" else "0") + code[1:]}
    )
    assert wrong.status_code == unknown.status_code == 404
    same = [one.content.decode().split("<main")[1].split("<form")[0] for one in (wrong, unknown)]
    assert same[0] == same[1]


def test_a_receipt_finds_its_place_in_the_report(client, decision):
    code = code_of(sent(client, decision))
    said = Opinion.objects.get()
    stages.disposed(said, DispositionKind.NOT_ADOPTED, town(), reason="另有规定。")
    before = client.post(reverse("portal:receipt_lookup"), {"code": code}).content.decode()
    assert "另有规定。" not in before
    Opinion.objects.update(serial=12, item=12)
    Participation.objects.update(feedback_published_on=date(2026, 3, 10))
    after = client.post(reverse("portal:receipt_lookup"), {"code": code}).content.decode()
    assert "您的意见在第12项" in after
    assert "另有规定。" in after


def test_taking_back_asks_once_and_then_does_it(client, decision):
    code = code_of(sent(client, decision))
    lookup = reverse("portal:receipt_lookup")
    asked = client.post(lookup, {"code": code, "step": "withdraw"})
    assert "不能恢复" in asked.content.decode()
    assert Submission.objects.get().withdrawn_at is None
    client.post(lookup, {"code": code, "step": "withdraw", "confirmed": "yes"})
    assert Submission.objects.get().withdrawn_at is not None
    again = client.post(lookup, {"code": code, "step": "withdraw", "confirmed": "yes"})
    assert again.status_code == 200


def test_a_registered_submission_is_verified_by_code_and_by_digest(client, decision):
    responses = [sent(client, decision) for _each in range(3)]
    verify = reverse("portal:verify")
    code = code_of(responses[1])
    assert client.post(verify, {"code": code}).context["result"]["kind"] == "waiting"
    sweep.sweep_submissions()
    result = client.post(verify, {"code": code}).context["result"]
    assert result["kind"] == "included"
    leaf = Submission.objects.order_by("id")[1].leaf
    assert client.post(verify, {"code": leaf}).context["result"]["root"] == result["root"]
    entry = client.post(verify, {"code": result["entry"].digest}).context["result"]
    assert entry["kind"] == "entry"
    assert client.post(verify, {"code": "0" * 64}).context["result"] is None


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 13])
def test_every_leaf_leads_to_its_root_and_to_no_other_place(size):
    leaves = [f"{number:064x}" for number in range(size)]
    root = merkle_root(leaves)
    for index, leaf in enumerate(leaves):
        path = inclusion_proof(leaves, index)
        assert leads_to(leaf, index, size, path) == root
        assert leads_to("f" * 64, index, size, path) != root
        if size > 1:
            assert leads_to(leaf, index, size, path[:-1]) != root
            assert leads_to(leaf, (index + 1) % size, size, path) != root


def test_a_form_without_its_token_of_the_site_is_refused(decision, client):
    client.handler.enforce_csrf_checks = True
    assert client.post(address(decision), typed(step="send")).status_code == 403
    assert not Submission.objects.exists()


def test_there_is_no_form_where_no_consultation_was_announced(client):
    decision = decision_at(Stage.DRAFTING, title="只在目录中")
    assert client.get(address(decision)).status_code == 404
