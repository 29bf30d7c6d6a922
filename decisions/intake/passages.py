"""Passages of an opinion: its sentences, its parts when it is split, what is covered of it.

Offsets count code points. Nothing of a text is ever lost by splitting: what lies between two parts
is blank. Called by the acts on opinions and the workbench.
"""

import re
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from decisions.intake.text import is_blank

Passage = tuple[int, int]
Covered = Sequence[tuple[int, int, str]]
_SENTENCE = re.compile(r"[^。！？!?；;\n]*[。！？!?；;]*[”’」』）)]*\n*")


def sentences(text: str) -> list[Passage]:
    """The sentences and lines of a text, without blanks around them."""
    return [part for found in _SENTENCE.finditer(text) if (part := _trimmed(text, *found.span()))]


def parts(text: str, cuts: Iterable[int]) -> list[Passage]:
    """The parts of a text that is cut at these offsets; blank parts are none."""
    places = sorted({0, len(text), *(cut for cut in cuts if 0 < cut < len(text))})
    found = (_trimmed(text, a, b) for a, b in zip(places, places[1:], strict=False))
    return [part for part in found if part]


def _trimmed(text: str, start: int, end: int) -> Passage | None:
    while start < end and is_blank(text[start]):
        start += 1
    while end > start and is_blank(text[end - 1]):
        end -= 1
    return (start, end) if start < end else None


def within(covered: Covered, start: int, end: int) -> list[list[int | str]]:
    """What is covered of a part, counted from the part's own beginning."""
    return [
        [max(a, start) - start, min(b, end) - start, why]
        for a, b, why in covered
        if a < end and b > start
    ]


def cover(covered: Covered, start: int, end: int, why: str) -> list[list[int | str]]:
    """One more passage covered; those it touches become one with it."""
    apart = [[a, b, w] for a, b, w in covered if b < start or a > end]
    touched = [(a, b) for a, b, _w in covered if not (b < start or a > end)]
    whole = [min([start, *(a for a, _b in touched)]), max([end, *(b for _a, b in touched)]), why]
    return sorted([*apart, whole])


def published(text: str, covered: Covered) -> str:
    """The text with a note in the place of each covered passage."""
    for start, end, why in sorted(covered, reverse=True):
        text = text[:start] + str(_("[Covered: %(why)s]") % {"why": why}) + text[end:]
    return text
