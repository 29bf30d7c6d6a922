"""The seats of a hearing as an officer types them: one group a line, with its number (Art. 16)."""

import re
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from decisions.models import Hearing

INTERESTED = ("利害关系人", "利害关系", "是", "interested")
OBSERVERS = "旁听人员"
_PARTED = re.compile(r"[,，、\t]+")


class Group(NamedTuple):
    """One side and its seats."""

    name: str
    seats: int
    interested: bool = False


def read(text: str) -> list[Group]:
    """The groups of a text; raises ValidationError with the line that cannot be read."""
    found = [_group(line.strip()) for line in text.splitlines() if line.strip()]
    names = [group.name for group in found]
    if twice := next((name for name in names if names.count(name) > 1 or name == OBSERVERS), ""):
        raise ValidationError(_("This group stands there twice: %(name)s"), params={"name": twice})
    return found


def _group(line: str) -> Group:
    name, *rest = (part.strip() for part in _PARTED.split(line))
    number = rest[0].removesuffix("名").removesuffix("人") if rest else ""
    if not (name and len(name) <= 60 and number.isascii() and number.isdecimal()):
        raise _unread(line)
    if not 1 <= int(number[:6]) <= 500 or len(rest) > 2:
        raise _unread(line)
    if len(rest) == 2 and rest[1] not in (*INTERESTED, ""):
        raise _unread(line)
    return Group(name, int(number), len(rest) == 2 and bool(rest[1]))


def _unread(line: str) -> ValidationError:
    return ValidationError(
        _("Write a group as “name，number” or “name，number，interested”: %(line)s"),
        params={"line": line[:60]},
    )


def of(hearing: Hearing) -> list[Group]:
    """The groups of a hearing, observers left out."""
    rows = [group for group in hearing.groups.all() if not group.observer]
    return [Group(group.name, group.seats, group.interested) for group in rows]


def observers(hearing: Hearing) -> int | None:
    """The seats for observers, or None."""
    return next((group.seats for group in hearing.groups.all() if group.observer), None)


def written(hearing: Hearing) -> str:
    """The groups as one types them."""
    return "\n".join(
        f"{group.name}，{group.seats}" + ("，利害关系人" if group.interested else "")
        for group in of(hearing)
    )
