"""Whether one character is mistaken for another: they sound alike, or they look alike.

What somebody types for another character is chosen by its sound, what somebody copies by its look.
A character that does neither was meant (建桥, 拆桥). Readings and strokes (横 h, 竖 s, 撇 p, 点 n,
折 z) of the characters of GB 2312 stand in ``characters.txt``. Called by ``slips.py``.
"""

from functools import cache, lru_cache
from os.path import commonprefix
from pathlib import Path
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

LOOKS = 0.62  # share of the strokes from which two characters look alike
PART = 4  # strokes of a part that both end with
_FILE = Path(__file__).with_name("characters.txt")
UNKNOWN = "-"  # in the file, of strokes


class Character(NamedTuple):
    """Its readings without tones, and its strokes in the order of writing; empty if not known."""

    sounds: frozenset[str] = frozenset()
    strokes: str = ""


@lru_cache(maxsize=20_000)
def mistaken(one: str, other: str) -> bool:
    """Whether one of two characters is easily typed or written for the other."""
    a, b = (_characters().get(character, Character()) for character in (one, other))
    return not a.sounds.isdisjoint(b.sounds) or _look_alike(a.strokes, b.strokes)


def _look_alike(one: str, other: str) -> bool:
    """Most strokes the same, or the larger part, with which both end (设, 役)."""
    if not (one and other):
        return False
    ending = len(commonprefix((one[::-1], other[::-1])))
    return (
        Levenshtein.normalized_similarity(one, other) >= LOOKS
        or ending >= PART
        and ending * 2 > max(len(one), len(other))
    )


@cache
def _characters() -> dict[str, Character]:
    rows = (line.split(" ") for line in _FILE.read_text(encoding="utf-8").splitlines())
    return {
        character: Character(frozenset(sounds.split(",")), strokes.replace(UNKNOWN, ""))
        for character, sounds, strokes in rows
    }
