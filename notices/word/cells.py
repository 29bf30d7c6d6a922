"""A table of a paper's page as rows and cells."""

from notices.word.blocks import Cell, Row, Table
from notices.word.runs import lines
from notices.word.tree import Node


def table(node: Node) -> Table:
    """The table: rows of its head are told again on every page."""
    name = node.classes[0] if node.classes else ""
    rows = [_row(tr, repeated=True) for head in node.every("thead") for tr in head.every("tr")]
    rows += [_row(tr, name=name) for body in node.every("tbody") for tr in body.every("tr")]
    return Table(name, tuple(rows))


def _row(node: Node, repeated: bool = False, name: str = "") -> Row:
    counts = name == "counts"
    cells = tuple(_cell(one, counts) for one in node.nodes() if one.tag in ("th", "td"))
    return Row(cells, repeated, "long" in node.classes, "tall" in node.classes)


def _cell(node: Node, centred: bool) -> Cell:
    head = node.tag == "th"
    span = node.attributes.get("colspan", "1")
    return Cell(
        lines=lines(node),
        head=head,
        centred=centred or head or "n" in node.classes,
        span=int(span) if span.isdecimal() else 1,
    )
