"""The answer an opinion has of its own, as a sheet shows it, and the check code over it.

The code binds the opinion's number to the answer it went out with: a row copied onto another, or an
answer that somebody else changed meanwhile, no longer fits.
"""

import hashlib
import hmac
from collections.abc import Iterable
from typing import NamedTuple

from django.conf import settings

from decisions.intake.text import printable
from decisions.models import Decision, Disposition, Opinion


class Answer(NamedTuple):
    """An answer in the words of the sheet; ``kind`` is a code, empty for none."""

    kind: str = ""
    reason: str = ""
    clauses: tuple[str, ...] = ()
    no_change: str = ""
    main: int | None = None


def check_code(opinion: int, answer: Answer) -> str:
    """The code of a row that went out with this answer."""
    said = (str(opinion), answer.kind, answer.reason, *answer.clauses, "")
    plain = "\x1f".join((*said, answer.no_change, str(answer.main or "")))
    key = b"answer\n" + settings.SECRET_KEY.encode()
    return hmac.new(key, plain.encode(), hashlib.sha256).hexdigest()[:20]


def spelled(text: str) -> str:
    """A text as it comes back from an office program: one sort of line break, no blanks around."""
    return printable(text).replace("\r\n", "\n").replace("\r", "\n").strip()


def answers(decision: Decision, opinions: Iterable[int]) -> dict[int, Answer]:
    """The answers of standing opinions of a decision by key; two queries for any number."""
    keys = list(opinions)
    standing = Opinion.objects.filter(decision=decision, submission__withdrawn_at=None, pk__in=keys)
    rows = standing.order_by().values_list(
        "pk",
        "disposition__pk",
        "disposition__kind",
        "disposition__reason",
        "disposition__no_change_reason",
        "disposition__main_opinion",
    )
    found = list(rows)
    labels = _labels([own for _pk, own, *_said in found if own])
    return {
        pk: Answer(kind, spelled(reason), labels.get(own, ()), spelled(no_change), main)
        if own
        else Answer()
        for pk, own, kind, reason, no_change, main in found
    }


def _labels(dispositions: list[int]) -> dict[int, tuple[str, ...]]:
    through = Disposition.changed_clauses.through.objects.filter(disposition__in=dispositions)
    found: dict[int, list[str]] = {}
    rows = through.order_by("clause__order").values_list("disposition_id", "clause__label")
    for key, label in rows:
        found.setdefault(key, []).append(label)
    return {key: tuple(sorted(set(labels))) for key, labels in found.items()}
