"""The dossier package (Art. 33): made by an act, and checked by one file that knows nothing of us.

A matter goes the whole road and is exported; then the package is tampered with at random, with the
list of contents made anew each time, and the checker has to find every one.
"""

import ast
import hashlib
import io
import json
import random
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from decisions import models as m
from decisions import papers as store
from decisions.errors import NotNow
from notices import render
from notices.sandbox import Limits
from tests.stages.days import On
from tests.workflows import road as roads
from tests.workflows.reviewing import scan
from workflows import heads, outbox
from workflows.dossier_package import (
    binding,
    contents,
    handing,
    verify_dossier,
    volume,
    writing,
)
from workflows.models import DossierPackage, Job
from workflows.record import GENESIS, canonical

pytestmark = pytest.mark.django_db
Files = dict[str, bytes]
RECORDS = Role.RECORDS_OFFICER
PHOTO = {"kind": "other", "title": "现场照片", "disclosure": "disclosure_on_request"}


@pytest.fixture(scope="module")
def finished(django_db_setup: None, django_db_blocker: Any) -> Iterator[roads.Road]:
    """A matter at the end of its road, exported, with a daily head over it; gone afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        road = roads.opened().until("request_legality_review")
        road.act("attach_paper", roads.DRAFTER, PHOTO, files={"file": scan()})
        road.finish()
        entry = asked(road)
        heads.take(On.filed + timedelta(days=1))
        made(entry)
        yield road
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def package(finished: roads.Road, django_db_blocker: Any) -> Files:
    """The package as an officer asked for it, the whole file as one PDF inside."""
    with django_db_blocker.unblock():
        row = DossierPackage.objects.get(decision=finished.decision)
        return unpacked(store.read(row.sha256))


def asked(road: roads.Road) -> m.Entry:
    """The act by which an officer asks for a package with the whole file as one PDF."""
    return road.act("export_dossier", RECORDS, {"purpose": "移交县档案馆", "volume": "on"})


def made(entry: m.Entry) -> DossierPackage:
    """The package that an entry asked for, by its job alone."""
    outbox.run(Job.objects.get(kind=handing.KIND, payload__entry=entry.pk).pk)
    return DossierPackage.objects.get(entry=entry)


def written(decision_id: int) -> bytes:
    out = io.BytesIO()
    writing.write(decision_id, out)
    return out.getvalue()


def unpacked(data: bytes) -> Files:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(files: Files, path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as package:
        for name, data in files.items():
            package.writestr(name, data)
    return path


def listed_anew(files: Files) -> Files:
    """The list of contents as a careful forger makes it anew."""
    manifest = json.loads(files["manifest.json"])
    old = {one["path"]: one for one in manifest["contents"]}
    manifest["contents"] = [
        old.get(name, {"path": name, "title": name})
        | {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for name, data in files.items()
        if name != "manifest.json"
    ]
    entries = lines(files, "record/entries.jsonl") if "record/entries.jsonl" in files else []
    manifest["record"] = {
        "entries": len(entries),
        "head": entries[-1]["digest"] if entries else GENESIS,
    }
    return files | {"manifest.json": json.dumps(manifest, ensure_ascii=False).encode()}


def lines(files: Files, name: str) -> list[Any]:
    return [json.loads(line) for line in files[name].splitlines()]


def of_lines(rows: list[Any]) -> bytes:
    return b"".join(canonical(row) + b"\n" for row in rows)


def resealed(rows: list[Any]) -> list[Any]:
    """The chain recomputed from end to end, as whoever holds the program can do."""
    previous = GENESIS
    for place, row in enumerate(rows, start=1):
        row["content"] |= {"seq": place, "previous": previous}
        sealed = b"yijue-entry-1\n" + canonical(row["content"])
        row["digest"] = previous = hashlib.sha256(sealed).hexdigest()
    return rows


Tampering = Callable[[Files, random.Random], None]
TAMPERINGS: list[Tampering] = []


def tampering(function: Tampering) -> Tampering:
    TAMPERINGS.append(function)
    return function


def changing(name: str, change: Callable[[list[Any], random.Random], None]) -> Tampering:
    """A tampering with the lines of one file."""

    def apply(files: Files, by: random.Random) -> None:
        rows = lines(files, name)
        change(rows, by)
        files[name] = of_lines(rows)

    apply.__name__ = f"{name}: {change.__name__}"
    return tampering(apply)


def _drop(rows: list[Any], by: random.Random) -> None:
    rows.pop(by.randrange(len(rows)))


def _twice(rows: list[Any], by: random.Random) -> None:
    rows.insert(by.randrange(len(rows)), by.choice(rows))


def _swap(rows: list[Any], by: random.Random) -> None:
    one, other = by.sample(range(len(rows)), 2)
    rows[one], rows[other] = rows[other], rows[one]


def _edit_entry(rows: list[Any], by: random.Random) -> None:
    said = by.choice(rows)["content"]
    key = by.choice(sorted(set(said) - {"seq", "decision"}))
    said[key] = {"actor": 9999, "late": not said["late"]}.get(key, "伪造")


def _back_date(rows: list[Any], by: random.Random) -> None:
    by.choice(rows)["content"]["recorded_at"] = "2019-09-01T00:00:00.000000Z"


def _edit_leaf(rows: list[Any], by: random.Random) -> None:
    row = by.choice(rows)
    row["said"][by.choice(["text", "name", "channel", "received_at"])] = "伪造"


def _say_withdrawn(rows: list[Any], by: random.Random) -> None:
    row = by.choice(rows)
    row["withdrawn"] = not row["withdrawn"]


def _say_erased(rows: list[Any], by: random.Random) -> None:
    by.choice(rows).update(erased=True, said=None, salt="")


def _edit_answer(rows: list[Any], by: random.Random) -> None:
    row = by.choice(rows)
    key = by.choice(["kind", "reason", "no_change_reason", "main_opinion", "by", "on", "clauses"])
    row[key] = {"kind": "explained", "clauses": [7], "main_opinion": 4, "by": 77}.get(key, "伪造")


def _edit_opinion(rows: list[Any], by: random.Random) -> None:
    by.choice(rows)[by.choice(["text", "channel", "number"])] = "伪造"


for _change in (_drop, _twice, _swap, _edit_entry, _back_date):
    changing("record/entries.jsonl", _change)
for _change in (_drop, _twice, _swap, _edit_leaf, _say_withdrawn, _say_erased):
    changing("record/leaves.jsonl", _change)
for _change in (_drop, _twice, _edit_opinion):
    changing("data/opinions.jsonl", _change)
for _change in (_drop, _edit_answer):
    changing("data/dispositions.jsonl", _change)


@tampering
def a_count(files: Files, by: random.Random) -> None:
    counts = json.loads(files["data/counts.json"])
    counts[by.choice(sorted(counts))] += by.randint(1, 9)
    files["data/counts.json"] = json.dumps(counts).encode()


@tampering
def a_row_of_the_file(files: Files, by: random.Random) -> None:
    rows = json.loads(files["data/rows.json"])
    _table, row = by.choice(rows)
    row[by.choice(sorted(row))] = "伪造"
    files["data/rows.json"] = json.dumps(rows).encode()


@tampering
def a_fact_the_law_saw(files: Files, by: random.Random) -> None:
    case = json.loads(files["data/case.json"])
    sheet = by.choice(sorted(key for key in case if isinstance(case[key], dict) and case[key]))
    case[sheet][by.choice(sorted(case[sheet]))] = "伪造"
    files["data/case.json"] = json.dumps(case).encode()


@tampering
def a_clause(files: Files, by: random.Random) -> None:
    name = by.choice(sorted(n for n in files if n.startswith("data/drafts/")))
    draft = json.loads(files[name])
    by.choice(draft["clauses"])[by.randrange(4)] += "伪造"
    files[name] = json.dumps(draft).encode()


@tampering
def a_notice_said_otherwise(files: Files, by: random.Random) -> None:
    name = by.choice(sorted(n for n in files if n.startswith("notices/") and n.endswith(".json")))
    notice = json.loads(files[name])
    notice["snapshot"][by.choice(sorted(notice["snapshot"]))] = "伪造"
    files[name] = json.dumps(notice).encode()


@tampering
def the_sums_of_the_adoption_notice(files: Files, by: random.Random) -> None:
    name = next(n for n in files if n.endswith("adoption_notice.json"))
    notice = json.loads(files[name])
    notice["snapshot"]["dispositions"]["adopted"] += 1
    notice["snapshot"]["channels"][0]["opinions"] += 1
    notice["snapshot_sha256"] = hashlib.sha256(canonical(notice["snapshot"])).hexdigest()
    files[name] = json.dumps(notice).encode()


@tampering
def a_daily_head(files: Files, by: random.Random) -> None:
    found = json.loads(files["record/heads.json"])
    by.choice(by.choice(found)["heads"])[2] = "0" * 64
    files["record/heads.json"] = json.dumps(found).encode()


@tampering
def a_file_gone(files: Files, by: random.Random) -> None:
    files.pop(by.choice(sorted(n for n in files if n != "manifest.json")))


@tampering
def the_whole_file_as_one_pdf(files: Files, by: random.Random) -> None:
    files["volume.pdf"] += b"\n% another page"


@tampering
def what_the_pdf_is_said_to_hold(files: Files, by: random.Random) -> None:
    said = json.loads(files["volume.json"])
    by.choice(said["entries"])[by.choice(["title", "digest", "pages"])] = "伪造"
    files["volume.json"] = json.dumps(said).encode()


@tampering
def the_pdf_taken_out_with_its_line(files: Files, by: random.Random) -> None:
    for name in ("volume.pdf", "volume.json"):
        files.pop(name)


@tampering
def the_pdf_taken_out_and_the_checklist_mended(files: Files, by: random.Random) -> None:
    the_pdf_taken_out_with_its_line(files, by)
    what_the_file_is_checked_for(files, by)


@tampering
def what_the_file_is_checked_for(files: Files, by: random.Random) -> None:
    said = json.loads(files["data/checklist.json"])
    one = by.choice(said)
    one["present"] = not one["present"]
    files["data/checklist.json"] = json.dumps(said).encode()


@tampering
def how_the_file_is_kept(files: Files, by: random.Random) -> None:
    manifest = json.loads(files["manifest.json"])
    manifest["decision"][by.choice(["retention", "file_number", "archived_on", "stage"])] = "伪造"
    files["manifest.json"] = json.dumps(manifest).encode()


@tampering
def a_paper_exchanged(files: Files, by: random.Random) -> None:
    name = by.choice(sorted(n for n in files if n.startswith("papers/")))
    files[name] += b"\n% another page"


def careless(files: Files, by: random.Random) -> Files:
    """Any file changed in any place, the list of contents left as it was."""
    name = by.choice(sorted(set(files) - {"manifest.json"}))
    data = bytearray(files[name] or b"\0")
    data[by.randrange(len(data))] ^= by.randint(1, 255)
    return files | {name: bytes(data)}


def seeds(short: int, whole: int) -> Any:
    """A few seeds each time, all of them in the long run."""
    return [
        *range(short),
        *(pytest.param(seed, marks=pytest.mark.long) for seed in range(short, whole)),
    ]


def test_a_package_as_it_was_made_agrees(package: Files, tmp_path: Path) -> None:
    report = verify_dossier.verify(str(packed(package, tmp_path / "p.zip")))
    assert report.differences == []
    unseen = set(verify_dossier.CHECKS) - set(report.looked_at)
    assert not unseen, "a check that looked at nothing proves nothing"


@pytest.mark.one_engine
@pytest.mark.parametrize("seed", seeds(2, 60))
def test_every_tampering_is_found(package: Files, tmp_path: Path, seed: int) -> None:
    """Each round tampers in every way once, at another place: 60 rounds, 1,860 ways and places."""
    missed = []
    for place, tamper in enumerate(TAMPERINGS):
        by = random.Random(1000 * seed + place)
        files = dict(package)
        tamper(files, by)
        if files == package:
            continue
        path = packed(listed_anew(files), tmp_path / "t.zip")
        if not verify_dossier.verify(str(path)).differences:
            missed.append(tamper.__name__)
    assert missed == []


@pytest.mark.one_engine
@pytest.mark.parametrize("seed", seeds(1, 60))
def test_every_careless_change_is_found(package: Files, tmp_path: Path, seed: int) -> None:
    """50 changes of one byte a round."""
    for turn in range(50):
        files = careless(package, random.Random(50 * seed + turn))
        assert verify_dossier.verify(str(packed(files, tmp_path / "t.zip"))).differences


@pytest.mark.one_engine
@pytest.mark.parametrize("seed", seeds(1, 21))
def test_a_clean_package_never_alarms(package: Files, tmp_path: Path, seed: int) -> None:
    """Packed again in another order a hundred times, it still agrees."""
    for turn in range(10 if seed == 0 else 100):
        names = sorted(package)
        random.Random(100 * seed + turn).shuffle(names)
        path = packed({name: package[name] for name in names}, tmp_path / "c.zip")
        assert verify_dossier.verify(str(path)).differences == []


@pytest.mark.one_engine
def test_a_record_forged_from_end_to_end_is_found_by_its_head(
    package: Files, tmp_path: Path
) -> None:
    head = json.loads(package["manifest.json"])["record"]["head"]
    rows = lines(package, "record/entries.jsonl")
    rows[3]["content"]["actor_name"] = "伪造"
    files = dict(package) | {"record/entries.jsonl": of_lines(resealed(rows))}
    files["record/heads.json"] = b"[]"
    path = str(packed(listed_anew(files), tmp_path / "f.zip"))
    assert verify_dossier.verify(path).differences  # the volume names a head that is not there
    files = {name: data for name, data in files.items() if not name.startswith("volume.")}
    path = str(packed(listed_anew(files), tmp_path / "f.zip"))
    assert verify_dossier.verify(path).differences  # and the record tells of a volume
    rows = [row for row in rows if row["content"]["act"] != binding.ACT]
    files["record/entries.jsonl"] = of_lines(resealed(rows))
    path = str(packed(listed_anew(files), tmp_path / "f.zip"))
    assert verify_dossier.verify(path).differences == []
    assert verify_dossier.verify(path, head=head).differences


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("act", "why"),
    [
        ("complete_legality_review", "第二十五条"),
        ("take_roll", "第三十条"),
        ("close_file", "第三十三条"),
        ("record_study", "第十条"),
    ],
)
def test_a_step_left_out_is_named_by_its_article(
    package: Files, tmp_path: Path, act: str, why: str
) -> None:
    """Whoever leaves a step out and seals everything anew is told which article it breaks."""
    rows = [r for r in lines(package, "record/entries.jsonl") if r["content"]["act"] != act]
    files = dict(package) | {"record/entries.jsonl": of_lines(resealed(rows))}
    report = verify_dossier.verify(str(packed(listed_anew(files), tmp_path / "o.zip")))
    assert any(check == "order" and why in what for check, what in report.differences)


@pytest.mark.one_engine
def test_the_checker_runs_alone(package: Files, tmp_path: Path) -> None:
    """A clean interpreter, no project in sight."""
    path = packed(package, tmp_path / "p.zip")
    (tmp_path / "verify_dossier.py").write_bytes(package["verify_dossier.py"])
    python = shutil.which("python3", path="/usr/bin:/usr/local/bin") or sys.executable
    line = [python, "-I", "verify_dossier.py", path.name]
    said = subprocess.run(
        line, cwd=tmp_path, capture_output=True, text=True, env={"LANG": "C.UTF-8"}
    )
    assert said.returncode == 0, said.stderr
    assert "结论：卷宗包内的材料、数据和公文与办理记录一致" in said.stdout
    (tmp_path / "no.zip").write_bytes(b"PK")
    line[-1] = "no.zip"
    assert subprocess.run(line, cwd=tmp_path, capture_output=True).returncode == 2


def test_the_same_rows_give_the_same_bytes(finished: roads.Road) -> None:
    assert written(finished.decision_id) == written(finished.decision_id)


def test_nothing_in_it_tells_a_contact(finished: roads.Road, package: Files) -> None:
    said = m.Submission.objects.filter(decision=finished.decision).first()
    assert said is not None
    m.Submission.objects.filter(pk=said.pk).update(contact="13800138000")
    try:
        files = unpacked(written(finished.decision_id))
    finally:
        m.Submission.objects.filter(pk=said.pk).update(contact=said.contact)
    assert not any(b"13800138000" in data for data in files.values())


def test_rows_that_differ_from_the_record_are_not_handed_out(finished: roads.Road) -> None:
    with transaction.atomic():
        m.Matter.objects.filter(decision=finished.decision).update(technical=False)
        with pytest.raises(NotNow):
            written(finished.decision_id)
        transaction.set_rollback(True)


def test_art_33_exporting_is_an_act_and_gives_one_package(finished: roads.Road) -> None:
    with transaction.atomic():
        decision = finished.decision
        entry = finished.act("export_dossier", RECORDS, {"purpose": "移交县档案馆"})
        assert entry.facts["purpose"] == "移交县档案馆"
        outbox.run_waiting()
        outbox.run_waiting()
        made = DossierPackage.objects.get(entry=entry)
        assert made.head == decision.entries.order_by("seq").last().digest
        client = Client()
        client.force_login(finished.user(RECORDS))
        page = client.get(reverse("desk:dossier", args=[decision.pk]))
        assert made.manifest[:16] in page.content.decode()
        got = client.get(reverse("desk:package", args=[decision.pk, made.pk]))
        data = b"".join(got.streaming_content)
        assert hashlib.sha256(data).hexdigest() == made.sha256
        client.force_login(finished.user(Role.MEETING_MEMBER))
        assert client.get(reverse("desk:package", args=[decision.pk, made.pk])).status_code == 403
        transaction.set_rollback(True)


def test_of_two_workers_the_first_to_bind_registers_the_volume(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked_by = roads.opened().decision.entries.get()

    newest = asked_by.decision.version

    def kept(*_given: object) -> tuple[binding.Bound, int]:
        faster = binding.Bound(store.store(b"the first"), store.store(b"its list"), 3), newest
        monkeypatch.setattr(binding, "_kept", lambda *_given: faster)
        binding.bound(asked_by)  # a second worker is faster
        return binding.Bound(store.store(b"the second"), store.store(b"its list, too"), 6), newest

    monkeypatch.setattr(binding, "_kept", kept)
    found = binding.bound(asked_by)
    assert (store.read(found.pdf), store.read(found.listed)) == (b"the first", b"its list")
    for spare in (b"the second", b"its list, too"):
        digest = hashlib.sha256(spare).hexdigest()
        assert not default_storage.exists(store.path(digest)), (
            "what nobody registered stays nowhere"
        )
    assert asked_by.decision.entries.filter(act=binding.ACT).count() == 1


def test_the_volume_is_bound_once_and_handed_out(finished: roads.Road) -> None:
    with transaction.atomic():
        row = made(asked(finished))
        entry = row.entry
        registered = finished.decision.entries.filter(act=binding.ACT).latest("seq")
        assert registered.facts["asked"] == entry.seq
        assert row.head == registered.digest
        assert binding.bound(entry).pdf == row.volume  # a job that runs again finds it
        newest = finished.decision.entries.latest("seq")
        assert newest.digest == registered.digest
        job = Job.objects.get(kind=handing.KIND, payload__entry=entry.pk)
        assert job.progress == job.total > 0
        client = Client()
        client.force_login(finished.user(RECORDS))
        address = reverse("desk:volume", args=[finished.decision_id, row.pk])
        page = client.get(reverse("desk:dossier", args=[finished.decision_id]))
        assert address in page.content.decode()
        data = b"".join(client.get(address).streaming_content)
        assert hashlib.sha256(data).hexdigest() == row.volume
        assert render.pages(data) > row.volume_pages > 0
        client.force_login(finished.user(Role.MEETING_MEMBER))
        assert client.get(address).status_code == 403
        transaction.set_rollback(True)


def test_a_volume_that_cannot_be_bound_keeps_no_package_back(
    finished: roads.Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(volume, "LEAST", Limits(60, 32))
    with transaction.atomic():
        earlier = DossierPackage.objects.get(decision=finished.decision).volume
        row = made(asked(finished))
        assert (row.volume, bool(row.volume_failure)) == (earlier, True)
        assert row.carries_an_earlier_volume
        client = Client()
        client.force_login(finished.user(RECORDS))
        page = client.get(reverse("desk:dossier", args=[finished.decision_id]))
        assert row.volume_failure in page.content.decode()
        transaction.set_rollback(True)


def test_the_commands_write_and_check(
    finished: roads.Road, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "卷宗.zip"
    call_command("export_dossier", str(finished.decision_id), "--to", str(path), "--json")
    head = json.loads(capsys.readouterr().out)["head"]
    with pytest.raises(SystemExit) as ended:
        call_command("verify_dossier", str(path), "--head", head, "--json")
    assert ended.value.code == 0
    assert json.loads(capsys.readouterr().out)["agrees"] is True
    with pytest.raises(SystemExit) as ended:
        call_command("export_dossier", "999999", "--to", str(tmp_path / "none.zip"))
    assert ended.value.code == 2
    assert not list(tmp_path.glob("none*"))


def test_the_checker_knows_no_project_code() -> None:
    tree = ast.parse(contents.VERIFIER.read_text())
    plain = {
        name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names
    }
    taken = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert plain | taken <= set(sys.stdlib_module_names)
