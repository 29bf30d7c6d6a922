"""From a paper's page to what stands on the sheet: the few names that our templates use.

Every class of templates/notices has its place here or in names.py (a test holds them to it), so
that a paper made of the shared pieces needs nothing of its own. How it looks is writing.py.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from decisions.intake.numerals import to_chinese
from notices.word import cells, closing
from notices.word.blocks import BREAK, Block, Head, Line, Run, Sheet, Turned
from notices.word.layout import LINE
from notices.word.names import INSIDE, PARAGRAPHS, PASSED_OVER
from notices.word.runs import runs
from notices.word.tree import Node, tree

COVER_AIR = 5 * LINE  # above what the cover says, and above who reports


def sheet(html: str) -> Sheet:
    """Reads the page of a paper."""
    page = tree(html)
    body = page.first("body") or page
    form = next((name for name in ("letter", "document") if name in body.classes), "plain")
    reader = _Reader(Sheet(form=form, sample=page.first("sample-mark") is not None))
    reader.walk(page.first("main") or body)
    return reader.sheet


class _Reader:
    """Walks the page; headings are counted as the style sheet counts them."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet, self.level1, self.level2 = sheet, 0, 0
        self.style, self.breaking = "", False

    def walk(self, node: Node) -> None:
        """What stands inside, piece by piece."""
        for one in node.nodes():
            self._piece(one)

    def _piece(self, node: Node) -> None:
        if set(PASSED_OVER) & set(node.classes):
            return
        for name in (*node.classes, node.tag):
            if found := PIECES.get(name):
                return found(self, node)
        self.walk(node)

    def _add(self, *blocks: Block) -> None:
        for block in blocks:
            if self.breaking and isinstance(block, Line):
                block, self.breaking = replace(block, breaks=True), False
            self.sheet.blocks.append(block)

    def _line(self, style: str, node: Node, before: str = "", **more: Any) -> None:
        said = runs(node, self._second)
        if style == "cover_fact" and len(said) > 1:
            said = (said[0], Run("　"), *said[1:])
        if before or said:
            first = (Run(before),) if before else ()
            self._add(Line(style, (*first, *said), **more))

    def _second(self) -> str:
        """The number of the next heading of the second level."""
        self.level2 += 1
        return f"（{to_chinese(self.level2)}）"

    def head(self, node: Node) -> None:
        """The red head of a document or a letter."""
        organ = node.first("organ") or node
        size = next((int(one[1:]) for one in organ.classes if one[1:].isdecimal()), 12)
        number = node.first("number")
        self.sheet.head = Head(
            organ.text(), size, "spaced" in organ.classes, number.text() if number else ""
        )

    def title(self, node: Node) -> None:
        """The title, each line as the paper breaks it."""
        self._titles("title", [line.text() for line in node.every("line")] or [node.text()])
        if self.sheet.form == "plain":
            self._add(Line("addressee", (), before=0))

    def annex_title(self, node: Node) -> None:
        """The title over an annex."""
        self._titles("annex_title", [line.text() for line in node.every("line")] or [node.text()])

    def _titles(self, style: str, lines: list[str]) -> None:
        broken = Run(BREAK)
        said = [part for line in lines for part in (broken, Run(line))][1:]
        if said:
            self._add(Line(style, tuple(said), keep=True))

    def heading(self, node: Node) -> None:
        """一、: counted here, unless the text has its own number."""
        if "own" in node.classes:
            return self._line("level1", node, keep=True)
        self.level1, self.level2 = self.level1 + 1, 0
        self._line("level1", node, f"{to_chinese(self.level1)}、", keep=True)

    def subheading(self, node: Node) -> None:
        """Chapters and sections stand in the middle, （一） where paragraphs begin."""
        style = next((name for name in ("chapter", "section") if name in node.classes), "level2")
        self._line(style, node, keep=True)

    def addressee(self, node: Node) -> None:
        """主送机关 after an empty line; without one the empty line stays."""
        self._line("addressee", node)
        if not node.text():
            self._add(Line("addressee", (), before=0))

    def paragraph(self, node: Node) -> None:
        """A paragraph in the style of its class."""
        named = (PARAGRAPHS[name] for name in node.classes if name in PARAGRAPHS)
        self._line(next(named, self.style or "body"), node)

    def listed(self, node: Node) -> None:
        """Paragraphs that are all of one style."""
        self.style = next(INSIDE[name] for name in node.classes if name in INSIDE)
        self.walk(node)
        self.style = ""

    def cover(self, node: Node) -> None:
        """The cover of a report: title, facts, who and when; the text begins a page."""
        self.sheet.cover = True
        self._titles("cover_title", [line.text() for line in node.every("line")])
        for name in ("cover-facts", "cover-foot"):
            if part := node.first(name):
                begin = len(self.sheet.blocks)
                self.listed(part)
                self._lower(begin, COVER_AIR)
        self.breaking = True

    def fonds(self, node: Node) -> None:
        """Whose archives it is, over the title of a file's cover."""
        self._line("fonds", node)

    def case_title(self, node: Node) -> None:
        """The matter on a file's cover."""
        self._line("case_title", node)

    def annex(self, node: Node) -> None:
        """An annex begins a page; a wide one lies on its side."""
        wide = "wide" in node.classes
        self.breaking = not wide
        if wide:
            self._add(Turned(True))
        self.walk(node)
        if wide:
            self._add(Turned(False))

    def annex_note(self, node: Node) -> None:
        """附件：1. …"""
        self._add(*closing.annex_note(node))

    def signature(self, node: Node) -> None:
        """Organ and date, on the page of the last words."""
        if self.sheet.blocks and isinstance(last := self.sheet.blocks[-1], Line):
            self.sheet.blocks[-1] = replace(last, keep=True)
        self._add(*closing.signature(node))

    def people(self, node: Node) -> None:
        """出席：and its like, names beside the word; a line of air above."""
        begin = len(self.sheet.blocks)
        self.walk(node)
        self._lower(begin, LINE)

    def _lower(self, place: int, air: int) -> None:
        """The line at a place begins further down."""
        if place < len(self.sheet.blocks) and isinstance(one := self.sheet.blocks[place], Line):
            self.sheet.blocks[place] = replace(one, before=air)

    def named(self, node: Node) -> None:
        """One line of people."""
        self._add(closing.named(node))

    def table(self, node: Node) -> None:
        """A table."""
        self._add(cells.table(node))

    def imprint(self, node: Node) -> None:
        """版记."""
        self._add(closing.imprint(node))


PIECES: dict[str, Callable[[_Reader, Node], None]] = {
    "head": _Reader.head,
    "letterhead": _Reader.head,
    "title": _Reader.title,
    "addressee": _Reader.addressee,
    "annex-title": _Reader.annex_title,
    "annex-note": _Reader.annex_note,
    "annex": _Reader.annex,
    "wide": _Reader.annex,
    "cover": _Reader.cover,
    "fonds": _Reader.fonds,
    "case-title": _Reader.case_title,
    "signature": _Reader.signature,
    "people": _Reader.people,
    "row": _Reader.named,
    **dict.fromkeys(INSIDE, _Reader.listed),
    "imprint": _Reader.imprint,
    "table": _Reader.table,
    "h2": _Reader.heading,
    "h3": _Reader.subheading,
    "p": _Reader.paragraph,
}
