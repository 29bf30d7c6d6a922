"""Whether two texts say the same (Art. 18): alike in letters, and no word turned.

Similar letters are not enough: 支持 and 反对 differ by two characters and mean the opposite. So the
words in which two keys differ are looked at, one run after the other: a slip of the pen, an idle
word or a sentence more may pass; a number, a negation, a stance, a place, or any word of the
dictionary in the place of another may not.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from operator import eq

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from decisions.text.dictionary import jieba
from decisions.text.loaded import HARD, IDLE, MEANS, TURNS, WEIGHTY
from decisions.text.normal import Said
from decisions.text.places import (
    Words,
    asked_for,
    named,
    named_alike,
    names_a_place,
    over_a_stop,
)
from decisions.text.slips import slips
from decisions.text.verdicts import Verdict

ALIKE = 78  # per cent of equal characters below which two texts are not compared any further
AFTERTHOUGHT = 6  # characters from which an added passage is a sentence and not a turned word
SHORT = 8  # characters below which a slip cannot be told from another word
DIGITS = "0123456789"
Run = tuple[int, int, int, int]


def alike(one: str, other: str) -> float:
    """How alike two keys are by letters, in per cent; 0 when they are not to be compared."""
    if min(len(one), len(other)) < SHORT:
        return 0.0
    return float(fuzz.ratio(one, other, score_cutoff=ALIKE))


def likest(one: str, others: Sequence[str], most: int) -> list[tuple[float, int]]:
    """The most alike of other keys, none of them short: (likeness, which), the earlier first."""
    found = process.extract(one, others, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=most)
    return [(score, at) for _key, score, at in found]


def verdict(one: Said, other: Said) -> Verdict:
    """What the words say in which two texts differ; the gravest run decides."""
    left, right = words(one.key), words(other.key)
    found = Verdict.SAME
    for a, b, c, d in runs(left, right):
        judged = _judged(left[a:b], right[c:d])
        if judged > found:
            found = judged
        if found is Verdict.TURNED:
            break
        if found.same and _elsewhere(one, other, (a, b, c, d)):
            found = Verdict.UNCLEAR
    return found


def misspelt(one: Said, other: Said) -> bool:
    """Whether a text is another one with slips, idle words and stray characters, and no more."""
    left, right = words(one.key), words(other.key)
    return verdict(one, other) is Verdict.SAME and all(
        _no_more(left[a:b], right[c:d]) for a, b, c, d in runs(left, right)
    )


def _no_more(gone: Words, come: Words) -> bool:
    both = bool(gone and come)
    return both or len("".join(gone + come)) < 2 or _idle(gone, come)


def runs(left: Words, right: Words) -> Iterator[Run]:
    """Where two rows of words differ, neighbouring differences taken as one."""
    a = c = 0
    for tag, begin, end, there, until in Levenshtein.opcodes(left, right).as_list():
        if tag == "equal":
            if (a, c) != (begin, there):
                yield from _parted(left, right, (a, begin, c, there))
            a, c = end, until
    if (a, c) != (len(left), len(right)):
        yield from _parted(left, right, (a, len(left), c, len(right)))


def _parted(left: Words, right: Words, run: Run) -> Iterator[Run]:
    """A run as long on both sides in pieces, where both begin a word at the same character."""
    a, b, c, d = run
    if b - a < 2 or d - c < 2:
        yield run
        return
    ends = [list(accumulate(map(len, part))) for part in (left[a:b], right[c:d])]
    shared = sorted({*ends[0]} & {*ends[1]})
    sizes = [end - begin for begin, end in pairwise([0, *shared])]
    if not shared or ends[0][-1] != ends[1][-1] or min(sizes) < 2:
        yield run  # of a single character nobody can tell of which word it is a slip
        return
    for end in shared:
        b, d = (start + of.index(end) + 1 for start, of in ((run[0], ends[0]), (run[2], ends[1])))
        if left[a:b] != right[c:d]:
            yield a, b, c, d
        a, c = b, d


@lru_cache(maxsize=50_000)
def words(key: str) -> Words:
    """The words of a key; a character typed twice counts once, a digit typed twice is a number."""
    return tuple(jieba().cut(_once(key), False))


def _once(text: str) -> str:
    if not any(map(eq, text, text[1:])):
        return text
    return "".join(
        c for c, then in zip(text, text[1:] + " ", strict=True) if c != then or c in DIGITS
    )


@lru_cache(maxsize=50_000)
def _judged(gone: Words, come: Words) -> Verdict:
    """What a run of words says that stands for another, whatever stands around."""
    before, after = "".join(gone), "".join(come)
    if _idle(gone, come):
        return Verdict.SAME
    if _only(HARD, before) != _only(HARD, after):
        return Verdict.TURNED
    if not (before and after):
        return Verdict.SAME if _passing(gone or come) else Verdict.TURNED
    said, heard = "".join(_said(gone)), "".join(_said(come))
    trimmed = _trimmed(gone, len(after)), _trimmed(come, len(before))
    return min(slips(said, heard), slips(before, after), slips(*trimmed))


def _trimmed(run: Words, length: int) -> str:
    """A run without idle words at its end, as far as the other is shorter."""
    left = list(run)
    while left and left[-1] in IDLE and sum(map(len, left)) > length:
        left.pop()
    return "".join(left)


def _elsewhere(one: Said, other: Said, run: Run) -> bool:
    """Whether what differs may name two places: then nobody can tell a slip from another name."""
    a, b, c, d = run
    left = words(one.key)
    gone, come, following = left[a:b], words(other.key)[c:d], left[b : b + 1]
    if not (gone and come) or _idle(gone, come):
        return False
    if named_alike(gone, come):
        return True
    if not names_a_place(following) or asked_for(left[max(0, a - 1) : a], gone, come):
        return False
    return not (over_a_stop(gone, following, one) and over_a_stop(come, following, other))


@lru_cache(maxsize=50_000)
def _idle(gone: Words, come: Words) -> bool:
    """Whether two runs say the same but for idle words."""
    return _once("".join(_said(gone))) == _once("".join(_said(come)))


def _said(run: Sequence[str]) -> list[str]:
    """What a run of words says, idle words left out and each meaning by its first word."""
    meant = (MEANS.get(word, word) for word in run)
    return [word for word in meant if word not in IDLE]


def _only(characters: frozenset[str], text: str) -> list[str]:
    return sorted(character for character in text if character in characters)


def _passing(run: Sequence[str]) -> bool:
    """What only one text has: nothing of weight, or a sentence more that turns nothing."""
    said = _said(run)
    text = "".join(said)
    if not said:
        return True
    if _only(TURNS, text) or not WEIGHTY.isdisjoint(said):
        return False
    return len(text) == 1 or len(text) >= AFTERTHOUGHT and not named(text)
