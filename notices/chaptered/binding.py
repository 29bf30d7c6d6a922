"""Binds the lead and its chapters into one file: pages, bookmarks, tags and page numbers.

The lead is a document of its own, finished last, when the chapters are known; it carries what a
file has once (metadata, output intent, attachments, the tree of tags). The pieces are copied as
they are, so binding takes as little memory for ten thousand pages as for ten.
"""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import pydyf

from notices.chaptered import numerals
from notices.chaptered.fragment import NUMERALS, PAGES, ROW, WIDTHS, Fragment, found, spell

HEADER = b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n"
TOP = "/XYZ 0 842 0"  # the upper edge of A4, in points


@dataclass(frozen=True)
class Chapter:
    """A finished chapter: its facts, its bookmark, and where its objects lie."""

    fragment: Fragment
    title: str
    body: Path


class Binder:
    """Completes the lead and writes the whole file; one use each."""

    def __init__(self, chapters: Sequence[Chapter], heading: str) -> None:
        self.chapters, self.heading = chapters, heading
        self.spelled: dict[int, bytes] = {}  # objects under reserved numbers

    def finish(self, document: Any, pdf: Any) -> None:
        """Hangs the chapters into the lead's trees; called when its objects are complete."""
        pages = len(document.pages)
        _hang_pages(pdf, self.chapters)
        self._hang_tags(pdf, pages)
        _hang_bookmarks(pdf, self.chapters, self.heading)
        printed = numerals.Numerals.of(document, pdf)
        self.spelled[NUMERALS] = printed.face
        for chapter in self.chapters:
            self._number(chapter.fragment, printed, pages)
            pages += chapter.fragment.pages

    def _hang_tags(self, pdf: Any, pages: int) -> None:
        root = found(pdf, pdf.catalog["StructTreeRoot"])
        whole, parents = found(pdf, root["K"][0]), found(pdf, root["ParentTree"])
        leaves = [_leaf(pdf, parents.pop("Nums"))]
        for chapter in self.chapters:
            one = chapter.fragment
            whole["K"].append(f"{one.section} 0 R")
            title = pydyf.String(chapter.title).data
            self.spelled[one.section] = (
                b"<</Type /StructElem /S /Sect /T " + title + b" /P " + whole.reference
                + f" /K {one.kids} 0 R>>".encode()
            )  # fmt: skip
            keys = range(one.place * PAGES, one.place * PAGES + one.pages)
            pairs = zip(keys, one.by_page, strict=True)
            leaves.append(_leaf(pdf, [part for k, n in pairs for part in (k, f"{n} 0 R")]))
        parents["Kids"] = pydyf.Array([leaf.reference for leaf in leaves])
        root["ParentTreeNextKey"] = (len(self.chapters) + 1) * PAGES

    def _number(self, one: Fragment, printed: "numerals.Numerals", before: int) -> None:
        """A chapter is laid out as if it began on a right page; one that does not is shifted."""
        for i in (0, 1):
            shift = numerals.shift(i + 1, before + i + 1)
            self.spelled[one.reserved + i] = _stream(f"q 1 0 0 1 {shift:.3f} 0 cm")
        for i in range(one.pages):
            closing = "Q\n" + printed.drawn(before + i + 1)
            self.spelled[one.reserved + 2 + i] = _stream(closing)

    def write(self, pdf: Any, out: BinaryIO, identifier: bytes) -> None:
        """Writes lead, chapters, what was reserved, and the table of all numbers."""
        pdf.add_object(pdf.info)
        out.write(HEADER)
        table = [(0, bytearray(_shifted(_rows(pdf, out, 0), 0)))]
        for chapter in self.chapters:
            at = out.tell()
            with chapter.body.open("rb") as body:
                shutil.copyfileobj(body, out)
            rows = _shifted(chapter.body.with_suffix(".rows").read_bytes(), at)
            table.append((chapter.fragment.base, rows))
        table.insert(1, (NUMERALS, bytearray(ROW.size)))
        self._write_reserved(out, dict(table))
        _write_table(pdf, out, table, identifier)

    def _write_reserved(self, out: BinaryIO, table: dict[int, bytearray]) -> None:
        bases = sorted(table)
        place = 0
        for number, data in sorted(self.spelled.items()):
            while place + 1 < len(bases) and bases[place + 1] <= number:
                place += 1
            row = (number - bases[place]) * ROW.size
            ROW.pack_into(table[bases[place]], row, 1, out.tell(), 0)
            out.write(b"%d 0 obj\n%b\nendobj\n" % (number, data))


def _rows(pdf: Any, out: BinaryIO, after: int) -> bytes:
    pdf.base = 0
    return spell(pdf, out, set(), after)


def _leaf(pdf: Any, nums: Any) -> Any:
    keys = nums[::2]
    leaf = pydyf.Dictionary({"Limits": pydyf.Array([keys[0], keys[-1]]), "Nums": pydyf.Array(nums)})
    pdf.add_object(leaf)
    return leaf


def _hang_pages(pdf: Any, chapters: Sequence[Chapter]) -> None:
    for chapter in chapters:
        pdf.pages["Kids"].extend([chapter.fragment.page_tree, 0, "R"])
        pdf.pages["Count"] += chapter.fragment.pages


def _hang_bookmarks(pdf: Any, chapters: Sequence[Chapter], heading: str) -> None:
    """The annex as the last bookmark below the paper's title, its chapters below it."""
    outlines = found(pdf, pdf.catalog["Outlines"])
    title = found(pdf, outlines["Last"])
    annex = _bookmark(pdf, title, heading, chapters[0])
    _hang(pdf, title, [annex])
    _hang(pdf, annex, [_bookmark(pdf, annex, one.title, one) for one in chapters])
    annex["Count"] = -len(chapters)  # closed: a long annex does not push the rest away
    title["Count"] = title.get("Count", 0) + 1
    outlines["Count"] += 1


def _bookmark(pdf: Any, parent: Any, title: str, chapter: Chapter) -> Any:
    leads_to = f"[{chapter.fragment.first_page} 0 R {TOP}]"
    one = pydyf.Dictionary(
        {"Title": pydyf.String(title), "Dest": leads_to, "Parent": parent.reference, "Count": 0}
    )
    pdf.add_object(one)
    return one


def _hang(pdf: Any, parent: Any, kids: list[Any]) -> None:
    before = found(pdf, parent["Last"]) if "Last" in parent else None
    for kid in kids:
        if before is not None:
            before["Next"], kid["Prev"] = kid.reference, before.reference
        before = kid
    parent.setdefault("First", kids[0].reference)
    parent["Last"] = kids[-1].reference


def _stream(content: str) -> bytes:
    data = content.encode()
    return b"<</Length %d>>\nstream\n%b\nendstream" % (len(data), data)


def _shifted(rows: bytes, by: int) -> bytearray:
    """Rows of objects in the file itself, moved by what was written before them."""
    moved = bytearray(rows)
    for place in range(0, len(moved) if by else 0, ROW.size):
        if moved[place] == 1:
            kind, offset, generation = ROW.unpack_from(moved, place)
            ROW.pack_into(moved, place, kind, offset + by, generation)
    return moved


def _write_table(
    pdf: Any, out: BinaryIO, table: Sequence[tuple[int, bytearray]], identifier: bytes
) -> None:
    """The cross-reference stream (7.5.8), one section a range of numbers."""
    at = out.tell()
    number = max(base + len(rows) // ROW.size for base, rows in table)
    sections = [*table, (number, bytearray(ROW.pack(1, at, 0)))]
    index = [part for base, rows in sections for part in (base, len(rows) // ROW.size)]
    named = pydyf.String(identifier).data
    extra = {
        "Type": "/XRef",
        "Index": pydyf.Array(index),
        "W": pydyf.Array(WIDTHS),
        "Size": number + 1,
        "Root": pdf.catalog.reference,
        "Info": pdf.info.reference,
        "ID": pydyf.Array([named, named]),
    }
    stream = pydyf.Stream([b"".join(rows for _, rows in sections)], extra, compress=True)
    stream.number = number
    out.write(stream.indirect + b"\nstartxref\n%d\n%%%%EOF\n" % at)
