"""A paper that proves itself: its data inside, its code at the foot, its page that checks both."""

import csv
import io
import json

import pikepdf
import pypdfium2
import pytest
from django.test import Client

from decisions import papers as store
from notices import carried, papers, render, samples, services
from notices.models import Notice
from tests.workflows import road as roads
from workflows import issued

pytestmark = pytest.mark.django_db


@pytest.fixture
def adopted() -> Notice:
    """An adoption notice on the record, issued and printed as the worker prints it."""
    road = roads.opened().until("conclude_participation")
    notice = Notice.objects.get(decision=road.decision, kind="adoption_notice")
    services.render_notice(notice.pk)
    issued.register(notice.decision_id)
    notice.refresh_from_db()
    return notice


def test_the_pdf_carries_the_data_it_was_made_from(adopted: Notice) -> None:
    with pikepdf.open(io.BytesIO(store.read(adopted.sha256))) as pdf:
        inside = {name: pdf.attachments[name].get_file().read_bytes() for name in pdf.attachments}
    assert carried.digest(json.loads(inside["snapshot.json"])) == adopted.snapshot_sha256
    rows = list(csv.DictReader(io.StringIO(inside["annex.csv"].decode("utf-8-sig"))))
    printed = adopted.snapshot["dispositions"]
    assert sum(int(row["同类意见数"]) for row in rows) == sum(printed.values()) == 4
    assert sum(row["采纳情况"] == "采纳" for row in rows) == printed["adopted"]


def test_the_code_at_the_foot_leads_to_the_page_that_checks_it(adopted: Notice) -> None:
    printed = pypdfium2.PdfDocument(store.read(adopted.sha256))
    text = "".join(page.get_textpage().get_text_range() for page in printed)
    code = carried.code(adopted.snapshot)
    assert code in text.replace("\r\n", "")
    page = Client().get("/verify/", {"code": code}).content.decode()
    assert "核验通过" in page
    assert adopted.snapshot_sha256 in page
    assert adopted.title in page
    for digest in (adopted.snapshot_sha256, adopted.sha256, code.lower().replace("-", "")):
        assert "核验通过" in Client().post("/verify/", {"code": digest}).content.decode()


def test_a_code_of_no_paper_is_not_found(adopted: Notice) -> None:
    page = Client().get("/verify/", {"code": "0000-0000-0000-0000"}).content.decode()
    assert "核验通过" not in page
    assert adopted.title not in page
    assert "核验通过" not in Client().get("/verify/", {"code": "' OR 1=1"}).content.decode()


@pytest.mark.parametrize("kind", samples.EVERY)
def test_only_what_is_filled_in_by_hand_bears_no_code(kind: str) -> None:
    snapshot = papers.snapshot(samples.EVERY[kind]())
    by_hand = kind in ("comment_form", "hearing_signin", "expert_signature_sheet")
    said = papers.restore(kind, snapshot).proves
    assert said is not by_hand
    assert ("校验码" in render.html(kind, snapshot)) <= said


def test_changed_data_are_said_to_be_broken(adopted: Notice) -> None:
    adopted.snapshot["dispositions"]["adopted"] += 1
    Notice.objects.filter(pk=adopted.pk).update(snapshot=adopted.snapshot)
    page = Client().get("/verify/", {"code": adopted.snapshot_sha256[:16]}).content.decode()
    assert "核验通过" not in page
    changed = carried.digest(adopted.snapshot)
    Notice.objects.filter(pk=adopted.pk).update(snapshot_sha256=changed)
    page = Client().post("/verify/", {"code": changed}).content.decode()
    assert "核验通过" not in page


def test_of_a_paper_that_is_not_public_only_that_it_was_issued_is_said() -> None:
    road = roads.opened().until("submit_for_deliberation")
    opinion = Notice.objects.get(decision=road.decision, kind="legality_opinion")
    issued.register(opinion.decision_id)
    page = Client().get("/verify/", {"code": carried.code(opinion.snapshot)}).content.decode()
    assert "核验通过" in page
    assert opinion.title not in page
    assert opinion.number_text not in page


def test_a_voided_number_is_said(adopted: Notice) -> None:
    road = roads.opened().until("submit_for_deliberation")
    opinion = Notice.objects.get(decision=road.decision, kind="legality_opinion")
    issued.register(opinion.decision_id)
    assert opinion.number is not None
    opinion.number.voided_at, opinion.number.void_reason = opinion.entry.recorded_at, "重印"
    opinion.number.save()
    page = Client().get("/verify/", {"code": carried.code(opinion.snapshot)}).content.decode()
    assert "不再有效" in page


def test_a_paper_not_yet_on_the_record_waits() -> None:
    road = roads.opened().until("submit_for_deliberation")
    opinion = Notice.objects.get(decision=road.decision, kind="legality_opinion")
    Notice.objects.filter(pk=opinion.pk).update(registered=None)
    page = Client().get("/verify/", {"code": carried.code(opinion.snapshot)}).content.decode()
    assert "核验通过" not in page
