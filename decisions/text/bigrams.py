"""The words by which a text is found: pairs of characters, one function for both engines (Art. 15).

A run of Chinese characters gives each pair and, at its end, the last character alone; letters
and digits give the run whole. So 停车 is one pair, 停 the beginning of a pair, and a longer word
a row of pairs side by side. Script, width and case are folded: traditional finds simplified.
"""

import re
import unicodedata
from dataclasses import dataclass

from decisions.text.normal import folded

LONGEST = 40  # characters of a word that are looked for
WORDS_AT_MOST = 6
_RUN = re.compile("[a-z0-9]+|[^a-z0-9 ]+")


class _Spaced(dict[int, str]):
    """Code point → what it is folded to; what says nothing parts two runs."""

    def __missing__(self, point: int) -> str:
        self[point] = folded(chr(point)) if _says(chr(point)) else " "
        return self[point]


def _says(character: str) -> bool:
    return any(unicodedata.category(c)[0] in "LN" for c in unicodedata.normalize("NFKD", character))


_TABLE = _Spaced()


@dataclass(frozen=True)
class Phrase:
    """Pairs that stand side by side; the last may be only the beginning of one."""

    grams: tuple[str, ...]
    open: bool


def grams(text: str) -> list[str]:
    """All pairs of a text in their order."""
    found: list[str] = []
    for run in _RUN.findall(text.translate(_TABLE)):
        found += [run] if run.isascii() else [run[n : n + 2] for n in range(len(run))]
    return found


def phrases(words: str) -> list[Phrase]:
    """What is looked for: every word, parted by blanks, as pairs side by side."""
    found = [_phrase(word[:LONGEST]) for word in words.split()[:WORDS_AT_MOST]]
    return [phrase for phrase in found if phrase.grams]


def _phrase(word: str) -> Phrase:
    pairs = grams(word)
    runs = _RUN.findall(word.translate(_TABLE))
    if runs and not runs[-1].isascii() and len(runs[-1]) > 1:
        return Phrase(tuple(pairs[:-1]), open=False)
    return Phrase(tuple(pairs), open=True)


def plain(word: str) -> str:
    """A word in the script and width in which titles are written."""
    return " ".join(word.translate(_TABLE).split())
