"""The opinions of a case as rows of plain cells: in flat memory, a few queries a chunk.

Called by the exports of the desk. Names and contacts stay inside; a disposition given to a whole
group counts for each in it. Writing the cells is ``decisions/intake/exports.py``.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from decisions.intake.limits import CELL_CHARACTERS
from decisions.labels import choices
from decisions.law.terms import Channel, DispositionKind, SubmitterKind
from decisions.models import Disposition, Opinion

CHUNK = 2000
_FIELDS = (
    *("serial", "pk", "submission__number", "submission__channel", "submission__submitter_kind"),
    *("submission__occurred_on", "clause__label", "text", "disposition__pk"),
    *("disposition__kind", "disposition__reason", "disposition__no_change_reason"),
    *("disposition__decided_on", "cluster__disposition__kind", "cluster__disposition__reason"),
    *("cluster__disposition__no_change_reason", "cluster__disposition__decided_on"),
)


def columns() -> tuple[str, ...]:
    """The headings, in the reader's language."""
    return (
        _("No."),
        _("Public number"),
        _("Channel"),
        _("From"),
        _("Received on"),
        _("Clause"),
        _("Opinion"),
        _("Disposition"),
        _("Reason"),
        _("Clauses changed"),
        _("Decided on"),
    )


def table(opinions: QuerySet[Opinion], longest: int | None = None) -> Iterator[tuple[Any, ...]]:
    """One row an opinion; a text beyond ``longest`` characters is cut, and says so."""
    channels, kinds, answers = (
        {str(code): str(word) for code, word in choices(terms)}
        for terms in (Channel, SubmitterKind, DispositionKind)
    )
    rows = opinions.select_related(None).values_list(*_FIELDS).iterator(chunk_size=CHUNK)
    while chunk := list(islice(rows, CHUNK)):
        changed = clauses_changed(row[8] for row in chunk if row[8])
        for row in chunk:
            serial, pk, number, channel, kind, day, clause, text, own = row[:9]
            answer, reason, unchanged, decided_on = row[9:13] if own else row[13:]
            yield (
                serial or pk,
                number,
                channels[channel],
                kinds[kind],
                day,
                clause or "",
                text if longest is None or len(text) <= longest else cut(text, longest),
                answers[answer] if answer else "",
                reason or unchanged or "",
                changed.get(own, ""),
                decided_on,
            )


def for_excel(opinions: QuerySet[Opinion]) -> Iterator[tuple[Any, ...]]:
    """The rows as a workbook can hold them."""
    return table(opinions, CELL_CHARACTERS)


def clauses_changed(dispositions: Iterable[int]) -> dict[int, str]:
    """The clauses that each of these dispositions changed, named in their order."""
    through = Disposition.changed_clauses.through.objects.filter(disposition__in=list(dispositions))
    found: dict[int, list[str]] = {}
    for key, label in through.order_by("clause__order").values_list(
        "disposition_id", "clause__label"
    ):
        found.setdefault(key, []).append(label)
    return {key: "、".join(labels) for key, labels in found.items()}


def cut(text: str, longest: int) -> str:
    """The beginning of a text too long for a cell, which says that it goes on."""
    note = _("… (the rest is in the .csv)")
    return text[: longest - len(note)] + note
