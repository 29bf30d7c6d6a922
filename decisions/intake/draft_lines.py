"""What one line of a draft begins with: 第三章, 第二条, （一）, 1. or plain words.

Called by `draft_builder.py`, which knows where the line stands; here only its own words
are looked at (技术规范 of the legislature for 章 节 条 款 项 目).
"""

import re
import unicodedata
from typing import NamedTuple

from .numerals import NUMERAL, parse_number

_SPACE = r"[\s\u3000]*"
_UNIT = re.compile(
    rf"{_SPACE}(第{_SPACE}({NUMERAL}){_SPACE}([编章节条])(?:之({NUMERAL}))?)(.*)", re.S
)
_ITEM = re.compile(
    rf"{_SPACE}([（(]{_SPACE}([一二三四五六七八九十百]+){_SPACE}[)）][、.．]?)(.*)", re.S
)
_CIRCLED = re.compile(rf"{_SPACE}([㈠-㈩])(.*)", re.S)
_SUBITEM = re.compile(rf"{_SPACE}((?:[（(]\d{{1,2}}[)）]|\d{{1,2}}[.．、](?!\d)|[①-⑳]))(.*)", re.S)
_OUTLINE = re.compile(rf"{_SPACE}(([一二三四五六七八九十百]+)、)(.*)", re.S)
# 第三条规定的…… speaks of an article; 第三条　…… is one.
_SPEAKS_OF = re.compile(
    r"[、和至或及与到]|第?[一二三四五六七八九十\d]+[款项]|规定|所|的|中|之|以|，|,|第"
)
_NAMED = re.compile(rf"{_SPACE}([【\[（(][^】\]）)]{{1,30}}[】\]）)])(.*)", re.S)
_ENDS_SENTENCE = re.compile("[。；;！？：:]")
DATE_LINE = re.compile(r"\s*[〇零○一二三四五六七八九\d]{4}\s*年\s*\S{1,3}\s*月\s*\S{1,3}\s*日\s*")
ANNEX = re.compile(
    rf"{_SPACE}附{_SPACE}(?:[：:]|(?:件|录|表){_SPACE}[\d一二三四五六七八九十]*(?:[：:\s\u3000].*)?$)",
    re.S,
)
CONTENTS = re.compile(rf"{_SPACE}目{_SPACE}[录次]{_SPACE}$")
KIND_OF = {"编": "part", "章": "chapter", "节": "section", "条": "article"}


class Line(NamedTuple):
    """What a line begins with: its kind, number, label and the words after the label."""

    kind: str
    number: int
    label: str
    rest: str
    extra: int = 0
    sure: bool = True


def read_line(text: str) -> Line:
    """Tell what a line begins with; kind `text` when it begins with nothing countable."""
    return _unit(text) or _item(text) or _outline(text) or Line("text", 0, "", text.strip())


def _unit(text):
    found = _UNIT.fullmatch(text)
    number = parse_number(found[2]) if found else None
    if number is None:
        return None
    rest = found[5]
    sure = not rest.strip() or rest[0].isspace() or rest[0] in "【［[（(：:"
    if not sure and _SPEAKS_OF.match(rest):
        return None
    extra = parse_number(found[4]) or 0 if found[4] else 0
    label = re.sub(r"\s", "", found[1])
    return Line(KIND_OF[found[3]], number, label, rest.lstrip(" \t\u3000：:").rstrip(), extra, sure)


def _item(text):
    found = _ITEM.fullmatch(text)
    if found:
        return Line("item", parse_number(found[2]), found[1].strip(), found[3].strip())
    found = _CIRCLED.fullmatch(text)
    if found:
        return Line("item", ord(found[1]) - 0x321F, found[1], found[2].strip())
    found = _SUBITEM.fullmatch(text)
    if found:
        number = re.sub(r"\D", "", unicodedata.normalize("NFKC", found[1]))
        return Line("subitem", int(number), found[1], found[2].strip())
    return None


def _outline(text):
    found = _OUTLINE.fullmatch(text)
    return Line("outline", parse_number(found[2]), found[1], found[3].strip()) if found else None


def split_heading(rest: str) -> tuple[str, str]:
    """Part the bracketed name of an article from its words: 【适用范围】……."""
    found = _NAMED.fullmatch(rest)
    if found and not _ENDS_SENTENCE.search(found[1]):
        return found[1][1:-1].strip(), found[2].strip()
    return "", rest


def is_heading(text: str, longest: int = 40) -> bool:
    """Say whether words are short enough, and free of sentence marks, to be a heading."""
    return len(text) <= longest and not _ENDS_SENTENCE.search(text)
