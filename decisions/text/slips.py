"""Slips of the pen: whether a passage is another one mistyped, or says something else (Art. 18).

A slip leaves the word of the dictionary that was meant in one text and pieces of it in the other,
and puts for a character one that sounds or looks alike. Where both texts have words, or neither
has, nobody can tell: then it is no slip. Places are left out on purpose, since any character may
stand in a name. Called by ``sameness.py``, run by run.
"""

from functools import cache, lru_cache
from os.path import commonprefix

from rapidfuzz.distance import Levenshtein

from decisions.text.characters import mistaken
from decisions.text.dictionary import jieba
from decisions.text.loaded import IDLE, NAMED_BY, TURNS
from decisions.text.verdicts import Verdict

COMMON = 6  # how often a word of two characters stands in the dictionary's corpus to be one
PLACE = ("ns", "nt", "nz")
PERSON = "nr"
_OTHER_WAY = {"insert": "delete", "delete": "insert", "replace": "replace"}
Span = tuple[int, int]
Edit = tuple[str, int, int]


def slips(before: str, after: str) -> Verdict:
    """Slips of the pen: each in a word of the dictionary that the other text has in pieces."""
    left, right = _pieces(before), _pieces(after)
    if not (before and after) or max(len(before), len(after)) < 2 or _whole(left) and _whole(right):
        return Verdict.TURNED
    if sorted(before) == sorted(after):
        return Verdict.SAME if _whole(right) else Verdict.MENDED
    if _whole(_pieces(_core(before, after))) and _whole(_pieces(_core(after, before))):
        return Verdict.TURNED
    ops = Levenshtein.editops(before, after).as_list()
    if any(_turned(tag, before, a, after, c) for tag, a, c in ops):
        return Verdict.TURNED
    return _judged(before, after, ops)


def _judged(before: str, after: str, ops: list[Edit]) -> Verdict:
    """Whose slips they are, if all of them are slips and none hides another word."""
    if _many(before, after, ops):
        return Verdict.UNCLEAR
    found = Verdict.SAME
    for tag, a, c in ops:
        if not _slip(_OTHER_WAY[tag], after, c, before, a):
            found = Verdict.MENDED
            if not _slip(tag, before, a, after, c):
                return Verdict.UNCLEAR
    return found


def _many(before: str, after: str, ops: list[Edit]) -> bool:
    """Whether too much differs for slips, unless each character sounds or looks like the other."""
    if all(_for_another(tag, before[a : a + 1], after[c : c + 1]) for tag, a, c in ops):
        return False
    return len(ops) > max(1, max(len(before), len(after)) // 3) or _lost(before, after, ops)


def _for_another(tag: str, one: str, other: str) -> bool:
    """Whether a character stands for another for which it is easily mistaken."""
    return tag == "replace" and mistaken(one, other)


def _lost(before: str, after: str, ops: list[Edit]) -> bool:
    """Whether a word is lost altogether on one side."""
    lost = _gone(_pieces(before), {a for tag, a, _c in ops if tag != "insert"})
    return lost or _gone(_pieces(after), {c for tag, _a, c in ops if tag != "delete"})


def _gone(pieces: list[Span], touched: set[int]) -> bool:
    """Whether of a word of several characters none is left: that is no slip, but another word."""
    words = {span for span in pieces if span[1] - span[0] > 1}
    return any(touched.issuperset(range(*span)) for span in words)


def _core(text: str, other: str) -> str:
    """What is left of a text without the characters with which both begin or end."""
    head = len(commonprefix((text, other)))
    tail = len(commonprefix((text[head:][::-1], other[head:][::-1])))
    return text[head : len(text) - tail]


def _turned(tag: str, before: str, a: int, after: str, c: int) -> bool:
    """Whether a character that turns stands for another that turns: no slip makes 东 of 西."""
    return tag == "replace" and before[a] in TURNS and after[c] in TURNS


def _slip(tag: str, text: str, at: int, other: str, there: int) -> bool:
    """Whether a word of the text was mistyped in the other: a character changed, lost or added."""
    known = _known(text) if tag != "replace" else _any_known(text)
    if tag == "insert":
        inside = 0 < at < len(known) and known[at - 1] == known[at]
        return inside and _stray(other, there)
    start, end = known[at]
    if end - start == 1 or text[end - 1] in NAMED_BY and end - start == 2 and at == start:
        return False
    if tag == "replace":
        return mistaken(text[at], other[there]) and _in_pieces(known[at], at, other, there)
    return not _whole(_pieces(other))


def _in_pieces(word: Span, at: int, other: str, there: int) -> bool:
    """Whether of a word, one character changed, the other text has pieces and no other word.

    The changed character stands alone, or happens to make a word with what stands beside the place
    (护栏住, 护拦住), but none with the rest.
    """
    begin, end = word[0] + there - at, word[1] + there - at
    pieces = _pieces(other)
    if begin < 0 or end > len(pieces):
        return False
    start, stop = pieces[there]
    if any(start <= n < stop for n in range(begin, end) if n != there):
        return False
    return _stray(other, there) or start < begin or stop > end


def _stray(text: str, at: int) -> bool:
    """Whether a character stands alone, and not for an idle word."""
    pieces = _pieces(text)
    return at < len(pieces) and pieces[at][1] - pieces[at][0] == 1 and text[at] not in IDLE


@lru_cache(maxsize=50_000)
def _pieces(text: str) -> list[Span]:
    """For each character where its word begins and ends; a rarity of two characters is no word."""
    return _spans([(word, len(word) != 2 or _common(word)) for word in jieba().cut(text, False)])


@lru_cache(maxsize=50_000)
def _known(text: str) -> list[Span]:
    """The same, with places left out: nobody can tell a place mistyped from another place."""
    tagged = jieba().tag(text, False)
    return _spans(
        [(w, not tag.startswith(PLACE) and (len(w) != 2 or _common(w))) for w, tag in tagged]
    )


@lru_cache(maxsize=50_000)
def _any_known(text: str) -> list[Span]:
    """The same with rare words (租客), but without rare names."""
    tagged = jieba().tag(text, False)
    names = (*PLACE, PERSON)
    return _spans(
        [
            (w, not tag.startswith(PLACE if len(w) != 2 or _common(w) else names))
            for w, tag in tagged
        ]
    )


def _spans(words: list[tuple[str, bool]]) -> list[Span]:
    found: list[Span] = []
    for word, whole in words:
        at = len(found)
        if whole:
            found += [(at, at + len(word))] * len(word)
        else:
            found += [(n, n + 1) for n in range(at, at + len(word))]
    return found


@cache
def _common(word: str) -> bool:
    return bool(jieba().suggest_freq(word) >= COMMON)


def _whole(pieces: list[Span]) -> bool:
    """Whether every character stands in a word of several; nothing is no word."""
    return bool(pieces) and all(end - start > 1 for start, end in pieces)
