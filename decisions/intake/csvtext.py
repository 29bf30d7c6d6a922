"""Plain tables: which encoding, which separator; read row by row, never whole.

Called by `files.accept`, `handed.py` and `sheets.py`. Reads UTF-8 with and without mark, UTF-16
with mark (Excel's "Unicode text") and GB18030 (what Chinese office programs write by default).
"""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from . import limits
from .refused import Refused

csv.field_size_limit(limits.CSV_CELL_CHARACTERS)
_BINARY = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
]
_PIECE = 1 << 20
_START = 100_000  # characters looked at to tell a text from something else


def check_table(file: BinaryIO) -> str:
    """Give the encoding of a plain table, read to its end; refuse what is no text."""
    start = _read_from(file, 4)
    marked = next((encoding for mark, encoding in _MARKS if start.startswith(mark)), None)
    for encoding in [marked] if marked else ["utf-8", "gb18030"]:
        if _is_text(file, encoding):
            return encoding
    raise Refused(
        _("The file is no text table in UTF-8 or GB18030."),
        _("Save it as .csv (UTF-8) or as .xlsx and send it again."),
        "csv",
    )


def csv_rows(file: BinaryIO) -> Iterator[list[str]]:
    """Yield the rows of a plain table as lists of strings."""
    encoding = check_table(file)
    file.seek(0)
    text = io.TextIOWrapper(file, encoding, newline="")
    try:
        start = text.read(4_000)
        text.seek(0)
        yield from _unmarked(csv.reader(text, delimiter=_delimiter(start)))
    except csv.Error as error:
        raise Refused(
            _("The table cannot be read: %(problem)s.") % {"problem": error},
            _("Open it in your office program, save it as .xlsx and send that."),
            "csv",
        ) from error
    finally:
        with suppress(ValueError):  # whoever opened the file has closed it
            text.detach()


def _unmarked(rows):
    first = next(rows, None)
    if first is not None:
        yield [cell.removeprefix("\ufeff") if at == 0 else cell for at, cell in enumerate(first)]
    yield from rows


def _is_text(file, encoding):
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    seen = 0
    try:
        while piece := file.read(_PIECE):
            text = decoder.decode(piece)
            if seen < _START and _BINARY.search(text[: _START - seen]):
                return False
            seen += len(text)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _read_from(file, count):
    file.seek(0)
    return file.read(count)


def _delimiter(text):
    """Choose the separator that stands most often in the first lines."""
    return max(",\t;", key=lambda sign: (text.count(sign), sign == ","))
