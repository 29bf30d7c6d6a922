"""What stands on a sheet, in reading order: lines of text, tables, the imprint, sheets turned.

Between reading.py, which finds these in a paper's page, and writing.py, which writes them as Word
does. Pure: lengths are in twips (a twentieth of a point), as Word counts.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

BREAK = "\u2028"  # a line ends here within its paragraph; no typed text keeps this sign


@dataclass(frozen=True)
class Run:
    """Some text of one face: empty for the line's own, ``hei`` or ``kai`` where it is set apart."""

    text: str
    face: str = ""


@dataclass(frozen=True)
class Line:
    """One paragraph in a named style; what differs from its style is said with it."""

    style: str
    runs: tuple[Run, ...]
    left: int | None = None  # twips from the left edge of the type area
    hanging: int = 0  # twips by which the first line begins further left
    before: int | None = None  # twips of air above
    keep: bool = False  # stays on the page of what follows
    breaks: bool = False  # begins a page

    def texts(self) -> Iterator[str]:
        """The text, line by line."""
        yield from "".join(run.text for run in self.runs).split(BREAK)


@dataclass(frozen=True)
class Cell:
    """One cell: its lines, whether it is a head, how it stands and over how many columns."""

    lines: tuple[tuple[Run, ...], ...]
    head: bool = False
    centred: bool = False
    span: int = 1

    def text(self) -> str:
        """The text, line by line."""
        return "\n".join("".join(run.text for run in line) for line in self.lines).strip()


@dataclass(frozen=True)
class Row:
    """One row; a long one may run over the end of a page."""

    cells: tuple[Cell, ...]
    repeated: bool = False  # a head, told again on every page
    long: bool = False
    tall: bool = False  # keeps room to write or seal


@dataclass(frozen=True)
class Table:
    """A table by the name under which print.css knows it."""

    name: str
    rows: tuple[Row, ...]

    def texts(self) -> Iterator[str]:
        """The text of each row."""
        for row in self.rows:
            yield "\t".join(cell.text() for cell in row.cells)


@dataclass(frozen=True)
class Imprint:
    """版记: whom copies go to, who printed and when; each may be missing."""

    copies: str = ""
    by: str = ""
    on: str = ""

    def texts(self) -> Iterator[str]:
        """Its lines."""
        yield self.copies
        yield "\t".join(part for part in (self.by, self.on) if part)


@dataclass(frozen=True)
class Turned:
    """From here on the sheets lie on their side, or stand upright again."""

    on_side: bool

    def texts(self) -> Iterator[str]:
        """It says nothing."""
        return iter(())


Block = Line | Table | Imprint | Turned


@dataclass(frozen=True)
class Head:
    """The red head: the organ's name, its size in points and how far it is spaced."""

    organ: str
    size: int
    spaced: bool = False
    number: str = ""


@dataclass
class Sheet:
    """A whole paper: its form (``document``, ``letter`` or ``plain``), its head, what follows."""

    form: str = "plain"
    sample: bool = False
    cover: bool = False  # the first page bears no number
    head: Head | None = None
    blocks: list[Block] = field(default_factory=list)

    def texts(self) -> Iterator[str]:
        """What it says in reading order; a letter's name stands above the text and is not of it."""
        if self.head:
            yield from (
                (self.head.number,)
                if self.form == "letter"
                else (
                    self.head.organ,
                    self.head.number,
                )
            )
        for block in self.blocks:
            yield from block.texts()
