"""Characters the office's faces lack: set apart so that they neither vanish nor bend the grid.

A fall-back face makes a line taller and costs the page its 22nd line; a span of zero line height
keeps it (measured). Drops what print cannot show: controls, bidi marks, zero-width signs; lets a
line end beside Chinese quotation marks. Called by composition.py on the finished HTML; the data
itself stays as typed.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby

MARKUP = re.compile(r"(<(?:style|title)\b.*?</(?:style|title)>|<[^>]*>)", re.DOTALL)
SELECTORS = {*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}
HIDDEN = {"Cc", "Cf", "Zl", "Zp"}
MARKS = {"Mn", "Me"}
HAN = "[\u3400-\u9fff\U00020000-\U0003ffff]"
BEFORE_QUOTE = re.compile(f"(?<={HAN})(?=[“‘])|(?<=[”’])(?={HAN})")
QUOTES = frozenset("“‘”’")
BREAK = "\u200b"  # zero width: a line may end here
MARKS_KEPT = 2  # more combining marks than this on one character are an attack on the line


@dataclass
class Substitutions:
    """Which characters were drawn by another face, and which by none."""

    fell_back: set[str] = field(default_factory=set)
    nowhere: set[str] = field(default_factory=set)


def printable(text: str) -> str:
    """Drops what has no printed form; a broken half of a pair becomes U+FFFD."""
    return "".join(_printable(text)) if not text.isascii() or not text.isprintable() else text


def _printable(text: str) -> Iterator[str]:
    marks = 0
    for char in text:
        kind = unicodedata.category(char)
        marks = marks + 1 if kind in MARKS else 0
        if kind == "Cs":
            yield "\ufffd"
        elif char in "\n\t" or not (kind in HIDDEN or _is_no_sign(ord(char)) or marks > MARKS_KEPT):
            yield char


def _is_no_sign(code: int) -> bool:
    """Tells a variation selector or one of Unicode's non-characters."""
    return code in SELECTORS or 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE


def set_rare(html: str, own: frozenset[int], others: frozenset[int]) -> tuple[str, Substitutions]:
    """Wraps characters outside `own` in <span class="r">; spells out those in no face at all."""
    report = Substitutions()
    used = set(html)
    odd = {char for char in used if not _stays(char) or (char > "\x7f" and ord(char) not in own)}
    if not odd and QUOTES.isdisjoint(used):
        return html, report
    parts = MARKUP.split(html)
    for i in range(0, len(parts), 2):
        if not odd.isdisjoint(parts[i]):
            parts[i] = _set_text(printable(parts[i]), own, others, report)
        parts[i] = BEFORE_QUOTE.sub(BREAK, parts[i])
    for i in range(1, len(parts), 2):
        parts[i] = printable(parts[i])
    return "".join(parts), report


@lru_cache(maxsize=1 << 14)
def _stays(char: str) -> bool:
    """Tells a character that is printed as it is, whatever stands beside it."""
    return unicodedata.category(char) not in MARKS and printable(char) == char


def _set_text(text: str, own: frozenset, others: frozenset, report: Substitutions) -> str:
    if text.isascii() or all(ord(char) in own for char in set(text) if char > "\x7f"):
        return text
    return "".join(_set_run(kind, "".join(run), report) for kind, run in _runs(text, own, others))


def _runs(text: str, own: frozenset, others: frozenset) -> Iterator[tuple[str, Iterator[str]]]:
    return groupby(text, key=_kind(own, others))


def _kind(own: frozenset, others: frozenset) -> Callable[[str], str]:
    def kind(char: str) -> str:
        if char <= "\x7f" or ord(char) in own:
            return "own"
        if unicodedata.category(char) == "Co":  # for private use: no two faces agree on it
            return "nowhere"
        return "other" if ord(char) in others else "nowhere"

    return kind


def _set_run(kind: str, run: str, report: Substitutions) -> str:
    if kind == "own":
        return run
    if kind == "nowhere":
        report.nowhere.update(run)
        return "".join(f"[U+{ord(char):04X}]" for char in run)
    report.fell_back.update(run)
    return f'<span class="r">{run}</span>'
