"""Art. 33 as acts: the checklist drawn up from the file, every byte asked again, the file closed."""

from typing import Any

import pytest
from django.core.files.storage import default_storage

from accounts.roles import Role
from decisions import papers
from decisions.archive_slots import missing, slots
from decisions.errors import Illegible, NotNow, NotReady, NotYours
from decisions.gather import gather
from decisions.law.archive import SLOTS
from decisions.law.terms import Stage
from decisions.models import AgendaItem, Archive, ArchiveItem, Decision, Entry, Paper
from notices.models import Notice
from notices.wording.archive import on_file
from tests.stages.days import On
from tests.workflows.meeting import at
from tests.workflows.reviewing import DRAFTER, HEAD, act, scan
from workflows.steps import archive as steps
from workflows.steps.general import AttachPaper
from workflows.steps.rows.archive import chain_is_whole, digests_match

pytestmark = pytest.mark.django_db
RECORDS = Role.RECORDS_OFFICER


@pytest.fixture
def published() -> Decision:
    return at(Stage.PROMULGATED)


def check(decision: Decision, **why: Any) -> Entry:
    return act(steps.CheckArchive, decision, RECORDS, On.archived, **why)


def close(decision: Decision, **more: Any) -> Entry:
    given = {"retention": "permanent", "finished_on": On.published}
    return act(steps.CloseFile, decision, RECORDS, On.archived, **(given | more))


def attached(decision: Decision) -> Paper:
    given = {"kind": "other", "title": "照片", "disclosure": "disclosure_on_request"}
    act(AttachPaper, decision, DRAFTER, On.published, **given, file=scan())
    return Paper.objects.get(title="照片")


def test_art_33_the_checklist_comes_from_the_file(published: Decision) -> None:
    check(published)
    items = {item.slot: item for item in ArchiveItem.objects.all()}
    assert list(items) == list(SLOTS)
    assert items["legality"].present
    assert items["hearing"].not_needed == "不举行听证：法律法规没有规定应当听证。"
    assert items["execution"].not_needed
    assert all(item.present or item.not_needed for item in items.values())


def test_art_33_what_is_missing_is_missing_until_it_is_argued(published: Decision) -> None:
    published.reports.party_reported_on = None
    published.reports.save()
    entry = check(published)
    assert entry.facts["missing"] == ["party_report"]
    with pytest.raises(NotReady) as refusal:
        close(published)
    assert {s.article for s in refusal.value.shortcomings} == {"33"}
    check(published, why_party_report="会前已经请示，见会议材料。")
    close(published)
    assert ArchiveItem.objects.get(slot="party_report").not_needed == "会前已经请示，见会议材料。"


def test_art_33_minutes_are_never_argued_away(published: Decision) -> None:
    AgendaItem.objects.update(minutes_on=None)
    form = steps.CheckArchive.form(decision=published)
    assert [slot.slot for slot in form.slots if slot.missing] == ["meeting"]
    assert "why_meeting" not in form.fields
    check(published)
    with pytest.raises(NotReady):
        close(published)


def test_art_33_the_file_is_closed_with_its_catalogue(published: Decision) -> None:
    attached(published)
    check(published)
    entry = close(published, file_number="2026-001")
    row = Archive.objects.get()
    assert (row.retention, row.file_number, row.archived_on) == (
        "permanent",
        "2026-001",
        On.archived,
    )
    assert row.digests_match
    issued = Notice.objects.filter(entry=entry).order_by("id").values_list("kind", flat=True)
    assert list(issued) == ["dossier_cover", "dossier_catalogue"]
    assert entry.facts["papers"] == ["dossier_cover"]


def test_art_33_first_the_file_is_checked(published: Decision) -> None:
    with pytest.raises(NotNow):
        close(published)
    for act_ in (steps.CheckArchive, steps.CloseFile):
        with pytest.raises(NotYours):
            act(act_, published, HEAD, On.archived)
    with pytest.raises(NotNow):
        check(at(Stage.DECIDED))


def test_art_33_a_changed_byte_holds_the_file_open(published: Decision) -> None:
    paper = attached(published)
    check(published)
    with default_storage.open(papers.path(paper.sha256), "wb") as file:
        file.write(b"another picture")
    assert not digests_match(published, on_file(published))
    with pytest.raises(NotReady) as refusal:
        close(published)
    assert "33" in {s.article for s in refusal.value.shortcomings}
    assert not Archive.objects.exists()
    default_storage.delete(papers.path(paper.sha256))
    assert not digests_match(published, on_file(published))


def test_art_33_a_broken_chain_is_seen(published: Decision) -> None:
    check(published)
    published.refresh_from_db()
    assert chain_is_whole(published)
    published.chain_head = "0" * 64
    assert not chain_is_whole(published)


def test_art_33_a_decided_matter_is_kept_for_good(published: Decision) -> None:
    check(published)
    with pytest.raises(Illegible) as refusal:
        close(published, retention="10")
    assert "retention" in refusal.value.form.errors


def test_art_33_what_was_not_passed_is_kept_ten_years() -> None:
    rejected = at(Stage.REJECTED)
    check(rejected)
    close(rejected, retention="10", finished_on=On.met)
    assert Archive.objects.get().retention == "10"
    assert ArchiveItem.objects.get(slot="publication").not_needed


def test_art_33_what_execution_brings_supplements_the_file() -> None:
    decision = at(Stage.PROMULGATED)
    check(decision)
    close(decision)
    Decision.objects.update(stage=Stage.IN_EXECUTION)
    act(steps.CloseFile, decision, RECORDS, On.filed, retention="permanent", finished_on=On.filed)
    row = Archive.objects.get()
    assert (row.archived_on, row.finished_on) == (On.archived, On.filed)
    assert Notice.objects.filter(kind="dossier_catalogue").count() == 2


def test_art_33_a_file_is_not_closed_before_the_matter_is_finished(published: Decision) -> None:
    check(published)
    with pytest.raises(Illegible):
        close(published, finished_on=On.filed)


def test_art_33_a_course_that_was_ended_lacks_what_it_never_made() -> None:
    ended = at(Stage.TERMINATED)
    dossier = gather(ended.pk, as_of=On.archived)
    assert not list(missing(dossier, Stage.TERMINATED))
    assert [slot.slot for slot in slots(dossier, Stage.TERMINATED)] == list(SLOTS)
