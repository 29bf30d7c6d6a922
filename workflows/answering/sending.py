"""Writes the sheet that officers fill in: what was said, locked; the answer, open."""

from collections.abc import Iterator
from itertools import islice
from typing import Any, BinaryIO

from django.db.models import QuerySet

from decisions.intake.answer_sheets import write_answer_sheet
from decisions.intake.limits import CELL_CHARACTERS
from decisions.labels import choices
from decisions.law.terms import Channel, DispositionKind, SubmitterKind
from decisions.models import Decision, Opinion
from workflows.answering.state import Answer, answers, check_code
from workflows.opinion_table import cut

CHUNK = 2000
MOST = 20_000  # opinions on one sheet
_FIELDS = (
    *("pk", "submission__number", "submission__channel", "submission__submitter_kind"),
    *("submission__occurred_on", "clause__label", "text", "cluster__disposition__kind"),
)


def send(decision: Decision, opinions: QuerySet[Opinion], out: BinaryIO) -> None:
    """Write the opinions with their answers as they stand."""
    kinds = [str(word) for _code, word in choices(DispositionKind)]
    write_answer_sheet(_rows(decision, opinions), kinds, out)


def _rows(decision: Decision, opinions: QuerySet[Opinion]) -> Iterator[tuple[Any, ...]]:
    channels, senders, kinds = (
        {str(code): str(word) for code, word in choices(terms)}
        for terms in (Channel, SubmitterKind, DispositionKind)
    )
    rows = opinions.select_related(None).values_list(*_FIELDS).iterator(chunk_size=CHUNK)
    while chunk := list(islice(rows, CHUNK)):
        given = answers(decision, [row[0] for row in chunk])
        for pk, number, channel, sender, day, clause, text, lent in chunk:
            answer = given.get(pk, Answer())
            said = text if len(text) <= CELL_CHARACTERS else cut(text, CELL_CHARACTERS)
            yield (
                *(str(pk), check_code(pk, answer), number, channels[channel], senders[sender]),
                *(day.isoformat(), clause or "", said, kinds.get(lent or "", "")),
                *(kinds.get(answer.kind, ""), answer.reason, "、".join(answer.clauses)),
                *(answer.no_change, str(answer.main or "")),
            )
