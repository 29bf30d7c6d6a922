"""Hostile text through the real pages: refused by name, or kept exactly and shown harmless."""

import json
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from decisions.intake import limits
from decisions.models import Decision, Opinion, Submission
from tests.attack.hands import browser_of, typed

pytestmark = pytest.mark.django_db
EXT_B = "𠮷𡈽𪚥農産\ufe00葛\U000e0100"


def speak(decision: Decision, **said: Any) -> Any:
    client = Client(raise_request_exception=False)
    there = reverse("portal:opinion", args=[decision.pk])
    return client.post(there, typed(**said), follow=True)


@pytest.mark.parametrize("text", ["一\x00二", "\u200b\u3000\u2060", "", "\ufffe"])
def test_what_cannot_be_kept_is_refused_with_its_words(text: str, consulting: Decision) -> None:
    response = speak(consulting, text=text)
    assert response.status_code == 422
    assert not Submission.objects.exists()


@pytest.mark.parametrize("name", ["张\r\n三", "张三\n", "张\u202e三", "张\x01三"])
def test_a_name_is_one_plain_line(name: str, consulting: Decision) -> None:
    assert speak(consulting, name=name, identity="registered").status_code == 422


def test_broken_bytes_are_no_fault(consulting: Decision) -> None:
    body = b"step=send&privacy_read=on&submitter_kind=citizen&identity=anonymous&text=%ED%A0%80%FF"
    response = Client(raise_request_exception=False).post(
        reverse("portal:opinion", args=[consulting.pk]),
        body,
        content_type="application/x-www-form-urlencoded",
    )
    assert response.status_code == 422


def test_a_broken_form_token_is_no_fault(consulting: Decision) -> None:
    for token in ("", "x", "0" * 5000, "{00000000-0000-0000-0000-000000000000"):
        assert speak(consulting, token=token).status_code in (200, 422)


def test_rare_ideographs_are_kept_exactly(consulting: Decision) -> None:
    assert speak(consulting, text=EXT_B).status_code == 200
    assert Opinion.objects.get().text == EXT_B
    desk = browser_of(Role.DRAFTING_OFFICER)
    page = desk.get(reverse("desk:opinions", args=[consulting.pk])).content.decode()
    assert EXT_B in page


def test_a_million_characters_come_back_with_the_refusal(consulting: Decision) -> None:
    text = "意" * 1_000_000
    response = speak(consulting, text=text)
    assert response.status_code == 422
    assert text in response.content.decode()
    assert str(limits.OPINION_CHARACTERS) in response.content.decode()


def test_a_title_holds_nothing_that_breaks_a_feed_or_a_header(consulting: Decision) -> None:
    """Rows from before the rule are printed; new ones are refused."""
    Decision.objects.filter(pk=consulting.pk).update(title="标\x01题")
    consulting.activities.update(title="公\x0b告\x1f")
    for url in ("/feed.atom", f"/decisions/{consulting.pk}/feed.atom"):
        response = Client(raise_request_exception=False).get(url)
        assert response.status_code == 200
        assert ElementTree.fromstring(response.content) is not None
    assert Client().get(f"/decisions/{consulting.pk}/calendar.ics").status_code == 200


@pytest.mark.parametrize("title", ["标题\r\nSet-Cookie: a=b", "标题\n", "标\x01题", "标\x7f题"])
def test_a_proposal_is_refused_a_title_of_more_than_one_line(title: str, officer: Client) -> None:
    said = {
        "classified": "no",
        "title": title,
        "matter_class": "public_policy",
        "source": "department",
        "proposer": "规划建设办公室",
        "proposed_on": "2026-01-05",
        "summary": "规范停车。",
    }
    response = officer.post(reverse("desk:propose"), said)
    assert response.status_code == 422
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    "data",
    [
        b'{"title": "\\ud800"}',
        b'{"\\ud800": 1}',
        b'{"profile": "\\ud800"}',
        b'{"as_of": "9999-99-99"}',
        b'{"profile": "nowhere"}',
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b'{"a": ' + b"9" * 5000 + b"}",
        b'{"a": 1e999}',
        b"NaN",
        b"",
    ],
)
def test_a_broken_case_file_is_told_where(data: bytes, officer: Client) -> None:
    file = SimpleUploadedFile("案卷.json", data)
    response = officer.post(reverse("desk:review"), {"file": file})
    assert response.status_code == 422
    assert "css/base.css" in response.content.decode()


def test_the_case_file_review_shows_markup_as_text(officer: Client) -> None:
    data = json.dumps({"<script>x</script>": 1}).encode()
    file = SimpleUploadedFile("<script>.json", data)
    page = officer.post(reverse("desk:review"), {"file": file}).content.decode()
    assert "<script>x" not in page
    assert "<script>.json" not in page


def test_after_the_deadline_every_word_is_given_back(consulting: Decision, clock: Any) -> None:
    clock.shift(timedelta(days=400))
    for step in ("check", "send"):
        response = speak(consulting, step=step, text=f"很长的意见{EXT_B}<b>")
        assert response.status_code == 409
        assert f"很长的意见{EXT_B}&lt;b&gt;" in response.content.decode()
    assert not Submission.objects.exists()


def test_sent_twice_is_one_submission_with_one_receipt(consulting: Decision) -> None:
    said = typed(text="同一份意见")
    url = reverse("portal:opinion", args=[consulting.pk])
    first, second = (Client().post(url, said, follow=True) for _time in range(2))
    assert first.context["sent"].code == second.context["sent"].code
    assert Submission.objects.count() == 1
