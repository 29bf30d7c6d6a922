"""What a sheet that came back would change: judged row by row, before anything is written.

A row the officer left as it went out changes nothing, whatever happened meanwhile. One he changed
is *added* or *changed* only if the opinion's answer still is what it went out with; else it is a
*conflict*, shown with both answers and never written.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from django.utils.translation import gettext as _

from decisions.intake.answer_sheets import Answered, read_answer_sheet
from decisions.intake.references import clause_path
from decisions.labels import choices
from decisions.law.terms import DispositionKind
from decisions.models import Clause, Decision, Opinion
from workflows.answering.state import Answer, answers, check_code, spelled
from workflows.steps.forms.dispositions import CHANGING, REASONLESS
from workflows.steps.forms.opinions import clauses as clauses_of

ADDED, CHANGED, CONFLICT, UNKNOWN = "added", "changed", "conflict", "unknown"
REFUSED, SAME = "refused", "same"
WRITTEN = (ADDED, CHANGED)
CHUNK = 2000
_BETWEEN = re.compile(r"[、,，;；\s]+")


class Judged(NamedTuple):
    """One row, what it would do, and the answers before and after."""

    number: int
    sort: str
    opinion: int = 0
    before: Answer = Answer()
    after: Answer = Answer()
    clauses: tuple[int, ...] = ()
    reason: str = ""


@dataclass
class Judgement:
    """All rows that say something new, and how many rows there are of each sort."""

    rows: list[Judged] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def of(self, *sorts: str) -> list[Judged]:
        """The rows of some sorts."""
        return [row for row in self.rows if row.sort in sorts]

    def digest(self) -> str:
        """What was judged, in short: the act refuses when it would judge otherwise."""
        plain = repr([(row.number, row.sort, row.opinion, row.after) for row in self.rows])
        return hashlib.sha256(plain.encode()).hexdigest()


def judge(decision: Decision, data: bytes) -> Judgement:
    """Judge every row of a sheet; raises Refused when it is no sheet of answers."""
    found, seen = Judgement(), set[int]()
    rows = read_answer_sheet(data)
    judge_one = _Judge(decision)
    while chunk := list(islice(rows, CHUNK)):
        keys = [_whole(row.key) or 0 for row in chunk]
        judge_one.learn(keys, chunk)
        for row, key in zip(chunk, keys, strict=True):
            judged = judge_one(row, key, twice=key in seen)
            seen.add(key)
            found.counts[judged.sort] += 1
            if judged.sort != SAME:
                found.rows.append(judged)
    return found


class _Judge:
    """Knows the words and clauses of a decision, and the answers of the rows at hand."""

    def __init__(self, decision: Decision) -> None:
        self.decision = decision
        self.kinds = {str(word): str(code) for code, word in choices(DispositionKind)}
        self.kinds |= {str(code): str(code) for code in DispositionKind}
        self.clauses = list(clauses_of(decision.pk))
        self.now: dict[int, Answer] = {}
        self.mains: set[int] = set()

    def learn(self, keys: Sequence[int], rows: Sequence[Answered]) -> None:
        """Look up what the rows at hand speak of."""
        self.now = answers(self.decision, keys)
        named = {main for row in rows if (main := _whole(row.main))}
        standing = Opinion.objects.filter(decision=self.decision, submission__withdrawn_at=None)
        self.mains = set(standing.filter(pk__in=named).values_list("pk", flat=True))

    def __call__(self, row: Answered, key: int, *, twice: bool) -> Judged:
        now = self.now.get(key)
        if now is None:
            reason = _("There is no such opinion in this matter, or it was withdrawn.")
            return Judged(row.number, UNKNOWN, key, reason=reason)
        if twice:
            reason = _("The sheet names this opinion more than once.")
            return Judged(row.number, REFUSED, key, now, reason=reason)
        said = self._said(row)
        if check_code(key, said) == row.check.strip() or said == now:
            return Judged(row.number, SAME, key, now, said)
        if problem := self._problem(row, said, key):
            return Judged(row.number, REFUSED, key, now, said, reason=problem)
        if check_code(key, now) != row.check.strip():
            reason = _("The answer was changed since the sheet went out, or the row was mixed up.")
            return Judged(row.number, CONFLICT, key, now, said, reason=reason)
        clauses = tuple(pk for label in said.clauses for pk in self._clause(label))
        return Judged(row.number, CHANGED if now.kind else ADDED, key, now, said, clauses)

    def _said(self, row: Answered) -> Answer:
        word = row.kind.strip()
        kind = self.kinds.get(word, word)
        labels = {self._label(part) for part in _BETWEEN.split(row.clauses) if part}
        if kind in set(DispositionKind) and kind not in CHANGING:
            labels = set()
        main = _whole(row.main)
        return Answer(
            kind,
            spelled(row.reason),
            tuple(sorted(labels)),
            spelled(row.no_change) if kind in CHANGING or not kind else "",
            main if kind == DispositionKind.DUPLICATE or not kind else None,
        )

    def _problem(self, row: Answered, said: Answer, key: int) -> str:
        """Why the answer cannot be given, in words; an empty string when it can."""
        if not said.kind:
            return _("The disposition is empty: an answer is taken back on the page, not here.")
        if said.kind not in set(DispositionKind):
            return _("The disposition “%(word)s” is unknown.") % {"word": said.kind[:40]}
        if said.kind not in REASONLESS and not said.reason:
            return str(_("State the reason (Art. 18)."))
        for label in said.clauses:
            if not self._clause(label):
                return _("The draft has no clause “%(label)s”.") % {"label": label[:40]}
        if said.kind == DispositionKind.DUPLICATE and (
            said.main is None or said.main == key or said.main not in self.mains
        ):
            return _("The main opinion must be another opinion of this matter.")
        return ""

    def _label(self, written: str) -> str:
        """The label of the clause that somebody wrote in his own way, or what he wrote."""
        for clause in self.clauses:
            if clause.label == written:
                return str(clause.label)
        path = clause_path(written)
        return next((str(c.label) for c in self.clauses if c.path == path), written)

    def _clause(self, label: str) -> list[int]:
        return [clause.pk for clause in self.clauses if clause.label == label][:1]


def grouped(rows: Sequence[Judged]) -> Iterator[tuple[Judged, list[int]]]:
    """Rows that give the same answer, with the opinions they give it to."""
    groups: dict[tuple[Answer, tuple[int, ...]], list[Judged]] = {}
    for row in rows:
        groups.setdefault((row.after, row.clauses), []).append(row)
    for same in groups.values():
        yield same[0], [row.opinion for row in same]


def clauses_by_key(keys: Sequence[int]) -> list[Clause]:
    """The clauses of some keys, as a form would give them."""
    return list(Clause.objects.filter(pk__in=keys).order_by("order"))


def _whole(text: str) -> int | None:
    plain = text.strip()
    return int(plain) if plain.isascii() and plain.isdecimal() and len(plain) < 19 else None
