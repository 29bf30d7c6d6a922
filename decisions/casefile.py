"""Turns a JSON case file into a Dossier and a Dossier back into canonical JSON.

Generic over the fact sheets by their type hints: a new fact needs no line here. Every field is
optional and null is unknown; an unknown key or a wrong type is refused with its JSON path. Called
by ``review.py`` and by the record, which keeps the digest of the dossier the law saw. The schema
is written out in ``docs/casefile.md``.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import PurePath
from types import UnionType
from typing import Any, NoReturn, Union, get_args, get_origin, get_type_hints

from django.utils import timezone
from django.utils.translation import gettext as _

from decisions.law import calendar as calendars
from decisions.law.calendar import Calendar
from decisions.law.dossier import Dossier
from decisions.law.profile import load_profile, profile_names

ROOT = "$"
NATIONAL = "national"
PINNED = frozenset({"profile", "as_of", "calendar"})


class CaseFileError(ValueError):
    """A case file cannot be read: where (JSON path), what is wrong, and how to mend it."""

    def __init__(self, path: str, what: str, remedy: str) -> None:
        super().__init__(f"{path}: {what} {remedy}")
        self.path, self.what, self.remedy = path, what, remedy


def parse(raw: bytes) -> Any:
    """The JSON of a file; raises CaseFileError when it is none, or a key stands twice."""
    try:
        return json.loads(
            raw.decode("utf-8-sig"), object_pairs_hook=_no_doubles, parse_constant=_no_constant
        )
    except UnicodeDecodeError:
        _refuse(ROOT, _("The file is not UTF-8 text."), _("Save it as UTF-8."))
    except json.JSONDecodeError as error:
        place = _("line %(line)d, column %(column)d") % {
            "line": error.lineno,
            "column": error.colno,
        }
        _refuse(ROOT, _("The file is not JSON (%s).") % place, _("Mend the file at that place."))
    except RecursionError:
        _refuse(ROOT, _("The file is nested too deeply."), _("Follow docs/casefile.md."))


def load(
    data: Any,
    *,
    profile: str | None = None,
    as_of: date | None = None,
    calendar: Calendar | None = None,
) -> Dossier:
    """The dossier of a case file; raises CaseFileError.

    ``profile`` and ``as_of`` win over the file. The law's date is the one pinned in the file, else
    the day the matter was initiated, else the day of judging.
    """
    given = dict(_object(data, ROOT))
    pinned = _pinned(given.pop("profile", None))
    in_file = _optional(_date, given.pop("as_of", None), f"{ROOT}.as_of")
    facts = _facts(Dossier, given, ROOT)
    day = as_of or in_file or timezone.localdate()
    law_date = pinned.get("on") or facts["initiation"].initiated_on or day
    return Dossier(
        profile=load_profile(_named(profile or pinned.get("name") or NATIONAL), law_date),
        as_of=day,
        calendar=calendar or calendars.calendar(),
        **facts,
    )


def dump(dossier: Dossier) -> dict[str, Any]:
    """The canonical JSON of a dossier: what is not recorded is left out."""
    pinned = {"name": dossier.profile.name, "on": dossier.profile.on.isoformat()}
    return {"profile": pinned, "as_of": dossier.as_of.isoformat(), **_recorded(dossier)}


def digest(dossier: Dossier) -> str:
    """SHA-256, in hex, of the canonical JSON without the day of judging."""
    plain = {key: value for key, value in dump(dossier).items() if key != "as_of"}
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def sheet_fields(sheet: type) -> tuple[tuple[Field[Any], Any], ...]:
    """The fields a case file may hold for a sheet, each with its type."""
    hints = get_type_hints(sheet)
    pinned = PINNED if sheet is Dossier else frozenset()
    return tuple((f, hints[f.name]) for f in fields(sheet) if f.name not in pinned)


def _facts(sheet: type, data: Any, path: str) -> dict[str, Any]:
    given, known = _object(data, path), sheet_fields(sheet)
    names = [field.name for field, _hint in known]
    for key in given:
        if key not in names:
            remedy = _("Use one of: %s.") % ", ".join(names)
            _refuse(f"{path}.{key}", _("This field is unknown."), remedy)
    return {
        field.name: _default(field)
        if given.get(field.name) is None
        else _value(hint, given[field.name], f"{path}.{field.name}")
        for field, hint in known
    }


def _value(hint: Any, value: Any, path: str) -> Any:
    """One value, read as its type hint says."""
    if isinstance(hint, UnionType) or get_origin(hint) is Union:
        return _value(next(h for h in get_args(hint) if h is not type(None)), value, path)
    if get_origin(hint) is tuple:
        items = _array(value, path)
        return tuple(_item(get_args(hint)[0], v, f"{path}[{n}]") for n, v in enumerate(items))
    if get_origin(hint) is Mapping:
        return {
            k: _item(get_args(hint)[1], v, f"{path}.{k}") for k, v in _object(value, path).items()
        }
    if is_dataclass(hint):
        return hint(**_facts(hint, value, path))
    if issubclass(hint, StrEnum):
        return _word(hint, value, path)
    return READERS[hint](value, path)


def _item(hint: Any, value: Any, path: str) -> Any:
    if value is None:
        _refuse(path, _("A list or table holds no null."), _("Leave the entry out."))
    return _value(hint, value, path)


def _optional(read: Callable[[Any, str], Any], value: Any, path: str) -> Any:
    return None if value is None else read(value, path)


def _object(value: Any, path: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        _refuse(path, _("An object is expected here."), _('Write {"field": value, …}.'))
    return value


def _array(value: Any, path: str) -> list[Any]:
    if not isinstance(value, list):
        _refuse(path, _("A list is expected here."), _("Write [value, …]."))
    return value


def _flag(value: Any, path: str) -> bool:
    if not isinstance(value, bool):
        _refuse(
            path, _("Yes or no is expected here."), _("Write true or false, or null if unknown.")
        )
    return value


def _number(value: Any, path: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        _refuse(path, _("A whole number is expected here."), _("Write 0, 1, 2 …"))
    return value


def _text(value: Any, path: str) -> str:
    if not isinstance(value, str):
        _refuse(path, _("Text is expected here."), _("Put it in quotation marks."))
    try:
        value.encode()
    except UnicodeEncodeError:
        _refuse(path, _("This text holds half a character."), _("Write the text again."))
    return value


def _date(value: Any, path: str) -> date:
    try:
        if isinstance(value, str) and len(value) == len("2026-05-01"):
            return date.fromisoformat(value)
    except ValueError:
        pass
    _refuse(path, _("A date is expected here."), _("Write it as 2026-05-01."))


def _word(words: type[StrEnum], value: Any, path: str) -> StrEnum:
    try:
        return words(_text(value, path))
    except ValueError as error:
        if isinstance(error, CaseFileError):
            raise
        _refuse(path, _("This word is unknown."), _("Use one of: %s.") % ", ".join(words))


READERS: dict[type, Callable[[Any, str], Any]] = {
    bool: _flag,
    int: _number,
    str: _text,
    date: _date,
}


def _pinned(value: Any) -> dict[str, Any]:
    """The profile a file names: a bare name, or a name with the law's date."""
    path = f"{ROOT}.profile"
    if value is None or isinstance(value, str):
        return {"name": value}
    given = _object(value, path)
    for key in given:
        if key not in ("name", "on"):
            _refuse(f"{path}.{key}", _("This field is unknown."), _("Use one of: %s.") % "name, on")
    return {
        "name": _optional(_text, given.get("name"), f"{path}.name"),
        "on": _optional(_date, given.get("on"), f"{path}.on"),
    }


def _named(name: str) -> str:
    known = profile_names()
    if PurePath(name).name != name or name not in known:
        remedy = _("Use one of: %s.") % ", ".join(known)
        _refuse(f"{ROOT}.profile", _("This profile is unknown."), remedy)
    return name


def _default(field: Field[Any]) -> Any:
    return field.default if field.default_factory is MISSING else field.default_factory()


def _recorded(sheet: Any) -> dict[str, Any]:
    pairs = ((field, getattr(sheet, field.name)) for field, _hint in sheet_fields(type(sheet)))
    return {field.name: _plain(value) for field, value in pairs if value != _default(field)}


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return _recorded(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in sorted(value.items())}
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, StrEnum) else value


def _no_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            what = _("The field “%s” stands twice in one object.") % key
            _refuse(ROOT, what, _("Keep one of the two."))
        found[key] = value
    return found


def _no_constant(name: str) -> NoReturn:
    _refuse(ROOT, _("%s is not a JSON value.") % name, _("Write a number, or null if unknown."))


def _refuse(path: str, what: str, remedy: str) -> NoReturn:
    raise CaseFileError(path, what, remedy)
