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
from itertools import islice, tee

from rensa import RMinHash, RMinHashLSH

from decisions.text import normal
from decisions.text.sameness import SHORT, Verdict, alike, verdict

PERMUTATIONS, BANDS, SEED = 120, 20, 713
CHUNK = 5_000
_DIGITS = re.compile("[0-9]")
NOT_NEW = 95.0  # per cent from which a text adds nothing to the index
WITNESSES = 4  # texts of a group indexed however alike: the first may have the slips of its writer
CROWDED = 256  # candidates from which a text is not indexed: one form filled in by thousands
COMPARED = 32  # candidates looked at for one text, the most alike first


@dataclass(frozen=True, slots=True)
class Found:
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
    _keys: list[str] = field(default_factory=list)  # of what is indexed
    _groups: list[int] = field(default_factory=list)  # the first of the group of each
    _kept: Counter[int] = field(default_factory=Counter)  # first of a group → how many are indexed
    _key_of: dict[int, str] = field(default_factory=dict)  # first of a group → its key
    _index: RMinHashLSH = field(
        default_factory=lambda: RMinHashLSH(threshold=0.5, num_perm=PERMUTATIONS, num_bands=BANDS)
    )

    def remember(self, novel: Iterable[tuple[int, str, int]]) -> None:
        """Index again what was indexed before: (id, text, first of its group), oldest first."""
        waiting = iter(novel)
        while chunk := list(islice(waiting, CHUNK)):
            keys = list(normal.keys(text for _id, text, _first in chunk))
            for (number, _text, first), key, hashed in zip(chunk, keys, _hashed(keys), strict=True):
                self.firsts[fingerprint(key)] = first
                if number == first:
                    self._key_of[first] = key
                self._insert(key, first, hashed)

    def add(self, texts: Iterable[tuple[int, str]]) -> Iterator[Found]:
        """Take more texts (id, text), in the order in which they arrived."""
        one, other = tee(texts)
        waiting = zip(
            (number for number, _t in one), normal.keys(t for _n, t in other), strict=True
        )
        while chunk := list(islice(waiting, CHUNK)):
            yield from self._take(chunk)

    def _take(self, chunk: Sequence[tuple[int, str]]) -> Iterator[Found]:
        prints = [fingerprint(key) for _number, key in chunk]
        self.firsts.update(self.recall({mark for mark in prints if mark not in self.firsts}))
        fresh = {p: key for p, (_n, key) in zip(prints, chunk, strict=True) if p not in self.firsts}
        hashes = dict(zip(fresh, _hashed(list(fresh.values())), strict=True))
        for mark, (number, key) in zip(prints, chunk, strict=True):
            novel = False
            if mark not in self.firsts:
                self.firsts[mark], novel = self._placed(number, key, hashes[mark])
            yield Found(number, mark, self.firsts[mark], novel)

    def _placed(self, number: int, key: str, hashed: RMinHash) -> tuple[int, bool]:
        """The first of the group to which a new key belongs, and whether the key is indexed."""
        if len(key) < SHORT:
            return number, False
        found = sorted(self._index.query(hashed))
        score, first = self._joined(key, self._near(key, found)) or (0.0, number)
        novel = (score < NOT_NEW or self._kept[first] < WITNESSES) and len(found) < CROWDED
        if first == number:
            self._key_of[number] = key
        if novel:
            self._insert(key, first, hashed)
        return first, novel

    def _insert(self, key: str, first: int, hashed: RMinHash) -> None:
        self._index.insert(len(self._keys), hashed)
        self._keys.append(key)
        self._groups.append(first)
        self._kept[first] += 1

    def _near(self, key: str, found: list[int]) -> list[tuple[float, int]]:
        """Those of the candidates that are alike by letters: the most alike, the oldest first."""
        scored = [(alike(key, self._keys[n]), -n) for n in found]
        scored = sorted((pair for pair in scored if pair[0]), reverse=True)[:COMPARED]
        return [(score, -n) for score, n in scored]

    def _joined(self, key: str, near: list[tuple[float, int]]) -> tuple[float, int] | None:
        """The group of the nearest that says the same, unless one of it says otherwise."""
        for score, n in near:
            first = self._groups[n]
            if verdict(key, self._keys[n]) is Verdict.SAME and self._agrees(key, first, near):
                return score, first
        for first in dict.fromkeys(self._groups[n] for _score, n in near):
            said = self._key_of.get(first, "")  # of a group whose nearest have slips of their own
            score = alike(key, said)
            if score and verdict(key, said) is Verdict.SAME and self._agrees(key, first, near):
                return score, first
        return None

    def _agrees(self, key: str, first: int, near: list[tuple[float, int]]) -> bool:
        """Whether no text of the group, nor its first, says something else: groups do not drift."""
        said = {self._keys[n] for _score, n in near if self._groups[n] == first}
        said.add(self._key_of.get(first, key))  # the first may have been erased since
        return all(verdict(key, other) is not Verdict.TURNED for other in sorted(said))


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
    return [digits + key[n : n + 2] for n in range(len(key) - 1)] or [key]
