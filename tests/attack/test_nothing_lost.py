"""Whoever is too late, too fast or signed out meanwhile keeps what was typed."""

from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from decisions.models import Decision, Submission
from tests import factories
from tests.attack.hands import browser_of, typed

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


def test_a_lost_session_leads_back_to_the_same_form(consulting: Decision, officer: Client) -> None:
    form = address(consulting, "dispose_opinion")
    del officer.cookies[settings.SESSION_COOKIE_NAME]
    response = officer.post(form, {"reason": LONG})
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))
    page = officer.get(response["Location"]).content.decode()
    assert f'name="next" value="{form}"' in page


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
    response = client.post(address(consulting, "enter_draft"), {"file": upload, "source": upload})
    assert response.status_code in (409, 422)


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
