"""Papers of no decision: the yearly catalogue, the review of a file, the samples of the gallery."""

import csv
import io
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from decisions import papers as store
from decisions.models import Catalogue
from notices import carried, papers, prints
from notices.kinds import APART
from notices.models import Print
from tests import factories
from workflows import outbox, printing
from workflows.models import Job

pytestmark = pytest.mark.django_db
CASE = Path("fixtures/casefiles/no-05-eleven-days-no-reason.json")


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def catalogue() -> Catalogue:
    """A catalogue with consent and two matters, not published yet."""
    town = factories.town()
    found = Catalogue.objects.create(organ=town.organ, year=2026, party_consent_on=date(2026, 3, 2))
    for serial, hearing in ((1, True), (2, False)):
        found.items.create(
            serial=serial,
            title=f"样例事项{serial}",
            procedure="公众参与、合法性审查",
            hearing=hearing,
            lead_unit="规划建设办公室",
            planned="二季度",
        )
    return found


def published(catalogue: Catalogue) -> Print:
    keeper = browser(factories.town().by(Role.CATALOGUE_KEEPER))
    dates = {"party_consent_on": "2026-03-02", "published_on": "2026-03-05"}
    address = reverse("desk:catalogue_change", args=[2026])
    assert keeper.post(address, {"change": "dates", **dates}).status_code == 302
    return Print.objects.get()


def test_art_3_3_publishing_the_catalogue_issues_its_notice(catalogue, time_machine):
    time_machine.move_to("2026-03-06T09:00:00+08:00", tick=False)
    made = published(catalogue)
    paper = papers.restore(made.kind, made.snapshot)
    assert (paper.standing, paper.hearings) == (2, 1)
    assert paper.issued_on == date(2026, 3, 5)
    assert paper.number == str(made.number) == "样云政办〔2026〕1号"
    assert Job.objects.get(key=f"{printing.ONE}:{made.pk}")
    assert outbox.run(Job.objects.get().pk)
    answer = Client().get(reverse("papers:print", args=[made.pk]))
    assert answer["Content-Type"] == "application/pdf"
    made.refresh_from_db()
    with pikepdf.open(io.BytesIO(store.read(made.sha256))) as pdf:
        inside = pdf.attachments["annex.csv"].get_file().read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(inside)))
    assert len(rows) == paper.standing
    page = Client().get("/verify/", {"code": carried.code(made.snapshot)}).content.decode()
    assert "核验通过" in page
    assert made.title in page
    keeper = browser(factories.town().by(Role.CATALOGUE_KEEPER))
    page = keeper.get(reverse("desk:catalogue") + "?year=2026").content.decode()
    assert reverse("papers:print", args=[made.pk]) in page


def test_the_public_finds_the_newest_printed_notice_of_the_year(catalogue, time_machine):
    time_machine.move_to("2026-03-06T09:00:00+08:00", tick=False)
    made = published(catalogue)
    address, shown = reverse("papers:print", args=[made.pk]), reverse("portal:catalogue")
    assert address not in Client().get(shown).content.decode()  # not printed yet
    prints.make(made)
    assert address in Client().get(shown).content.decode()
    again = prints.ask("annual_catalogue", catalogue.organ, None, catalogue=catalogue)
    prints.make(again)
    page = Client().get(shown).content.decode()
    assert reverse("papers:print", args=[again.pk]) in page
    assert address not in page
    Catalogue.objects.filter(pk=catalogue.pk).update(year=2025)
    assert "/papers/prints/" not in Client().get(shown).content.decode()


def test_the_notice_is_issued_anew_with_a_number_of_its_own(catalogue, time_machine):
    time_machine.move_to("2026-03-06T09:00:00+08:00", tick=False)
    keeper = browser(factories.town().by(Role.CATALOGUE_KEEPER))
    address = reverse("desk:catalogue_change", args=[2026])
    assert keeper.post(address, {"change": "print"}).status_code == 409
    published(catalogue)
    catalogue.items.filter(serial=2).update(removed_reason="事权上收")
    assert keeper.post(address, {"change": "print"}).status_code == 302
    newest = Print.objects.first()
    paper = papers.restore(newest.kind, newest.snapshot)
    assert (paper.standing, len(paper.items)) == (1, 2)
    assert str(newest.number) == "样云政办〔2026〕2号"


def test_the_review_of_a_file_is_printed_for_whoever_asked():
    officer = factories.town().by(Role.DRAFTING_OFFICER)
    sent = SimpleUploadedFile(CASE.name, CASE.read_bytes(), "application/json")
    answer = browser(officer).post(reverse("desk:review"), {"file": sent, "printed": "on"})
    made = Print.objects.get()
    assert answer.url == reverse("papers:print", args=[made.pk])
    paper = papers.restore(made.kind, made.snapshot)
    assert paper.blocking() >= 1
    assert paper.found[0].verdict == "not_met"
    assert paper.matter == "《no-05-eleven-days-no-reason》"
    other = factories.town().by(Role.LEGAL_REVIEWER)
    assert browser(other).get(answer.url).status_code == 404
    assert Client().get(answer.url).status_code == 404
    assert browser(officer).get(answer.url).status_code == 202


def test_a_failed_print_keeps_its_reason_and_shows_none_of_our_inside(catalogue, monkeypatch):
    facts = {"catalogue": catalogue}
    made = prints.ask("annual_catalogue", catalogue.organ, None, on=date(2026, 3, 5), **facts)

    def fault(*args, **kwargs):
        raise OSError("/var/secret")

    monkeypatch.setattr(prints.render, "pdf", fault)
    with pytest.raises(OSError, match="secret"):
        prints.make(made)
    made.refresh_from_db()
    assert made.failure
    assert "secret" not in made.failure


def test_the_gallery_starts_one_job_and_links_what_is_ready(monkeypatch):
    town = factories.town()
    boss = browser(town.by(Role.ADMINISTRATOR))
    page = boss.get(reverse("desk:gallery"))
    assert page.status_code == 200
    for code in papers.PAPERS:
        assert f'<code class="soft">{code}</code>' in page.content.decode()
    for _twice in range(2):
        assert boss.post(reverse("desk:gallery")).status_code == 302
    job = Job.objects.get()
    assert boss.get(reverse("desk:gallery"))["Refresh"]
    kinds = {kind: papers.PAPERS[kind] for kind in ("withdrawal_notice", "comment_form")}
    monkeypatch.setattr(printing.papers, "PAPERS", kinds)
    assert outbox.run(job.pk)
    made = {one.kind: one for one in Print.objects.all()}
    assert set(made) == set(kinds)
    page = boss.get(reverse("desk:gallery"))
    assert "Refresh" not in page
    for one in made.values():
        address = reverse("papers:print", args=[one.pk])
        assert address in page.content.decode()
        assert boss.get(address).content.startswith(b"%PDF")
        assert browser(town.by(Role.AUDITOR)).get(address).status_code == 404
    assert boss.post(reverse("desk:gallery")).status_code == 302
    assert Job.objects.get().done_at is None  # the same job begins again
    assert outbox.run(job.pk)
    assert Print.objects.count() == len(kinds)


def test_the_gallery_is_for_administrators():
    officer = factories.town().by(Role.DRAFTING_OFFICER)
    assert browser(officer).get(reverse("desk:gallery")).status_code == 403


def test_every_paper_of_an_organ_rests_on_an_article():
    assert set(APART) == {"annual_catalogue", "case_file_review"}
