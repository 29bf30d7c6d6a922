"""Reads the values of a case file by the type hints of the fact sheets, strictly.

An unknown key, a wrong type or an impossible date is refused with its JSON path and a remedy.
Called by ``casefile.py``, which knows the dossier as a whole; ``casefile_page.py`` draws the
schema from the same hints.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, NoReturn, Union, get_args, get_origin, get_type_hints

from django.utils.translation import gettext as _

from decisions.law.dossier import Dossier

ROOT = "$"
FIRST_DAY, LAST_DAY = date(1949, 10, 1), date(2199, 12, 31)
PINNED = frozenset({"profile", "as_of", "calendar"})


class CaseFileError(ValueError):
    """A case file cannot be read: where (JSON path), what is wrong, and how to mend it."""

    def __init__(self, path: str, what: str, remedy: str) -> None:
        super().__init__(f"{path}: {what} {remedy}")
        self.path, self.what, self.remedy = path, what, remedy


@cache
def sheet_fields(sheet: type) -> tuple[tuple[Field[Any], Any], ...]:
    """The fields a case file may hold for a sheet, each with its type."""
    hints = get_type_hints(sheet)
    pinned = PINNED if sheet is Dossier else frozenset()
    return tuple((f, hints[f.name]) for f in fields(sheet) if f.name not in pinned)


def facts_of(sheet: type, data: Any, path: str) -> dict[str, Any]:
    """The facts of a sheet by name: left out keeps the default, unknown is refused."""
    given, known = read_object(data, path), sheet_fields(sheet)
    names = [field.name for field, _hint in known]
    for key in given:
        if key not in names:
            remedy = _("Use one of: %s.") % ", ".join(names)
            refuse(f"{path}.{key}", _("This field is unknown."), remedy)
    return {
        field.name: default_of(field)
        if given.get(field.name) is None
        else read_value(hint, given[field.name], f"{path}.{field.name}")
        for field, hint in known
    }


def read_value(hint: Any, value: Any, path: str) -> Any:
    """One value, read as its type hint says."""
    if isinstance(hint, UnionType) or get_origin(hint) is Union:
        return read_value(next(h for h in get_args(hint) if h is not type(None)), value, path)
    if get_origin(hint) is tuple:
        items = read_array(value, path)
        return tuple(read_item(get_args(hint)[0], v, f"{path}[{n}]") for n, v in enumerate(items))
    if get_origin(hint) is Mapping:
        rows = read_object(value, path).items()
        return {name: read_item(get_args(hint)[1], v, f"{path}.{name}") for name, v in rows}
    if is_dataclass(hint):
        return hint(**facts_of(hint, value, path))
    if issubclass(hint, StrEnum):
        return read_word(hint, value, path)
    return READERS[hint](value, path)


def read_item(hint: Any, value: Any, path: str) -> Any:
    """One entry of a list or table."""
    if value is None:
        refuse(path, _("A list or table holds no null."), _("Leave the entry out."))
    return read_value(hint, value, path)


def optional(read: Callable[[Any, str], Any], value: Any, path: str) -> Any:
    """A value that may be left out."""
    return None if value is None else read(value, path)


def read_object(value: Any, path: str) -> Mapping[str, Any]:
    """A JSON object."""
    if not isinstance(value, dict):
        refuse(path, _("An object is expected here."), _('Write {"field": value, …}.'))
    return value


def read_array(value: Any, path: str) -> list[Any]:
    """A JSON list."""
    if not isinstance(value, list):
        refuse(path, _("A list is expected here."), _("Write [value, …]."))
    return value


def read_flag(value: Any, path: str) -> bool:
    """Yes or no."""
    if not isinstance(value, bool):
        refuse(
            path, _("Yes or no is expected here."), _("Write true or false, or null if unknown.")
        )
    return value


def read_number(value: Any, path: str) -> int:
    """A whole number from 0."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        refuse(path, _("A whole number is expected here."), _("Write 0, 1, 2 …"))
    return value


def read_text(value: Any, path: str) -> str:
    """Text that can be stored."""
    if not isinstance(value, str):
        refuse(path, _("Text is expected here."), _("Put it in quotation marks."))
    try:
        value.encode()
    except UnicodeEncodeError:
        refuse(path, _("This text holds half a character."), _("Write the text again."))
    return value


def read_date(value: Any, path: str) -> date:
    """A day, written as 2026-05-01, within sensible bounds."""
    try:
        day = date.fromisoformat(value) if len(value) == len("2026-05-01") else None
    except (TypeError, ValueError):
        day = None
    if day is None:
        refuse(path, _("A date is expected here."), _("Write it as 2026-05-01."))
    if not FIRST_DAY <= day <= LAST_DAY:
        refuse(path, _("This date is out of all bounds."), _("Check the year."))
    return day


def read_word(words: type[StrEnum], value: Any, path: str) -> StrEnum:
    """One of the terms of the law."""
    try:
        return words(read_text(value, path))
    except ValueError as error:
        if isinstance(error, CaseFileError):
            raise
        refuse(path, _("This word is unknown."), _("Use one of: %s.") % ", ".join(words))


READERS: dict[type, Callable[[Any, str], Any]] = {
    bool: read_flag,
    int: read_number,
    str: read_text,
    date: read_date,
}


def default_of(field: Field[Any]) -> Any:
    """What a fact is when the file leaves it out."""
    return field.default if field.default_factory is MISSING else field.default_factory()


def refuse(path: str, what: str, remedy: str) -> NoReturn:
    """Raise CaseFileError: where, what is wrong and how to mend it."""
    raise CaseFileError(path, what, remedy)
