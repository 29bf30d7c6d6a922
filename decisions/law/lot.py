"""A lot that anybody can draw again: the same names, share and seed give the same choice.

Used for the second look at answers; the seed is published with the entry of the draw.
"""

from collections.abc import Iterable
from fractions import Fraction
from hashlib import sha256
from math import ceil

Subject = tuple[str, int]


def drawn(subjects: Iterable[Subject], share: Fraction, seed: str) -> list[Subject]:
    """The share of the subjects, rounded up: those whose digest under the seed is lowest."""
    found = sorted(subjects, key=lambda one: (_digest(one, seed), one))
    return sorted(found[: ceil(share * len(found))])


def _digest(subject: Subject, seed: str) -> str:
    return sha256(f"{seed}:{subject[0]}:{subject[1]}".encode()).hexdigest()
