"""Suggests under which themes opinions could be sorted: a tree with members, always a proposal.

Words of weight are found by how often they stand here and how seldom in every opinion; words that
stand together make a theme, and what is left of a large theme is parted again. Deterministic, no
model. A person takes, renames or dismisses each (``workflows/suggesting.py``).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from math import log

from decisions.text.dictionary import jieba
from decisions.text.loaded import IDLE, MEANS, SAID_BY_ALL
from decisions.text.normal import folded

LEAST = 3  # opinions that make a theme
MOST = 12  # themes on one level
WORDS = 400  # words looked at, the weightiest first
FOLLOWS = (
    0.4  # share of a word's opinions that must say a theme's first word for it to belong there
)
SPREAD = 0.5  # share of the themes from which a word that stands in them says nothing
PARTED_FROM = 30  # members from which a theme is parted again
NAMED_BY = 2  # words in the name of a theme
HEADED = 2.0  # what a word of a clause's heading weighs more
_KINDS = ("n", "v", "a", "l", "i", "j", "s")
_SAYS_NOTHING = IDLE | SAID_BY_ALL


@dataclass(frozen=True)
class Suggested:
    """A theme: its name, the places of its texts in the list given, and its parts."""

    name: str
    members: tuple[int, ...]
    parts: tuple["Suggested", ...] = ()


def suggest_themes(texts: Sequence[str], headings: Iterable[str] = ()) -> list[Suggested]:
    """A tree of themes for these texts, the largest first; texts that fit nowhere are in none.

    ``headings`` are those of the draft's clauses: their words name a theme before others do.
    """
    spoken = [_words(text) for text in texts]
    headed = {word for heading in headings for word in _words(heading)}
    spread = _spread(spoken, _themes(spoken, range(len(texts)), headed, frozenset(), deep=False))
    return _themes(spoken, range(len(texts)), headed, spread, deep=True)


def _spread(spoken: Sequence[Sequence[str]], themes: list[Suggested]) -> frozenset[str]:
    """The words that stand in most themes alike, and so tell none from another."""
    inside = Counter(
        word
        for theme in themes
        for word, number in Counter(w for n in theme.members for w in spoken[n]).items()
        if number >= max(LEAST, len(theme.members) // 50)
    )
    least = max(3.0, SPREAD * len(themes))
    return frozenset(word for word, number in inside.items() if number >= least)


def _words(text: str) -> list[str]:
    """The words of weight of a text, each once, in the order in which they come."""
    found: dict[str, None] = {}
    for word, tag in jieba().tag(folded(text), False):
        if tag.startswith(_KINDS):
            found |= dict.fromkeys(_shorter(MEANS.get(word, word)))
    return [word for word in found if len(word) > 1 and word not in _SAYS_NOTHING]


@lru_cache(maxsize=20_000)
def _shorter(word: str) -> tuple[str, ...]:
    """A word and the words inside it: 停车费 also says 停车."""
    return (word, *(part for part in jieba().cut_for_search(word, False) if part != word))


def _themes(
    spoken: Sequence[Sequence[str]],
    among: Sequence[int],
    headed: set[str],
    used: frozenset[str],
    *,
    deep: bool,
) -> list[Suggested]:
    weights = _weights(spoken, among, headed, used)
    where = _where(spoken, among, weights)
    groups = _together(weights, where)
    members = _members(spoken, among, weights, groups)
    named = {number: words for number, words in enumerate(groups) if len(members[number]) >= LEAST}
    found = [
        Suggested(
            _name(words, members[number], where),
            tuple(members[number]),
            _parts(spoken, members[number], headed, used | set(words)) if deep else (),
        )
        for number, words in named.items()
    ]
    return sorted(found, key=lambda theme: (-len(theme.members), theme.name))[:MOST]


def _parts(
    spoken: Sequence[Sequence[str]], members: list[int], headed: set[str], used: frozenset[str]
) -> tuple[Suggested, ...]:
    if len(members) < PARTED_FROM:
        return ()
    parts = _themes(spoken, members, headed, used, deep=False)
    return tuple(parts) if len(parts) > 1 else ()


def _weights(
    spoken: Sequence[Sequence[str]], among: Sequence[int], headed: set[str], used: frozenset[str]
) -> dict[str, float]:
    """Word → weight: how often it stands here, less for what nearly every text says."""
    counted = Counter(word for n in among for word in spoken[n] if word not in used)
    weighed = {
        word: number * log(1 + len(among) / number) * (HEADED if word in headed else 1.0)
        for word, number in counted.items()
        if number >= LEAST and number <= max(LEAST, 0.6 * len(among))
    }
    best = sorted(weighed, key=lambda word: (-weighed[word], word))[:WORDS]
    return {word: weighed[word] for word in best}


def _where(
    spoken: Sequence[Sequence[str]], among: Sequence[int], weights: dict[str, float]
) -> dict[str, set[int]]:
    where: dict[str, set[int]] = defaultdict(set)
    for n in among:
        for word in spoken[n]:
            if word in weights:
                where[word].add(n)
    return where


def _together(weights: dict[str, float], where: dict[str, set[int]]) -> list[list[str]]:
    """Words that say one thing: the weightiest begin themes, and take what mostly stands there."""
    themes: list[list[str]] = []
    for word in weights:
        near = [(_follows(where[word], where[theme[0]]), -n) for n, theme in enumerate(themes)]
        best, place = max(near, default=(0.0, 0))
        if best >= FOLLOWS:
            themes[-place].append(word)
        else:
            themes.append([word])
    return themes


def _follows(word: set[int], first: set[int]) -> float:
    return len(word & first) / len(word)


def _members(
    spoken: Sequence[Sequence[str]],
    among: Sequence[int],
    weights: dict[str, float],
    themes: list[list[str]],
) -> list[list[int]]:
    """Each text goes to the theme whose words weigh most in it."""
    theme_of = {word: number for number, words in enumerate(themes) for word in words}
    members: list[list[int]] = [[] for _theme in themes]
    for n in among:
        score: dict[int, float] = defaultdict(float)
        for word in spoken[n]:
            if word in theme_of:
                score[theme_of[word]] += weights[word]
        if score:
            members[max(score, key=lambda number: (score[number], -number))].append(n)
    return members


def _name(words: list[str], members: list[int], where: dict[str, set[int]]) -> str:
    inside = set(members)
    best = sorted(words, key=lambda word: (-len(where[word] & inside), word))
    first = best[0]
    others = (word for word in best if word not in first and first not in word)
    return "、".join([first, *islice(others, NAMED_BY - 1)])
