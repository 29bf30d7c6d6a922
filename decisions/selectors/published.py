"""The published fields of an opinion: one list, from which files and dictionary are made."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from decisions.law.terms import Channel, DispositionKind, SubmitterKind
from decisions.selectors.report import Row


@dataclass(frozen=True)
class Field:
    """One published field: its name in the files, its heading, its kind and what it means."""

    name: str
    heading: str | Promise
    kind: str
    meaning: str | Promise


INTEGER, TEXT, DATE, CODE = "integer", "text", "date", "code"
FIELDS = (
    Field("item", _("Item"), INTEGER, _("Item of the report; opinions alike share one.")),
    Field("serial", _("No. of the opinion"), INTEGER, _("In the order of arrival; unique.")),
    Field("submission", _("Public number"), TEXT, _("Of the submission in which it came.")),
    Field("received_on", _("Received on"), DATE, _("Day of receipt in Beijing, YYYY-MM-DD.")),
    Field("channel", _("Channel"), CODE, _("The way by which it came.")),
    Field("sender", _("Kind of sender"), CODE, _("As the sender said.")),
    Field("source", _("From"), TEXT, _("Kind of sender; the name, covered, only with consent.")),
    Field("clause", _("Clause"), TEXT, _("What it speaks of; empty: the whole draft.")),
    Field("theme", _("Theme"), TEXT, _("Under which an officer sorted it; may be empty.")),
    Field("text", _("Opinion"), TEXT, _("In the sender's words; personal data are covered.")),
    Field("disposition", _("Answer given"), CODE, _("What became of it.")),
    Field("reason", _("Reason"), TEXT, _("Why, in the words of the answer.")),
    Field("changed", _("Clauses changed"), TEXT, _("On account of it; separated by 、.")),
    Field("same_as", _("Same as item"), INTEGER, _("For a duplicate: where the answer stands.")),
)
CODES: dict[str, type[StrEnum]] = {
    "channel": Channel,
    "sender": SubmitterKind,
    "disposition": DispositionKind,
}


def cells(row: Row) -> list[Any]:
    """The values of one opinion, in the order of the fields."""
    return [
        row.item,
        row.serial,
        row.sent_as,
        row.received_on,
        row.channel,
        row.sender,
        row.source,
        row.clause,
        row.theme,
        row.text,
        str(row.kind_word),
        row.reason or row.no_change_reason,
        "、".join(change.name for change in row.changed),
        int(row.same_as) if row.same_as else "",
    ]


def as_object(row: Row) -> dict[str, Any]:
    """The same by name, with the codes beside the words."""
    said = dict(zip([field.name for field in FIELDS], cells(row), strict=True))
    codes = {"channel": row.channel_code, "sender": row.sender_code, "disposition": row.kind}
    return said | {f"{name}_code": code for name, code in codes.items()}
