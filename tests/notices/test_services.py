"""Issuing and printing: once each, frozen, the same bytes, failures kept and tried again."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.roles import Role
from decisions import papers as store
from decisions.law.terms import DispositionKind, Stage
from decisions.models import Publication
from notices import composition, papers, render, services
from notices.models import Notice, Number
from tests import factories, stages
from tests.notices import rows
from tests.notices.test_render_safety import HOSTILE, Elements
from tests.workflows import road
from workflows import doers, outbox, permissions
from workflows.act import perform
from workflows.models import Job
from workflows.registry import act

pytestmark = pytest.mark.django_db


@pytest.fixture
def decision():
    """A decision whose consultation runs."""
    made = factories.decision_at(Stage.DRAFTING)
    stages.consulting(made, factories.town())
    return made


@pytest.fixture
def notice(decision):
    """Its consultation notice, not printed yet."""
    return services.issue("consultation_notice", decision, rows.entry(decision))


def broken(*args, **kwargs):
    """A press that fails."""
    raise render.RenderFailed("纸张用完")


def test_an_entry_issues_a_kind_once_and_takes_one_number():
    decision = factories.decision_at(Stage.DECIDED)
    entry = rows.entry(decision)
    first = services.issue("meeting_minutes", decision, entry)
    with pytest.raises(IntegrityError), transaction.atomic():
        services.issue("meeting_minutes", decision, entry)
    assert Number.objects.count() == 1
    assert first.number_text == "样云政纪〔2026〕1号"


def test_an_act_may_take_the_number_first_and_keep_it():
    decision = factories.decision_at(Stage.PROMULGATED)
    entry = rows.entry(decision)
    number = services.reserve_number("promulgation_notice", decision, rows.DAY, timezone.now())
    notice = services.issue("promulgation_notice", decision, entry, number=number)
    assert notice.number == number == Number.objects.get()
    assert notice.snapshot["number"] == "样云政〔2026〕1号"


def test_a_notice_says_what_the_rows_say_and_not_what_was_read_before():
    decision = factories.decision_at(Stage.PROMULGATED)
    assert decision.publication.adoption_statement
    Publication.objects.update(adoption_statement="已改。")
    notice = services.issue("promulgation_notice", decision, rows.entry(decision))
    assert notice.snapshot["adoption_statement"] == ["已改。"]


def test_what_a_notice_says_is_frozen(decision, notice):
    drafts = decision.drafts.last()
    drafts.clauses.update(text="改过的条文。")
    decision.activities.update(title="改过的标题")
    kept = Notice.objects.get()
    assert "改过的" not in str(kept.snapshot)
    assert papers.restore(kept.kind, kept.snapshot).title == kept.title


def test_printing_twice_gives_one_paper(notice):
    first = services.render_notice(notice.pk)
    again = services.render_notice(notice.pk)
    assert (first.sha256, first.rendered_at) == (again.sha256, again.rendered_at)
    data = store.read(first.sha256)
    assert data.startswith(b"%PDF")
    assert (len(data), first.pages) == (first.size, 4)


def test_the_same_snapshot_gives_the_same_bytes(notice):
    first = services.render_notice(notice.pk).sha256
    Notice.objects.update(rendered_at=None, sha256="", size=0, pages=0)
    assert services.render_notice(notice.pk).sha256 == first


def test_a_failure_is_kept_in_words_and_tried_again(notice, monkeypatch):
    with monkeypatch.context() as press:
        press.setattr(render, "pdf", broken)
        with pytest.raises(render.RenderFailed):
            services.render_notice(notice.pk)
    notice.refresh_from_db()
    assert notice.failure == "纸张用完"
    assert not services.unrendered().exists()
    services.retry(notice)
    assert services.unrendered().get() == notice
    assert services.render_notice(notice.pk).failure == ""


def test_a_fault_of_ours_shows_no_inside_to_the_officer(notice, monkeypatch):
    def fault(*args, **kwargs):
        raise OSError("/var/secret")

    monkeypatch.setattr(render, "pdf", fault)
    with pytest.raises(OSError, match="secret"):
        services.render_notice(notice.pk)
    notice.refresh_from_db()
    assert notice.failure
    assert "secret" not in notice.failure


def test_hostile_text_stays_text_from_row_to_paper(decision):
    text = HOSTILE.replace("\x00", "").replace("\ud800", "")
    opinion = rows.said(decision, text, name="<b>李建国</b>")
    rows.answered(opinion, DispositionKind.NOT_ADOPTED, reason=text)
    rows.counted(decision)
    decision.participation.asked, decision.participation.said = "<img src=x>", text[:120]
    decision.participation.save()
    notice = services.issue("adoption_notice", decision, rows.entry(decision))
    plain = Elements()
    plain.feed(render.html(notice.kind, notice.snapshot))
    assert not plain.seen & {"img", "script", "style", "b"}
    assert services.render_notice(notice.pk).sha256


def test_a_preview_says_what_would_be_issued_and_issues_nothing(decision):
    from decisions.models import Entry

    draft = Entry(decision=decision, occurred_on=rows.DAY)
    page = services.preview("consultation_notice", decision, draft)
    assert "公开征求" in page
    assert not Notice.objects.exists()


def test_the_check_names_the_package_of_a_missing_font(settings, tmp_path, monkeypatch):
    from notices import checks

    assert checks.fonts_are_installed() == []
    settings.FONTS_ROOT = tmp_path
    monkeypatch.setattr("notices.typesetting.faces.SYSTEM_FOLDERS", ())
    (message,) = checks.fonts_are_installed()
    assert "texlive-lang-chinese" in message.hint
    assert composition.missing_fonts()


def test_the_outbox_prints_what_waits(notice):
    assert doers.ask_for_waiting() == 1
    assert doers.ask_for_waiting() == 1
    job = Job.objects.get()
    assert outbox.run(job.pk)
    notice.refresh_from_db()
    assert notice.rendered_at
    assert doers.ask_for_waiting() == 0


def test_an_officer_has_a_job_that_was_given_up_tried_again(notice, monkeypatch):
    doers.ask_for_waiting()
    Job.objects.update(attempts=outbox.GIVE_UP_AFTER, error="RenderFailed")
    Notice.objects.update(failure="纸张用完")
    assert doers.ask_for_waiting() == 0
    services.retry(notice)
    doers.ask_for_waiting()
    assert Job.objects.get().attempts == 0
    assert outbox.run(Job.objects.get().pk)


def test_a_job_somebody_is_at_is_left_alone(notice):
    doers.ask_for_waiting()
    lease = timezone.now() + timedelta(minutes=5)
    Job.objects.update(attempts=outbox.GIVE_UP_AFTER, leased_until=lease)
    doers.ask_for_waiting()
    assert Job.objects.get().attempts == outbox.GIVE_UP_AFTER


def test_an_act_that_issues_a_notice_asks_for_its_paper():
    matter = road.opened().until("open_consultation")
    assert not Job.objects.filter(kind=doers.KIND).exists()
    matter.step()
    notice = Notice.objects.get(kind="consultation_notice")
    printing = Job.objects.filter(kind=doers.KIND)
    assert [(job.key, job.payload) for job in printing] == [
        (f"{doers.KIND}:{notice.pk}", {"notice": notice.pk})
    ]


def test_an_act_without_a_notice_asks_for_nothing(decision, notice):
    permissions.grant(decision)
    officer = factories.town().by(Role.DRAFTING_OFFICER)
    perform(act("remind"), decision.pk, officer, {"act": "定稿", "note": ""})
    assert not Job.objects.filter(kind=doers.KIND).exists()
