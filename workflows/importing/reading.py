"""Opens what was handed in, a plain sheet or a package of scans, and reads its rows.

Called by looking and taking, which so see the same rows in the same order.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from decisions import papers
from decisions.intake import sheets
from decisions.intake.columns import Mapping
from decisions.intake.files import Accepted
from decisions.intake.packages import Package
from decisions.intake.sheets import RefusedRow, Row

PACKAGE = "zip"


class Reading:
    """One sheet, open: its rows, and the scans that its rows name."""

    def __init__(self, source: bytes | BinaryIO, package: Package | None = None) -> None:
        self.source, self.package = source, package

    def head(self, rows: int) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
        """The headers and the first rows."""
        return sheets.read_head(self.source, rows)

    def rows(self, columns: dict[str, int], channel: str) -> Iterator[Row | RefusedRow]:
        """Every filled row; only a package has scans to name."""
        if self.package is None:
            columns = {name: at for name, at in columns.items() if name != "scan"}
        found = sheets.read_rows(self.source, Mapping(columns), channel or None)
        return found if self.package is None else map(self._checked, found)

    def scans(self, row: Row) -> list[Accepted]:
        """The scans of a row as they are kept, each once."""
        if self.package is None:
            return []
        found = {one.sha256: one for one in map(self.package.scan, row.scans)}
        return list(found.values())

    def spare(self) -> list[str]:
        """The files of a package that no row has named, once all rows were read."""
        return self.package.spare() if self.package else []

    def _checked(self, row: Row | RefusedRow) -> Row | RefusedRow:
        if self.package is None or isinstance(row, RefusedRow):
            return row
        checked: Row | RefusedRow = self.package.checked(row)
        return checked


@contextmanager
def opened(sha256: str, kind: str) -> Iterator[Reading]:
    """A stored sheet, open; raises Refused when it cannot be read."""
    with papers.opened(sha256) as file:
        if kind == PACKAGE:
            package = Package(file.read())
            yield Reading(package.index(), package)
        else:
            yield Reading(file)
