"""``fsck`` finds every tampering (trust.md, row 3): many corruptions of one matter, each found.

The matter went the whole road through ``perform``, with submissions, papers and notices; whoever
tampers is a superuser of the database, who lifts the triggers first.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import transaction
from django.db.models import F
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from accounts.models import Office, Organ, User
from accounts.roles import Role
from decisions import drafts, papers, triggers
from decisions import models as m
from decisions.gather import gather
from decisions.law.terms import Stage
from notices import papers as notice_papers
from notices import services
from notices.models import Notice, Number
from tests import factories
from tests.intake import makers
from tests.stages.days import On, moment
from tests.workflows import road as roads
from workflows import (
    fsck,
    heads,
    issued,
    outbox,
    receipts,
    record,
    registry,
    signoff,
    submitting,
    sweep,
)
from workflows.dossier_package import binding, handing
from workflows.models import ChainStep, Deadline, DossierPackage, Job, SignOffChain

pytestmark = pytest.mark.django_db
TAMPERINGS: dict[str, tuple[str, Callable[[m.Decision], Any]]] = {}
PDF = b"%PDF-1.7 printed"
VOLUME, LISTED = b"%PDF-1.7 bound", b'{"newest":""}'


@pytest.fixture(scope="module")
def finished(django_db_setup: None, django_db_blocker: Any) -> Iterator[roads.Road]:
    """A matter at the end of its road, with a daily head over it; gone after this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        road = roads.opened().until("conclude")
        scan = SimpleUploadedFile(
            "回执.pdf", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF", "application/pdf"
        )
        _attach(road, scan)
        _print(road.decision)
        issued.register(road.decision_id, road.now)
        road.finish()
        _export(road)
        heads.take(On.filed + timedelta(days=1))
        yield road
        transaction.set_rollback(True)


@pytest.fixture
def matter(finished: roads.Road, db: None) -> m.Decision:
    return finished.decision


def _attach(road: roads.Road, scan: SimpleUploadedFile) -> None:
    kept = papers.store(scan.read())
    m.Paper.objects.create(
        decision_id=road.decision_id, role="other", title="回执", name="回执.pdf",
        media_type="application/pdf", size=10, sha256=kept, occurred_on=On.filed,
    )  # fmt: skip


def _export(road: roads.Road) -> None:
    """A package with a volume on the record; that its pages are no real PDF is not fsck's affair."""
    asked = road.act("export_dossier", Role.RECORDS_OFFICER, {"purpose": "移交", "volume": ""})
    volume = binding.Bound(papers.store(VOLUME), papers.store(LISTED), 7)
    assert binding._registered(asked, volume, asked.seq) == volume
    outbox.run(Job.objects.get(kind=handing.KIND, payload__entry=asked.pk).pk)
    assert DossierPackage.objects.get().volume == volume.pdf


def _print(decision: m.Decision) -> None:
    digest = papers.store(PDF)
    Notice.objects.filter(decision=decision).update(
        sha256=digest, size=len(PDF), pages=1, rendered_at=moment(On.filed)
    )


def tampering(check: str, name: str) -> Callable[[Any], Any]:
    """Marks a way of tampering and the check that finds it."""

    def keep(function: Callable[[m.Decision], Any]) -> Callable[[m.Decision], Any]:
        assert name not in TAMPERINGS, name
        TAMPERINGS[name] = (check, function)
        return function

    return keep


def entry(decision: m.Decision, act: str) -> Any:
    """The rows of an act's first entry, as a query that can be updated."""
    first = decision.entries.filter(act=act).order_by("seq").first()
    return m.Entry.objects.filter(pk=first.pk)


def resealed(decision: m.Decision, start: int) -> None:
    """Recompute every digest from an entry on, as a careful forger does."""
    previous = record.GENESIS
    for row in decision.entries.order_by("seq"):
        if row.seq >= start:
            row.previous = previous
            row.digest = record.digest(row)
            row.save()
        previous = row.digest
    m.Decision.objects.filter(pk=decision.pk).update(
        chain_head=previous, version=decision.entries.count()
    )


# --- Entries ---


def _edits(column: str, value: Any) -> Callable[[m.Decision], Any]:
    return lambda d: entry(d, "adopt").update(**{column: value})


for _column, _value in {
    "summary": "会议讨论未通过",
    "facts": {"result": "adopt"},
    "files": [{"sha256": "0" * 64}],
    "articles": ["1"],
    "actor_name": "某人",
    "on_behalf_of": "某人",
    "role": "auditor",
    "occurred_on": On.submitted,
    "recorded_at": moment(On.submitted),
    "dossier": "0" * 64,
    "rows": "0" * 64,
    "stage_before": "submitted",
    "token": uuid4(),
}.items():
    tampering("chain", f"entry_{_column}_edited")(_edits(_column, _value))


@tampering("chain", "entry_given_to_another_person")
def _(d: m.Decision) -> None:
    entry(d, "adopt").update(actor=User.objects.get(username="yunling-auditor"))


@tampering("chain", "entry_edited_and_its_own_digest_mended")
def _(d: m.Decision) -> None:
    entry(d, "adopt").update(summary="会议讨论未通过")
    row = entry(d, "adopt").get()
    row.digest = record.digest(row)
    row.save()


@tampering("head", "chain_rewritten_from_an_edited_entry_on")
def _(d: m.Decision) -> None:
    entry(d, "adopt").update(summary="会议讨论未通过")
    resealed(d, 1)


@tampering("chain", "last_entry_deleted")
def _(d: m.Decision) -> None:
    d.entries.order_by("-seq").first().delete()


@tampering("chain", "middle_entry_deleted")
def _(d: m.Decision) -> None:
    entry(d, "add_risk_point").delete()


@tampering("chain", "first_entry_deleted")
def _(d: m.Decision) -> None:
    entry(d, "propose").delete()


@tampering("head", "entry_deleted_and_the_chain_closed_up")
def _(d: m.Decision) -> None:
    gone = entry(d, "add_risk_point").get().seq
    m.Entry.objects.filter(decision=d, seq=gone).delete()
    for row in d.entries.filter(seq__gt=gone).order_by("seq"):
        row.seq -= 1
        row.save()
    resealed(d, gone)


@tampering("chain", "two_entries_swapped")
def _(d: m.Decision) -> None:
    one, two = entry(d, "take_roll").get(), entry(d, "adopt").get()
    m.Entry.objects.filter(pk=one.pk).update(seq=9999)
    m.Entry.objects.filter(pk=two.pk).update(seq=one.seq)
    m.Entry.objects.filter(pk=one.pk).update(seq=two.seq)


@tampering("chain", "entry_inserted_at_the_end")
def _(d: m.Decision) -> None:
    _forged(d, moment(On.evaluated))


@tampering("head", "back_dated_entry_inserted")
def _(d: m.Decision) -> None:
    _forged(d, moment(On.filed))
    resealed(d, d.version)


def _forged(d: m.Decision, at: Any) -> None:
    row = d.entries.order_by("-seq").first()
    row.pk, row.seq, row.previous, row.recorded_at = None, row.seq + 1, row.digest, at
    row.token, row.stage_before, row.summary = None, row.stage_after, "补记"
    row.digest = record.digest(row)
    row.save(force_insert=True)


# --- The decision, its sections and its terms ---


@tampering("stage", "stage_moved_back")
def _(d: m.Decision) -> None:
    m.Decision.objects.filter(pk=d.pk).update(stage=Stage.IN_EXECUTION)


@tampering("chain", "version_changed")
def _(d: m.Decision) -> None:
    m.Decision.objects.filter(pk=d.pk).update(version=F("version") + 1)


@tampering("chain", "chain_head_changed")
def _(d: m.Decision) -> None:
    m.Decision.objects.filter(pk=d.pk).update(chain_head="f" * 64)


@tampering("stage", "stage_skipped_and_the_chain_rewritten")
def _(d: m.Decision) -> None:
    entry(d, "begin_study").update(stage_after=Stage.DRAFTING)
    resealed(d, 1)


@tampering("section", "section_reopened_by_hand")
def _(d: m.Decision) -> None:
    d.sections.filter(section="risk").update(progress="reopened")


@tampering("section", "section_that_is_none_and_the_chain_rewritten")
def _(d: m.Decision) -> None:
    row = entry(d, "conclude_risk").get()
    entry(d, "conclude_risk").update(facts=row.facts | {"progress": ["nowhere", "concluded"]})
    resealed(d, row.seq)


@tampering("section", "section_row_deleted")
def _(d: m.Decision) -> None:
    d.sections.filter(section="risk").delete()


@tampering("deadline", "term_moved")
def _(d: m.Decision) -> None:
    Deadline.objects.filter(decision=d, kind="publication").update(due_on=On.evaluated)


@tampering("deadline", "term_met_on_another_day")
def _(d: m.Decision) -> None:
    Deadline.objects.filter(decision=d, kind="publication").update(met_on=On.met)


@tampering("deadline", "term_deleted")
def _(d: m.Decision) -> None:
    Deadline.objects.filter(decision=d, kind="publication").delete()


@tampering("deadline", "term_invented")
def _(d: m.Decision) -> None:
    Deadline.objects.create(
        decision=d, kind="extra", article="1", starts_on=On.met, due_on=On.published
    )


# --- What was sent in, and what became of it ---


def said(d: m.Decision, place: int = 0) -> Any:
    """A submission, as a query that can be updated."""
    return m.Submission.objects.filter(
        pk=m.Submission.objects.filter(decision=d).order_by("pk")[place].pk
    )


@tampering("leaf", "submission_text_edited")
def _(d: m.Decision) -> None:
    said(d).update(text="完全赞成。")
    m.Opinion.objects.filter(submission=said(d).get()).update(text="完全赞成。")


@tampering("leaf", "submission_back_dated")
def _(d: m.Decision) -> None:
    said(d).update(received_at=moment(On.reviewed), occurred_on=On.reviewed)


@tampering("leaf", "sender_changed")
def _(d: m.Decision) -> None:
    said(d).update(name="张某某")


@tampering("leaf", "salt_changed")
def _(d: m.Decision) -> None:
    said(d).update(salt="0" * 32)


@tampering("root", "leaf_replaced")
def _(d: m.Decision) -> None:
    row = said(d).get()
    row.text = "完全赞成。"
    m.Opinion.objects.filter(submission=row).update(text=row.text)
    receipts.seal(row).save()


@tampering("root", "submission_deleted")
def _(d: m.Decision) -> None:
    row = said(d, 1).get()
    m.Disposition.objects.filter(opinion__submission=row).delete()
    m.Opinion.objects.filter(submission=row).delete()
    row.delete()


@tampering("root", "submission_slipped_into_a_batch")
def _(d: m.Decision) -> None:
    row = said(d, 3).get()
    row.pk, row.token, row.number, row.receipt = None, uuid4(), "X1", "e" * 64
    row.batch_index += 1
    row.save(force_insert=True)


@tampering("root", "two_leaves_swapped")
def _(d: m.Decision) -> None:
    said(d, 0).update(batch_index=1)
    said(d, 1).update(batch_index=0)


@tampering("root", "submission_taken_out_of_its_batch")
def _(d: m.Decision) -> None:
    said(d).update(batch=None, batch_index=None)


@tampering("tally", "submission_withdrawn_by_hand")
def _(d: m.Decision) -> None:
    said(d).update(withdrawn_at=moment(On.closed))


@tampering("leaf", "submission_called_erased_while_its_text_stays")
def _(d: m.Decision) -> None:
    said(d).update(erased_at=moment(On.closed))


@tampering("erasure", "submission_erased_without_an_act")
def _(d: m.Decision) -> None:
    said(d).update(text="", salt="", erased_at=moment(On.closed))
    m.Opinion.objects.filter(submission=said(d).get()).update(text="")


@tampering("opinion", "opinion_edited")
def _(d: m.Decision) -> None:
    m.Opinion.objects.filter(submission=said(d).get()).update(text="完全赞成。")


@tampering("opinion", "opinion_shortened_to_nothing")
def _(d: m.Decision) -> None:
    m.Opinion.objects.filter(submission=said(d).get()).update(text="")


@tampering("tally", "opinion_deleted")
def _(d: m.Decision) -> None:
    gone = m.Opinion.objects.filter(submission=said(d, 1).get())
    m.Disposition.objects.filter(opinion__in=gone).delete()
    gone.delete()


@tampering("tally", "opinion_invented")
def _(d: m.Decision) -> None:
    row = m.Opinion.objects.filter(submission=said(d).get()).get()
    row.pk, row.serial = None, None
    row.save(force_insert=True)


def answer(d: m.Decision, place: int) -> Any:
    """The disposition of an opinion, as a query that can be updated."""
    return m.Disposition.objects.filter(opinion__submission=said(d, place).get())


@tampering("tally", "disposition_turned_round")
def _(d: m.Decision) -> None:
    answer(d, 1).update(kind="adopted", no_change_reason="草案已有规定。")


@tampering("disposition", "two_dispositions_exchanged")
def _(d: m.Decision) -> None:
    answer(d, 1).update(kind="explained")
    answer(d, 2).update(kind="not_adopted")


@tampering("disposition", "reason_of_a_disposition_edited")
def _(d: m.Decision) -> None:
    answer(d, 1).update(reason="无理。")


@tampering("disposition", "disposition_signed_by_another")
def _(d: m.Decision) -> None:
    answer(d, 1).update(decided_by=User.objects.get(username="yunling-auditor"))


@tampering("disposition", "disposition_back_dated")
def _(d: m.Decision) -> None:
    answer(d, 1).update(decided_on=On.closed)


@tampering("disposition", "clause_added_to_a_disposition")
def _(d: m.Decision) -> None:
    answer(d, 1).get().changed_clauses.add(m.Clause.objects.filter(draft__decision=d).first())


@tampering("tally", "disposition_deleted")
def _(d: m.Decision) -> None:
    answer(d, 1).delete()


@tampering("tally", "counter_changed")
def _(d: m.Decision) -> None:
    m.Tally.objects.filter(decision=d).update(
        is_adopted=F("is_adopted") + 1, is_not_adopted=F("is_not_adopted") - 1
    )


@tampering("tally", "counters_deleted")
def _(d: m.Decision) -> None:
    m.Tally.objects.filter(decision=d).delete()


@tampering("tally", "number_of_a_day_changed")
def _(d: m.Decision) -> None:
    m.TallyBy.objects.filter(decision=d, dimension="day").update(number=F("number") + 1)


@tampering("tally", "number_of_a_sender_deleted")
def _(d: m.Decision) -> None:
    m.TallyBy.objects.filter(decision=d, dimension="sender").delete()


@tampering("report", "item_made_bigger")
def _(d: m.Decision) -> None:
    m.ReportItem.objects.filter(decision=d, number=1).update(size=2)


@tampering("report", "item_deleted")
def _(d: m.Decision) -> None:
    m.ReportItem.objects.filter(decision=d, number=1).delete()


# --- Papers, drafts and notices ---


def paper(d: m.Decision) -> m.Paper:
    """A paper of the file."""
    return d.papers.get(title="回执")


@tampering("file", "file_altered_on_disk")
def _(d: m.Decision) -> None:
    _overwrite(paper(d).sha256, b"%PDF-1.7 forged")


@tampering("file", "file_gone_from_disk")
def _(d: m.Decision) -> None:
    default_storage.delete(papers.path(paper(d).sha256))


@tampering("file", "paper_pointed_to_another_digest")
def _(d: m.Decision) -> None:
    d.papers.update(sha256="a" * 64)


@tampering("rows", "paper_replaced_by_another_stored_file")
def _(d: m.Decision) -> None:
    d.papers.update(sha256=papers.store(b"%PDF-1.7 forged"))


@tampering("rows", "paper_deleted")
def _(d: m.Decision) -> None:
    paper(d).delete()


@tampering("file", "printed_notice_altered_on_disk")
def _(d: m.Decision) -> None:
    _overwrite(d.notices.first().sha256, b"%PDF-1.7 forged")


@tampering("draft", "clause_edited")
def _(d: m.Decision) -> None:
    m.Clause.objects.filter(draft__decision=d, order=1).update(text="停车一律收费。")


@tampering("draft", "clause_deleted")
def _(d: m.Decision) -> None:
    m.Clause.objects.filter(draft__decision=d).order_by("-order").first().delete()


@tampering("rows", "clause_edited_and_the_draft_resealed")
def _(d: m.Decision) -> None:
    m.Clause.objects.filter(draft__decision=d, order=1).update(text="停车一律收费。")
    for row in d.drafts.all():
        row.digest = drafts.digest(list(row.clauses.all()))
        row.save()


@tampering("notice", "snapshot_of_a_notice_edited")
def _(d: m.Decision) -> None:
    row = d.notices.first()
    Notice.objects.filter(pk=row.pk).update(snapshot=row.snapshot | {"title": "关于停止征集的公告"})


@tampering("notice", "snapshot_of_a_notice_edited_and_its_digest_mended")
def _(d: m.Decision) -> None:
    _reworded(d)


@tampering("notice", "notice_edited_and_taken_out_of_the_register")
def _(d: m.Decision) -> None:
    _reworded(d, registered=None)


def _reworded(d: m.Decision, **more: Any) -> None:
    row = d.notices.first()
    snapshot = row.snapshot | {"title": "关于停止征集的公告"}
    digest = hashlib.sha256(notice_papers.canonical(snapshot)).hexdigest()
    Notice.objects.filter(pk=row.pk).update(snapshot=snapshot, snapshot_sha256=digest, **more)


@tampering("notice", "printed_notice_replaced_with_its_digest")
def _(d: m.Decision) -> None:
    d.notices.update(sha256=papers.store(b"%PDF-1.7 forged"))


@tampering("notice", "notice_renumbered")
def _(d: m.Decision) -> None:
    d.notices.exclude(number=None).update(number_text="样云政〔2026〕99号")


@tampering("notice", "notice_back_dated")
def _(d: m.Decision) -> None:
    d.notices.update(issued_on=On.opens)


@tampering("notice", "notice_withheld_from_the_public")
def _(d: m.Decision) -> None:
    d.notices.filter(public=True).update(public=False)


@tampering("notice", "notice_slipped_in")
def _(d: m.Decision) -> None:
    row = d.notices.first()
    row.pk, row.kind, row.number = None, "file_list", None
    row.save(force_insert=True)


@tampering("notice", "notice_deleted")
def _(d: m.Decision) -> None:
    Notice.objects.filter(pk=d.notices.exclude(number=None).first().pk).delete()


@tampering("number", "number_taken_out_of_its_series")
def _(d: m.Decision) -> None:
    numbers = Number.objects.filter(notice__decision=d)
    gone = list(numbers.values_list("pk", flat=True))[:1]
    Notice.objects.filter(number__in=gone).update(number=None)
    Number.objects.filter(pk__in=gone).delete()


# --- Other rows of the file ---


@tampering("rows", "member_view_turned_round")
def _(d: m.Decision) -> None:
    m.MemberView.objects.filter(item__decision=d, stand="amend").update(stand="agree")


@tampering("rows", "dissent_reworded")
def _(d: m.Decision) -> None:
    m.MemberView.objects.filter(item__decision=d, order=1).update(statement="没有意见。")


@tampering("roll", "absent_member_made_present")
def _(d: m.Decision) -> None:
    m.Attendance.objects.filter(meeting__agenda__decision=d, chief_executive=False).update(
        present=False
    )


@tampering("roll", "absence_explained_otherwise")
def _(d: m.Decision) -> None:
    m.Attendance.objects.filter(meeting__agenda__decision=d).update(absence_reason="拒不到会")


@tampering("meeting", "meeting_chaired_by_another")
def _(d: m.Decision) -> None:
    m.Meeting.objects.filter(agenda__decision=d).update(chair="某人")


@tampering("dossier", "office_renamed_by_hand")
def _(d: m.Decision) -> None:
    Office.objects.filter(pk=d.lead_office_id).update(name="城市管理办公室")


@tampering("dossier", "organ_renamed_by_hand")
def _(d: m.Decision) -> None:
    Organ.objects.filter(pk=d.organ_id).update(name="云岭街道办事处")


@tampering("dossier", "speaker_renamed_by_hand")
def _(d: m.Decision) -> None:
    speakers = m.MemberView.objects.filter(item__decision=d).values("member")
    User.objects.filter(pk__in=speakers[:1]).update(display_name="某人")


# --- Packages and volumes ---


def package(d: m.Decision) -> Any:
    """The row of the package, as a query that can be updated."""
    return DossierPackage.objects.filter(decision=d)


@tampering("package", "package_gone_from_the_store")
def _(d: m.Decision) -> None:
    _overwrite(package(d).get().sha256, None)


@tampering("package", "package_changed_in_one_byte")
def _(d: m.Decision) -> None:
    digest = package(d).get().sha256
    data = papers.read(digest)
    _overwrite(digest, data[:-1] + bytes([data[-1] ^ 1]))


@tampering("package", "package_exchanged_with_its_row")
def _(d: m.Decision) -> None:
    package(d).update(sha256=papers.store(_zipped(b"{}")))


@tampering("package", "package_exchanged_for_something_else")
def _(d: m.Decision) -> None:
    package(d).update(sha256=papers.store(b"PK"))


@tampering("package", "package_exchanged_for_one_without_a_list")
def _(d: m.Decision) -> None:
    package(d).update(sha256=papers.store(_zipped()))


@tampering("package", "package_shown_with_another_list")
def _(d: m.Decision) -> None:
    package(d).update(manifest="0" * 64)


@tampering("package", "package_shown_with_another_head")
def _(d: m.Decision) -> None:
    package(d).update(head="0" * 64)


@tampering("package", "package_row_deleted")
def _(d: m.Decision) -> None:
    package(d).delete()


@tampering("package", "package_called_recalled_though_nothing_was_erased")
def _(d: m.Decision) -> None:
    package(d).update(recalled_at=moment(On.filed))


@tampering("volume", "volume_gone_from_the_store")
def _(d: m.Decision) -> None:
    _overwrite(package(d).get().volume, None)


@tampering("volume", "volume_changed")
def _(d: m.Decision) -> None:
    _overwrite(package(d).get().volume, b"%PDF-1.7 another")


@tampering("volume", "list_of_the_volume_changed")
def _(d: m.Decision) -> None:
    _overwrite(hashlib.sha256(LISTED).hexdigest(), b"{}")


@tampering("volume", "list_of_the_volume_gone")
def _(d: m.Decision) -> None:
    _overwrite(hashlib.sha256(LISTED).hexdigest(), None)


@tampering("volume", "volume_exchanged_with_its_row")
def _(d: m.Decision) -> None:
    package(d).update(volume=papers.store(b"%PDF-1.7 another"))


@tampering("volume", "volume_said_to_have_other_pages")
def _(d: m.Decision) -> None:
    package(d).update(volume_pages=8)


@tampering("volume", "volume_registered_otherwise_with_the_chain_made_anew")
def _(d: m.Decision) -> None:
    row = entry(d, binding.ACT).get()
    row.facts |= {"pdf": papers.store(b"%PDF-1.7 another")}
    row.save()
    resealed(d, row.seq)


def _zipped(manifest: bytes | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        if manifest is not None:
            made.writestr("manifest.json", manifest)
    return out.getvalue()


@tampering("rows", "finding_reworded")
def _(d: m.Decision) -> None:
    d.findings.update(reason="领导同意。")


@tampering("rows", "legality_opinion_reworded")
def _(d: m.Decision) -> None:
    d.legality_reviews.update(opinion="合法，无需修改。")


@tampering("rows", "risk_made_lower")
def _(d: m.Decision) -> None:
    m.RiskAssessment.objects.filter(decision=d).update(report_text="没有风险。")


@tampering("rows", "expert_opinion_reworded")
def _(d: m.Decision) -> None:
    m.Expert.objects.filter(decision=d).update(opinion="完全必要。")


@tampering("rows", "matter_described_otherwise")
def _(d: m.Decision) -> None:
    m.Matter.objects.filter(decision=d).update(technical=False)


@tampering("rows", "consultation_period_changed")
def _(d: m.Decision) -> None:
    d.activities.update(closes_on=On.closed)


@tampering("dossier", "decision_renamed")
def _(d: m.Decision) -> None:
    m.Decision.objects.filter(pk=d.pk).update(title="停车收费办法")


# --- The installation as a whole ---


@tampering("head", "daily_head_edited")
def _(d: m.Decision) -> None:
    m.DailyHead.objects.update(digest="b" * 64)


@tampering("head", "daily_head_back_dated")
def _(d: m.Decision) -> None:
    m.DailyHead.objects.update(on=On.met)


@tampering("trigger", "trigger_dropped")
def _(d: m.Decision) -> None:
    triggers.drop()


@tampering("head", "whole_decision_vanished")
def _(d: m.Decision) -> None:
    m.Submission.objects.filter(decision=d).update(batch=None)
    Notice.objects.filter(decision=d).delete()
    package(d).delete()
    m.Entry.objects.filter(decision=d).delete()


def _overwrite(digest: str, data: bytes | None) -> None:
    path = Path(default_storage.path(papers.path(digest)))
    _overwritten.append((path, path.read_bytes()))
    if data is None:
        path.unlink()
    else:
        path.write_bytes(data)


_overwritten: list[tuple[Path, bytes]] = []


@pytest.fixture(autouse=True)
def _files_put_back(finished: roads.Road) -> Iterator[None]:
    kept = {row.sha256 for row in finished.decision.papers.all()} | {
        row.sha256 for row in finished.decision.notices.all()
    }
    data = {digest: papers.read(digest) for digest in kept if digest}
    yield
    for path, before in _overwritten:
        path.write_bytes(before)
    _overwritten.clear()
    for content in data.values():
        papers.store(content)


def tamper(decision: m.Decision, how: Callable[[m.Decision], Any]) -> None:
    """Do it as somebody who owns the database."""
    whole = how in [TAMPERINGS["trigger_dropped"][1]]
    if not whole:
        triggers.drop()
    how(decision)
    if not whole:
        triggers.install()


@pytest.mark.parametrize("name", sorted(TAMPERINGS))
def test_a_tampering_is_found(name: str, matter: m.Decision) -> None:
    check, how = TAMPERINGS[name]
    tamper(matter, how)
    found = {difference.check for difference in fsck.examine()}
    assert check in found, found


def test_forty_ways_of_tampering_and_more_are_tried() -> None:
    assert len(TAMPERINGS) >= 40


def test_a_sound_installation_shows_no_difference(matter: m.Decision, capsys: Any) -> None:
    assert list(fsck.examine()) == []
    call_command("fsck", "--json")
    assert json.loads(capsys.readouterr().out) == []


def test_the_command_names_what_it_found_and_fails(matter: m.Decision, capsys: Any) -> None:
    tamper(matter, TAMPERINGS["stage_moved_back"][1])
    with pytest.raises(SystemExit) as stopped:
        call_command("fsck", "--json")
    assert stopped.value.code == 1
    found = json.loads(capsys.readouterr().out)
    assert {row["check"] for row in found} == {"stage"}
    assert {row["decision"] for row in found} == {matter.pk}


def test_every_step_of_the_road_is_clean(db: None, finished: roads.Road) -> None:
    road = roads.opened(finished.place)
    while road.done < len(road.told):
        road.step()
        if road.done % 6 == 0:
            assert list(fsck.examine([road.decision_id])) == [], road.told[road.done - 1].slug


def test_new_names_change_no_old_dossier(matter: m.Decision) -> None:
    """Offices merge, people marry, towns become districts: the file keeps what it said."""
    speaker = m.MemberView.objects.filter(item__decision=matter).first().member
    for row, column in ((matter.lead_office, "name"), (matter.organ, "name"), (matter.organ, "level"),
                        (speaker, "display_name")):  # fmt: skip
        for name in ("改过的名称", "再改的名称"):
            setattr(row, column, "county" if column == "level" else name)
            row.save()
    found = gather(matter.pk, as_of=On.evaluated)
    assert (found.matter.decision_organ, found.matter.organ_level) == ("再改的名称", "county")
    assert found.initiation.coordinating_lead == "再改的名称"
    assert list(fsck.examine([matter.pk])) == []


def test_matters_of_one_meeting_are_compared_each_as_it_was(matter: m.Decision, db: None) -> None:
    """A roll taken for the second matter changes nothing of the first, and hides nothing either."""
    meeting = m.Meeting.objects.get(agenda__decision=matter)
    road = roads.opened(factories.town()).until("put_on_agenda")
    road.dawn(On.submitted)
    road.act("put_on_agenda", Role.MEETING_SECRETARY, {"meeting": meeting.pk})
    road.done += 1
    assert list(fsck.examine([road.decision_id])) == []
    road.dawn(On.met)
    absent = meeting.roll.exclude(chief_executive=True).first()
    answers = road.roll() | {f"present_{absent.member_id}": "False"}
    reason = {f"absence_{absent.member_id}": "外出开会"}
    road.act("take_roll", Role.MEETING_SECRETARY, answers | reason)
    both = [matter.pk, road.decision_id]
    assert list(fsck.examine(both)) == []
    tamper(matter, lambda d: m.MemberView.objects.filter(item__decision=d).update(stand="agree"))
    assert {row.check for row in fsck.examine(both)} == {"rows", "dossier"}
    tamper(matter, lambda d: meeting.roll.update(present=True))
    assert "roll" in {row.check for row in fsck.examine([road.decision_id])}


def test_a_notice_is_in_the_record_when_it_is_printed(db: None, finished: roads.Road) -> None:
    """The job makes the PDF and registers it; the sweep registers what waits for its PDF."""
    decision = roads.opened(finished.place).until("say").decision
    notice = decision.notices.get()
    assert issued.sweep_notices() == 1
    assert issued.sweep_notices() == 0
    assert list(fsck.examine([decision.pk])) == []
    services.render_notice(notice.pk)
    assert list(fsck.examine([decision.pk])) == []
    assert issued.register(decision.pk) == 1
    assert list(fsck.examine([decision.pk])) == []
    told = decision.entries.last().facts["notices"]
    notice.refresh_from_db()
    assert [row["pdf"] for row in told] == [notice.sha256]
    forged = papers.store(b"%PDF-1.7 forged")
    tamper(decision, lambda d: d.notices.update(sha256=forged))
    assert {row.check for row in fsck.examine([decision.pk])} == {"notice"}


def test_a_submission_with_a_file_is_clean_before_the_sweep(db: None, finished: roads.Road) -> None:
    road = roads.opened(finished.place).until("say")
    road.dawn(On.opens)
    file = SimpleUploadedFile("意见.pdf", _pdf(), "application/pdf")
    submitting.submit_opinion(
        road.decision.activities.get().pk,
        {"text": "见附件。", "submitter_kind": "citizen", "privacy_read": "on"},
        MultiValueDict({"files": [file]}),
        token=uuid4(),
        received_at=road.now,
    )
    assert m.SubmissionFile.objects.filter(submission__decision=road.decision_id).count() == 1
    assert list(fsck.examine([road.decision_id])) == []
    sweep.register(road.decision_id, road.now)
    assert list(fsck.examine([road.decision_id])) == []
    default_storage.delete(papers.path(m.SubmissionFile.objects.get().paper.sha256))
    assert {row.check for row in fsck.examine([road.decision_id])} == {"file"}


def test_a_proposal_with_a_file_is_clean_while_it_waits(db: None, finished: roads.Road) -> None:
    road = roads.opened(finished.place)
    chain = SignOffChain.objects.create(organ=road.place.organ, act="attach_paper")
    ChainStep.objects.create(chain=chain, order=1, title="核稿", role=Role.LEAD_UNIT_HEAD)
    data = QueryDict(mutable=True)
    data.update({"kind": "other", "title": "附件", "disclosure": "proactive_disclosure"})
    file = SimpleUploadedFile("附件.pdf", _pdf(), "application/pdf")
    drafter, act = road.user(Role.DRAFTING_OFFICER), registry.act("attach_paper")
    waiting = signoff.propose(act, chain, road.decision_id, drafter, data, {"file": file})
    assert list(fsck.examine([road.decision_id])) == []
    signoff.sign(waiting.pk, road.user(Role.LEAD_UNIT_HEAD), passed=True)
    assert list(fsck.examine([road.decision_id])) == []


def _pdf() -> bytes:
    return bytes(makers.pdf())
