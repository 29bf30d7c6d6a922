"""The whole file as one PDF: cover, 卷内目录 with pages, papers in the statute's order (Art. 33).

Pages are numbered through; bookmarks follow the headings of the checklist. Files that have no pages
are listed with their digest and stay in the package. The same rows give the same bytes. What it
says is gathered under the decision's lock; binding takes its time and asks no row any more.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from decisions import papers as store
from decisions.models import Decision, Entry
from notices import joining, papers, render
from notices.sandbox import Limits
from notices.wording.archive import retention
from notices.wording.frame import frame
from notices.wording.words import final_title, lead_unit, titled
from workflows.dossier_package import told
from workflows.dossier_package.headings import Filed, filed

LEAST = Limits(60, 512)  # of any file, however small
PER_PAGE = 0.1  # seconds a page may take to be joined, beside that
PER_MEGABYTE = 4  # megabytes of memory for one of the files


@dataclass(frozen=True)
class Gathered:
    """What a volume is bound from: its front, still without pages, and every paper in order."""

    front: papers.DossierVolume
    every: list[Filed]


def gather(decision: Decision, last: Entry) -> Gathered:
    """A decision's file as it stands at an entry."""
    return Gathered(_front(decision, last), filed(decision))


def bind(
    gathered: Gathered, out: IO[bytes], watch: Callable[[int, int], None] | None = None
) -> papers.DossierVolume:
    """Writes the volume; returns its front, which lists what is in it and on which pages.

    ``watch`` is told how many papers of how many are bound. Raises RenderFailed when a limit of
    time or memory is met.
    """
    every = gathered.every
    with TemporaryDirectory(prefix="volume-") as name:
        folder = Path(name)
        size = sum(_lay_out(folder, one) for one in every)
        limits = _grown(len(every), size)
        ours = {one.sha256 for one in every if one.issued}
        counted = joining.count(folder, [one.sha256 for one in every], ours, limits)
        front = replace(gathered.front, entries=_paged(every, counted))
        (folder / "front").write_bytes(render.pdf("dossier_volume", papers.snapshot(front)))
        pages = front.pages()
        if pages:
            stamps = _stamps(front, pages)
            (folder / "stamps").write_bytes(render.pdf("page_stamps", papers.snapshot(stamps)))
        plan = _plan(front, every, counted)
        longer = replace(limits, seconds=limits.seconds + int(pages * PER_PAGE))
        with joining.join(folder, plan, longer, watch).open("rb") as made:
            shutil.copyfileobj(made, out)
        return front


def _grown(files: int, size: int) -> Limits:
    more = int(size / 1e6) * PER_MEGABYTE
    return Limits(LEAST.seconds + files, LEAST.megabytes + more)


def _lay_out(folder: Path, one: Filed) -> int:
    """Lays a file out in the job's folder, checked against its digest; returns its bytes."""
    data = store.read(one.sha256)
    (folder / one.sha256).write_bytes(data)
    return len(data)


def _paged(every: list[Filed], counted: dict[str, int]) -> tuple[papers.VolumeEntry, ...]:
    entries, first = [], 1
    for one in every:
        pages = counted.get(one.sha256, 0)
        entries.append(
            papers.VolumeEntry(
                section=one.section,
                number=one.number,
                author=one.author,
                title=one.title,
                dated=one.dated,
                first=first if pages else 0,
                pages=pages,
                digest=one.sha256,
                name=one.name,
                signed=one.signed,
            )
        )
        first += pages
    return tuple(entries)


def _front(decision: Decision, last: Entry) -> papers.DossierVolume:
    archive = getattr(decision, "archive", None)
    return papers.DossierVolume(
        **frame(decision, last, ""),
        title="卷内目录",
        matter=titled(final_title(decision.title)),
        lead_unit=lead_unit(decision),
        file_number=archive.file_number if archive else "",
        retention=retention(decision, archive.retention) if archive else "",
        archived_on=archive.archived_on if archive else None,
        newest=last.digest,
        checklist=tuple(
            papers.Completeness(**{k: v for k, v in one.items() if k != "slot"})
            for one in told.checklist(decision, last)
        ),
    )


def _stamps(front: papers.DossierVolume, pages: int) -> papers.PageStamps:
    return papers.PageStamps(
        organ=front.organ, issued_on=front.issued_on, title=front.file_number or "卷内", last=pages
    )


def _plan(
    front: papers.DossierVolume, every: list[Filed], counted: dict[str, int]
) -> dict[str, Any]:
    sections: dict[str, list[dict[str, str]]] = {}
    for one in every:
        if one.sha256 in counted:
            part = {"title": one.title, "file": one.sha256}
            sections.setdefault(one.section, []).append(part)
    return {
        "title": f"{front.matter}案卷",
        "front": "front",
        "stamps": "stamps" if sections else "",
        "sections": [{"title": name, "parts": parts} for name, parts in sections.items()],
    }
