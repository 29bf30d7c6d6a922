"""Turns a JSON case file into a Dossier and a Dossier back into canonical JSON.

Generic over the fact sheets by their type hints: a new fact needs no line here. Every field is
optional and null is unknown; an unknown key or a wrong type is refused with its JSON path. Called
by ``review.py`` and by the record, which keeps the digest of the dossier the law saw. The schema
is written out in ``docs/casefile.md``.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import is_dataclass
from datetime import date
from enum import StrEnum
from pathlib import PurePath
from typing import Any, NoReturn

from django.utils import timezone
from django.utils.translation import gettext as _

from decisions.casefile_values import (
    ROOT,
    CaseFileError,
    default_of,
    facts_of,
    optional,
    read_date,
    read_object,
    read_text,
    refuse,
    sheet_fields,
)
from decisions.law import calendar as calendars
from decisions.law.calendar import Calendar
from decisions.law.dossier import Dossier
from decisions.law.profile import load_profile, profile_names

__all__ = ["CaseFileError", "digest", "dump", "load", "parse"]

NATIONAL = "national"


def parse(raw: bytes) -> Any:
    """The JSON of a file; raises CaseFileError when it is none, or a key stands twice."""
    try:
        found = json.loads(
            raw.decode("utf-8-sig"), object_pairs_hook=_no_doubles, parse_constant=_no_constant
        )
        json.dumps(found, ensure_ascii=False).encode()  # "\ud800" spells half a character
        return found
    except CaseFileError:
        raise
    except UnicodeError:
        refuse(ROOT, _("The file is not UTF-8 text."), _("Save it as UTF-8."))
    except json.JSONDecodeError as error:
        place = _("line %(line)d, column %(column)d") % {
            "line": error.lineno,
            "column": error.colno,
        }
        refuse(ROOT, _("The file is not JSON (%s).") % place, _("Mend the file at that place."))
    except ValueError:
        refuse(ROOT, _("A number in the file is too long."), _("Follow docs/casefile.md."))
    except RecursionError:
        refuse(ROOT, _("The file is nested too deeply."), _("Follow docs/casefile.md."))


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
    given = dict(read_object(data, ROOT))
    pinned = _pinned(given.pop("profile", None))
    in_file = optional(read_date, given.pop("as_of", None), f"{ROOT}.as_of")
    facts = facts_of(Dossier, given, ROOT)
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


def _pinned(value: Any) -> dict[str, Any]:
    """The profile a file names: a bare name, or a name with the law's date."""
    path = f"{ROOT}.profile"
    if value is None or isinstance(value, str):
        return {"name": value}
    given = read_object(value, path)
    for key in given:
        if key not in ("name", "on"):
            refuse(f"{path}.{key}", _("This field is unknown."), _("Use one of: %s.") % "name, on")
    return {
        "name": optional(read_text, given.get("name"), f"{path}.name"),
        "on": optional(read_date, given.get("on"), f"{path}.on"),
    }


def _named(name: str) -> str:
    known = profile_names()
    if PurePath(name).name != name or name not in known:
        remedy = _("Use one of: %s.") % ", ".join(known)
        refuse(f"{ROOT}.profile", _("This profile is unknown."), remedy)
    return name


def _recorded(sheet: Any) -> dict[str, Any]:
    pairs = ((field, getattr(sheet, field.name)) for field, _hint in sheet_fields(type(sheet)))
    return {field.name: _plain(value) for field, value in pairs if value != default_of(field)}


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
            refuse(ROOT, what, _("Keep one of the two."))
        found[key] = value
    return found


def _no_constant(name: str) -> NoReturn:
    refuse(ROOT, _("%s is not a JSON value.") % name, _("Write a number, or null if unknown."))
