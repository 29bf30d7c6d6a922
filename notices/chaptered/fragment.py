"""A laid-out chapter spelled as a piece of a PDF (ISO 32000-1, 7.5) that needs no rewriting.

Each chapter takes its object numbers from a range of its own, so a file is bound by writing the
pieces one after another. What depends on the chapters before (where it hangs in the tree of tags,
the page numbers) is left out here under reserved numbers and spelled by ``binding.py``.
"""

import struct
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

import pydyf

ROOT_PAGES = 1  # pydyf's number for the page tree of the lead
OBJECTS = 12_000  # numbers kept for one chapter, and for the lead; readers refuse far larger ones
PAGES = 10_000  # keys of the parent tree (7.10.4.4) kept for one chapter
NUMERALS = OBJECTS - 2  # the face that prints the page numbers
ROW = struct.Struct(">BIH")  # a row of the cross-reference stream (7.5.8.3)
WIDTHS = (1, 4, 2)
PACKED = 1000  # objects in one object stream


@dataclass(frozen=True)
class Fragment:
    """What binding has to know of a chapter: numbers of its objects, and how many pages."""

    place: int  # 1 for the first chapter
    pages: int
    page_tree: int
    first_page: int
    section: int  # the structure element of the chapter, spelled by binding
    kids: int  # its children, an array
    by_page: tuple[int, ...]  # for each page, the array of the elements its content belongs to
    reserved: int  # two streams that open a page, then one that closes each page
    rows: int
    size: int

    @property
    def base(self) -> int:
        """The first number of the chapter's range."""
        return self.place * OBJECTS


class Numbered(pydyf.PDF):
    """A PDF whose numbers begin at ``base``; put in the place of pydyf's for one chapter."""

    base = 0

    def add_object(self, object_: Any) -> None:
        object_.number = self.base + len(self.objects)
        self.objects.append(object_)

    @property
    def page_references(self) -> tuple[bytes, ...]:
        """Pydyf spells them anew for every element of the tree of tags."""
        kids = self.pages["Kids"]
        if len(getattr(self, "_spelled", ())) != len(kids) // 3:
            self._spelled = tuple(f"{number} 0 R".encode() for number in kids[::3])
        return self._spelled


def write(pdf: Any, place: int, path: Path) -> dict[str, Any]:
    """Writes the objects to ``path`` and their rows beside it; returns the facts of a Fragment."""
    tags, dropped = _loosened(pdf, place)
    reserved = len(pdf.objects)
    pages = pdf.pages["Kids"][::3]
    _between(pdf, pages, pdf.base + reserved)
    with path.open("wb") as out:
        rows = spell(pdf, out, dropped, after=2 + len(pages))
        size = out.tell()
    path.with_suffix(".rows").write_bytes(rows)
    return asdict(
        Fragment(
            place=place,
            pages=len(pages),
            page_tree=pdf.pages.number,
            first_page=pages[0],
            reserved=pdf.base + reserved,
            rows=len(rows) // ROW.size,
            size=size,
            **tags,
        )
    )


def _loosened(pdf: Any, place: int) -> tuple[dict[str, Any], set[int]]:
    """Takes the chapter out of its own catalogue; the tree of tags keeps its branches only."""
    root = found(pdf, pdf.catalog["StructTreeRoot"])
    section, parents = found(pdf, root["K"][0]), found(pdf, root["ParentTree"])
    if len(parents["Nums"]) != 2 * pdf.pages["Count"] or "Names" in pdf.catalog:
        raise ValueError("a chapter has no links, forms or attachments")
    kids = pydyf.Array(section["K"])
    by_page = [pydyf.Array(refs) for refs in parents["Nums"][1::2]]
    for array in (kids, *by_page):
        pdf.add_object(array)
    pdf.pages["Parent"] = f"{ROOT_PAGES} 0 R"
    tags = {
        "section": section.number,
        "kids": kids.number,
        "by_page": tuple(array.number for array in by_page),
    }
    gone = [pdf.catalog, root, section, parents]
    gone += [found(pdf, pdf.catalog[key]) for key in ("Metadata",) if key in pdf.catalog]
    return tags, {one.number for one in gone}


def _between(pdf: Any, pages: list[int], reserved: int) -> None:
    """Puts each page's content between a stream that opens and one that closes it (7.8.2)."""
    for i, number in enumerate(pages):
        page = pdf.objects[number - pdf.base]
        content = page["Contents"]
        page["Contents"] = pydyf.Array(
            [f"{reserved + i % 2} 0 R", content, f"{reserved + 2 + i} 0 R"]
        )
        page["StructParents"] += pdf.base // OBJECTS * PAGES
    resources = found(pdf, page["Resources"])
    found(pdf, resources["Font"])["Numerals"] = f"{NUMERALS} 0 R"


def spell(pdf: Any, out: BinaryIO, dropped: set[int], after: int = 0) -> bytes:
    """Writes the objects, small ones packed (7.5.7); gives one row a number, from base on.

    ``after`` numbers after the last object stay free rows until binding spells what they name.
    """
    own = [o for o in pdf.objects if o.free != "f" and o.number not in dropped]
    rows = {}
    for one in own:
        if not one.compressible:
            rows[one.number] = (1, out.tell(), 0)
            out.write(one.indirect + b"\n")
    packs = list(_packs([o for o in own if o.compressible]))
    first = pdf.base + len(pdf.objects) + after
    if first + len(packs) > pdf.base + NUMERALS:
        raise ValueError("a chapter holds more objects than its range has numbers")
    for number, (pack, members) in enumerate(packs, first):
        pack.number = number
        rows[number] = (1, out.tell(), 0)
        out.write(pack.indirect + b"\n")
        rows |= {member: (2, number, i) for i, member in enumerate(members)}
    last = first + len(packs)
    return b"".join(ROW.pack(*rows.get(n, (0, 0, 65535))) for n in range(pdf.base, last))


def _packs(objects: list[Any]) -> Iterator[tuple[Any, list[int]]]:
    for start in range(0, len(objects), PACKED):
        some = objects[start : start + PACKED]
        bodies, index, position = [], [], 0
        for one in some:
            data = one.data
            bodies.append(data)
            index += [one.number, position]
            position += len(data) + 1
        head = " ".join(map(str, index)).encode()
        extra = {"Type": "/ObjStm", "N": len(some), "First": len(head) + 1}
        yield pydyf.Stream([head, *bodies], extra, compress=True), [o.number for o in some]


def found(pdf: Any, reference: Any) -> Any:
    """The object a reference names."""
    said = reference.decode() if isinstance(reference, bytes) else reference
    return pdf.objects[int(said.split()[0]) - getattr(pdf, "base", 0)]
