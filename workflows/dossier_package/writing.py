"""Makes the ZIP of a dossier package: the parts, the catalogue of the file, the manifest.

Under the decision's lock, so that everything in it is of one instant; a volume was bound before
(binding.py), and the newest on the record goes with every ZIP, whoever makes it. The same rows give
the same bytes: names, order and times inside come from the record, not from the clock.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import IO, Any, BinaryIO

from django.utils import timezone

from decisions.intake.exports import write_csv
from decisions.models import Decision, Entry
from notices.wording.archive import retention
from workflows.dossier_package import registered
from workflows.dossier_package.contents import Part, of_volume, parts
from workflows.dossier_package.registered import Bound
from workflows.dossier_package.resting import at_rest

HEADS = ("序号", "责任者", "文号", "题名", "日期", "页数", "摘要值", "位置")


@dataclass(frozen=True)
class Made:
    """What was written: the digest of the manifest and of the newest entry (hex SHA-256)."""

    manifest: str
    head: str
    volume: Bound | None


def write(decision_id: int, out: BinaryIO | IO[bytes]) -> Made:
    """Write the package of a decision.

    Raises NotNow when the rows differ from the record: such a file is looked into before it is
    handed over.
    """
    with at_rest(decision_id) as (decision, last):
        return write_resting(decision, last, out)


def write_resting(decision: Decision, last: Entry, out: BinaryIO | IO[bytes]) -> Made:
    """Write the package of a decision that is held still; raises NotNow."""
    volume = registered.newest(decision)
    every = chain(parts(decision, last), of_volume(volume))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        return Made(_fill(package, decision, last, every), last.digest, volume)


def _fill(package: zipfile.ZipFile, decision: Decision, last: Entry, every: Iterable[Part]) -> str:
    """Write every part, the catalogue and the manifest; gives the digest of the manifest."""
    at = timezone.localtime(last.recorded_at)
    listed = [_put(package, part, at) for part in every]
    listed.append(_put(package, _catalogue(listed), at))
    manifest = json.dumps(
        {
            "format": "yijue-dossier-package",
            "v": 1,
            "decision": _named(decision),
            "record": {"entries": last.seq, "head": last.digest},
            "contents": listed,
        },
        ensure_ascii=False,
        indent=1,
    ).encode()
    _put(package, Part("manifest.json", "目录", lambda: [manifest]), at)
    return hashlib.sha256(manifest).hexdigest()


def _put(package: zipfile.ZipFile, part: Part, at: datetime) -> dict[str, Any]:
    """Write one part and say what it is."""
    entry = zipfile.ZipInfo(part.path, at.timetuple()[:6])
    entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
    size, digest = _pour(package, entry, part.chunks())
    said = {
        "path": part.path,
        "title": part.title,
        "kind": part.kind,
        "author": part.author,
        "number": part.number,
        "on": part.on,
        "pages": part.pages,
    }
    return {key: value for key, value in said.items() if value} | {"size": size, "sha256": digest}


def _pour(
    package: zipfile.ZipFile, entry: zipfile.ZipInfo, chunks: Iterable[bytes]
) -> tuple[int, str]:
    size, digest = 0, hashlib.sha256()
    with package.open(entry, "w", force_zip64=True) as file:
        buffered = io.BufferedWriter(file, 1 << 16)
        for chunk in chunks:
            buffered.write(chunk)
            digest.update(chunk)
            size += len(chunk)
        buffered.flush()
        buffered.detach()
    return size, digest.hexdigest()


def _named(decision: Decision) -> dict[str, Any]:
    archive = getattr(decision, "archive", None)
    return {
        "id": decision.pk,
        "title": decision.title,
        "organ": str(decision.organ),
        "lead_unit": str(decision.lead_office),
        "stage": decision.stage,
        "retention": archive.retention if archive else "",
        "retention_in_words": retention(decision, archive.retention) if archive else "",
        "file_number": archive.file_number if archive else "",
        "archived_on": str(archive.archived_on or "") if archive else "",
        "archived_by": str(archive.archived_by or "") if archive else "",
    }


def _catalogue(listed: list[dict[str, Any]]) -> Part:
    """卷内目录: papers received and issued, in the order of their dates."""
    papers = [one for one in listed if one.get("kind") in ("paper", "notice")]
    papers.sort(key=lambda one: (one.get("on", ""), one["path"]))
    rows = [
        (
            serial,
            one.get("author", ""),
            one.get("number", ""),
            one["title"],
            one.get("on", ""),
            one.get("pages"),
            one["sha256"],
            one["path"],
        )
        for serial, one in enumerate(papers, start=1)
    ]
    return Part("catalogue.csv", "卷内目录", lambda: [write_csv(rows, HEADS)])
