"""Dates as offices write them.

Accepts 2026-05-01, 2026/5/1, 2026.5.1, 20260501, 2026年5月1日 and 二〇二六年五月一日, in half
or full width. Called by the date field, the sheets and the draft reader; day counting is
elsewhere, in the law.
"""

import re
import unicodedata
from datetime import date

from .numerals import DIGITS, NUMERAL, parse_number

FIRST_YEAR, LAST_YEAR = 1949, 2099

_SHAPES = [
    re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?"),
    re.compile(r"(\d{4})(\d{2})(\d{2})"),
    re.compile(rf"(\d{{4}}|[{''.join(DIGITS)}]{{4}})年({NUMERAL})月({NUMERAL})[日号]"),
]


def parse_date(text: str) -> date | None:
    """Read a date as offices write it; None when it is none between 1949 and 2099."""
    plain = re.sub(
        r"(?<=[年月])\s+|\s+(?=[年月日号])", "", unicodedata.normalize("NFKC", text).strip()
    )
    for shape in _SHAPES:
        found = shape.fullmatch(plain)
        if found:
            return _date(*map(parse_number, found.groups()))
    return None


def _date(year, month, day):
    try:
        return date(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except (TypeError, ValueError):
        return None
