"""Handing papers out: public notices to anybody, everything else to the decision's people."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from decisions import papers as store
from decisions.law.terms import Stage
from decisions.models import Paper
from notices import entitled, render, services
from notices.models import Notice
from tests import factories, stages
from tests.notices import rows
from workflows import permissions

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 printed"


@pytest.fixture
def decision():
    """A decision under legality review, its people entitled."""
    made = factories.decision_at(Stage.SUBMITTED)
    permissions.grant(made)
    return made


def issued(decision, kind="consultation_notice", printed=True):
    """A notice of the decision, printed or waiting."""
    notice = services.issue(kind, decision, rows.entry(decision))
    if printed:
        notice.sha256, notice.rendered_at = store.store(PDF), timezone.now()
        notice.save()
    return notice


def got(client, name, *args, **signed_in):
    """A page as this person sees it."""
    if signed_in:
        client.force_login(signed_in["by"], backend="django.contrib.auth.backends.ModelBackend")
    return client.get(reverse(f"papers:{name}", args=args))


def by(role):
    """The person of the town who holds a role."""
    return factories.town().by(role)


def test_anybody_reads_a_public_notice(client, decision):
    page = got(client, "notice", issued(decision).pk)
    assert (page.status_code, page.content) == (200, PDF)
    assert page["Content-Type"] == "application/pdf"
    assert page["X-Content-Type-Options"] == "nosniff"
    assert page["Content-Disposition"].startswith("inline")


def test_a_notice_is_not_public_before_its_day(client, decision):
    notice = issued(decision)
    Notice.objects.update(issued_on=timezone.localdate() + timezone.timedelta(days=1))
    assert got(client, "notice", notice.pk).status_code == 404


def test_a_letter_is_for_the_decisions_people(client, decision):
    notice = issued(decision, "legality_opinion")
    assert got(client, "notice", notice.pk).status_code == 404
    assert got(client, "notice", notice.pk, by=by(Role.DRAFTING_OFFICER)).content == PDF


@pytest.mark.parametrize("role", [Role.EXPERT, Role.COUNSEL, Role.ADMINISTRATOR])
def test_roles_without_the_file_do_not_read_it(client, decision, role):
    permissions.grant_person(decision, by(role), role)
    notice = issued(decision, "legality_opinion")
    assert got(client, "notice", notice.pk, by=by(role)).status_code == 404


def test_the_roles_without_papers_are_those_of_the_pivot_file():
    may = permissions.roles_for("download_paper")
    assert {f"act_as_{role}" for role in set(Role.values) - may} == set(entitled.WITHOUT_PAPERS)


def test_another_organs_people_are_strangers(client, decision):
    other = factories.organ("other", name="青溪镇人民政府")
    person = factories.person("x", Role.CHIEF_EXECUTIVE, of=factories.office(other, "a", "领导"))
    notice = issued(decision, "legality_opinion")
    assert got(client, "notice", notice.pk, by=person).status_code == 404


def test_a_notice_with_a_void_number_leaves_the_public(client, decision):
    notice = issued(decision, "legality_opinion", printed=False)
    Notice.objects.update(public=True)
    assert got(client, "notice", notice.pk).status_code == 202
    notice.number.voided_at, notice.number.void_reason = timezone.now(), "有误"
    notice.number.save()
    assert got(client, "notice", notice.pk).status_code == 404


def test_a_notice_being_printed_says_so_and_looks_again(client, decision):
    page = got(client, "notice", issued(decision, printed=False).pk)
    assert page.status_code == 202
    assert page["Refresh"] == "5"
    assert page["Cache-Control"] == "no-store"


def test_the_reason_of_a_failure_is_for_the_decisions_people(client, decision):
    notice = issued(decision, printed=False)
    Notice.objects.update(failure="纸张用完")
    page = got(client, "notice", notice.pk)
    assert "纸张用完" not in page.content.decode()
    assert "Refresh" not in page
    inside = got(client, "notice", notice.pk, by=by(Role.DRAFTING_OFFICER))
    assert "纸张用完" in inside.content.decode()
    assert reverse("papers:retry", args=[notice.pk]) in inside.content.decode()


def test_only_the_decisions_people_have_it_printed_again(client, decision):
    notice = issued(decision, printed=False)
    Notice.objects.update(failure="纸张用完")
    address = reverse("papers:retry", args=[notice.pk])
    assert client.post(address).status_code == 302
    assert Notice.objects.get().failure
    got(client, "notice", notice.pk, by=by(Role.DRAFTING_OFFICER))
    assert client.get(address).status_code == 405
    client.post(address)
    assert not Notice.objects.get().failure


def test_the_page_says_how_far_a_long_paper_is_and_its_people_stop_it(client, decision):
    notice = issued(decision, printed=False)
    Notice.objects.update(chapters=20, laid_out=7)
    outside = got(client, "notice", notice.pk).content.decode()
    assert 'value="7" max="20"' in outside
    address = reverse("papers:stop", args=[notice.pk])
    assert address not in outside
    client.post(address)
    assert Notice.objects.get().stopped_at is None
    inside = got(client, "notice", notice.pk, by=by(Role.DRAFTING_OFFICER))
    assert address in inside.content.decode()
    client.post(address)
    stopped = Notice.objects.get()
    assert stopped.stopped_at
    page = got(client, "notice", notice.pk)
    assert stopped.failure in page.content.decode()
    assert "Refresh" not in page
    client.post(reverse("papers:retry", args=[notice.pk]))
    again = Notice.objects.get()
    assert (again.failure, again.stopped_at, again.laid_out) == ("", None, 0)


def test_a_stored_file_that_was_changed_is_not_handed_out(client, decision):
    notice = issued(decision)
    from django.core.files.storage import default_storage

    name = store.path(notice.sha256)
    default_storage.delete(name)
    from django.core.files.base import ContentFile

    default_storage.save(name, ContentFile(b"forged"))
    with pytest.raises(Exception, match="changed"):
        got(client, "notice", notice.pk)
    default_storage.delete(name)


@pytest.fixture
def received(decision):
    """A file that came in under a hostile name."""
    return Paper.objects.create(
        decision=decision,
        role="other",
        title="照片",
        name='a".html\r\nX: y',
        media_type="text/html",
        size=9,
        sha256=store.store(b"<script>x"),
        occurred_on=stages.On.opens,
        disclosure="proactive_disclosure",
    )


def test_a_paper_received_is_saved_and_never_opened_inside_the_site(client, received):
    assert got(client, "paper", received.pk).status_code == 404
    page = got(client, "paper", received.pk, by=by(Role.RECORDS_OFFICER))
    assert page.content == b"<script>x"
    assert page["Content-Type"] == "application/octet-stream"
    assert page["Content-Disposition"].startswith("attachment")
    assert page["X-Content-Type-Options"] == "nosniff"
    assert "X" not in page


def test_entitlement_is_asked_at_every_download(client, received, decision):
    officer = by(Role.RECORDS_OFFICER)
    assert got(client, "paper", received.pk, by=officer).status_code == 200
    officer.groups.clear()
    assert got(client, "paper", received.pk).status_code == 404


def test_a_paper_of_no_decision_is_for_whoever_entered_it(client, received):
    officer = by(Role.RECORDS_OFFICER)
    Paper.objects.update(decision=None, entered_by=officer)
    assert got(client, "paper", received.pk, by=officer).status_code == 200
    assert got(client, "paper", received.pk, by=by(Role.AUDITOR)).status_code == 404


def test_signers_read_the_notice_before_it_is_issued(client, decision):
    assert got(client, "preview", decision.pk, "legality_opinion").status_code == 302
    page = got(client, "preview", decision.pk, "legality_opinion", by=by(Role.LEGAL_REVIEWER))
    assert "合法性审查意见书" in page.content.decode()
    assert got(client, "preview", decision.pk, "love_letter").status_code == 404
    assert (
        got(client, "preview", decision.pk, "legality_opinion", by=by(Role.EXPERT)).status_code
        == 404
    )


def test_the_text_is_read_on_screen_before_the_pdf_is_there(client, decision):
    page = got(client, "read", issued(decision, printed=False).pk)
    assert "集镇公共停车秩序管理实施办法" in page.content.decode()


def test_the_comment_form_is_for_anybody_while_opinions_are_taken(client, decision, monkeypatch):
    printed = []
    monkeypatch.setattr(render, "pdf", lambda kind, words: printed.append(kind) or PDF)
    assert got(client, "blank", decision.pk, "comment_form").status_code == 404
    today = timezone.localdate()
    decision.activities.update(closed_on=None, opens_on=today, closes_on=today)
    assert got(client, "blank", decision.pk, "comment_form").content == PDF
    assert got(client, "blank", decision.pk, "comment_form").content == PDF
    assert printed == ["comment_form"]
    assert got(client, "blank", decision.pk, "hearing_signin").status_code == 404


@pytest.mark.parametrize("kind", ["comment_form", "hearing_signin", "expert_signature_sheet"])
def test_every_blank_is_printed_for_the_decisions_people(client, decision, kind):
    page = got(client, "blank", decision.pk, kind, by=by(Role.DRAFTING_OFFICER))
    assert page.content.startswith(b"%PDF")
