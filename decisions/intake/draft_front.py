"""What stands before the first clause of a draft: title, contents, salutation.

Called by `draft_builder.py`. The title may run over several short lines; a table of
contents repeats the chapter labels and is told apart by that.
"""

import re

from django.utils.translation import gettext_lazy as _

from . import limits
from .draft_lines import ANNEX, CONTENTS, is_heading, read_line

_CONTENTS = _("It belongs to the table of contents.")
_BEFORE = _("It stands before the first clause.")
_DRAFT_MARK = re.compile("征求意见稿|草案|送审稿|讨论稿|修订|修正|暂行|试行|初稿|样例")
_BRACKETED = re.compile(r"\s*[（(〔【].*[)）〕】]\s*")
_TITLE_LINES = 4
_TITLE_LINE_CHARACTERS = 80
_CLAUSES = frozenset(("part", "chapter", "section", "article", "outline", "item", "subitem"))


def part_front(body):
    """Give (title lines, lines set aside with the reason, lines of the clauses)."""
    first = _first_clause(body)
    front, title = body[:first], []
    marked = int(bool(front) and bool(ANNEX.match(front[0].text)))  # 附件1 above the title
    for source in front[marked : marked + _TITLE_LINES]:
        words = sum(len(line.text) for line in (*title, source))
        if words > limits.TITLE_CHARACTERS or not _in_title(source.text, bool(title)):
            break
        title.append(source)
    aside = [(source, _why(source, body)) for source in front if source not in title]
    return title, aside, body[first:]


def _first_clause(body):
    contents = next((i for i, s in enumerate(body[:30]) if CONTENTS.fullmatch(s.text)), None)
    if contents is not None:
        again = _repeated(body, contents + 1)
        if again:
            return again
    starts = (i for i, s in enumerate(body) if read_line(s.text).kind in _CLAUSES)
    return next(starts, len(body))


def _repeated(body, start):
    """Find where the first label of the table of contents comes back."""
    labels = [read_line(source.text).label for source in body]
    if start < len(labels) and labels[start] and labels[start] in labels[start + 1 :]:
        return labels.index(labels[start], start + 1)
    return None


def _in_title(text, begun):
    if CONTENTS.fullmatch(text) or ANNEX.match(text):
        return False
    if _BRACKETED.fullmatch(text):
        return begun and bool(_DRAFT_MARK.search(text))
    return is_heading(text.strip(), _TITLE_LINE_CHARACTERS)


def _why(source, body):
    in_contents = CONTENTS.fullmatch(source.text) or read_line(source.text).label
    return _CONTENTS if in_contents else _BEFORE
