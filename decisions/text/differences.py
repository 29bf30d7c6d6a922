"""What differs between two texts that say nearly the same, word by word, as a page marks it.

The words are those the sender typed; nothing is folded. Called by the workbench for the members of
a group beside its main opinion.
"""

from collections.abc import Sequence
from difflib import SequenceMatcher

from decisions.text.dictionary import jieba

Pieces = list[tuple[bool, str]]


def differences(one: str, other: str) -> tuple[Pieces, Pieces]:
    """Both texts in pieces, each marked whether it differs; the pieces joined are the text."""
    left, right = _words(one), _words(other)
    old: Pieces = []
    new: Pieces = []
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        _take(old, tag != "equal", left[a:b])
        _take(new, tag != "equal", right[c:d])
    return old, new


def _words(text: str) -> list[str]:
    return list(jieba().cut(text, False))


def _take(pieces: Pieces, differs: bool, words: Sequence[str]) -> None:
    if words:
        pieces.append((differs, "".join(words)))
