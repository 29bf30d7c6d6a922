"""Finds again, in a new version of a draft, the passage or the clause that an opinion spoke of.

An anchor is a quote with its context and its clause, or a whole clause (Art. 15, 18). The words
decide, the clause's descent helps; every answer has a confidence. Below ``CERTAIN`` nothing is
placed: a person decides. The rows are ``workflows/anchoring.py``.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from decisions.text.normal import spelled

CERTAIN = 80  # per cent from which an anchor is placed without a person
_QUOTED = 72  # per cent of a quote that must be found at all
_SHORT = 3  # characters of a quote that must be found to the letter
_AHEAD = 6  # per cent by which the best place leads the next one
_DESCENT = 12  # what it is worth that a clause grew from the one spoken of
_WHOLE = 62  # per cent of a clause that must be found at all


@dataclass(frozen=True, slots=True)
class Passage:
    """One clause of a draft: the key it descends by, and what it says."""

    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Spot:
    """What an opinion spoke of: a clause by its key and text; a quote in it, or all of it."""

    anchor: str
    text: str
    quote: str = ""
    context: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a spot is now: the clause, the characters there, and how sure that is (per cent).

    ``anchor`` is the likeliest clause even where it is not certain; empty when nothing is like it.
    """

    anchor: str
    start: int
    end: int
    confidence: int

    @property
    def certain(self) -> bool:
        """Whether it may be placed without a person."""
        return bool(self.anchor) and self.confidence >= CERTAIN


NOWHERE = Place("", 0, 0, 0)


@dataclass(frozen=True, slots=True)
class _Match:
    anchor: str
    start: int
    end: int
    found: float  # how much of what was spoken of is there
    around: float  # how alike what stands around it is
    descends: bool

    @property
    def score(self) -> float:
        return self.found * 0.8 + self.around * 0.2 + _DESCENT * self.descends


def place(spot: Spot, clauses: Sequence[Passage]) -> Place:
    """The place of a spot among the clauses of a newer version."""
    find = _quoted if spot.quote else _whole
    found = [match for clause in clauses if clause.text and (match := find(spot, clause))]
    if not found:
        return NOWHERE
    best, *others = sorted(found, key=lambda match: -match.score)
    ahead = best.score - max((match.score for match in others), default=0.0)
    return Place(best.anchor, best.start, best.end, _confidence(best, ahead))


def _confidence(best: _Match, ahead: float) -> int:
    """Sure is what is there to the letter, or descends from it, with nothing else as like it."""
    sure = best.found * 0.45 + best.around * 0.55
    if best.descends:
        sure = max(sure, best.found)
    if ahead < _AHEAD:
        sure = min(sure, CERTAIN - 1)
    return max(0, min(100, round(sure)))


def _quoted(spot: Spot, clause: Passage) -> _Match | None:
    """The passage of a clause most like the quote."""
    quote, text = spelled(spot.quote), spelled(clause.text)
    at = text.find(quote)
    if at >= 0:
        found, start, end = 100.0, at, at + len(quote)
    elif len(quote) <= _SHORT:
        return None
    else:
        found, start, end = _likest(quote, text)
    if found < _QUOTED:
        return None
    return _Match(
        clause.anchor,
        start,
        end,
        found,
        _around(spot, text, quote),
        clause.anchor == spot.anchor,
    )


def _likest(quote: str, text: str) -> tuple[float, int, int]:
    """How like the quote its likest passage is, and where; a longer passage counts less."""
    if len(text) <= len(quote):
        return float(fuzz.ratio(quote, text)), 0, len(text)
    found = fuzz.partial_ratio_alignment(quote, text, score_cutoff=_QUOTED)
    if found is None:
        return 0.0, 0, 0
    return float(found.score), found.dest_start, found.dest_end


def _around(spot: Spot, text: str, quote: str) -> float:
    """How alike the words around are: the context that was kept, else the whole clause."""
    context = spelled(spot.context or spot.text)
    if len(context) <= len(quote):
        return float(fuzz.ratio(spelled(spot.text), text))
    return float(fuzz.partial_ratio(context, text))


def _whole(spot: Spot, clause: Passage) -> _Match | None:
    """How much of a clause is in another: all after a merger, the larger part after a split."""
    old, new = spelled(spot.text), spelled(clause.text)
    if not old:
        same = clause.anchor == spot.anchor
        return _Match(clause.anchor, 0, len(clause.text), 100.0, 100.0, True) if same else None
    ratio = float(fuzz.ratio(old, new))
    inside = float(fuzz.partial_ratio(old, new)) if len(new) > len(old) else 0.0
    found = max(ratio, inside * 0.97)
    if found < _WHOLE:
        return None
    return _Match(clause.anchor, 0, len(clause.text), found, ratio, clause.anchor == spot.anchor)
