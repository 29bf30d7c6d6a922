"""Anchors carried from one version of a draft to the next (Art. 15, 18).

Called when a new version is laid beside the old one: a clause that was renumbered or reworded
keeps its anchor, so opinions on it stay with it; a new clause gets one that was never used.
Passages inside a clause are found again elsewhere.
"""

from collections.abc import Iterable
from dataclasses import replace

from rapidfuzz import fuzz

from .clauses import ParsedClause, ParsedDraft
from .text import search_key

ALIKE = 60  # per cent of equal characters below which two clauses are not the same
_SAME_PARENT = 15
_SAME_PATH = 5
_TOP = ("chapter", "section", "article")


def carry_anchors(draft: ParsedDraft, earlier: Iterable) -> ParsedDraft:
    """Give the draft with the anchors of the earlier clauses (anything with kind, path,
    anchor, heading and text) wherever a clause is still the same."""
    earlier = list(earlier)
    carried: dict[str, str] = {}
    for level in (True, False):  # articles first: their items then follow them
        new = [clause for clause in draft.clauses if (clause.kind in _TOP) is level]
        old = [clause for clause in earlier if (clause.kind in _TOP) is level]
        carried |= _matched(new, old, carried, {c.path: c.anchor for c in earlier})
    used = {clause.anchor for clause in earlier} | set(carried.values())
    clauses = []
    for clause in draft.clauses:
        anchor = carried.get(clause.path) or _fresh(clause.anchor, used)
        used.add(anchor)
        clauses.append(replace(clause, anchor=anchor))
    return replace(draft, clauses=tuple(clauses))


def _matched(new, old, carried, anchors):
    """Pair the clauses most alike first, each at most once: new path → old anchor."""
    pairs = [
        (score, -abs(i - j), one.path, other.anchor)
        for i, one in enumerate(new)
        for j, other in enumerate(old)
        if one.kind == other.kind and (score := _score(one, other, carried, anchors))
    ]
    found: dict[str, str] = {}
    taken = set()
    for _alike, _near, path, anchor in sorted(pairs, reverse=True):
        if path not in found and anchor not in taken:
            found[path] = anchor
            taken.add(anchor)
    return found


def _score(one: ParsedClause, other, carried, anchors):
    alike = fuzz.ratio(_words(one), _words(other), score_cutoff=ALIKE)
    if not alike:
        return 0
    parent, former = _parent(one.path), _parent(other.path)
    with_parent = parent and carried.get(parent) == anchors.get(former)
    return alike + _SAME_PARENT * bool(with_parent) + _SAME_PATH * (one.path == other.path)


def _parent(path):
    return path.partition(".")[0] if "." in path else ""


def _words(clause):
    return search_key(clause.heading + clause.text)


def _fresh(anchor, used):
    free, copy = anchor, 1
    while free in used:
        copy += 1
        free = f"{anchor}x{copy}"
    return free
