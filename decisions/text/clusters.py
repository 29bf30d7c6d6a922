"""Groups of texts that say the same, found as they arrive (Art. 18).

Exact keys first. Then pairs of characters, MinHash in 20 bands of 6, the candidates compared by
letters and by words (``sameness.py``) with the text they resemble and with the first of its group.
Each text is judged against those before it only: the same texts in the same order give the same
groups, taken at once or in any number of pieces. Only what is new is indexed, so that a letter sent
20,000 times does not compare with itself 20,000 times.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import islice
from operator import add
from typing import NamedTuple

from rensa import RMinHash, RMinHashLSH

from decisions.text import normal
from decisions.text.normal import Said
from decisions.text.sameness import SHORT, alike, likest, misspelt, verdict
from decisions.text.verdicts import Verdict

PERMUTATIONS, BANDS, SEED = 120, 20, 713
CHUNK = 5_000
_DIGITS = re.compile("[0-9]")
NOT_NEW = 95.0  # per cent from which a text adds nothing to the index
WITNESSES = 4  # texts of a group indexed however alike: the first may have the slips of its writer
CROWDED = 256  # candidates from which a text is not indexed: one form filled in by thousands
COMPARED = 32  # candidates looked at for one text, the most alike first


class Found(NamedTuple):
    """A text by its id: its fingerprint, the first that says the same, whether it is indexed."""

    id: int
    fingerprint: int
    first: int
    novel: bool


def _nothing(prints: Collection[int]) -> Mapping[int, int]:
    return {}


@dataclass
class Clusters:
    """What was said so far; texts have ids of the caller's, given in the order of arrival.

    ``recall`` is asked for fingerprints that are not in memory: which of them were met before.
    """

    recall: Callable[[Collection[int]], Mapping[int, int]] = _nothing
    firsts: dict[int, int] = field(default_factory=dict)  # fingerprint → first of its group
    _said: list[Said] = field(default_factory=list)  # what is indexed
    _groups: list[int] = field(default_factory=list)  # the first of the group of each
    _kept: Counter[int] = field(default_factory=Counter)  # first of a group → how many are indexed
    _first: dict[int, Said] = field(default_factory=dict)  # first of a group → what it says
    _index: RMinHashLSH = field(
        default_factory=lambda: RMinHashLSH(threshold=0.5, num_perm=PERMUTATIONS, num_bands=BANDS)
    )

    def remember(self, novel: Iterable[tuple[int, str, int]]) -> None:
        """Index again what was indexed before: (id, text, first of its group), oldest first."""
        waiting = iter(novel)
        while chunk := list(islice(waiting, CHUNK)):
            keys = list(normal.keys(text for _id, text, _first in chunk))
            hashes = _hashed(keys)
            for (number, text, first), key, hashed in zip(chunk, keys, hashes, strict=True):
                self.firsts[fingerprint(key)] = first
                if number == first:
                    self._first[first] = Said(key, text)
                self._insert(Said(key, text), first, hashed)

    def add(self, texts: Iterable[tuple[int, str]]) -> Iterator[Found]:
        """Take more texts (id, text), in the order in which they arrived."""
        waiting = iter(texts)
        while chunk := list(islice(waiting, CHUNK)):
            keys = normal.keys(text for _number, text in chunk)
            yield from self._take(
                [(n, Said(key, text)) for (n, text), key in zip(chunk, keys, strict=True)]
            )

    def _take(self, chunk: Sequence[tuple[int, Said]]) -> Iterator[Found]:
        prints = [fingerprint(said.key) for _number, said in chunk]
        self.firsts.update(self.recall({mark for mark in prints if mark not in self.firsts}))
        fresh = {
            mark: said.key
            for mark, (_n, said) in zip(prints, chunk, strict=True)
            if mark not in self.firsts
        }
        hashes = dict(zip(fresh, _hashed(list(fresh.values())), strict=True))
        for mark, (number, said) in zip(prints, chunk, strict=True):
            novel = False
            if mark not in self.firsts:
                self.firsts[mark], novel = self._placed(number, said, hashes[mark])
            yield Found(number, mark, self.firsts[mark], novel)

    def _placed(self, number: int, said: Said, hashed: RMinHash) -> tuple[int, bool]:
        """The first of the group to which a new text belongs, and whether the text is indexed."""
        if len(said.key) < SHORT:
            return number, False
        found = sorted(self._index.query(hashed))
        near = self._near(said.key, found) if found else []
        score, first = (near and self._joined(said, near)) or (0.0, number)
        novel = (score < NOT_NEW or self._kept[first] < WITNESSES) and len(found) < CROWDED
        if first == number:
            self._first[number] = said
        if novel:
            self._insert(said, first, hashed)
        return first, novel

    def _insert(self, said: Said, first: int, hashed: RMinHash) -> None:
        self._index.insert(len(self._said), hashed)
        self._said.append(said)
        self._groups.append(first)
        self._kept[first] += 1

    def _near(self, key: str, found: list[int]) -> list[tuple[float, int]]:
        """Those of the candidates that are alike by letters: the most alike, the oldest first."""
        scored = likest(key, [self._said[n].key for n in found], COMPARED)
        return [(score, found[at]) for score, at in scored]

    def _joined(self, said: Said, near: list[tuple[float, int]]) -> tuple[float, int] | None:
        """The group of the nearest that says the same, unless one of it says otherwise.

        An older group is better, where both could be: the later began with somebody's slips. Texts
        that have slips where this one has none come last: they may read like several groups.
        """
        judge = _Judge(said)
        best: dict[Verdict, tuple[int, float]] = {}
        for score, first, other in self._compared(said.key, near):
            if Verdict.SAME in best and first >= best[Verdict.SAME][0]:
                continue
            found = judge[other]
            if found.same and self._agrees(judge, other, first, near):
                best[found] = min(best.get(found, (first, score)), (first, score))
        if not best:
            return None
        first, score = best[min(best)]
        return score, first

    def _compared(
        self, key: str, near: list[tuple[float, int]]
    ) -> Iterator[tuple[float, int, Said]]:
        """The nearest, then the first of each of their groups: (likeness, first, what it says)."""
        for score, n in near:
            yield score, self._groups[n], self._said[n]
        for first in dict.fromkeys(self._groups[n] for _score, n in near):
            other = self._first.get(first)  # of a group whose nearest have slips of their own
            if other and (score := alike(key, other.key)):
                yield score, first, other

    def _agrees(
        self, judge: "_Judge", like: Said, first: int, near: list[tuple[float, int]]
    ) -> bool:
        """Whether no text of the group, nor its first, says something else: groups do not drift.

        What two senders mistyped in one word differs, and each still says what the group does.
        """
        others = [self._said[n] for _score, n in near if self._groups[n] == first]
        others.append(self._first.get(first, like))  # the first may have been erased since
        turned = any(judge[other] is Verdict.TURNED for other in others)
        return not turned or misspelt(judge.said, like)


class _Judge(dict[Said, Verdict]):
    """What a text says beside others, each looked at once."""

    def __init__(self, said: Said) -> None:
        self.said = said

    def __missing__(self, other: Said) -> Verdict:
        found = self[other] = verdict(self.said, other)
        return found


def grouped(texts: Iterable[str]) -> list[int]:
    """For each text the place of the first text that says the same."""
    return [found.first for found in Clusters().add(enumerate(texts))]


def fingerprint(key: str) -> int:
    """A number for a key, the same on every machine; fits a database's big integer."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big", signed=True)


def _hashed(keys: Sequence[str]) -> list[RMinHash]:
    return RMinHash.from_token_sets(map(_pairs, keys), PERMUTATIONS, SEED) if keys else []


def _pairs(key: str) -> list[str]:
    """The pairs of characters, marked with the digits of the whole: other numbers never meet."""
    digits = "".join(sorted(_DIGITS.findall(key)))
    pairs = map(add, key, key[1:])
    return list(map(digits.__add__, pairs) if digits else pairs) or [key]
