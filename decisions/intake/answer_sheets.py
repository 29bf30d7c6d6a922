"""The sheet on which officers answer opinions in their office program, going out and coming back.

What identifies a row is locked, with a check code over the answer it went out with; the answer's
columns are open. Reading takes nothing for granted: columns may have moved, rows may be sorted or
gone. What a row means beside the file of the case is judged in ``workflows/answering``.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO, NamedTuple

import python_calamine
import xlsxwriter
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from .cells import cell_text
from .containers import Container, damaged
from .refused import Refused
from .text import printable
from .xlsx_bounds import check_bounds

LOCKED = {
    "key": (_("Opinion no."), 9),
    "check": (_("Check code"), 4),
    "number": (_("Public number"), 19),
    "channel": (_("Channel"), 10),
    "sender": (_("From"), 12),
    "day": (_("Received on"), 12),
    "clause": (_("Clause"), 12),
    "text": (_("Opinion"), 60),
    "group": (_("Answer of the group"), 14),
}
OPEN = {
    "kind": (_("Disposition"), 14),
    "reason": (_("Reason"), 50),
    "clauses": (_("Clauses changed"), 18),
    "no_change": (_("Why the text did not change"), 30),
    "main": (_("Duplicate of opinion no."), 12),
}
LANGUAGES = ("zh-hans", "en")


class Answered(NamedTuple):
    """One row as it came back: its place in the sheet, what identifies it, and the answer."""

    number: int
    key: str
    check: str
    kind: str
    reason: str
    clauses: str
    no_change: str
    main: str


def write_answer_sheet(rows: Iterable[Sequence[str]], kinds: Sequence[str], out: BinaryIO) -> None:
    """Write the rows (locked columns, then open ones) with a list of the kinds to choose from."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet()
        locked = book.add_format({"text_wrap": True, "valign": "top", "bg_color": "#f2f2f2"})
        free = book.add_format({"text_wrap": True, "valign": "top", "locked": False})
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        heads = [*LOCKED.values(), *OPEN.values()]
        for place, (_label, width) in enumerate(heads):
            sheet.set_column(place, place, width, free if place >= len(LOCKED) else locked)
        for place, (label, _width) in enumerate(heads):
            sheet.write_string(0, place, str(label), head)
        last = 0
        for last, row in enumerate(rows, 1):
            for place, cell in enumerate(row):
                style = free if place >= len(LOCKED) else locked
                if cell:
                    sheet.write_string(last, place, printable(cell), style)
                else:
                    sheet.write_blank(last, place, None, style)
        sheet.freeze_panes(1, 3)
        choose = {"validate": "list", "source": list(kinds)}
        sheet.data_validation(1, len(LOCKED), max(last, 1), len(LOCKED), choose)
        sheet.autofilter(0, 0, max(last, 1), len(heads) - 1)
        sheet.protect(options={"format_columns": True, "format_rows": True, "autofilter": True})


def read_answer_sheet(data: bytes) -> Iterator[Answered]:
    """Every filled row of a sheet that came back; raises Refused when it is no such sheet."""
    rows = iter(_rows(data))
    places = _places(next(rows, ()))
    for number, row in enumerate(rows, 2):
        found = {name: row[at] if at < len(row) else "" for name, at in places.items()}
        if any(cell.strip() for cell in found.values()):
            yield Answered(number, *(found.get(name, "") for name in Answered._fields[1:]))


def _places(heads):
    known = {}
    for language in LANGUAGES:
        with override(language):
            for name, (label, _width) in (LOCKED | OPEN).items():
                known[str(label)] = name
    places = {}
    for at, head in enumerate(heads):
        name = known.get(head.strip())
        if name and name in Answered._fields:
            places.setdefault(name, at)
    missing = [name for name in Answered._fields[1:] if name not in places]
    if missing:
        labels = "、".join(str((LOCKED | OPEN)[name][0]) for name in missing)
        raise Refused(
            _("This is no sheet of answers: the columns %(names)s are missing.")
            % {"names": labels},
            _("Export the sheet here, fill in its open columns, and send that file."),
            "answers",
        )
    return places


def _rows(data):
    check_bounds(Container(data))
    try:
        book = python_calamine.load_workbook(io.BytesIO(data))
        sheet = book.get_sheet_by_index(0)
        for row in sheet.iter_rows():
            yield tuple(map(cell_text, row))
    except (python_calamine.CalamineError, OSError, ValueError, IndexError) as error:
        raise damaged() from error
