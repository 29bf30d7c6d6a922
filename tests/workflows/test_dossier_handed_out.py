"""What packages carry, when they are handed out, and what an erasure calls back (Art. 33, PIPL 47).

A matter whose opinions just came in: its file is small, and a volume of it is bound in seconds.
"""

import hashlib
import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from decisions import models as m
from decisions import papers as store
from decisions.errors import Misbuilt, NotNow
from notices.sandbox import Limits
from tests.workflows import road as roads
from tests.workflows.reviewing import scan
from tests.workflows.test_dossier_package import (
    PHOTO,
    Files,
    lines,
    listed_anew,
    of_lines,
    packed,
    resealed,
    unpacked,
)
from workflows import fsck, outbox
from workflows.dossier_package import (
    binding,
    handing,
    recalling,
    registered,
    verify_dossier,
    writing,
)
from workflows.models import DossierPackage, Job

pytestmark = pytest.mark.django_db
RECORDS = Role.RECORDS_OFFICER
SECRET = "我住云岭大街9号，门前停车太乱。"


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker: Any) -> Iterator[roads.Road]:
    """A matter with opinions, exported once with its volume; gone afterwards."""
    said = [SECRET, *roads.SAID[1:]]
    with (
        django_db_blocker.unblock(),
        transaction.atomic(),
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(roads, "SAID", said)
        road = roads.opened().until("close_consultation")
        road.act("attach_paper", roads.DRAFTER, PHOTO, files={"file": scan()})
        exported(road, volume=True)
        yield road
        transaction.set_rollback(True)


@pytest.fixture
def road(told: roads.Road, db: None) -> roads.Road:
    return told


def act(road: roads.Road, slug: str, by: str, data: dict[str, Any]) -> m.Entry:
    """An act of this very moment."""
    road.now = timezone.now()
    return road.act(slug, by, data)


def exported(road: roads.Road, *, volume: bool) -> DossierPackage:
    """The package somebody asks for now, made by its job."""
    asked = {"purpose": "移交县档案馆", "volume": "on" if volume else ""}
    entry = act(road, "export_dossier", RECORDS, asked)
    outbox.run(Job.objects.get(kind=handing.KIND, payload__entry=entry.pk).pk)
    return DossierPackage.objects.get(entry=entry)


def first(road: roads.Road) -> DossierPackage:
    return DossierPackage.objects.filter(decision=road.decision).earliest("pk")


def erase(road: roads.Road) -> m.Entry:
    """Somebody asks that what they sent be erased."""
    said = m.Submission.objects.get(decision=road.decision, text=SECRET)
    asked = {"number": said.number, "reason": "本人申请删除。"}
    return act(road, "erase_submission", Role.OPENNESS_OFFICER, asked)


def forgotten(entry: m.Entry) -> None:
    """The job by which an erasure reaches the store."""
    outbox.run(Job.objects.get(kind=recalling.KIND, payload__entry=entry.pk).pk)


def stored(digest: str) -> bool:
    return bool(default_storage.exists(store.path(digest)))


def officer(road: roads.Road) -> Client:
    client = Client()
    client.force_login(road.user(RECORDS))
    return client


def address(name: str, row: DossierPackage) -> str:
    return reverse(f"desk:{name}", args=[row.decision_id, row.pk])


@contextmanager
def overwritten(digest: str, data: bytes | None) -> Iterator[None]:
    """A file of the store changed by somebody who holds the disk, or gone; put back afterwards."""
    path = Path(default_storage.path(store.path(digest)))
    before = path.read_bytes()
    if data is None:
        path.unlink()
    else:
        path.write_bytes(data)
    try:
        yield
    finally:
        path.write_bytes(before)


def differences(files: Files | bytes, tmp_path: Path) -> list[tuple[str, str]]:
    """What the checker says of a package."""
    files = unpacked(files) if isinstance(files, bytes) else files
    return verify_dossier.verify(str(packed(files, tmp_path / "p.zip"))).differences


# --- Handed out as it was made, or not at all ---


@pytest.mark.parametrize("name", ["package", "volume"])
@pytest.mark.parametrize("how", ["one byte", "cut short", "gone"])
def test_a_file_that_is_not_what_was_made_is_not_handed_out(
    road: roads.Road, name: str, how: str, caplog: pytest.LogCaptureFixture
) -> None:
    row, client = first(road), officer(road)
    digest = row.volume if name == "volume" else row.sha256
    data = store.read(digest)
    assert b"".join(client.get(address(name, row)).streaming_content) == data
    changed = {"one byte": bytes([data[0] ^ 1]) + data[1:], "cut short": data[:-1], "gone": None}
    with overwritten(digest, changed[how]), caplog.at_level(logging.ERROR):
        answer = client.get(address(name, row))
    assert answer.status_code == 409
    assert not answer.streaming
    assert "库中的这份文件已经丢失或者被改动" in answer.content.decode()
    assert any(digest in said.getMessage() for said in caplog.records)


def test_a_changed_paper_goes_into_no_package(road: roads.Road) -> None:
    volume = registered.newest(road.decision)
    with overwritten(volume.pdf, b"%PDF-1.7 another"), pytest.raises(Misbuilt):
        writing.write(road.decision_id, io.BytesIO())


# --- The newest volume on the record goes with every package ---


def test_whoever_makes_the_package_the_newest_volume_goes_with_it(
    road: roads.Road, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    newest = exported(road, volume=True)
    assert newest.volume != first(road).volume
    target = tmp_path / "卷宗.zip"
    call_command("export_dossier", str(road.decision_id), "--to", str(target), "--json")
    assert json.loads(capsys.readouterr().out)["volume"] == newest.volume
    plain = exported(road, volume=False)
    assert (plain.volume, plain.volume_pages) == (newest.volume, newest.volume_pages)
    for data in (target.read_bytes(), store.read(plain.sha256)):
        assert hashlib.sha256(unpacked(data)["volume.pdf"]).hexdigest() == newest.volume
        assert differences(data, tmp_path) == []
    page = officer(road).get(reverse("desk:dossier", args=[road.decision_id])).content.decode()
    assert page.count("（随以前的卷宗包装订）") == 1


def test_the_command_says_when_the_volume_is_not_what_was_made(
    road: roads.Road, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    volume = registered.newest(road.decision)
    target = tmp_path / "卷宗.zip"
    with overwritten(volume.pdf, b"%PDF-1.7 another"), pytest.raises(SystemExit) as ended:
        call_command("export_dossier", str(road.decision_id), "--to", str(target))
    assert ended.value.code == 2
    assert volume.pdf in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_without_any_volume_the_package_comes_alone(
    road: roads.Road, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """None was asked for, or the first one met a limit."""
    fresh = roads.opened(road.place).until("begin_study")
    monkeypatch.setattr(binding.volume, "LEAST", Limits(60, 32))
    for asked_for in (False, True):
        row = exported(fresh, volume=asked_for)
        assert (row.volume, bool(row.volume_failure)) == ("", asked_for)
        assert "volume.pdf" not in unpacked(store.read(row.sha256))
        assert differences(store.read(row.sha256), tmp_path) == []


# --- A volume taken out of the package with its line in the list ---


def without(files: Files, *names: str) -> Files:
    """A package as a careful forger makes it without some files, its list made anew."""
    return listed_anew({name: data for name, data in files.items() if name not in names})


def test_a_volume_taken_out_with_its_line_is_missed_by_the_record(
    road: roads.Road, tmp_path: Path
) -> None:
    files = unpacked(store.read(first(road).sha256))
    told = m.Entry.objects.get(decision=road.decision, act=registered.ACT)
    ((check, what),) = differences(without(files, "volume.pdf", "volume.json"), tmp_path)
    assert check == "volume"
    assert f"第{told.seq}号记录登记了整卷PDF" in what
    assert "可能已被抽去" in what
    for one in ("volume.pdf", "volume.json"):
        assert differences(without(files, one), tmp_path)


def test_an_older_volume_in_place_of_the_newest_is_named(road: roads.Road, tmp_path: Path) -> None:
    older, newer = first(road), exported(road, volume=True)
    files = unpacked(store.read(newer.sha256))
    earlier = unpacked(store.read(older.sha256))
    files |= {name: earlier[name] for name in ("volume.pdf", "volume.json")}
    ((check, what),) = differences(listed_anew(files), tmp_path)
    assert (check, "登记的旧件" in what) == ("volume", True)


def changed_entries(files: Files, change: Any) -> Files:
    """The record of a package changed and sealed anew, without a daily head to hold against it."""
    rows = resealed(change(lines(files, "record/entries.jsonl")))
    files = files | {"record/entries.jsonl": of_lines(rows), "record/heads.json": b"[]"}
    return listed_anew(files)


def test_packages_that_lawfully_carry_no_volume_never_alarm(
    road: roads.Road, tmp_path: Path
) -> None:
    """Made before the first was registered, and by programs that did not carry it."""
    files = unpacked(store.read(first(road).sha256))
    bare = {name: data for name, data in files.items() if not name.startswith("volume.")}

    def before(rows: list[Any]) -> list[Any]:
        return [row for row in rows if row["content"]["act"] != registered.ACT]

    def by_an_older_program(rows: list[Any]) -> list[Any]:
        for row in rows:
            row["content"]["facts"].pop("carried", None)
        return rows

    for change in (before, by_an_older_program):
        assert differences(changed_entries(bare, change), tmp_path) == []


# --- An erasure reaches what was made before ---


def test_pipl_47_what_was_made_before_an_erasure_is_recalled_at_once(road: roads.Road) -> None:
    row, client = first(road), officer(road)
    heads = list(road.decision.entries.values_list("digest", flat=True))
    entry = erase(road)
    for name in ("package", "volume"):
        answer = client.get(address(name, row))
        assert answer.status_code == 409
        assert "不再提供下载" in answer.content.decode()
    page = client.get(reverse("desk:dossier", args=[road.decision_id])).content.decode()
    assert "停止移交" in page
    assert address("package", row) not in page
    assert address("volume", row) not in page
    assert list(fsck.examine([road.decision_id])) == []  # also while the job waits
    found = list(road.decision.entries.values_list("digest", flat=True))
    assert found == [*heads, entry.digest]


def test_pipl_47_the_bytes_of_recalled_packages_and_volumes_are_deleted(
    road: roads.Road, tmp_path: Path
) -> None:
    row, volume = first(road), registered.newest(road.decision)
    kept = {digest: store.read(digest) for digest in (row.sha256, volume.pdf, volume.listed)}
    entry = erase(road)
    try:
        forgotten(entry)
        assert [digest for digest in kept if stored(digest)] == []
        assert list(fsck.examine([road.decision_id])) == []
        plain = exported(road, volume=False)
        assert plain.volume == ""
        assert differences(store.read(plain.sha256), tmp_path) == []
        bound = exported(road, volume=True)
        assert bound.volume not in ("", volume.pdf)
        data = store.read(bound.sha256)
        assert not any(SECRET.encode() in part for part in unpacked(data).values())
        assert differences(data, tmp_path) == []
        old = unpacked(kept[row.sha256])
        slipped_in = unpacked(store.read(plain.sha256)) | {
            name: old[name] for name in ("volume.pdf", "volume.json")
        }
        ((check, what),) = differences(listed_anew(slipped_in), tmp_path)
        assert (check, "不得再移交" in what) == ("volume", True)
        answer = officer(road).get(address("package", bound))
        assert b"".join(answer.streaming_content) == data
        assert list(fsck.examine([road.decision_id])) == []
    finally:
        for data in kept.values():
            store.store(data)


def test_pipl_47_a_sender_whose_request_is_granted_recalls_them_too(road: roads.Road) -> None:
    said = m.Submission.objects.get(decision=road.decision, text=SECRET)
    asked = m.SenderRequest.objects.create(
        decision=road.decision, submission=said, kind="erase", token=uuid4(), asked_at=road.now
    )
    answer = {"request": asked.pk, "granted": "yes", "answer": "本人申请，予以删除。"}
    act(road, "answer_request", Role.OPENNESS_OFFICER, answer)
    assert first(road).recalled_at is not None
    assert list(fsck.examine([road.decision_id])) == []
    assert registered.newest(road.decision) is None


def test_pipl_47_a_volume_bound_while_something_is_erased_is_not_registered(
    road: roads.Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = act(road, "export_dossier", RECORDS, {"purpose": "移交", "volume": "on"})
    bind, made = binding.volume.bind, []

    def slowly(*given: Any) -> Any:
        front = bind(*given)
        erase(road)
        given[1].seek(0)
        made.append(hashlib.sha256(given[1].read()).hexdigest())
        return front

    monkeypatch.setattr(binding.volume, "bind", slowly)
    with pytest.raises(NotNow):
        binding.bound(entry)
    assert not stored(made[0])
    monkeypatch.undo()
    assert stored(binding.bound(entry).pdf)  # the job tries again
    assert list(fsck.examine([road.decision_id])) == []


def test_pipl_47_packages_older_than_this_rule_are_recalled_when_it_comes(
    road: roads.Road,
) -> None:
    """The migration asks for what nobody asked for when the submission was erased."""
    row, volume = first(road), registered.newest(road.decision)
    kept = {digest: store.read(digest) for digest in (row.sha256, volume.pdf, volume.listed)}
    erase(road)
    DossierPackage.objects.update(recalled_at=None)
    Job.objects.filter(kind=recalling.KIND).delete()
    assert {one.check for one in fsck.examine([road.decision_id])} == {"package"}
    migration = import_module("workflows.migrations.0007_recalled_packages")
    for _again in range(2):
        migration.recall_older(apps, None)
    try:
        outbox.run(Job.objects.get(kind=recalling.KIND).pk)
        assert [digest for digest in kept if stored(digest)] == []
        assert first(road).recalled_at is not None
        assert list(fsck.examine([road.decision_id])) == []
    finally:
        for data in kept.values():
            store.store(data)


def test_a_volume_that_became_a_paper_of_the_file_stays(road: roads.Road) -> None:
    volume = registered.newest(road.decision)
    m.Paper.objects.create(
        decision=None, role="other", title="整卷", name="卷宗.pdf", media_type="application/pdf",
        size=1, sha256=volume.pdf, occurred_on=timezone.localdate(),
    )  # fmt: skip
    kept = {digest: store.read(digest) for digest in (first(road).sha256, volume.listed)}
    try:
        forgotten(erase(road))
        assert stored(volume.pdf)
    finally:
        for data in kept.values():
            store.store(data)
