"""The clauses of a public draft: their names, how many opinions each has, how two versions differ.

The numbers are maintained ones, so that a page costs the same with 400,000 opinions. The
differences are found clause by clause along the anchors, then word by word inside a clause.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from decisions.law.statutes import in_chinese
from decisions.models import Clause, Dimension, Draft, TallyBy

CHARACTERS_A_MINUTE = 400
ALIKE = 0.35  # of the pairs of signs; below it, one clause does not descend from the other
TOKEN = re.compile(r"[A-Za-z0-9.%]+|\s+|.", re.S)
HEADINGS = ("chapter", "section", "part")


def clauses_of(draft: Draft) -> list[Clause]:
    """The clauses in order; ``voices`` says how many opinions speak of each (two queries)."""
    spoken = voices(draft.decision_id)
    clauses = list(Clause.objects.filter(draft=draft).order_by("order"))
    for clause in clauses:
        clause.voices = spoken.get(clause.anchor, 0)
    return clauses


def voices(decision_id: int) -> dict[str, int]:
    """How many opinions speak of each clause, by the anchor it keeps in every version."""
    rows = TallyBy.objects.filter(decision=decision_id, dimension=Dimension.CLAUSE)
    return dict(rows.values_list("key", "number"))


def clause_name(clause: Clause, *, headed: bool = True) -> str:
    """Where a clause stands, as one cites it: 第五条第二款, 第三章 附则."""
    if clause.kind in HEADINGS or clause.kind == "article":
        heading = clause.heading if headed else ""
        return " ".join(part for part in (clause.label, heading) if part) or clause.path
    article, *rest = clause.path.split(".")
    if not article.isdecimal():
        return clause.label or clause.path
    said = f"第{in_chinese(int(article))}条"
    if rest and rest[0].isdecimal() and (clause.kind == "paragraph" or len(rest) > 1):
        said += f"第{in_chinese(int(rest[0]))}款"
    return said + (clause.label if clause.kind != "paragraph" else "")


def length(texts: Sequence[str]) -> int:
    """How many characters a text has, blanks not counted."""
    return sum(len("".join(text.split())) for text in texts)


def minutes(characters: int) -> int:
    """How long reading takes, at the least one minute."""
    return max(1, round(characters / CHARACTERS_A_MINUTE))


@dataclass(frozen=True)
class Change:
    """One clause beside its ancestor: same, changed, added or removed."""

    kind: str
    before: Clause | None
    after: Clause | None
    old: list[tuple[bool, str]]
    new: list[tuple[bool, str]]

    @property
    def name(self) -> str:
        """Where the clause stands in the newer version, or stood."""
        clause = self.after or self.before
        return clause_name(clause) if clause else ""


def compare(older: Sequence[Clause], newer: Sequence[Clause]) -> list[Change]:
    """Every clause of both versions in reading order."""
    matcher = SequenceMatcher(
        None, [one.anchor for one in older], [one.anchor for one in newer], autojunk=False
    )
    found = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            found += [_beside(x, y) for x, y in zip(older[a:b], newer[c:d], strict=True)]
        else:
            found += _reworded(older[a:b], newer[c:d])
    return found


def _reworded(lost: Sequence[Clause], come: Sequence[Clause]) -> list[Change]:
    """Clauses without a common anchor: those alike beside each other, the others alone."""
    left, pairs = list(lost), []
    for one in come:
        like = max(left, key=lambda old: alike(old, one), default=None)
        if like is None or alike(like, one) < ALIKE:
            pairs.append((None, one))
        else:
            left.remove(like)
            pairs.append((like, one))
    return [_beside(one, None) for one in left] + [_beside(old, new) for old, new in pairs]


def alike(one: Clause, other: Clause) -> float:
    """How much two clauses of one kind have in common: Dice over their pairs of signs."""
    if one.kind != other.kind:
        return 0.0
    first, second = _pairs(said(one)), _pairs(said(other))
    return 2 * len(first & second) / ((len(first) + len(second)) or 1)


def _pairs(text: str) -> set[str]:
    return {text[n : n + 2] for n in range(len(text) - 1)}


def _beside(before: Clause | None, after: Clause | None) -> Change:
    if before is None or after is None:
        kind = "added" if before is None else "removed"
        return Change(kind, before, after, _whole(before), _whole(after))
    old, new = words_changed(said(before), said(after))
    kind = "same" if said(before) == said(after) else "changed"
    return Change(kind, before, after, old, new)


def said(clause: Clause) -> str:
    """Heading and text of a clause as one reads them."""
    return "　".join(part for part in (clause.heading, clause.text) if part)


def _whole(clause: Clause | None) -> list[tuple[bool, str]]:
    return [(True, said(clause))] if clause else []


def words_changed(before: str, after: str) -> tuple[list[tuple[bool, str]], list[tuple[bool, str]]]:
    """Both texts in pieces, each marked whether it differs."""
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    old_pieces: list[tuple[bool, str]] = []
    new_pieces: list[tuple[bool, str]] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        _take(old_pieces, tag, old[a:b])
        _take(new_pieces, tag, new[c:d])
    return old_pieces, new_pieces


def _take(pieces: list[tuple[bool, str]], tag: str, words: Sequence[str]) -> None:
    if words:
        pieces.append((tag != "equal", "".join(words)))


def changed_only(changes: Sequence[Change]) -> Iterator[Change]:
    """The clauses in which something differs."""
    return (change for change in changes if change.kind != "same")
