"""Puts the lines of a draft together into clauses, in order, with their paths.

Called by `drafts.py`. Paths: 3 is article 3 with its first paragraph, 3.2 its second, 3.2.1
the first item under that; ch2 and ch2.s1 are chapter and section. Anchors say the same in
letters fit for a page address. A draft without 条 is read by its 一、二、三、 headings.
"""

from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _

from . import limits
from .clauses import ParsedClause, ParsedDraft, Unparsed
from .docx_text import Source
from .draft_front import part_front
from .draft_lines import ANNEX, DATE_LINE, is_heading, read_line, split_heading

WHY = {
    "table": _("It stands in a table; tables are not taken apart."),
    "footnote": _("It is a footnote."),
    "endnote": _("It is an endnote."),
    "comment": _("It is a comment in the margin."),
    "header": _("It is a page header or footer."),
    "deleted": _("It is marked as deleted; accept or reject the changes first."),
    "hidden": _("It is hidden text."),
    "text box": _("It stands in a text box."),
    "picture": _("A picture or object stands here; it is not taken over."),
}
_OUTSIDE = _("It stands outside any article.")
_PART = _("Parts (编) are not kept; chapters and articles are.")
_ANNEX = _("It belongs to an annex; send annexes as files of their own.")
_SIGNATURE = _("It is the signature or date at the end.")


def build(sources: list[Source]) -> ParsedDraft:
    """Make the draft of all its lines; each ends in title, clauses or unparsed."""
    body = [source for source in sources if source.where == "body"]
    title, front, body = part_front(body)
    body, back = _part_back(body)
    builder = _Builder(outline=not any(read_line(s.text).kind == "article" for s in body))
    for source in body:
        builder.take(source)
    aside = [_unparsed(s, WHY[s.where]) for s in sources if s.where != "body"]
    unparsed = [*(_unparsed(s, why) for s, why in front), *builder.unparsed, *back, *aside]
    return ParsedDraft(
        title="".join(line.text.strip() for line in title),
        clauses=tuple(builder.clauses),
        unparsed=tuple(sorted(unparsed, key=lambda one: one.paragraph_no)),
        notes=tuple(builder.notes),
        title_lines=tuple((line.paragraph_no, line.text) for line in title),
    )


def _unparsed(source, why):
    return Unparsed(source.paragraph_no, source.text, str(why))


def _part_back(body):
    """Part annexes and the closing signature and date from the clauses."""
    annex = next((i for i, s in enumerate(body) if i and ANNEX.match(s.text)), len(body))
    body, back = body[:annex], [_unparsed(s, _ANNEX) for s in body[annex:]]
    if body and DATE_LINE.fullmatch(body[-1].text):
        signed = 2 if len(body) > 1 and _is_signature(body[-2].text) else 1
        back = [_unparsed(s, _SIGNATURE) for s in body[-signed:]] + back
        body = body[:-signed]
    return body, back


def _is_signature(text):
    return read_line(text).kind == "text" and len(text.strip()) <= 30 and is_heading(text)


@dataclass
class _Place:
    """Where the next line stands: the numbers counted so far."""

    chapter: str = ""
    article: str = ""
    paragraph: int = 0
    under_items: bool = False
    numbered_items: bool = False


class _Builder:
    def __init__(self, outline):
        self.outline, self.place = outline, _Place()
        self.clauses, self.unparsed, self.notes = [], [], []
        self.paths, self.last_article = set(), 0

    def take(self, source):
        """File one line under the clause it begins or continues."""
        line = read_line(source.text)
        if line.kind == "article" and not line.sure and line.number != self.last_article + 1:
            line = line._replace(kind="text", label="", rest=source.text.strip())
        if line.kind == "outline":
            line = self._outlined(line)
        getattr(self, f"_{line.kind}")(source, line)

    def _outlined(self, line):
        return line._replace(kind="article" if self.outline else "item")

    def _part(self, source, line):
        self.unparsed.append(_unparsed(source, _PART))

    def _chapter(self, source, line):
        path = self._free(f"ch{line.number}", source)
        self.place = _Place(chapter=path)
        self._add("chapter", source, line, path, *_heading(line.rest))

    def _section(self, source, line):
        chapter = self.place.chapter.partition(".")[0]
        path = self._free(f"{chapter}.s{line.number}".lstrip("."), source)
        self.place = _Place(chapter=path)
        self._add("section", source, line, path, *_heading(line.rest))

    def _article(self, source, line):
        self._note_gap(source, line)
        plain = f"{line.number}-{line.extra}" if line.extra else str(line.number)
        path = self._free(plain, source)
        self.place = _Place(self.place.chapter, path, 1)
        heading, text = split_heading(line.rest)
        if self.outline and not heading and is_heading(text):
            heading, text = text, ""
        self._add("article", source, line, path, heading, text)

    def _text(self, source, line):
        if not self.place.article:
            self.unparsed.append(_unparsed(source, _OUTSIDE))
            return
        if self._is_empty_article():
            self._continue(source)
            return
        self.place = replace(
            self.place,
            paragraph=self.place.paragraph + 1,
            under_items=False,
            numbered_items=False,
        )
        path = self._free(f"{self.place.article}.{self.place.paragraph}", source)
        number = line._replace(number=self.place.paragraph)
        self._add("paragraph", source, number, path, "", line.rest)

    def _item(self, source, line):
        if not self.place.article:
            self.unparsed.append(_unparsed(source, _OUTSIDE))
            return
        path = f"{self.place.article}.{self.place.paragraph}.{line.number}"
        self.place = replace(self.place, under_items=True)
        self._add("item", source, line, self._free(path, source), "", line.rest)

    def _subitem(self, source, line):
        """目 stay in the words of their item; without one they count as items themselves."""
        if self.place.under_items and not self.place.numbered_items:
            self._continue(source)
        else:
            self.place = replace(self.place, numbered_items=bool(self.place.article))
            self._item(source, line)

    def _continue(self, source):
        clause = self.clauses[-1]
        text = "\n".join(filter(None, (clause.text, source.text.strip())))
        self.clauses[-1] = replace(clause, text=text, source=f"{clause.source}\n{source.text}")

    def _is_empty_article(self):
        last = self.clauses[-1]
        return last.kind == "article" and not last.text and not self.outline

    def _add(self, kind, source, line, path, heading, text):
        self.clauses.append(
            ParsedClause(
                kind=kind,
                number=line.number,
                label=line.label,
                path=path,
                anchor=path.replace(".", "-") if path.startswith("ch") else _anchor(path),
                heading=heading,
                text=text,
                paragraph_no=source.paragraph_no,
                source=source.text,
            )
        )

    def _free(self, path, source):
        """Give a path nobody bears yet; a number used twice is noted."""
        free, copy = path, 1
        while free in self.paths:
            copy += 1
            free = f"{path}~{copy}"
        if copy > 1:
            note = _("Paragraph %(paragraph)d: the number of this clause stands twice.")
            self.notes.append(str(note % {"paragraph": source.paragraph_no}))
        self.paths.add(free)
        return free

    def _note_gap(self, source, line):
        expected = self.last_article if line.extra else self.last_article + 1
        if line.number != expected and str(line.number) not in self.paths:
            note = _("Paragraph %(paragraph)d: %(label)s does not follow the article before it.")
            self.notes.append(str(note % {"paragraph": source.paragraph_no, "label": line.label}))
        self.last_article = line.number


def _heading(rest):
    """A heading too long to be one is kept as text."""
    return (rest, "") if len(rest) <= limits.HEADING_CHARACTERS else ("", rest)


def _anchor(path):
    return "art-" + path.replace("-", "z").replace(".", "-")
