"""Plain tables: which encoding, which separator.

Called by `files.accept` and `sheets.py`. Reads UTF-8 with and without mark, UTF-16 with
mark (Excel's "Unicode text") and GB18030 (what Chinese office programs write by default).
"""

import codecs
import csv
import io
import re
from collections.abc import Iterator

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


def decode_table(data: bytes) -> str:
    """Give the text of a plain table; refuse what is no text."""
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    for encoding in [marked] if marked else ["utf-8", "gb18030"]:
        try:
            text = data.decode(encoding).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
        if not _BINARY.search(text[:100_000]):
            return text
    raise Refused(
        _("The file is no text table in UTF-8 or GB18030."),
        _("Save it as .csv (UTF-8) or as .xlsx and send it again."),
        "csv",
    )


def csv_rows(data: bytes) -> Iterator[list[str]]:
    """Yield the rows of a plain table as lists of strings."""
    text = decode_table(data)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    except csv.Error as error:
        raise Refused(
            _("The table cannot be read: %(problem)s.") % {"problem": error},
            _("Open it in your office program, save it as .xlsx and send that."),
            "csv",
        ) from error


def _delimiter(text):
    """Choose the separator that stands most often in the first lines."""
    start = text[:4_000]
    return max(",\t;", key=lambda sign: (start.count(sign), sign == ","))
