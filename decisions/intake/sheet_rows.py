"""One row of an opinion sheet: taken with its codes and dates, or refused with every reason.

Called by `sheets.py`, row by row. Knows nothing of files; words and columns are in
`columns.py`, limits in `limits.py`.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from . import limits
from .cells import day_of, is_rounded
from .columns import FIELDS, channel_of, sender_kind_of
from .references import clause_path
from .refused import Refused
from .text import check_text, is_blank, length


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


class RowReader:
    """Reads rows by their columns; defaults stand in for empty channel and kind."""

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
