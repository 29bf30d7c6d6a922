"""Which column holds what: chosen by hand, else as the organ's officers chose before, else guessed.

What was chosen is remembered by header, so that it serves whatever the order of the columns.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from accounts.models import Organ, User
from decisions.intake.columns import FIELDS, guess_mapping
from decisions.models import RememberedColumn

LONGEST = 100  # characters of a header that tell it from others


def columns_for(organ: Organ, headers: Sequence[str]) -> dict[str, int]:
    """The columns of a sheet: as remembered for this organ, the others as their headers say."""
    remembered = _remembered(organ, headers)
    guessed = {at: field for field, at in guess_mapping(headers).columns.items()}
    found: dict[str, int] = {}
    for at, header in enumerate(headers):  # what somebody chose goes before a guess
        field = remembered.get(_known_as(header), "")
        if field in FIELDS:
            found.setdefault(field, at)
    for at, header in enumerate(headers):
        field = guessed.get(at)
        if field and _known_as(header) not in remembered:
            found.setdefault(field, at)
    return found


def is_remembered(organ: Organ, headers: Sequence[str]) -> bool:
    """Whether somebody of the organ has chosen for any of these columns before."""
    return bool(_remembered(organ, headers))


def remember(
    organ: Organ, headers: Sequence[str], columns: Mapping[str, int], by: User, at: datetime
) -> None:
    """Keep what the officer chose for each named column."""
    fields = {place: field for field, place in columns.items()}
    RememberedColumn.objects.bulk_create(
        [
            RememberedColumn(organ=organ, header=header, field=field, chosen_by=by, chosen_at=at)
            for header, field in {
                _known_as(header): fields.get(place, "")
                for place, header in reversed(list(enumerate(headers)))
                if _known_as(header)
            }.items()
        ],
        update_conflicts=True,
        unique_fields=["organ", "header"],
        update_fields=["field", "chosen_by", "chosen_at"],
    )


def _remembered(organ: Organ, headers: Sequence[str]) -> dict[str, str]:
    names = {_known_as(header) for header in headers} - {""}
    rows = RememberedColumn.objects.filter(organ=organ, header__in=names)
    return dict(rows.values_list("header", "field"))


def _known_as(header: str) -> str:
    return " ".join(header.split())[:LONGEST]
