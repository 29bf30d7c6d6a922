"""Opinions received on paper, by phone or in meetings, read from .xlsx or .csv.

Called by the import page and by `import_opinions`. A row that cannot be taken comes back as
a `RefusedRow` with its reasons and its cells untouched; reading never stops at one. Writing
the file of refused rows is in `exports.py`, storing opinions is elsewhere.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import python_calamine
from django.utils.translation import gettext_lazy as _

from . import limits
from .cells import cell_text, day_of, is_rounded
from .columns import FIELDS, Mapping, channel_of, field_of, guess_mapping, sender_kind_of
from .containers import Container, damaged
from .csvtext import csv_rows
from .exports import restore
from .references import clause_path
from .refused import Refused
from .text import check_text, is_blank, length
from .xlsx_bounds import check_bounds


@dataclass(frozen=True, slots=True)
class Row:
    """One opinion as entered: codes for channel and kind, the clause as path and as written."""

    number: int
    serial: str
    channel: str
    sender_name: str
    sender_kind: str
    phone: str
    text: str
    clause: str | None
    clause_as_written: str
    received_on: date | None
    original: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that was not taken, with every reason and its cells as they stood."""

    number: int
    reasons: tuple[str, ...]
    original: tuple[str, ...]


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
    reader = _RowReader(columns, channel, sender_kind)
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


class _RowReader:
    def __init__(self, columns, channel, sender_kind):
        self.columns, self.channel, self.sender_kind = columns, channel, sender_kind

    def read(self, number, original):
        """Make a Row, or a RefusedRow that lists everything wrong with it."""
        cells = {name: self._cell(original, name) for name in FIELDS}
        channel = self._coded(cells["channel"], channel_of, self.channel)
        kind = self._coded(cells["sender_kind"], sender_kind_of, self.sender_kind)
        day = day_of(cells["received_on"])
        reasons = [*_text_reasons(cells), *_code_reasons(cells, channel, kind, day)]
        if reasons:
            return RefusedRow(number, tuple(map(str, reasons)), original)
        return Row(
            number=number,
            serial=cells["serial"],
            channel=channel,
            sender_name=cells["sender_name"],
            sender_kind=kind,
            phone=cells["phone"],
            text=cells["text"],
            clause=clause_path(cells["clause"]),
            clause_as_written=cells["clause"],
            received_on=day,
            original=original,
        )

    def _cell(self, original, name):
        place = self.columns.get(name)
        text = original[place] if place is not None and place < len(original) else ""
        if is_blank(text):
            return ""
        return text if name == "text" else text.strip()

    @staticmethod
    def _coded(word, code_of, default):
        return code_of(word) if word else default


def _text_reasons(cells):
    if not cells["text"]:
        yield _("The opinion is empty.")
    if length(cells["text"]) > limits.IMPORTED_OPINION_CHARACTERS:
        yield _("The opinion is longer than %(limit)d characters.") % {
            "limit": limits.IMPORTED_OPINION_CHARACTERS
        }
    for name, text in cells.items():
        try:
            check_text(text)
        except Refused as refusal:
            yield _("%(column)s: %(problem)s") % {"column": FIELDS[name], "problem": refusal}
        longest = limits.SHEET_FIELD_CHARACTERS.get(name, limits.SHEET_OTHER_CHARACTERS)
        if name != "text" and len(text) > longest:
            yield _("%(column)s: longer than %(limit)d characters.") % {
                "column": FIELDS[name],
                "limit": longest,
            }


def _code_reasons(cells, channel, kind, day):
    if channel is None and cells["channel"]:
        yield _("The channel “%(word)s” is unknown.") % {"word": cells["channel"]}
    elif channel is None:
        yield _("The channel is missing.")
    if kind is None:
        yield _("The kind of sender “%(word)s” is unknown.") % {"word": cells["sender_kind"]}
    if day is None and cells["received_on"]:
        yield _("“%(word)s” is no date.") % {"word": cells["received_on"]}
    if is_rounded(cells["phone"]):
        yield _("The spreadsheet has cut the phone number to %(word)s.") % {"word": cells["phone"]}
