"""A paper's words as JSON and back, so that what was said is kept and can be said again.

Called when a notice is frozen and when it is rendered. Reads the dataclasses' own types;
refuses an unknown or missing field with its path. What a paper says stands beside this file.
"""

import dataclasses
import json
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints


class NotAPaper(ValueError):
    """The snapshot cannot be read as this kind of paper; the message gives the JSON path."""


def plain(value: Any) -> Any:
    """Turns a paper, or a part of one, into dicts, lists, texts and numbers."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return value


def canonical(value: Any) -> bytes:
    """Writes the one spelling of a snapshot: sorted keys, no spaces, UTF-8."""
    text = json.dumps(plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def read(shape: Any, value: Any, path: str = "$") -> Any:
    """Reads JSON as the given type, or raises NotAPaper naming the place."""
    if dataclasses.is_dataclass(shape):
        return _read_object(shape, value, path)
    if get_origin(shape) is tuple:
        if not isinstance(value, list | tuple):
            raise NotAPaper(f"{path}: expected a list")
        return tuple(read(get_args(shape)[0], v, f"{path}[{i}]") for i, v in enumerate(value))
    if type(None) in get_args(shape):
        return None if value is None else read(get_args(shape)[0], value, path)
    if shape in (date, datetime):
        return _read_date(shape, value, path)
    if type(value) is not shape:
        raise NotAPaper(f"{path}: expected {shape.__name__}, found {type(value).__name__}")
    return value


def _read_object(shape: Any, value: Any, path: str) -> Any:
    if not isinstance(value, Mapping):
        raise NotAPaper(f"{path}: expected an object")
    types = _types(shape)
    if unknown := sorted(set(value) - set(types)):
        raise NotAPaper(f"{path}.{unknown[0]}: unknown field")
    for field in dataclasses.fields(shape):
        if field.name not in value and field.default is dataclasses.MISSING:
            raise NotAPaper(f"{path}.{field.name}: missing")
    parts = {name: read(types[name], part, f"{path}.{name}") for name, part in value.items()}
    try:
        return shape(**parts)
    except ValueError as reason:
        raise NotAPaper(f"{path}: {reason}") from None


@cache
def _types(shape: Any) -> dict[str, Any]:
    hints = get_type_hints(shape)
    return {field.name: hints[field.name] for field in dataclasses.fields(shape)}


def _read_date(shape: Any, value: Any, path: str) -> Any:
    if isinstance(value, shape):
        return value
    try:
        return shape.fromisoformat(value)
    except (TypeError, ValueError):
        raise NotAPaper(f"{path}: expected a date such as 2026-05-01") from None
