"""Personal numbers and addresses typed inside a text (PIPL art. 6, 28).

Called by `masking.py` and by the check before publication. Finds phone numbers, identity
numbers, bank cards and e-mail in half or full width, spaced, hyphenated, with unseen signs
between, or (phones) in Chinese numerals; what a word announces is in `personal_words.py`.
Covering them is in `masking.py`.
"""

import re
import unicodedata
from datetime import date
from typing import NamedTuple

from .numerals import DIGITS
from .personal_words import find_places, find_worded


class Span(NamedTuple):
    """A passage of personal data; `certain` is False where a check digit does not hold."""

    start: int
    end: int
    kind: str
    certain: bool = True


def find_personal(text: str) -> list[Span]:
    """Find personal numbers and addresses in a text, in order, without overlap."""
    found = list(_emails(text))
    for reading, sign in ((_plain_digit, _PLAIN), (_any_digit, _ANY)):
        for run in _runs(text, reading) if _enough(text, sign) else ():
            found += [span for span in _in_run(*run) if not _overlaps(span, found)]
    _add(found, find_worded(_folded(text)))
    return sorted(found)


def find_flagged(text: str) -> list[Span]:
    """The same, and what only a person can judge: street numbers that may be somebody's home."""
    found = find_personal(text)
    _add(found, find_places(_folded(text)))
    return sorted(found)


def _add(found, more):
    for start, end, kind in more:
        span = Span(start, end, kind, kind != "place")
        if not _overlaps(span, found):
            found.append(span)


def _folded(text):
    if unicodedata.is_normalized("NFKC", text):
        return text
    return "".join(_fold(character) for character in text)


def _overlaps(span, others):
    return any(span.start < other.end and other.start < span.end for other in others)


# --- e-mail -----------------------------------------------------------------------------

_EMAIL = re.compile(
    r"[A-Za-z0-9._%+-]{1,64}\s?@\s?[A-Za-z0-9-]{1,63}(?:\s?[.。]\s?[A-Za-z0-9-]{1,63}){1,4}"
)


def _emails(text):
    if "@" not in text and "＠" not in text and "﹫" not in text:
        return
    for found in _EMAIL.finditer(_folded(text)):
        yield Span(found.start(), found.end(), "email")


def _fold(character):
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 else character


# --- digits -----------------------------------------------------------------------------

_BETWEEN = frozenset(" \t\u00a0\u3000-－‐‑–—_.．·()（）\u200b\u200c\u200d\u2060\ufeff\u00ad*＊/")
_SPOKEN = DIGITS | {"幺": 1}


# Most opinions hold no number at all: what cannot hold one is not read sign by sign.
_PLAIN = re.compile(r"\d|[①-⑳⁰-₉]")
_ANY = re.compile(rf"\d|[①-⑳⁰-₉{''.join(_SPOKEN)}]")
_SHORTEST = 10  # digits of the shortest number looked for


def _enough(text, sign):
    return len(sign.findall(text)) >= _SHORTEST


def _plain_digit(character):
    folded = _fold(character)
    return folded if folded.isascii() and folded.isdigit() else None


def _any_digit(character):
    return str(_SPOKEN[character]) if character in _SPOKEN else _plain_digit(character)


def _runs(text, reading):
    """Yield (digits, places): digit runs broken by at most three separators."""
    digits, places = [], []
    for place, character in enumerate(text):
        digit = reading(character)
        if digit is None and character in "xXＸｘ" and len(digits) >= 17:
            digit = "X"
        if digit is not None:
            if places and place - places[-1] > 4:
                yield "".join(digits), places
                digits, places = [], []
            digits.append(digit)
            places.append(place)
        elif character not in _BETWEEN and digits:
            yield "".join(digits), places
            digits, places = [], []
    if digits:
        yield "".join(digits), places


_PATTERNS = [
    ("id_number", re.compile(r"(?=([1-8]\d{16}[\dX]))")),
    ("id_number", re.compile(r"(?=([1-8]\d{14}))")),
    ("bank_card", re.compile(r"(?=([3-69]\d{15,18}))")),
    ("phone", re.compile(r"(?=((?:(?:00)?86)?1[3-9]\d{9}))")),
    ("phone", re.compile(r"(?=(0(?:10|2\d|[3-9]\d{2})[2-8]\d{6,7}))")),
]


def _in_run(digits, places):
    """Yield what a run holds: each find begins and ends where a group of digits does."""
    found = sorted(_candidates(digits, places), key=_rank) if len(digits) >= 10 else []
    taken = []
    for span in found:
        if not _overlaps(span, taken):
            taken.append(span)
            yield span


def _rank(span):
    """A number whose check digit holds goes first, a phone number last."""
    return span.kind == "phone", not span.certain, span.start


def _candidates(digits, places):
    for kind, pattern in _PATTERNS:
        for found in pattern.finditer(digits):
            for end in _ends(found, kind):
                if span := _span(kind, digits, places, found.start(1), end):
                    yield span


def _ends(found, kind):
    """Give the ends to try: a bank card may be shorter than its longest reading."""
    shortest = found.start(1) + 16 if kind == "bank_card" else found.end(1)
    return range(found.end(1), shortest - 1, -1)


def _span(kind, digits, places, start, end):
    opens = start == 0 or places[start] - places[start - 1] > 1
    closes = end == len(digits) or places[end] - places[end - 1] > 1
    certain = _CHECKS[kind](digits[start:end])
    if not (opens and closes) or certain is None:
        return None
    return Span(places[start], places[end - 1] + 1, kind, certain)


def _identity(number):
    """True for a good check digit, False for a likely mistyped one, None for no identity."""
    if not "11" <= number[:2] <= "83":
        return None
    birth = number[6:14] if len(number) == 18 else "19" + number[6:12]
    try:
        date(int(birth[:4]), int(birth[4:6]), int(birth[6:]))
    except ValueError:
        return None
    if not "1900" <= birth[:4] <= "2099":
        return None
    return number[-1] == check_digit(number) if len(number) == 18 else False


def check_digit(number: str) -> str:
    """Compute the 18th character of an identity number (GB 11643-1999)."""
    total = sum(int(digit) * (2 ** (17 - i) % 11) for i, digit in enumerate(number[:17]))
    return "10X98765432"[total % 11]


def _luhn(number):
    digits = [int(digit) for digit in reversed(number)]
    total = sum(digits[::2]) + sum(sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return True if total % 10 == 0 else None


_CHECKS = {"id_number": _identity, "bank_card": _luhn, "phone": lambda number: True}
