"""Signing: number first, then the signature; one file; tampering shows; other programs agree."""

import io
import json
import re
import shutil
import subprocess
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from PIL import Image

from accounts.models import Organ
from decisions import papers as store
from notices import carried
from notices.models import Notice, SignedCopy
from notices.signing import authority, errors, examining, identities, signed, signers
from tests.notices import certificates, standards
from tests.notices.signing.conftest import identity
from tests.workflows.test_dossier_package import listed_anew, packed, unpacked
from workflows import doers, fsck, outbox
from workflows.models import Job

pytestmark = pytest.mark.django_db


def test_the_jobs_print_sign_and_register(notice: Notice) -> None:
    copy = notice.signed
    data, printed = store.read(copy.sha256), store.read(notice.sha256)
    assert data.startswith(printed)  # the paper stays inside, byte for byte
    assert (len(data), copy.sha256 != notice.sha256) == (copy.size, True)
    assert copy.signer.endswith("（样例）")
    entry = notice.registered
    assert entry is not None
    told = {one["notice"]: one for one in entry.facts["notices"]}[notice.pk]
    assert (told["pdf"], told["signed"]) == (notice.sha256, copy.sha256)
    assert list(fsck.examine([notice.decision_id])) == []


def test_signing_twice_gives_one_file(notice: Notice) -> None:
    before = notice.signed.sha256
    again = signed.sign(notice.pk)
    assert again is not None
    assert (again.sha256, SignedCopy.objects.count()) == (before, 1)
    Job.objects.filter(kind=doers.SIGNING).update(done_at=None, attempts=0)
    outbox.run_waiting()
    assert SignedCopy.objects.get().sha256 == before


def test_whoever_comes_second_takes_the_first_ones_file(
    notice: Notice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signed, "waits", lambda notice: True)
    again = signed.sign(notice.pk)
    assert again is not None
    assert (again.sha256, SignedCopy.objects.count()) == (notice.signed.sha256, 1)


def test_the_signed_file_is_still_archival_and_accessible(file: bytes) -> None:
    assert list(standards.archival(file)) == []
    assert list(standards.accessible(file)) == []


def test_the_seal_stands_over_the_name_and_the_date(notice: Notice, file: bytes) -> None:
    with pikepdf.open(io.BytesIO(file)) as pdf:
        field = pdf.Root.AcroForm.Fields[0]
        left, bottom, right, top = (float(side) / 72 * 25.4 for side in field.Rect)
        look = field.AP.N.read_bytes()
    assert (round(right - left), round(top - bottom)) == (42, 42)
    assert look.count(b" c") > 40  # a ring and letters, drawn


def test_who_when_and_whole_are_said(notice: Notice, file: bytes) -> None:
    found = examining.examine(file)
    (one,) = found.signatures
    assert (one.intact, one.unchanged_since, one.trusted) == (True, True, True)
    assert one.claimed is not None
    assert abs(one.claimed - timezone.now()) < timedelta(minutes=10)
    assert (found.numbers_agree, found.as_issued, found.notice) == (True, True, notice)
    assert found.vouched_for()
    assert found.told()["code"] == carried.code(notice.snapshot)


def test_a_changed_byte_shows(file: bytes) -> None:
    for place in (3000, len(file) // 2, file.index(b"/Contents <") + 400):
        changed = bytearray(file)
        changed[place] ^= 1
        try:
            found = examining.examine(bytes(changed))
        except examining.Unreadable:
            continue
        assert not found.whole()
        assert not all(one.intact for one in found.signatures)


def added_to(data: bytes) -> bytes:
    """The file with another revision behind it."""
    from pyhanko.pdf_utils.generic import NameObject, TextStringObject
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    writer.root[NameObject("/Lang")] = TextStringObject("en")
    writer.update_root()
    added = io.BytesIO()
    writer.write(added)
    return added.getvalue()


def test_what_is_added_after_the_signature_shows(file: bytes) -> None:
    found = examining.examine(added_to(file))
    (one,) = found.signatures
    assert (one.intact, one.unchanged_since) == (True, False)
    assert not found.whole()


def test_what_is_added_to_an_unsigned_paper_shows(notice: Notice) -> None:
    found = examining.examine(added_to(store.read(notice.sha256)))
    assert (found.notice, found.as_issued, found.whole()) == (notice, False, False)


def test_a_paper_signed_by_a_stranger_is_not_the_one_issued(notice: Notice, folder: Path) -> None:
    printed = store.read(notice.sha256)
    shutil.rmtree(folder)
    authority.lay_down(folder, dict(Organ.objects.values_list("code", "name")))  # other keys
    shutil.rmtree(folder / identities.TRUSTED)
    stranger = signers.signer_of(notice.decision.organ.code)
    assert stranger is not None
    found = examining.examine(stranger.sign(printed, None).data)
    assert found.signed_part_holds()
    assert (found.as_issued, found.whole(), found.vouched_for()) == (False, False, False)


def test_poppler_agrees(file: bytes, tmp_path: Path) -> None:
    if not shutil.which("pdfsig"):
        pytest.skip("poppler-utils is not installed")
    changed = bytearray(file)
    changed[3000] ^= 1
    for data, verdict in ((file, "Signature is Valid"), (bytes(changed), "Digest Mismatch")):
        (tmp_path / "paper.pdf").write_bytes(data)
        line = ["pdfsig", "-nocert", str(tmp_path / "paper.pdf")]
        said = subprocess.run(line, capture_output=True, text=True, check=False).stdout
        assert verdict in said
        assert ("Total document signed" in said) or verdict == "Digest Mismatch"


def test_a_signer_nobody_knows_here_is_said(file: bytes, folder: Path) -> None:
    shutil.rmtree(folder / identities.TRUSTED)
    found = examining.examine(file)
    assert (found.whole(), found.vouched_for()) == (True, False)


def test_a_time_stamp_is_asked_for_and_vouched_for(waiting: Notice, folder: Path) -> None:
    stamps = certificates.stamp_authority(folder / identities.TRUSTED)
    told = identity(waiting, folder)
    with certificates.stamp_server(stamps) as address:
        told.write_text(told.read_text() + f'timestamp = "{address}"\n')
        copy = signed.sign(waiting.pk)
    assert copy is not None
    assert copy.timestamped
    (one,) = examining.examine(store.read(copy.sha256)).signatures
    assert one.stamped is not None
    assert abs(one.stamped - timezone.now()) < timedelta(minutes=10)
    assert (one.intact, one.trusted) == (True, True)


def test_a_server_that_is_down_leaves_the_paper_for_later(waiting: Notice, folder: Path) -> None:
    told = identity(waiting, folder)
    whole = told.read_text()
    told.write_text(whole + 'timestamp = "http://127.0.0.1:9/"\n')
    job = doers.ask_to_sign(waiting)
    assert job is not None
    with pytest.raises(errors.SigningFailed):
        outbox.run(job.pk)
    job.refresh_from_db()
    assert job.error
    assert not SignedCopy.objects.exists()
    told.write_text(whole)
    Job.objects.filter(pk=job.pk).update(
        attempts=outbox.GIVE_UP_AFTER, not_before=timezone.now() - timedelta(hours=2)
    )
    doers.ask_for_unsigned(timezone.now())
    assert outbox.run(job.pk)
    assert SignedCopy.objects.get().notice == waiting


def test_the_organs_own_seal_is_shown(waiting: Notice, folder: Path) -> None:
    Image.new("RGBA", (60, 60), (215, 0, 15, 200)).save(folder / "seal.png")
    told = identity(waiting, folder)
    told.write_text(told.read_text() + 'seal = "seal.png"\n')
    copy = signed.sign(waiting.pk)
    assert copy is not None
    data = store.read(copy.sha256)
    assert list(standards.archival(data)) == []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert "/XObject" in pdf.Root.AcroForm.Fields[0].AP.N.Resources


def _shows_a_picture(notice: Notice, name: str) -> bool:
    """Whether a picture is seen over a name, where the paper is no sample."""
    Notice.objects.filter(pk=notice.pk).update(
        snapshot=notice.snapshot | {"organ": name, "sample": False}
    )
    copy = signed.sign(notice.pk)
    assert copy is not None
    with pikepdf.open(io.BytesIO(store.read(copy.sha256))) as pdf:
        look = pdf.Root.AcroForm.Fields[0].get("/AP", {}).get("/N", {})
        return "/XObject" in look.get("/Resources", {})


@pytest.mark.parametrize(
    ("name", "seals", "seen"),
    [
        ("镇司法所", "", False),
        ("镇司法所", '[seals]\n"镇司法所" = "seal.png"\n', True),
        ("镇司法所", '[seals]\n"镇财政所" = "seal.png"\n', False),
    ],
)
def test_the_organs_seal_is_not_shown_over_an_offices_name(
    waiting: Notice, folder: Path, name: str, seals: str, seen: bool
) -> None:
    Image.new("RGBA", (60, 60), (215, 0, 15, 200)).save(folder / "seal.png")
    told = identity(waiting, folder)
    told.write_text(f'{told.read_text()}seal = "seal.png"\n{seals}')
    assert _shows_a_picture(waiting, name) is seen


def test_where_no_certificate_is_nobody_signs(unsigned: Notice) -> None:
    assert doers.ask_to_sign(unsigned) is None
    doers.ask_for_unsigned(timezone.now())
    assert not Job.objects.filter(kind=doers.SIGNING).exists()
    assert signed.sign(unsigned.pk) is None


def test_a_paper_of_long_ago_stays_as_it_went_out(waiting: Notice) -> None:
    Notice.objects.update(rendered_at=timezone.now() - timedelta(days=30))
    doers.ask_for_unsigned(timezone.now())
    assert not Job.objects.filter(kind=doers.SIGNING).exists()
    Notice.objects.filter(pk=waiting.pk).update(rendered_at=timezone.now())
    doers.ask_for_unsigned(timezone.now())
    assert Job.objects.filter(kind=doers.SIGNING).count() == 1


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ('pkcs12 = "x.p12"\ncolour = "red"', "unknown: colour"),
        ('password_file = "x"', "either pkcs12 or pkcs11"),
        ("pkcs12 = 3", "toml"),
        ('pkcs12 = "x.p12"\npassword_env = "YIJUE_NO_SUCH_PASSWORD"', "NO_SUCH_PASSWORD"),
        ('pkcs12 = "x.p12"\npassword_file = "none"', "none"),
        ('pkcs12 = "x.p12"', "x.p12"),
        ('[pkcs11]\nmodule = "/nowhere.so"\ntoken = "t"\ncertificate = "c"', "pkcs11|nowhere"),
    ],
)
def test_a_wrong_identity_says_what_to_mend(
    unsigned: Notice, folder: Path, told: str, said: str
) -> None:
    folder.mkdir(exist_ok=True)
    (identity(unsigned, folder)).write_text(told)
    with pytest.raises(errors.SigningFailed, match=said):
        signed.sign(unsigned.pk)


def test_a_wrong_password_is_said_and_shows_no_password(waiting: Notice, folder: Path) -> None:
    (folder / f"{waiting.decision.organ.code}.password").write_text("not-the-password")
    with pytest.raises(errors.SigningFailed, match="password") as refused:
        signed.sign(waiting.pk)
    assert "not-the-password" not in str(refused.value)


def test_made_keys_are_private_and_made_once(waiting: Notice, folder: Path) -> None:
    authority.lay_down(folder / "made", {"here": "样例机关"})
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    authority.lay_down(folder / "made", {"here": "样例机关"})
    assert before == {path: path.read_bytes() for path in before}
    keys = [path for path in (folder / "made").iterdir() if path.suffix in (".p12", ".password")]
    assert len(keys) == 2
    assert all(path.stat().st_mode & 0o077 == 0 for path in keys)


def send(data: bytes) -> str:
    sent = SimpleUploadedFile("paper.pdf", data, "application/pdf")
    return Client().post("/verify/", {"file": sent}).content.decode()


def test_the_page_says_in_three_sentences_what_was_checked(notice: Notice, file: bytes) -> None:
    page = send(file)
    assert "文件完整" in page
    assert notice.signed.signer in page
    assert notice.title in page
    handed = Client().get(f"/papers/notices/{notice.pk}/")
    assert handed.content == file
    changed = bytearray(file)
    changed[3000] ^= 1
    refused = send(bytes(changed))
    assert "请勿采信" in refused
    assert "文件完整" not in refused
    assert "核验通过" not in refused
    unsigned_page = send(store.read(notice.sha256))
    assert "没有签名" in unsigned_page
    assert notice.title in unsigned_page


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", b"%PDF-1.7\n", b"%PDF-1.7\n" + b"<<" * 5000 + b"%%EOF"]
)
def test_what_is_no_paper_is_refused_in_words(data: bytes) -> None:
    page = send(data)
    assert "签名" not in page.split("<form")[0] or "无法读取" in page or "PDF" in page
    assert "文件完整" not in page


def test_of_a_long_file_the_digest_is_compared(
    notice: Notice, file: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page does not open it while somebody waits; the command does, whatever its size."""
    monkeypatch.setattr(examining, "LARGEST", 1000)
    page = send(file)
    assert notice.title in page
    assert notice.signed.sha256 in page
    assert "只将其摘要值与登记核对" in page
    assert "未查到" in send(file + b"\n% more")
    (tmp_path / "paper.pdf").write_bytes(file)
    assert told(tmp_path / "paper.pdf")[0] == 0


def test_too_large_a_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workflows.views.verifying.COMPARED", 1500)
    monkeypatch.setattr(examining, "LARGEST", 1000)
    page = send(b"%PDF-1.7\n" + b"0" * 2000)
    assert "过大" in page
    assert "SHA-256" in page


def test_too_many_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workflows.guard.pace.FILES", 0)
    assert "十分钟" in send(b"%PDF-1.7\n")


def test_one_file_is_looked_at_at_a_time(unsigned: Notice) -> None:
    from django.core.cache import cache

    assert cache.add("verify:file", True, 60)
    assert "另一份" in send(store.read(unsigned.sha256))


def told(path: Path, *more: str) -> tuple[int, Any]:
    out = StringIO()
    try:
        call_command("verify_paper", str(path), "--json", *more, stdout=out)
    except SystemExit as end:
        return int(end.code or 0), json.loads(out.getvalue())
    except CommandError as refusal:
        return refusal.returncode, None
    return 0, json.loads(out.getvalue())


def test_the_command_ends_with_what_it_found(notice: Notice, file: bytes, tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(file)
    code, found = told(path)
    assert (code, found["vouched_for"], found["issued_here"]) == (0, True, True)
    path.write_bytes(store.read(notice.sha256))
    assert told(path)[0] == 3
    path.write_bytes(file + b"\n% more")
    assert told(path)[0] == 1
    path.write_bytes(b"no pdf")
    assert told(path)[0] == 2
    assert told(tmp_path / "missing.pdf")[0] == 2
    path.write_bytes(file)
    out = StringIO()
    call_command("verify_paper", str(path), stdout=out)
    assert "未被改动" in out.getvalue()


def test_numbers_that_were_changed_inside_show(file: bytes) -> None:
    with pikepdf.open(io.BytesIO(file)) as pdf:
        inside = pdf.attachments["snapshot.json"].get_file()
        data = re.sub(rb'"days":(\d+)', rb'"days":9\1', inside.read_bytes())
        assert data != inside.read_bytes()
        pdf.attachments["snapshot.json"] = pikepdf.AttachedFileSpec(pdf, data)
        changed = io.BytesIO()
        pdf.save(changed)
    found = examining.examine(changed.getvalue())
    assert found.numbers_agree is False
    assert not found.whole()


def test_the_dossier_package_carries_both_files_and_notices_an_exchange(
    notice: Notice, file: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "package.zip"
    call_command("export_dossier", str(notice.decision_id), "--to", str(path), stdout=StringIO())
    files = unpacked(path.read_bytes())
    name = next(name for name in files if name.endswith(".signed.pdf"))
    assert files[name] == file
    assert files[name.replace(".signed", "")] == store.read(notice.sha256)
    for exchanged in (name, name.replace(".signed", "")):
        forged = listed_anew(files | {exchanged: files[exchanged] + b"% more"})
        with pytest.raises(SystemExit) as end:
            call_command("verify_dossier", str(packed(forged, path)), stdout=StringIO())
        assert end.value.code == 1
    with pytest.raises(SystemExit) as end:
        call_command("verify_dossier", str(packed(files, path)), stdout=StringIO())
    assert end.value.code == 0
