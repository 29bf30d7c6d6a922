"""Dossier packages and volumes in the store, against their rows and the record (Art. 33).

Files are read piece by piece. What was made before a submission was erased is recalled, and its
bytes are gone or will be (PIPL 47): that is no difference, and still to hand it out is one.
"""

import hashlib
import zipfile
from collections.abc import Iterator

from decisions import papers
from decisions.models import Decision
from workflows.dossier_package import handing, registered
from workflows.fsck import Difference, stored
from workflows.models import DossierPackage, Job


def examine(decision: Decision) -> Iterator[Difference]:
    """Every volume on the record that stands, and every package that was made."""
    for entry in registered.standing(decision).iterator():
        name, volume = f"第{entry.seq}号记录登记的整卷PDF", registered.bound(entry)
        yield from stored.file(decision, volume.pdf, name, "volume")
        yield from stored.file(decision, volume.listed, f"{name}的目录", "volume")
    rows = DossierPackage.objects.filter(decision=decision)
    for row in rows.iterator():
        yield from _row(decision, row)
        if row.recalled_at is None:
            yield from _file(decision, row)
    done = Job.objects.filter(decision=decision, kind=handing.KIND).exclude(done_at=None)
    asked = decision.entries.filter(pk__in=set(done.values_list("payload__entry", flat=True)))
    for seq in asked.filter(package=None).values_list("seq", flat=True):
        yield Difference("package", decision.pk, f"第{seq}号记录要求导出的卷宗包缺失")


def _row(decision: Decision, row: DossierPackage) -> Iterator[Difference]:
    """What the row says of the volume, of the newest entry, and whether it is handed out."""
    name = f"卷宗包{row.pk}"
    newest = decision.entries.filter(digest=row.head).first()
    if newest is None:
        yield Difference("package", decision.pk, f"{name}所记的链头不在办理记录之中")
    elif (registered.erased_at(decision) > newest.seq) != (row.recalled_at is not None):
        yield Difference("package", decision.pk, f"{name}是否停止移交与删除提交的记录不符")
    volumes = decision.entries.filter(act=registered.ACT, facts__pdf=row.volume)
    if row.volume and not volumes.filter(facts__pages=row.volume_pages).exists():
        yield Difference("volume", decision.pk, f"{name}所附的整卷PDF不是登记的那一份")


def _file(decision: Decision, row: DossierPackage) -> Iterator[Difference]:
    """The ZIP is the one of the row, and holds the list of contents that the row names."""
    wrong = list(stored.file(decision, row.sha256, f"卷宗包{row.pk}", "package"))
    yield from wrong
    if not wrong and _manifest(row.sha256) != row.manifest:
        yield Difference("package", decision.pk, f"卷宗包{row.pk}不是其目录摘要值所指的那一份")


def _manifest(digest: str) -> str:
    """The digest of the list of contents inside a package; empty where there is none."""
    try:
        with (
            papers.opened(digest) as file,
            zipfile.ZipFile(file) as package,
            package.open("manifest.json") as listed,
        ):
            return hashlib.file_digest(listed, "sha256").hexdigest()
    except (zipfile.BadZipFile, KeyError):
        return ""
