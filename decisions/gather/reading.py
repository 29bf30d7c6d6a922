"""Reads single values: a JSON value of either engine, a blank column, a word of the statute.

A blank means that nobody has answered, so it reads as None, which is *unknown* to the law.
"""

import json
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, TypeVar

Term = TypeVar("Term", bound=StrEnum)


def day(value: str | None) -> date | None:
    """A date of a listed row."""
    return date.fromisoformat(value) if value else None


def instant(value: str) -> datetime:
    """An instant of a listed row; SQLite spells it without its zone, which is UTC."""
    moment = datetime.fromisoformat(value)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def flag(value: Any) -> bool | None:
    """A yes or no of a listed row."""
    return None if value is None else bool(value)


def names(value: Any) -> tuple[str, ...]:
    """The names in a JSON column, in their order."""
    return tuple(_json(value) or ())


def counted(value: Any) -> tuple[str, ...]:
    """The names in a JSON column of counts by name that were counted at all."""
    return tuple(name for name, number in (_json(value) or {}).items() if number)


def words(value: str | None) -> str | None:
    """A text, or None when nothing is written."""
    return value or None


def term(vocabulary: type[Term], value: str | None) -> Term | None:
    """A word of the statute, or None when nothing was chosen."""
    return vocabulary(value) if value else None


def _json(value: Any) -> Any:
    """A JSON column of a listed row: SQLite nests it as text."""
    return json.loads(value) if isinstance(value, str) else value
