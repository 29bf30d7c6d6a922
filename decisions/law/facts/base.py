"""A fact sheet: frozen fields of which each may be unknown.

``None`` means nobody has recorded it, never "no". Rules read fields through ``known``, so an
unrecorded fact stops the rule and is named by its label. Translation from and to JSON stands in
``decisions/casefile.py``.
"""

from dataclasses import dataclass, field, fields
from typing import Any

from decisions.law.shortcoming import Unknown


def fact(label: str) -> Any:
    """A field that may be unknown, with its Chinese label."""
    return field(default=None, metadata={"label": label})


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The base of every fact sheet of the dossier."""

    def known(self, name: str) -> Any:
        """The field's value; raises Unknown when nobody has recorded it."""
        value = getattr(self, name)
        if value is None:
            raise Unknown(f"{type(self).__name__}.{name}", self.label(name))
        return value

    @classmethod
    def label(cls, name: str) -> str:
        """The Chinese label of a field."""
        return next(str(f.metadata.get("label", name)) for f in fields(cls) if f.name == name)
