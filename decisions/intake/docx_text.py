"""The paragraphs of a Word file, in order, with where each one stood.

Called by `drafts.py`. Tables, notes, comments, headers, text boxes, deleted and hidden text
are given too, marked as such, so that nothing is dropped. What a paragraph means in a draft
is decided in `drafts.py`.
"""

import re
from typing import NamedTuple

from .containers import Container
from .docx_numbering import Numbering
from .office import W

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_PICTURES = frozenset((f"{W}drawing", f"{W}pict", f"{W}object"))
_SIDE_PARTS = [
    (re.compile(r"word/footnotes\.xml"), "footnote"),
    (re.compile(r"word/endnotes\.xml"), "endnote"),
    (re.compile(r"word/comments\.xml"), "comment"),
    (re.compile(r"word/(header|footer)\d*\.xml"), "header"),
]


class Source(NamedTuple):
    """One line of what was handed in: its paragraph number, its text, where it stood."""

    paragraph_no: int
    text: str
    where: str = "body"


def docx_sources(data: bytes) -> list[Source]:
    """List every paragraph of a Word file; those without any text are left out."""
    container = Container(data)
    reader = _Reader(Numbering(container))
    body = container.tree("word/document.xml").find(f"{W}body")
    reader.blocks(body if body is not None else [], "body")
    for name in sorted(container.parts):
        for pattern, where in _SIDE_PARTS:
            if pattern.fullmatch(name):
                reader.blocks(container.tree(name), where)
    return reader.sources


def plain_sources(text: str) -> list[Source]:
    """List the lines of pasted text; empty lines are left out."""
    lines = [line for line in text.splitlines() if line.strip()]
    return [Source(number, line) for number, line in enumerate(lines, 1)]


class _Reader:
    """Walks blocks and runs; paragraphs with text are numbered from 1."""

    def __init__(self, numbering):
        self.numbering, self.sources, self.number = numbering, [], 0

    def blocks(self, parent, where):
        for block in parent:
            if block.tag == f"{W}p":
                self._paragraph(block, where)
            elif block.tag == f"{W}tbl":
                self._table(block, "table" if where == "body" else where)
            elif block.tag not in (f"{W}sectPr", f"{W}pPr"):
                self.blocks(block, where)

    def _table(self, table, where):
        """Give a table row by row, cells parted by tabs, tables inside cells included."""
        for row in _within(table, f"{W}tr"):
            cells = [_Runs(cell) for cell in _within(row, f"{W}tc")]
            texts = ["".join(cell.spoken).strip() for cell in cells]
            self._add(["\t".join(texts)], where)
            for cell in cells:
                self._asides(cell)

    def _paragraph(self, paragraph, where):
        runs = _Runs(paragraph)
        text = "".join(runs.spoken)
        label = self.numbering.label(paragraph) if where == "body" else ""
        if label and text.strip():
            text = f"{label}\u3000{text.strip()}"
        self._add(text.split("\n"), where)
        self._asides(runs)

    def _asides(self, runs):
        for text, where in runs.asides():
            self._add(text.split("\n"), where, always=where == "picture")

    def _add(self, lines, where, always=False):
        lines = [line for line in lines if always or line.strip()]
        if lines and where in ("body", "table"):
            self.number += 1
        self.sources += [Source(max(self.number, 1), line, where) for line in lines]


class _Runs:
    """The text of one paragraph or cell, parted into spoken and set aside."""

    def __init__(self, node):
        self.spoken, self.deleted, self.hidden, self.boxed, self.pictures = [], [], [], [], 0
        for child in node:
            self._walk(child, self.spoken)

    def asides(self):
        """Yield what is not part of the running text, each with where it stood."""
        for parts, where in (
            (self.deleted, "deleted"),
            (self.hidden, "hidden"),
            (self.boxed, "text box"),
        ):
            if "".join(parts).strip():
                yield "".join(parts).strip("\n"), where
        for _picture in range(self.pictures):
            yield "", "picture"

    def _walk(self, node, into):
        tag = node.tag
        if tag in (f"{W}del", f"{W}moveFrom"):
            into = self.deleted
        elif tag == f"{W}txbxContent":
            into = self.boxed
        elif tag == f"{W}r" and into is self.spoken and _is_hidden(node):
            into = self.hidden
        elif tag == f"{_MC}Fallback":
            return
        if tag in _PICTURES and node.find(f".//{W}txbxContent") is None:
            self.pictures += 1
        into.append(_written(node))
        for child in node:
            if child.tag not in (f"{W}pPr", f"{W}rPr"):
                self._walk(child, into)
        if tag == f"{W}p":
            into.append("\n")


def _within(node, tag):
    """Yield the nearest descendants of a tag, not those of a table further in."""
    for child in node:
        if child.tag == tag:
            yield child
        elif child.tag != f"{W}tbl":
            yield from _within(child, tag)


def _is_hidden(run):
    vanish = run.find(f"{W}rPr/{W}vanish")
    return vanish is not None and vanish.get(f"{W}val") not in ("0", "false")


def _written(node):
    """Give the text one element stands for, maths and symbols included."""
    name = node.tag.rpartition("}")[2]
    if name in ("t", "delText"):
        return node.text or ""
    if name == "br":
        return "\n" if node.get(f"{W}type", "textWrapping") == "textWrapping" else ""
    if name == "sym":
        return "□"
    return {"tab": "\t", "cr": "\n", "noBreakHyphen": "-"}.get(name, "")
