"""Tables that go out: .xlsx and .csv in which no cell can act as a formula.

Called by every export and for the file of refused rows. In .xlsx each text is written as
text; in .csv a leading apostrophe keeps it text and `restore` takes it off again, so that
values read back equal.
"""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import chain, islice
from typing import BinaryIO

import xlsxwriter
from django.utils.translation import gettext_lazy as _

from . import limits
from .refused import Refused
from .text import printable

_LEADS = frozenset("=+-@\t\r")
_TOO_LONG = -2  # what xlsxwriter says of a cell beyond Excel's limit


def export_safe(cell):
    """Keep a cell from acting as a formula; anything but text is given back as it is."""
    if not isinstance(cell, str) or cell[:1].isalnum():  # nearly every cell ends here
        return cell
    return f"'{cell}" if _acts(cell) else cell


def restore(cell: str) -> str:
    """Take off what `export_safe` put on; other cells come back as they are."""
    return cell[1:] if cell[:1] == "'" and _acts(cell[1:]) else cell


def _acts(cell):
    bare = cell.lstrip("' \n\u3000\u00a0\u200b\ufeff")
    return bool(bare) and (bare[0] in _LEADS or unicodedata.normalize("NFKC", bare[0]) in _LEADS)


def write_csv(rows: Iterable[Sequence], columns: Sequence) -> bytes:
    """Give a table as .csv bytes (UTF-8 with mark, as Excel expects)."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for row in (columns, *rows):
        writer.writerow([export_safe(_plain(cell)) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def write_xlsx(
    rows: Iterable[Sequence], columns: Sequence, out: BinaryIO | None = None
) -> bytes | None:
    """Write a table as .xlsx in flat memory; gives the bytes unless `out` is a file.

    A sheet ends at Excel's last row; the table goes on in the next one, under the same headings.
    """
    target = out or io.BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    remaining = iter(rows)
    with xlsxwriter.Workbook(target, options) as book:
        formats = _Formats(book)
        first = next(remaining, None)
        while True:
            sheet = _headed(book, columns, formats)
            here = islice(remaining, limits.XLSX_ROWS - 2)
            _fill(sheet, here if first is None else chain((first,), here), formats)
            first = next(remaining, None)
            if first is None:
                break
    return None if out else target.getvalue()


def _headed(book, columns, formats):
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    for place, label in enumerate(columns):
        sheet.write_string(0, place, str(label), formats.head)
    return sheet


def _fill(sheet, rows, formats):
    """Write rows below the headings; nearly every cell is a short text or nothing."""
    write_string = sheet.write_string
    for number, row in enumerate(rows, 1):
        for place, cell in enumerate(row):
            if type(cell) is str:
                if cell:
                    plain = cell if cell.isprintable() else printable(cell)
                    if write_string(number, place, plain) == _TOO_LONG:
                        _too_long(number)
            elif cell is not None:
                _write(sheet, number, place, cell, formats)


def refused_rows_file(refused: Iterable, headers: Sequence[str], kind: str = "xlsx") -> bytes:
    """Give the refused rows as a file: row number, reasons, then the cells as they stood."""
    columns = (_("Row"), _("Why it was refused"), *headers)
    rows = ((row.number, "\n".join(row.reasons), *row.original) for row in refused)
    return write_xlsx(rows, columns) if kind == "xlsx" else write_csv(rows, columns)


class _Formats:
    def __init__(self, book):
        self.head = book.add_format({"bold": True, "text_wrap": True})
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self.moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})


def _write(sheet, number, place, cell, formats):
    """Write a cell that is not a plain string by its kind."""
    if isinstance(cell, bool):
        sheet.write_boolean(number, place, cell)
    elif isinstance(cell, int | float) and abs(cell) < 1e15:
        sheet.write_number(number, place, cell)
    elif isinstance(cell, datetime):
        sheet.write_datetime(number, place, cell.replace(tzinfo=None), formats.moment)
    elif isinstance(cell, date):
        sheet.write_datetime(number, place, cell, formats.day)
    elif sheet.write_string(number, place, str(_plain(str(cell)))) == _TOO_LONG:
        _too_long(number)


def _too_long(number):
    raise Refused(
        _("Row %(row)d has a cell of more than %(limit)d characters.")
        % {"row": number + 1, "limit": limits.CELL_CHARACTERS},
        _("Choose .csv, which has no such limit."),
        "cell_length",
    )


def _plain(cell):
    """Give text a file can hold: what cannot be stored at all is named by its code point."""
    return printable(cell) if isinstance(cell, str) else cell
