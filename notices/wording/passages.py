"""The text of a draft as passages of a paper, and what its own words tell: purpose, first day."""

import re
from collections.abc import Iterator
from datetime import date

from django.db.models import Prefetch, prefetch_related_objects

from decisions.models import Clause, Draft
from notices.papers import Passage
from notices.wording.words import paragraphs

_PURPOSE = re.compile(r"^(为[^。]{2,200}?)，(?:(?:根据|依据|结合|按照)[^。]*?，)?[^，。]{0,12}制定")
_LEVELS = (
    ("level1", re.compile(r"^[一二三四五六七八九十]+、")),
    ("level2", re.compile(r"^（[一二三四五六七八九十]+）")),
)
_OWN_TITLE = re.compile(r"(?:起草说明|政策解读)[^。：]*$")
_LONGEST_HEADING = 40
_IN_FORCE = re.compile(r"自(\d{4})年(\d{1,2})月(\d{1,2})日起(?:施行|实施|执行)")
_AT_ONCE = re.compile(r"自(?:公布|发布|印发)之日起(?:施行|实施|执行)")


def at_hand(draft: Draft) -> Draft:
    """The draft with its clauses in order, read once for everything a paper says of them."""
    prefetch_related_objects([draft], Prefetch("clauses", Clause.objects.order_by("order")))
    return draft


def passages(draft: Draft) -> tuple[Passage, ...]:
    """The clauses of a draft in order."""
    return tuple(passage for clause in draft.clauses.all() for passage in _of(clause))


def _of(clause) -> Iterator[Passage]:
    role = clause.kind if clause.kind in Passage.ROLES else "paragraph"
    said = "　".join(filter(None, (clause.heading, clause.text)))
    first, *others = paragraphs(said) or ("",)
    yield Passage(role=role, label=clause.label, text=first)
    for text in others:
        yield Passage(text=text)


def told(text: str) -> tuple[Passage, ...]:
    """A text such as the drafting note, its headings 一、 and （一） set as such."""
    lines = [line.lstrip("# ").strip() for line in paragraphs(text)]
    if lines and _OWN_TITLE.search(lines[0]):
        lines = lines[1:]  # it stands over the text already
    return tuple(Passage(text=line, role=_role(line)) for line in lines if line)


def _role(line: str) -> str:
    if len(line) > _LONGEST_HEADING or line.endswith(("。", "；")):
        return "paragraph"
    return next((role for role, mark in _LEVELS if mark.match(line)), "paragraph")


def purpose(draft: Draft) -> str:
    """Why the draft is made, from its first article: “为了规范停车秩序，”."""
    first = next((clause for clause in draft.clauses.all() if clause.kind == "article"), None)
    found = _PURPOSE.match(first.text.strip()) if first else None
    return f"{found[1]}，" if found else ""


def effective_on(draft: Draft, published_on: date) -> date | None:
    """The day from which the text applies, as its last clauses say; None when they do not."""
    for clause in reversed(list(draft.clauses.all())[-6:]):
        if found := _IN_FORCE.search(clause.text):
            return _date(*map(int, found.groups()))
        if _AT_ONCE.search(clause.text):
            return published_on
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def article_count(draft: Draft) -> int:
    """How many articles the draft has."""
    return sum(clause.kind == "article" for clause in draft.clauses.all())
