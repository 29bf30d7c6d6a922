"""Whether two texts say the same (Art. 18): alike in letters, and no word turned.

Similar letters are not enough: 支持 and 反对 differ by two characters and mean the opposite. So the
words in which two keys differ are looked at, one run after the other: a slip of the pen, an idle
word or a sentence more may pass; a number, a negation, a stance, a place, or any word of the
dictionary in the place of another may not.
"""

import re
from collections.abc import Iterator, Sequence
from enum import IntEnum
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from os.path import commonprefix

import rjieba
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from decisions.text.loaded import HARD, IDLE, MEANS, NAMED_BY, PLACE_NOUNS, PLACES, TURNS, WEIGHTY

ALIKE = 78  # per cent of equal characters below which two texts are not compared any further
AFTERTHOUGHT = 6  # characters from which an added passage is a sentence and not a turned word
SHORT = 8  # characters below which a slip cannot be told from another word
COMMON = 6  # how often a word of two characters stands in the dictionary's corpus to be one
PLACE = ("ns", "nt", "nz")
_JIEBA = rjieba.Jieba()
_TWICE = re.compile(r"([^0-9])\1+")
_OTHER_WAY = {"insert": "delete", "delete": "insert", "replace": "replace"}


class Verdict(IntEnum):
    """What the differing words say: the same, nothing certain, or something else."""

    SAME = 0
    UNCLEAR = 1
    TURNED = 2


def alike(one: str, other: str) -> float:
    """How alike two keys are by letters, in per cent; 0 when they are not to be compared."""
    if min(len(one), len(other)) < SHORT:
        return 0.0
    return float(fuzz.ratio(one, other, score_cutoff=ALIKE))


def verdict(one: str, other: str) -> Verdict:
    """What the words say in which two keys differ; the gravest run decides."""
    left, right = words(one), words(other)
    found = Verdict.SAME
    for a, b, c, d in runs(left, right):
        found = max(found, _judged(left[a:b], right[c:d], left[b : b + 1]))
        if found is Verdict.TURNED:
            break
    return found


def runs(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Where two rows of words differ, neighbouring differences taken as one."""
    a = c = 0
    for block in Levenshtein.opcodes(left, right).as_matching_blocks():
        if (a, c) != (block.a, block.b):
            yield from _parted(left, right, (a, block.a, c, block.b))
        a, c = block.a + block.size, block.b + block.size


def _parted(
    left: Sequence[str], right: Sequence[str], run: tuple[int, int, int, int]
) -> Iterator[tuple[int, int, int, int]]:
    """A run as long on both sides in pieces, where both begin a word at the same character."""
    ends = [
        list(accumulate(map(len, part))) for part in (left[run[0] : run[1]], right[run[2] : run[3]])
    ]
    shared = sorted({*ends[0]} & {*ends[1]})
    sizes = [end - begin for begin, end in pairwise([0, *shared])]
    if not shared or ends[0][-1] != ends[1][-1] or min(sizes) < 2:
        yield run  # of a single character nobody can tell of which word it is a slip
        return
    a, _b, c, _d = run
    for end in shared:
        b, d = (start + of.index(end) + 1 for start, of in ((run[0], ends[0]), (run[2], ends[1])))
        if left[a:b] != right[c:d]:
            yield a, b, c, d
        a, c = b, d


@lru_cache(maxsize=50_000)
def words(key: str) -> list[str]:
    """The words of a key; a character typed twice counts once, a digit typed twice is a number."""
    return list(_JIEBA.cut(_TWICE.sub(r"\1", key), False))


def _judged(gone: Sequence[str], come: Sequence[str], following: Sequence[str]) -> Verdict:
    before, after = "".join(gone), "".join(come)
    if "".join(_said(gone)) == "".join(_said(come)):
        return Verdict.SAME
    if _only(HARD, before) != _only(HARD, after):
        return Verdict.TURNED
    if not (before and after):
        return Verdict.SAME if _passing(gone or come) else Verdict.TURNED
    found = min(_slips("".join(_said(gone)), "".join(_said(come))), _slips(before, after))
    return max(found, Verdict.UNCLEAR) if _names_a_place(before, after, following) else found


def _names_a_place(before: str, after: str, following: Sequence[str]) -> bool:
    """Whether what differs stands before 小区, 村, 路 …: another name is another place."""
    if following and following[0] in PLACE_NOUNS:
        return True
    return before[-1] == after[-1] and before[-1] in NAMED_BY


def _said(run: Sequence[str]) -> list[str]:
    """What a run of words says, idle words left out and each meaning by its first word."""
    meant = (MEANS.get(word, word) for word in run)
    return [word for word in meant if word not in IDLE]


def _only(characters: frozenset[str], text: str) -> list[str]:
    return sorted(character for character in text if character in characters)


def _slips(before: str, after: str) -> Verdict:
    """Slips of the pen: each in a word of the dictionary that the other text has in pieces."""
    longest = max(len(before), len(after))
    left, right = _pieces(before), _pieces(after)
    if not (before and after) or longest < 2 or _whole(left) and _whole(right):
        return Verdict.TURNED
    if sorted(before) == sorted(after):
        return Verdict.SAME
    if _whole(_pieces(_core(before, after))) and _whole(_pieces(_core(after, before))):
        return Verdict.TURNED
    ops = Levenshtein.editops(before, after)
    if any(_turned(tag, before, a, after, c) for tag, a, c in ops):
        return Verdict.TURNED
    plain = len(ops) <= max(1, longest // 3) and all(
        _slip(tag, _known(before), a, right, c) or _slip(_OTHER_WAY[tag], _known(after), c, left, a)
        for tag, a, c in ops
    )
    lost = _gone(left, {a for tag, a, _c in ops if tag != "insert"})
    lost = lost or _gone(right, {c for tag, _a, c in ops if tag != "delete"})
    return Verdict.SAME if plain and not lost else Verdict.UNCLEAR


def _gone(pieces: list[str], touched: set[int]) -> bool:
    """Whether of a word of several characters none is left: that is no slip, but another word."""
    at = 0
    while at < len(pieces):
        end = at + len(pieces[at])
        if end - at > 1 and touched.issuperset(range(at, end)):
            return True
        at = end
    return False


def _core(text: str, other: str) -> str:
    """What is left of a text without the characters with which both begin or end."""
    head = len(commonprefix((text, other)))
    tail = len(commonprefix((text[head:][::-1], other[head:][::-1])))
    return text[head : len(text) - tail]


def _turned(tag: str, before: str, a: int, after: str, c: int) -> bool:
    """Whether a character that turns stands for another that turns: no slip makes 东 of 西."""
    return tag == "replace" and before[a] in TURNS and after[c] in TURNS


def _slip(tag: str, known: list[str], at: int, other: list[str], there: int) -> bool:
    """Whether a word of the dictionary was mistyped here: a character changed, lost or added."""
    stray = there < len(other) and len(other[there]) == 1 and other[there] not in IDLE
    if tag == "insert":
        inside = 0 < at < len(known) and known[at - 1] == known[at]
        return stray and inside and len(known[at]) > 1
    if len(known[at]) == 1 or (known[at][-1] in NAMED_BY and known[at : at + 2] == [known[at]] * 2):
        return False
    return stray if tag == "replace" else not _whole(other)


@lru_cache(maxsize=50_000)
def _pieces(text: str) -> list[str]:
    """For each character the word in which it stands; a rarity of two characters is no word."""
    found: list[str] = []
    for word in _JIEBA.cut(text, False):
        found += [word] * len(word) if len(word) != 2 or _common(word) else list(word)
    return found


@lru_cache(maxsize=50_000)
def _known(text: str) -> list[str]:
    """The same, with places left out: nobody can tell a place mistyped from another place."""
    found: list[str] = []
    for word, tag in _JIEBA.tag(text, False):
        known = not tag.startswith(PLACE) and (len(word) != 2 or _common(word))
        found += [word] * len(word) if known else list(word)
    return found


@cache
def _common(word: str) -> bool:
    return bool(_JIEBA.suggest_freq(word) >= COMMON)


def _whole(pieces: list[str]) -> bool:
    """Whether every character stands in a word of several; nothing is no word."""
    return bool(pieces) and all(len(word) > 1 for word in pieces)


def _passing(run: Sequence[str]) -> bool:
    """What only one text has: nothing of weight, or a sentence more that turns nothing."""
    said = _said(run)
    text = "".join(said)
    if not said:
        return True
    if _only(TURNS, text) or not WEIGHTY.isdisjoint(said):
        return False
    return len(text) == 1 or len(text) >= AFTERTHOUGHT and not _named(text)


def _named(text: str) -> bool:
    """Whether a place or a person is named: by a known name, or as 某某村."""
    tagged = _JIEBA.tag(text, False)
    suffixed = any(len(word) == 1 and word in PLACES for word, _tag in tagged[1:])
    return suffixed or any(tag.startswith((*PLACE, "nr")) for _word, tag in tagged)
