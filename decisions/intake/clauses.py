"""The shapes of a draft taken apart: its clauses, and what became none.

Made by `draft_builder.py`, handed out by `drafts.py`. A `款` is a paragraph, a `项` an item;
the first paragraph of an article is the article itself.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class ParsedClause:
    """One clause (章 节 条 款 项); `source` is every word of it as handed in."""

    kind: str
    number: int
    label: str
    path: str
    anchor: str
    heading: str
    text: str
    paragraph_no: int
    source: str


@dataclass(frozen=True)
class Unparsed:
    """A paragraph that became no clause, and why."""

    paragraph_no: int
    text: str
    why: str


@dataclass(frozen=True)
class ParsedDraft:
    """A draft in order of reading; `notes` say what a person should look at."""

    title: str
    clauses: tuple[ParsedClause, ...]
    unparsed: tuple[Unparsed, ...]
    notes: tuple[str, ...]
    title_lines: tuple[tuple[int, str], ...] = ()

    def everything(self) -> list[str]:
        """Give back every line handed in, sorted by paragraph: the proof of nothing dropped."""
        lines = [(number, line) for number, line in self.title_lines]
        lines += [(c.paragraph_no, line) for c in self.clauses for line in c.source.split("\n")]
        lines += [(u.paragraph_no, u.text) for u in self.unparsed]
        return [line for _number, line in sorted(lines, key=lambda pair: pair[0])]
