"""Joins finished papers into one file: pages counted, pictures set on pages, numbers stamped.

What comes from outside is opened here and nowhere else, in a bound process (sandbox.py): only what
its pages show is taken over, without scripts, actions and attachments; what cannot be opened is
named to the caller, who lists it. Papers of ours keep their tags (joined_tags.py), and their seals
as pictures: a signature holds in the paper itself alone. ``workflows/dossier_package`` calls.
"""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf

from notices import chaptered, sandbox
from notices.joined_tags import Tags, loosen, tagged
from notices.sandbox import Limits

COUNTED, JOINED = "counted.json", "joined.pdf"
A4 = (1240, 1754)  # dots, at 150 an inch
MARGIN = 118  # dots: 20 mm
DOTS = 150.0
MOST_DOTS = 80_000_000
MOST_TAGGED = 4 << 20  # bytes of papers whose trees of tags, opened, still fit the job's memory


def count(folder: Path, names: list[str], ours: set[str], limits: Limits) -> dict[str, int]:
    """How many pages each file gives; one that gives none is left out. ``ours`` keep their tags."""
    sandbox.run(
        "notices.joining", _asked(folder, "count", names=names, ours=sorted(ours)), limits, 0
    )
    found: dict[str, int] = json.loads((folder / COUNTED).read_text())
    return found


def join(
    folder: Path,
    plan: dict[str, Any],
    limits: Limits,
    watch: Callable[[int, int], None] | None = None,
) -> Path:
    """Binds the files of the plan: ``front``, ``parts`` by section, ``stamps``, ``title``.

    ``watch`` is told how many papers of how many are bound.
    """
    looking = chaptered.looking(folder, watch) if watch else None
    sandbox.run("notices.joining", _asked(folder, "join", plan=plan), limits, 0, looking)
    return folder / JOINED


def _asked(folder: Path, work: str, **more: Any) -> bytes:
    return json.dumps({"folder": str(folder), "work": work, **more}).encode()


def _count(folder: Path, names: list[str], ours: list[str]) -> None:
    """Counts, and makes drawings of all pages that come without tags or with too many."""
    counted, room = {}, MOST_TAGGED
    for name in names:
        size = (folder / name).stat().st_size
        keeps = name in ours and size <= room
        room -= size if keeps else 0
        if pages := _pages(folder / name, keeps):
            counted[name] = pages
    (folder / COUNTED).write_text(json.dumps(counted))


def _pages(path: Path, keeps: bool) -> int:
    """The pages of a file; a picture becomes one."""
    try:
        if path.read_bytes()[:5] != b"%PDF-":
            _set_picture(path)
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            if not (keeps and tagged(pdf)):
                _as_drawings(pdf, path)
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


def _as_drawings(pdf: pikepdf.Pdf, path: Path) -> None:
    """Writes a file whose pages are each one drawing of what a page shows in print, no more."""
    pdf.flatten_annotations("print")
    with pikepdf.new() as drawn:
        for page in pdf.pages:
            _draw(drawn, page)
        drawn.save(path, deterministic_id=True)


def _draw(drawn: pikepdf.Pdf, page: pikepdf.Page) -> None:
    left, bottom, right, top = map(float, page.mediabox)
    wide, high = right - left, top - bottom
    if int(page.rotation) % 180:
        wide, high = high, wide
    sheet = drawn.copy_foreign(page.as_form_xobject())
    drawn.add_blank_page(page_size=(wide, high))
    made = drawn.pages[-1]
    name = made.add_resource(sheet, pikepdf.Name.XObject, pikepdf.Name.Sheet)
    laid = made.calc_form_xobject_placement(sheet, name, pikepdf.Rectangle(0, 0, wide, high))
    made.obj.Contents = drawn.make_stream(b"/Figure <</MCID 0>> BDC\n%b\nEMC\n" % laid)


def _join(folder: Path, plan: dict[str, Any]) -> None:
    number = sum(len(section["parts"]) for section in plan["sections"])
    done = 0
    with pikepdf.new() as whole:
        tags = Tags(whole)
        front = {"file": plan["front"], "title": "封面和卷内目录"}
        bookmarks = [(front["title"], _append(tags, folder, front, tags.document), [])]
        for section in plan["sections"]:
            above, kids = tags.section(section["title"]), []
            for part in section["parts"]:
                kids.append((part["title"], _append(tags, folder, part, above), []))
                done += 1
                chaptered.tell(folder, done, number)
            bookmarks.append((section["title"], kids[0][1], kids))
        first = bookmarks[1][1] if len(bookmarks) > 1 else len(whole.pages)
        _stamp(whole, first, folder / plan["stamps"] if plan["stamps"] else None)
        tags.close()
        _name(whole, plan["title"], bookmarks)
        packed = pikepdf.ObjectStreamMode.generate
        whole.save(folder / JOINED, deterministic_id=True, object_stream_mode=packed)


def _name(whole: pikepdf.Pdf, title: str, bookmarks: list[Any]) -> None:
    with whole.open_outline() as outline:
        outline.root.extend(_bookmarks(bookmarks))
    whole.docinfo["/Title"] = title
    whole.Root.Lang = "zh-CN"


def _append(tags: Tags, folder: Path, part: dict[str, str], above: Any) -> int:
    """Takes the pages over, with their tags or as figures; gives the place of the first."""
    first, path = len(tags.whole.pages), folder / part["file"]
    with pikepdf.open(path) as pdf:
        ours = tagged(pdf)
        if ours:
            loosen(pdf)
        for page in pdf.pages:
            _quieten(page)
        tags.whole.pages.extend(pdf.pages)
        if ours:
            tags.graft(pdf, first, above, part["title"])
        else:
            for place in range(first, len(tags.whole.pages)):
                said = f"《{part['title']}》第{place - first + 1}页的影印"
                tags.picture(tags.whole.pages[place], above, said)
    return first


def _quieten(page: pikepdf.Page) -> None:
    """Nothing on a page acts when it is opened or touched."""
    for key in ("/AA", "/Annots"):
        if key in page.obj:
            del page.obj[key]


def _stamp(whole: pikepdf.Pdf, front: int, stamps: Path | None) -> None:
    """Lays the continuous page number over each page after the front; it is not read aloud."""
    if stamps is None:
        return
    with pikepdf.open(stamps) as numbers:
        for place, number in enumerate(numbers.pages):
            page = whole.pages[front + place]
            sheet = whole.copy_foreign(_unmarked(numbers, number))
            # A name of its own: papers share resources, and pikepdf's own names are random.
            name = pikepdf.Name(f"/Leaf{place + 1}")
            page.add_resource(sheet, pikepdf.Name.XObject, name)
            box = pikepdf.Rectangle(*map(float, page.mediabox))
            laid = page.calc_form_xobject_placement(sheet, name, box)
            page.contents_add(b"q\n", prepend=True)
            page.contents_add(b"\nQ\n/Artifact <</Type /Pagination>> BDC\n%b\nEMC\n" % laid)


def _unmarked(numbers: pikepdf.Pdf, page: pikepdf.Page) -> pikepdf.Object:
    """A number as a drawing, without the marks of the tree it does not bring along."""
    marks = {"BDC", "BMC", "EMC"}
    kept = [one for one in pikepdf.parse_content_stream(page) if str(one.operator) not in marks]
    page.obj.Contents = numbers.make_stream(pikepdf.unparse_content_stream(kept))
    return page.as_form_xobject()


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
            _count(folder, job["names"], job["ours"])
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
