"""How large an Excel sheet really is, measured before any of it is unpacked into memory.

Called by `sheets.py`. A sheet may claim 16,384 × 1,048,576 cells with two filled, or use
one long string a million times; both are measured here and refused.
"""

import re

from django.utils.translation import gettext_lazy as _

from . import limits
from .containers import Container, check_xml
from .refused import Refused

_ADDRESS = re.compile(rb"""\sr\s*=\s*["'](?:([A-Za-z]{1,3})(\d{1,7})|(\d{1,7}))["']|\sr\s*=""")
_SHARED = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\bt\s*=\s*["']s["']""")
_USED = re.compile(rb"""<c\s[^>]*?\bt=["']s["'][^>]*><v>(\d{1,7})</v>""")


def check_bounds(container: Container) -> None:
    """Refuse a workbook whose sheets would fill the memory."""
    lengths = _string_lengths(container)
    for name in container.parts:
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            rows, columns, shared = _measure(container, name)
            _check_size(rows, columns)
            if shared * max(lengths, default=0) > limits.SHEET_TEXT_BYTES:
                _check_text(container, name, shared, lengths)


def _check_size(rows, columns):
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


def _check_text(container, name, shared, lengths):
    """Add up the shared strings cell by cell; a cell that cannot be read counts as the longest."""
    total = seen = 0
    for chunk in _whole_tags(container.chunks(name), b"</row>"):
        for place in _USED.findall(chunk):
            seen += 1
            total += lengths[int(place)] if int(place) < len(lengths) else 0
    if total + (shared - seen) * max(lengths) > limits.SHEET_TEXT_BYTES:
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


def _whole_tags(chunks, closing=b">"):
    """Cut the pieces of a part anew so that no tag is torn."""
    rest = b""
    for chunk in chunks:
        rest += chunk
        end = rest.rfind(closing) + len(closing) if closing in rest else 0
        yield rest[:end]
        rest = rest[end:]
        if len(rest) > limits.MB * 4:
            raise Refused(_("A cell of the sheet has no proper address."), code="sheet_cells")


def _column(letters):
    place = 0
    for letter in letters.upper().decode():
        place = place * 26 + ord(letter) - 64
    return place


def _string_lengths(container):
    """Measure each shared string in bytes, its tags included."""
    name = "xl/sharedStrings.xml"
    if name not in container:
        return []
    check_xml(container.chunks(name))
    pieces = _whole_tags(container.chunks(name), b"</si>")
    return [len(item) for piece in pieces for item in piece.split(b"</si>")[:-1]]
