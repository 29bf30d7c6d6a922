"""How large an Excel sheet really is, measured before any of it is unpacked into memory.

Called by `sheets.py`. A sheet may claim 16,384 × 1,048,576 cells with two filled, or use
one long string a million times; both are measured here and refused.
"""

import re

from django.utils.translation import gettext_lazy as _

from . import limits
from .containers import check_xml
from .refused import Refused

_ADDRESS = re.compile(rb"""\sr\s*=\s*["'](?:([A-Za-z]{1,3})(\d{1,7})|(\d{1,7}))["']|\sr\s*=""")
_SHARED = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\bt\s*=\s*["']s["']""")
_TEXT = re.compile(rb">([^<]*)<")


def check_bounds(container):
    """Refuse a workbook whose sheets would fill the memory."""
    longest = _longest_string(container)
    for name in container.parts:
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            rows, columns, shared = _measure(container, name)
            _check(rows, columns, shared * longest)


def _check(rows, columns, text):
    if rows > limits.SHEET_ROWS + limits.HEADER_SEARCH_ROWS:
        raise Refused(
            _("The sheet has more than %(limit)d rows.") % {"limit": limits.SHEET_ROWS},
            _("Save it as .csv (UTF-8) and send that."),
            "sheet_rows",
        )
    if columns > limits.SHEET_COLUMNS or rows * columns > limits.SHEET_CELLS:
        raise Refused(
            _("The sheet reaches to column %(columns)d; its cells are too many.")
            % {"columns": columns},
            _("Copy the filled part into a new sheet and send that."),
            "sheet_cells",
        )
    if text > limits.SHEET_TEXT_BYTES:
        raise Refused(
            _("The sheet repeats very long texts too often."),
            _("Save it as .csv (UTF-8) and send that."),
            "sheet_text",
        )


def _measure(container, name):
    """Give the last row, the last column and the count of cells with a shared string."""
    rows = columns = shared = 0
    letters = set()
    for chunk in _whole_tags(container.chunks(name)):
        for column, row, whole_row in _ADDRESS.findall(chunk):
            if not (row or whole_row):
                raise Refused(_("A cell of the sheet has no proper address."), code="sheet_cells")
            letters.add(column)
            rows = max(rows, int(row or whole_row))
        shared += len(_SHARED.findall(chunk))
    columns = max((_column(letter) for letter in letters), default=0)
    return rows, columns, shared


def _whole_tags(chunks):
    """Cut the pieces of a part anew so that no tag is torn."""
    rest = b""
    for chunk in chunks:
        rest += chunk
        end = rest.rfind(b">") + 1
        yield rest[:end]
        rest = rest[end:]
        if len(rest) > limits.MB * 4:
            raise Refused(_("A cell of the sheet has no proper address."), code="sheet_cells")


def _column(letters):
    place = 0
    for letter in letters.upper().decode():
        place = place * 26 + ord(letter) - 64
    return place


def _longest_string(container):
    """Measure the longest stretch of text among the shared strings, in bytes."""
    name = "xl/sharedStrings.xml"
    if name not in container:
        return 0
    check_xml(container.chunks(name))
    lengths = (len(t) for c in _whole_tags(container.chunks(name)) for t in _TEXT.findall(c))
    return max(lengths, default=0)
