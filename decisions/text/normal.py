"""The key of a text: what is left of it for comparing (issue: NFKC, width, script, salutations).

Two texts with one key say the same to the letter. Called in bulk by ``clusters.py`` and singly by
the search; one table, filled as characters are met, folds width, case, script and punctuation.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import NamedTuple

import opencc

from decisions.intake.numerals import parse_number

CHUNK = 20_000  # texts folded in one go
LINE = "\n"  # between texts: no text keeps one
ONE_SPELLING = str.maketrans("覆著乾徵於", "复着干征于")  # which opencc leaves without their words
BETWEEN_DIGITS = {",": ",", ".": ".", "-": "-", "~": "-", "–": "-", "—": "-", "/": "/", ":": ":"}
_LOOSE = re.compile(r"(?<![0-9])[,.\-/:]|[,.\-/:](?![0-9])|,(?=[0-9]{3}(?![0-9]))")
_NUMERAL = "〇零一二两三四五六七八九十百千"
_MEASURED = "条款项章节日号天月年周岁元米亩人户名次个辆台层栋楼倍成级期批公平小吨分点万亿"
_COUNTED = "元亩米人户名个次辆台层楼天倍吨"  # what is counted, and never told digit by digit
_SPELLED = re.compile(f"[{_NUMERAL}]{{2,}}|(?<=第)[{_NUMERAL}]|[{_NUMERAL}](?=[{_MEASURED}])")
_GREETING = re.compile(
    "(?:(?:尊敬|敬爱)的[^\\n0-9]{0,12}?(?:领导|同志|先生|女士|书记|县长|镇长|局长|政府|部门|单位|您)们?好?"
    "|各位领导们?好?|各位好|领导们?好?|有关(?:部门|单位|领导)|相关部门|工作人员|您们?好|你们?好|大家好|敬启者|致政府)+"
)
_FAREWELL = re.compile(
    "(?:此致|敬礼|谢谢(?:您|你|领导|政府)?们?|感谢(?:您|你|领导|政府|贵单位)?(?:的(?:关注|支持|理解))?们?"
    "|(?:希望|请|敬请|恳请|恳望|望|盼)(?:予以|给予|能够|能|领导|贵单位|政府|有关部门)*(?:采纳|考虑|重视|回复|研究)"
    "|以上(?:是|为)?我?的?(?:意见|建议)|辛苦了|盼复|祝工作顺利|祝好|顺祝商祺)+$"
)
_LAST = frozenset("致礼谢们您你导府位注持解纳虑视复究见议了利好祺")  # of a farewell


class Said(NamedTuple):
    """A text as it is compared: its key, and as it was typed, with its stops."""

    key: str
    typed: str = ""


class _Table(dict[int, str | None]):
    """Code point → what stands for it in a key; filled as characters are met."""

    def __missing__(self, point: int) -> str | None:
        self[point] = _folded(chr(point))
        return self[point]


def _folded(character: str) -> str | None:
    if character == LINE:
        return LINE
    if character in BETWEEN_DIGITS:
        return BETWEEN_DIGITS[character]
    plain = unicodedata.normalize("NFKD", character).casefold()
    if len(plain) == 1 and plain in BETWEEN_DIGITS:
        return BETWEEN_DIGITS[plain]
    if character in "%％‰":
        return "%"
    kept = "".join(c for c in plain if unicodedata.category(c)[0] in "LN" or c == "/")
    if kept and not kept.isascii():
        return _simplified().convert(kept).translate(ONE_SPELLING)
    return kept or None


@cache
def _simplified() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


class _Spelling(dict[int, str]):
    """Code point → one character for it, so that places stay; what has none is kept."""

    def __missing__(self, point: int) -> str:
        character = chr(point)
        plain = unicodedata.normalize("NFKC", character)
        if len(plain) == 1 and not plain.isascii():
            plain = _simplified().convert(plain)
        self[point] = plain if len(plain) == 1 else character
        return self[point]


_TABLE = _Table()
_SPELLING = _Spelling()


def folded(text: str) -> str:
    """One script, one width, one case, no punctuation; numbers keep their points."""
    return _fold(text.replace(LINE, " "))


def key(text: str) -> str:
    """What a text says once width, script, punctuation, numerals and salutations are put aside."""
    return next(keys([text]))


def keys(texts: Iterable[str]) -> Iterator[str]:
    """The key of each text, in order; a text of salutations only keeps them."""
    waiting = iter(texts)
    while chunk := list(islice(waiting, CHUNK)):
        joined = LINE.join(text.replace(LINE, "") if LINE in text else text for text in chunk)
        yield from map(_unsaluted, _fold(joined).split(LINE))


def _fold(joined: str) -> str:
    plain = _LOOSE.sub("", joined.translate(_TABLE))
    return _SPELLED.sub(_in_digits, plain)


def _in_digits(found: re.Match[str]) -> str:
    digits = found[0]
    if len(digits) > 1 and len(set(digits)) == 1:
        if len(digits) > 2 or digits[0] in "两千百" or _follows(found) not in _COUNTED:
            return digits  # 一一 is a character typed twice, or a word; no number is spelled so
        digits = digits[0]
    number = parse_number(digits)
    return found[0] if number is None else str(number)


def _follows(found: re.Match[str]) -> str:
    return found.string[found.end() : found.end() + 1] or LINE


def _unsaluted(text: str) -> str:
    body = text
    if body[:1] in "尊敬各领有相工您你大致":
        body = body[greeted.end() :] if (greeted := _GREETING.match(body)) else body
    if body[-1:] in _LAST and (parted := _FAREWELL.search(body, max(0, len(body) - 60))):
        body = body[: parted.start()]
    return body or text


def spelled(text: str) -> str:
    """The text character by character in one width and script; every place keeps its number."""
    return text.translate(_SPELLING)
