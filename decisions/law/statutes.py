"""Reads the statutes: what each article is called, what it says in our own words, who obeys it.

One TOML file a statute in ``statutes/``. A citation is written "15.2" for Decree 713, "GIR-19"
for any other, "SC33" alone for a text as a whole. The number after the point is our limb of the
article; the label says which paragraph of the official text holds it. Called by ``article.py``,
the profiles, the pages and the notices; never quotes the official wording.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "statutes"
DIGITS = "零一二三四五六七八九"


class UnknownArticle(LookupError):
    """A citation that no statute file holds."""

    def __init__(self, ref: str) -> None:
        super().__init__(f"no statute holds {ref!r}; see decisions/law/statutes/")
        self.ref = ref


@dataclass(frozen=True)
class Words:
    """One text in both languages."""

    zh: str
    en: str


@dataclass(frozen=True)
class Statute:
    """A text of law: its citation prefix ("" for Decree 713), its name, and how it was read.

    ``mark`` is V when the text was read in full, E when only in an excerpt; ``read_as_of`` is the
    state of the law that was read, later amendments are not covered.
    """

    prefix: str
    name_zh: str
    name_en: str
    document_number: str
    in_force_on: date | None
    mark: str
    read_as_of: date | None = None


@dataclass(frozen=True)
class Citation:
    """One article, or one limb of it, as officers and the public see it.

    ``left_to_people_zh`` argues why no rule judges it; empty when a rule may rest on it.
    """

    ref: str
    statute: Statute
    number: str
    chapter_zh: str
    chapter_en: str
    article_label_zh: str
    article_label_en: str
    heading_zh: str
    heading_en: str
    gist_zh: str
    gist_en: str
    left_to_people_zh: str = ""
    left_to_people_en: str = ""

    @property
    def left_to_people(self) -> bool:
        """Whether this article has no rule, because people must judge it."""
        return bool(self.left_to_people_zh)


def citation(ref: str) -> Citation:
    """The article behind a reference; raises UnknownArticle."""
    try:
        return _index()[ref]
    except KeyError:
        raise UnknownArticle(ref) from None


def all_citations() -> tuple[Citation, ...]:
    """Every article of every statute, Decree 713 first, in the order of the texts."""
    return tuple(_index().values())


def all_statutes() -> tuple[Statute, ...]:
    """Every statute, Decree 713 first."""
    return tuple(dict.fromkeys(found.statute for found in all_citations()))


@lru_cache(maxsize=1)
def _index() -> dict[str, Citation]:
    index: dict[str, Citation] = {}
    for path in sorted(FOLDER.glob("*.toml"), key=lambda path: (path.stem != "decree-713", path)):
        for found in _citations(path):
            if found.ref in index:
                raise ValueError(f"{path.name}: {found.ref} stands twice")
            index[found.ref] = found
    return index


def _citations(path: Path) -> Iterator[Citation]:
    text = tomllib.loads(path.read_text(encoding="utf-8"))
    statute = Statute(
        prefix=text["prefix"],
        name_zh=text["name"]["zh"],
        name_en=text["name"]["en"],
        document_number=text.get("document_number", ""),
        in_force_on=text.get("in_force_on"),
        mark=text["mark"],
        read_as_of=text.get("read_as_of"),
    )
    for row in text["article"]:
        yield _citation(statute, text.get("chapter", {}), row)


def _citation(statute: Statute, chapters: dict[str, Any], row: dict[str, Any]) -> Citation:
    ref, left = row["ref"], row.get("left_to_people", {})
    number = ref.partition(".")[0]
    chapter = chapters.get(row.get("chapter", ""), {})
    place = row.get("place") or {"zh": place_zh(number, row), "en": place_en(number, row)}
    return Citation(
        ref="-".join(part for part in (statute.prefix, ref) if part),
        statute=statute,
        number=number,
        chapter_zh=chapter.get("zh", ""),
        chapter_en=chapter.get("en", ""),
        article_label_zh=f"《{statute.name_zh}》{place['zh']}",
        article_label_en=", ".join(part for part in (statute.name_en, place["en"]) if part),
        heading_zh=row["heading"]["zh"],
        heading_en=row["heading"]["en"],
        gist_zh=row["gist"]["zh"],
        gist_en=row["gist"]["en"],
        left_to_people_zh=left.get("zh", ""),
        left_to_people_en=left.get("en", ""),
    )


def place_zh(number: str, row: dict[str, Any]) -> str:
    """Where in the official text: 第十五条第一款."""
    article = f"第{in_chinese(int(number))}条"
    paragraphs = "、".join(f"第{in_chinese(n)}款" for n in row.get("paragraphs", ()))
    items = "、".join(f"第{in_chinese(n)}项" for n in row.get("items", ()))
    return article + paragraphs + items


def place_en(number: str, row: dict[str, Any]) -> str:
    """Where in the official text: Art. 15, para. 1."""
    places = [f"Art. {number}"]
    for word, key in (("para.", "paragraphs"), ("item", "items")):
        if key in row:
            places.append(f"{word} {' and '.join(str(n) for n in row[key])}")
    return ", ".join(places)


def in_chinese(number: int) -> str:
    """A number under one thousand as statutes write it: 一百零三, 二十九, 十五."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    said = f"{DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        said += ("" if tens == 1 and not hundreds else DIGITS[tens]) + "十"
    elif hundreds and ones:
        said += "零"
    return said + (DIGITS[ones] if ones or not number else "")
