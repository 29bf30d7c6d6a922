"""Joins finished papers into one file: pages counted, pictures set on pages, numbers stamped.

What comes from outside is opened here and nowhere else, in a bound process (sandbox.py): only its
pages are taken over, without scripts, actions and attachments; what cannot be opened is named to
the caller, who lists it. Files lie in the job's folder; ``workflows/dossier_package`` calls.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

from notices import sandbox
from notices.sandbox import Limits

COUNTED, JOINED = "counted.json", "joined.pdf"
A4 = (1240, 1754)  # dots, at 150 an inch
MARGIN = 118  # dots: 20 mm
DOTS = 150.0
MOST_DOTS = 80_000_000


def count(folder: Path, names: list[str], limits: Limits) -> dict[str, int]:
    """How many pages each file gives; a file that gives none is left out."""
    sandbox.run("notices.joining", _asked(folder, "count", names=names), limits, 0)
    found: dict[str, int] = json.loads((folder / COUNTED).read_text())
    return found


def join(folder: Path, plan: dict[str, Any], limits: Limits) -> Path:
    """Binds the files of the plan: ``front``, ``parts`` by section, ``stamps``, ``title``."""
    sandbox.run("notices.joining", _asked(folder, "join", plan=plan), limits, 0)
    return folder / JOINED


def _asked(folder: Path, work: str, **more: Any) -> bytes:
    return json.dumps({"folder": str(folder), "work": work, **more}).encode()


def _count(folder: Path, names: list[str]) -> None:
    counted = {}
    for name in names:
        pages = _pages(folder / name)
        if pages:
            counted[name] = pages
    (folder / COUNTED).write_text(json.dumps(counted))


def _pages(path: Path) -> int:
    """The pages of a file; a picture becomes one."""
    try:
        if path.read_bytes()[:5] != b"%PDF-":
            _set_picture(path)
        with pikepdf.open(path) as pdf:
            return len(pdf.pages)
    except MemoryError:
        raise
    except Exception:  # whatever a file from outside is broken by
        return 0


def _set_picture(path: Path) -> None:
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = MOST_DOTS // 2  # Pillow refuses twice as many
    with Image.open(path) as picture:
        shown = picture.convert("RGB")
    shown.thumbnail((A4[0] - 2 * MARGIN, A4[1] - 2 * MARGIN))
    sheet = Image.new("RGB", A4, "white")
    sheet.paste(shown, ((A4[0] - shown.width) // 2, (A4[1] - shown.height) // 2))
    sheet.save(path, "PDF", resolution=DOTS)


def _join(folder: Path, plan: dict[str, Any]) -> None:
    with pikepdf.new() as whole:
        bookmarks = [("封面和卷内目录", _append(whole, folder / plan["front"]), [])]
        for section in plan["sections"]:
            kids = [(part["title"], _append(whole, folder / part["file"]), []) for part in
                    section["parts"]]  # fmt: skip
            bookmarks.append((section["title"], kids[0][1], kids))
        front = bookmarks[1][1] if len(bookmarks) > 1 else len(whole.pages)
        _stamp(whole, front, folder / plan["stamps"] if plan["stamps"] else None)
        with whole.open_outline() as outline:
            outline.root.extend(_bookmarks(bookmarks))
        whole.docinfo["/Title"] = plan["title"]
        whole.Root.Lang = "zh-CN"
        whole.save(folder / JOINED, deterministic_id=True)


def _append(whole: pikepdf.Pdf, path: Path) -> int:
    """Takes the pages over; gives the place of the first."""
    first = len(whole.pages)
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            _quieten(page)
        whole.pages.extend(pdf.pages)
    return first


def _quieten(page: pikepdf.Page) -> None:
    """Nothing on a page acts when it is opened or touched."""
    for key in ("/AA", "/StructParents"):
        if key in page.obj:
            del page.obj[key]
    if "/Annots" in page.obj:
        for note in page.obj.Annots:
            for key in ("/A", "/AA", "/StructParent"):
                if key in note:
                    del note[key]


def _stamp(whole: pikepdf.Pdf, front: int, stamps: Path | None) -> None:
    """Lays the continuous page number over each page after the front."""
    if stamps is None:
        return
    with pikepdf.open(stamps) as numbers:
        for place, number in enumerate(numbers.pages):
            page = whole.pages[front + place]
            sheet = whole.copy_foreign(number.as_form_xobject())
            # A name of its own: papers share resources, and pikepdf's own names are random.
            name = pikepdf.Name(f"/Leaf{place + 1}")
            page.add_resource(sheet, pikepdf.Name.XObject, name)
            box = pikepdf.Rectangle(*map(float, page.mediabox))
            page.contents_add(b"q\n", prepend=True)
            page.contents_add(b"\nQ\n" + page.calc_form_xobject_placement(sheet, name, box))


def _bookmarks(told: list[Any]) -> Iterator[pikepdf.OutlineItem]:
    for title, page, kids in told:
        item = pikepdf.OutlineItem(title, page)
        item.children.extend(_bookmarks(kids))
        yield item


def _main(seconds: str, megabytes: str) -> int:
    sandbox.bind(Limits(int(seconds), int(megabytes)))
    job = json.load(sys.stdin.buffer)
    folder = Path(job["folder"])
    try:
        if job["work"] == "count":
            _count(folder, job["names"])
        else:
            _join(folder, job["plan"])
    except MemoryError:
        return sandbox.OUT_OF_MEMORY
    except Exception as fault:
        sys.stderr.write(f"{type(fault).__name__}: {fault}".replace("\n", " "))
        return sandbox.FAULT
    return 0


if __name__ == "__main__":
    sys.exit(_main(*sys.argv[1:]))
