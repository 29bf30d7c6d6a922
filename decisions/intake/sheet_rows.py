"""One row of an opinion sheet: taken with its codes and dates, or refused with every reason.

Called by `sheets.py`, row by row. Knows nothing of files; words and columns are in
`columns.py`, limits in `limits.py`. A row in order is told by a few quick questions; only one
that fails them is looked at cell by cell.
"""

import re
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from . import limits
from .cells import day_of, is_rounded
from .columns import FIELDS, channel_of, sender_kind_of
from .references import clause_path
from .refused import Refused
from .text import check_text, is_blank, length

_NOWHERE = 1 << 30  # the place of a column that the sheet lacks
_BETWEEN = re.compile(r"[;；|、\n]+")


class Row(NamedTuple):
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
    scans: tuple[str, ...]
    original: tuple[str, ...]


class RefusedRow(NamedTuple):
    """A row that was not taken, with every reason and its cells as they stood."""

    number: int
    reasons: tuple[str, ...]
    original: tuple[str, ...]


class RowReader:
    """Reads rows by their columns; defaults stand in for empty channel and kind."""

    def __init__(self, columns, channel, sender_kind):
        self.channel, self.sender_kind = channel, sender_kind
        self.places = [(columns.get(name, _NOWHERE), name == "text") for name in FIELDS]

    def read(self, number, original):
        """Make a Row, or a RefusedRow that lists everything wrong with it."""
        cells = self._cells(original)
        serial, channel, name, kind, phone, text, clause, day, scan = cells
        channel = channel_of(channel) if channel else self.channel
        kind = sender_kind_of(kind) if kind else self.sender_kind
        received_on = day_of(day) if day else None
        in_order = channel and kind and (received_on or not day) and _plain(cells)
        if not in_order and (reasons := _reasons(cells, channel, kind, received_on)):
            return RefusedRow(number, reasons, original)
        return Row(
            number,
            serial,
            channel,
            name,
            kind,
            phone,
            text,
            clause_path(clause) if clause else None,
            clause,
            received_on,
            scans_of(scan) if scan else (),
            original,
        )

    def _cells(self, original):
        width, cells = len(original), []
        for place, is_text in self.places:
            cell = original[place] if place < width else ""
            if not cell or is_blank(cell):
                cells.append("")
            else:
                cells.append(cell if is_text else cell.strip())
        return cells


def scans_of(cell: str) -> tuple[str, ...]:
    """The file names written in one cell, separated by semicolons, bars or line breaks."""
    return tuple(name for part in _BETWEEN.split(cell) if (name := part.strip()))


def _plain(cells):
    """Whether nothing about these cells needs a closer look."""
    serial, _channel, name, _kind, phone, text, clause, _day, scan = cells
    return (
        text
        and len(text) <= limits.IMPORTED_OPINION_CHARACTERS
        and "".join(cells).isprintable()
        and len(serial) <= limits.SHEET_OTHER_CHARACTERS
        and len(name) <= limits.SHEET_OTHER_CHARACTERS
        and len(phone) <= limits.SHEET_OTHER_CHARACTERS
        and len(clause) <= limits.SHEET_OTHER_CHARACTERS
        and not scan
        and not is_rounded(phone)
    )


def _reasons(cells, channel, kind, day):
    named = dict(zip(FIELDS, cells, strict=True))
    found = [*_text_reasons(named), *_code_reasons(named, channel, kind, day)]
    return tuple(map(str, found))


def _text_reasons(cells):
    if not cells["text"]:
        yield _("The opinion is empty.")
    if length(cells["text"]) > limits.IMPORTED_OPINION_CHARACTERS:
        yield _("The opinion is longer than %(limit)d characters.") % {
            "limit": limits.IMPORTED_OPINION_CHARACTERS
        }
    if len(scans_of(cells["scan"])) > limits.SCANS_OF_A_ROW:
        yield _("The row names more than %(limit)d files.") % {"limit": limits.SCANS_OF_A_ROW}
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
