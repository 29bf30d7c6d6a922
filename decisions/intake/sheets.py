"""Opinions received on paper, by phone or in meetings, read from .xlsx or .csv.

Called by the import page and by `import_opinions`. A row that cannot be taken comes back as
a `RefusedRow` with its reasons and its cells untouched; reading never stops at one. Writing
the file of refused rows is in `exports.py`, storing opinions is elsewhere.
"""

import io
from collections.abc import Iterator

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

__all__ = ["Mapping", "RefusedRow", "Row", "guess_mapping", "read_headers", "read_rows"]


def read_headers(data: bytes) -> tuple[str, ...]:
    """Give the headers of a sheet: the first row that names at least two known columns."""
    return _head(_table(data))[0]


def read_rows(
    data: bytes,
    mapping: Mapping | None = None,
    channel: str | None = None,
    sender_kind: str = "other",
) -> Iterator[Row | RefusedRow]:
    """Yield a Row or a RefusedRow for each filled row; `channel` fills empty cells."""
    table = _table(data)
    headers, head = _head(table)
    columns = (mapping or guess_mapping(headers)).columns
    if "text" not in columns:
        raise Refused(
            _("No column holds the opinions."),
            _("Name one column “%(name)s” or choose it by hand.") % {"name": FIELDS["text"]},
            "columns",
        )
    reader = RowReader(columns, channel, sender_kind)
    for number, original in enumerate(table.after(head), head + 1):
        if any(not is_blank(cell) for cell in original):
            yield reader.read(number, original)


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


def _table(data):
    if data.startswith(b"PK\x03\x04"):
        return _Table(_xlsx_rows(data))
    return _Table(tuple(map(restore, row)) for row in csv_rows(data))


def _xlsx_rows(data):
    """Yield the rows of the first sheet that has any, as text."""
    check_bounds(Container(data))
    try:
        book = python_calamine.load_workbook(io.BytesIO(data))
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
