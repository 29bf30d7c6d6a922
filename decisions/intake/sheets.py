"""Opinions received on paper, by phone or in meetings, read from .xlsx or .csv.

Called by the import. A row that cannot be taken comes back as a `RefusedRow` with its reasons
and its cells untouched; reading never stops at one. A .csv is read as it streams by; a workbook
is held whole, so its rows are bounded. The index of a .zip of scans is taken out by
`packages.py`; writing the file of refused rows is in `exports.py`, storing is elsewhere.
"""

import io
from collections.abc import Iterator
from typing import BinaryIO

import python_calamine
from django.utils.translation import gettext_lazy as _

from . import limits
from .cells import cell_text
from .columns import FIELDS, Mapping, field_of, guess_mapping
from .containers import Container, damaged
from .csvtext import csv_rows
from .exports import restore
from .refused import Refused
from .sheet_rows import RefusedRow, Row, RowReader
from .text import is_blank
from .xlsx_bounds import check_bounds

__all__ = [
    "Mapping",
    "RefusedRow",
    "Row",
    "guess_mapping",
    "read_head",
    "read_rows",
]

Source = bytes | BinaryIO


def read_head(source: Source, rows: int) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Give the headers and the first filled rows as they stand, for choosing the columns."""
    table = _table(source)
    headers, head = _head(table)
    table.first(limits.HEADER_SEARCH_ROWS + rows)
    filled = (row for row in table.seen[head:] if any(not is_blank(cell) for cell in row))
    return headers, [row for row, _number in zip(filled, range(rows), strict=False)]


def read_rows(
    source: Source,
    mapping: Mapping | None = None,
    channel: str | None = None,
    sender_kind: str = "other",
) -> Iterator[Row | RefusedRow]:
    """Yield a Row or a RefusedRow for each filled row; `channel` fills empty cells."""
    table = _table(source)
    headers, head = _head(table)
    columns = (mapping or guess_mapping(headers)).columns
    if "text" not in columns:
        raise Refused(
            _("No column holds the opinions."),
            _("Name one column “%(name)s” or choose it by hand.") % {"name": FIELDS["text"]},
            "columns",
        )
    read = RowReader(columns, channel, sender_kind).read
    for number, original in enumerate(table.after(head), head + 1):
        for cell in original:
            if cell and not is_blank(cell):
                yield read(number, original)
                break


class _Table:
    """The rows of a sheet as tuples of text; the head may be looked at before reading."""

    def __init__(self, rows):
        self.rows, self.seen = rows, []

    def first(self, count):
        while len(self.seen) < count and (row := next(self.rows, None)) is not None:
            self.seen.append(row)
        return self.seen

    def after(self, number):
        yield from self.seen[number:]
        yield from self.rows


def _table(source):
    file = io.BytesIO(source) if isinstance(source, bytes) else source
    file.seek(0)
    if file.read(4) == b"PK\x03\x04":
        return _Table(_xlsx_rows(file))
    return _Table(map(_restored, csv_rows(file)))


def _restored(row):
    return tuple([restore(cell) if cell[:1] == "'" else cell for cell in row])


def _xlsx_rows(file):
    """Yield the rows of the first sheet that has any, as text."""
    file.seek(0)
    data = file.read(limits.FILE_BYTES + 1)
    check_bounds(Container(data))
    try:
        book = python_calamine.load_workbook(io.BytesIO(data))
        del data
        sheets = (book.get_sheet_by_name(name) for name in book.sheet_names)
        filled = next((sheet for sheet in sheets if sheet.total_height), None)
        rows = filled.iter_rows() if filled else ()
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise damaged() from error
    for row in rows:
        yield tuple(map(cell_text, row))


def _head(table):
    """Give (headers, their row number); a sheet without a known header is refused."""
    best = None
    for number, row in enumerate(table.first(limits.HEADER_SEARCH_ROWS), 1):
        known = sum(field_of(cell) is not None for cell in row)
        if known >= 2:
            return row, number
        if best is None and sum(not is_blank(cell) for cell in row) >= (2 if len(row) > 1 else 1):
            best = row, number
    if best:
        return best
    raise Refused(
        _("The sheet is empty or has no row of headers."),
        _("Write the names of the columns in the first row."),
        "headers",
    )
