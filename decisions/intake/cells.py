"""Cells of a sheet as text, without losing a digit.

Called by `sheets.py`. A phone number that Excel took for a number comes back whole; a date
comes back as 2026-05-01; what a spreadsheet has already rounded is told apart.
"""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from .dates import parse_date

_ROUNDED = re.compile(r"\d(\.\d+)?[eE]\+\d{2}")
_EPOCH = date(1899, 12, 30)  # day 0 of the spreadsheet calendar


def cell_text(value: object) -> str:
    """Give the text of a cell value as the spreadsheet shows it."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e18 else f"{value:.15g}"
    if isinstance(value, datetime):
        return value.date().isoformat() if _midnight(value) else value.isoformat(" ", "seconds")
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _midnight(moment):
    return not (moment.hour or moment.minute or moment.second)


def is_rounded(text: str) -> bool:
    """Say whether a spreadsheet has already cut digits off a number: 1.38E+10."""
    return bool(_ROUNDED.fullmatch(text.strip()))


@lru_cache(maxsize=4096)
def day_of(text: str) -> date | None:
    """Read the day in a cell, also from a bare day number; None when it is none."""
    text = text.strip()
    if re.fullmatch(r"\d{5}(\.\d+)?", text) and 18_264 <= float(text) < 73_051:
        return _EPOCH + timedelta(days=int(float(text)))
    return parse_date(text)
