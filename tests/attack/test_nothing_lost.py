"""Whoever is too late, too fast or signed out meanwhile keeps what was typed."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.http import urlencode

from accounts.roles import Role
from decisions.law.terms import Stage
from decisions.models import Decision, Entry, Expert, Preparation, Submission
from tests import factories
from tests.attack.hands import browser_of, typed
from tests.intake import makers
from tests.workflows.reviewing import act, drafted
from workflows import links
from workflows.steps.expertise import OpenExpertReview

pytestmark = pytest.mark.django_db
LONG = "说明理由很长很长<b>𠮷</b>"


def address(decision: Decision, slug: str) -> str:
    return reverse("desk:act", args=[decision.pk, slug])


def test_an_act_that_came_too_late_gives_the_words_back(answered: Decision) -> None:
    client = browser_of(Role.LEAD_UNIT_HEAD)
    said = {"reason": LONG, "occurred_on": "", "late_reason": LONG}
    response = client.post(address(answered, "terminate"), said)
    page = response.content.decode()
    assert response.status_code in (403, 409, 422)
    if response.status_code != 403:
        assert "说明理由很长很长&lt;b&gt;𠮷&lt;/b&gt;" in page


def test_the_act_form_is_kept_by_the_browser_for_its_person(
    consulting: Decision, officer: Client
) -> None:
    page = officer.get(address(consulting, "dispose_opinion")).content.decode()
    user = factories.town().by(Role.DRAFTING_OFFICER)
    assert f'data-draft="act-{user.pk}-{consulting.pk}-dispose_opinion"' in page


def test_a_lost_session_gives_the_words_back_with_the_way_in(
    consulting: Decision, officer: Client
) -> None:
    """Signed out while typing, with or without scripts: every word is on the page, nothing is sent."""
    form = address(consulting, "dispose_opinion")
    del officer.cookies[settings.SESSION_COOKIE_NAME]
    response = officer.post(form, {"reason": LONG, "kind": "not_adopted", "token": str(uuid4())})
    page = response.content.decode()
    assert response.status_code == 401
    assert escape(LONG) in page
    assert page.count("<textarea") == 1
    way = f"{reverse('account_login')}?{urlencode({'next': form})}"
    assert f'href="{escape(way)}"' in page
    assert f'name="next" value="{form}"' in officer.get(way).content.decode()


def test_a_lost_session_without_words_leads_to_the_same_form(
    consulting: Decision, officer: Client
) -> None:
    form = address(consulting, "dispose_opinion")
    del officer.cookies[settings.SESSION_COOKIE_NAME]
    response = officer.post(form, {"kind": "not_adopted"})
    assert response.status_code == 302
    page = officer.get(response["Location"]).content.decode()
    assert f'name="next" value="{form}"' in page


def test_a_stale_page_does_not_write_over_a_newer_one(
    consulting: Decision, officer: Client
) -> None:
    """Told who wrote meanwhile, with the own text kept; sent once more it replaces, knowingly."""
    form, office = address(consulting, "record_preparation"), factories.town().offices["planning"]
    other = Client()
    other.force_login(factories.person("second", Role.DRAFTING_OFFICER, of=office, name="同事乙"))
    said = {"researched_on": "2026-03-09", "bodies_affected": "False", "alternative_options": "0"}
    seen = officer.get(form).context["version"]
    theirs = said | {"research": "同事写的调研情况。", "version": seen, "token": str(uuid4())}
    assert other.post(form, theirs).status_code == 302
    mine = said | {"research": LONG, "version": seen, "token": str(uuid4())}
    refused = officer.post(form, mine)
    page = refused.content.decode()
    assert refused.status_code == 409
    assert "同事乙" in page
    assert escape(LONG) in page
    assert Preparation.objects.get(decision=consulting).research == "同事写的调研情况。"
    again = mine | {"version": refused.context["version"]}
    assert officer.post(form, again).status_code == 302
    assert Preparation.objects.get(decision=consulting).research == LONG
    assert officer.post(form, again).status_code == 302  # a double click is one act
    assert consulting.entries.filter(act="record_preparation").count() == 2


@pytest.fixture
def link(clock: Any, db: None) -> str:
    """The single-use link of an expert from outside."""
    decision = drafted()
    act(OpenExpertReview, decision, Role.DRAFTING_OFFICER, clock_day(), form="written",
        pool_source="县专家库")  # fmt: skip
    expert = Expert.objects.create(decision=decision, name="白教授", institution="样例大学")
    token = links.make_link(expert, timezone.now())
    said = {"direct_interest": "False"}
    assert Client().post(reverse("guest:act", args=[token, "declare_conflict"]), said)
    return token


def clock_day() -> Any:
    return timezone.localdate()


def opinion_of(link: str, **more: Any) -> Any:
    said = {"opinion": LONG, "signature": "白教授", "token": str(uuid4())} | more
    return Client().post(reverse("guest:act", args=[link, "give_expert_opinion"]), said)


def test_an_expert_who_clicks_twice_is_thanked_twice_and_heard_once(link: str) -> None:
    token = str(uuid4())
    answers = [opinion_of(link, token=token) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    thanks = [answer.templates[0].name for answer in answers]
    assert thanks == ["guest/thanks.html"] * 2
    assert Entry.objects.filter(act="give_expert_opinion").count() == 1


def test_a_link_is_used_once_and_the_second_opinion_is_given_back(link: str) -> None:
    assert opinion_of(link).status_code == 200
    second = opinion_of(link, opinion=f"另一份意见{LONG}")
    assert second.status_code == 404
    assert escape(f"另一份意见{LONG}") in second.content.decode()
    assert Expert.objects.get().opinion == LONG
    assert Client().get(reverse("guest:link", args=[link])).status_code == 404


def test_an_expert_who_was_too_late_keeps_every_word(link: str, clock: Any) -> None:
    clock.shift(links.LIFE)
    answer = opinion_of(link)
    assert answer.status_code == 404
    assert escape(LONG) in answer.content.decode()
    assert not Entry.objects.filter(act="give_expert_opinion").exists()


def test_an_expert_whose_matter_moved_on_keeps_every_word(link: str) -> None:
    Decision.objects.update(stage=Stage.TERMINATED)
    answer = opinion_of(link)
    assert answer.status_code == 409
    assert escape(LONG) in answer.content.decode()


def test_sent_again_after_the_last_day_the_receipt_is_the_same(
    consulting: Decision, clock: Any
) -> None:
    """The answer was lost on the way, with a file; sending again tells what was kept."""
    url, said = reverse("portal:opinion", args=[consulting.pk]), typed(text=LONG)

    def send() -> Any:
        file = SimpleUploadedFile("意见.pdf", bytes(makers.pdf()))
        return Client().post(url, said | {"files": file}, follow=True)

    first = send()
    clock.shift(timedelta(days=400))
    second = send()
    assert [first.status_code, second.status_code] == [200, 200]
    assert first.context["sent"].code == second.context["sent"].code
    assert Submission.objects.count() == 1


def files() -> dict[str, Any]:
    return {
        "a.docm": b"PK\x03\x04",
        "a.exe": b"MZ",
        "a.pdf": b"not a pdf",
        "a.docx": b"PK\x03\x04 broken",
        "a.svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>",
        "a.html": b"<script>x</script>",
        "eicar.txt": rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*",
        "a.png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x75\x30\x00\x00\x75\x30\x08\x02\x00\x00\x00",
        "../../a.pdf": b"%PDF-1.4",
        "a\r\nX: y.pdf": b"%PDF-1.4",
    }


@pytest.mark.parametrize("name", files())
def test_a_wrong_file_is_refused_and_the_words_stay(name: str, consulting: Decision) -> None:
    client = Client(raise_request_exception=False)
    upload = SimpleUploadedFile("x", files()[name])
    upload._name = name
    said = typed(text=LONG) | {"files": upload}
    response = client.post(reverse("portal:opinion", args=[consulting.pk]), said)
    assert response.status_code == 422, name
    assert "说明理由很长很长&lt;b&gt;𠮷&lt;/b&gt;" in response.content.decode()
    assert not Submission.objects.exists()


@pytest.mark.parametrize("maker", ["bomb", "laughs", "docm"])
def test_a_draft_that_is_a_weapon_is_refused(maker: str, consulting: Decision) -> None:
    client = browser_of(Role.DRAFTING_OFFICER)
    data = WEAPONS[maker]()
    upload = SimpleUploadedFile("草案.docx", data)
    response = client.post(address(consulting, "enter_draft"), {"file": upload, "text": ""})
    assert response.status_code == 422
    assert response.context["form"].errors["file"]
    assert consulting.drafts.count() == 1


def _zip(name: str, data: bytes) -> bytes:
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("[Content_Types].xml", "<Types/>")
        box.writestr(name, data)
    return out.getvalue()


LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;">]><l>&b;</l>"""
WEAPONS = {
    "bomb": lambda: _zip("word/document.xml", bytes(60_000_000)),
    "laughs": lambda: _zip("word/document.xml", LAUGHS),
    "docm": lambda: _zip("word/vbaProject.bin", b"x"),
}
