"""Two texts paragraph by paragraph: which stand, which changed, which came and which went.

Paragraphs that are alike stand beside each other and are told apart word by word. Called by the
page of a paper for an edited copy; clauses of drafts have anchors and are compared by them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from decisions.text.differences import Pieces, differences

ALIKE = 50  # per cent of equal characters; below it, one paragraph does not descend from the other
BESIDE = 10_000  # pairs looked at in one place that was rewritten; beyond it, order decides


@dataclass(frozen=True)
class Paragraph:
    """One paragraph beside its counterpart: ``changed``, ``added`` or ``removed``."""

    kind: str
    old: Pieces
    new: Pieces


def changed(ours: Sequence[str], theirs: Sequence[str]) -> list[Paragraph]:
    """What differs, in reading order; nothing when the texts are the same."""
    found: list[Paragraph] = []
    for tag, a, b, c, d in _runs(ours, theirs):
        if tag != "equal":
            found += _rewritten(ours[a:b], theirs[c:d])
    return found


def _runs(ours: Sequence[str], theirs: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    """Runs that are the same and runs that are not; neighbouring changes are one run."""
    runs: list[tuple[str, int, int, int, int]] = []
    for op in Levenshtein.opcodes(ours, theirs):
        tag = "equal" if op.tag == "equal" else "changed"
        if runs and runs[-1][0] == tag == "changed":
            _, a, _, c, _ = runs.pop()
        else:
            a, c = op.src_start, op.dest_start
        runs.append((tag, a, op.src_end, c, op.dest_end))
    return runs


def _rewritten(lost: Sequence[str], come: Sequence[str]) -> list[Paragraph]:
    """Each new paragraph beside the first old one it is like; the others alone, in order."""
    found, start = [], 0
    many = len(lost) * len(come) > BESIDE
    for text in come:
        place = start if many and start < len(lost) else _like(lost, start, text)
        if place is None:
            found.append(Paragraph("added", [], [(True, text)]))
            continue
        found += [Paragraph("removed", [(True, gone)], []) for gone in lost[start:place]]
        found.append(Paragraph("changed", *differences(lost[place], text)))
        start = place + 1
    return found + [Paragraph("removed", [(True, gone)], []) for gone in lost[start:]]


def _like(lost: Sequence[str], start: int, text: str) -> int | None:
    places = range(start, len(lost))
    return next((n for n in places if fuzz.ratio(lost[n], text, score_cutoff=ALIKE)), None)
