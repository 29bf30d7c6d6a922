"""A page of ours as a tree: elements with their classes, and the text between them.

Only for pages made by templates/notices, which close every element they open. What no paper can
show (controls, bidi marks, NUL) is dropped here, as in the PDF; rare characters stay as they are.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from notices.typesetting.rare import printable

BLANKS = re.compile(r"[ \t\n\r\f]+")
EMPTY = ("br", "meta", "link", "path", "input")  # elements that hold nothing and are not closed


@dataclass
class Node:
    """One element: its tag, its classes, its attributes and what stands inside."""

    tag: str
    attributes: dict[str, str]
    inside: list["Node | str"] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        """The names by which the style sheet knows the element."""
        return self.attributes.get("class", "").split()

    def nodes(self) -> Iterator["Node"]:
        """The elements directly inside."""
        return (one for one in self.inside if isinstance(one, Node))

    def every(self, name: str) -> Iterator["Node"]:
        """The elements of a tag or class anywhere inside, those within one another left out."""
        for one in self.nodes():
            if one.tag == name or name in one.classes:
                yield one
            else:
                yield from one.every(name)

    def first(self, name: str) -> "Node | None":
        """The first element of a tag or class inside."""
        return next(self.every(name), None)

    def text(self) -> str:
        """All text inside on one line."""
        parts = (one if isinstance(one, str) else one.text() for one in self.inside)
        return BLANKS.sub(" ", "".join(parts)).strip(" ")


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Node("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(node)
        if tag not in EMPTY:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].inside.append(Node(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if tag == self.open[-1].tag:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(printable(data))


def tree(html: str) -> Node:
    """The page as a tree."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.open[0]
