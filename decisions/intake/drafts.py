"""A decision draft taken apart into chapters, sections, articles, paragraphs and items.

Called by the act that lays a draft before the public (Art. 15) and by each later version.
Nothing is dropped: every paragraph handed in is in the title, in a clause or among the
unparsed with the reason. Reading Word files is in `docx_text.py`.
"""

from django.utils.translation import gettext_lazy as _

from . import limits
from .clauses import ParsedClause, ParsedDraft, Unparsed
from .docx_text import docx_sources, plain_sources
from .draft_builder import build
from .refused import Refused
from .text import check_text

__all__ = ["ParsedClause", "ParsedDraft", "Unparsed", "parse_docx", "parse_text"]


def parse_docx(data: bytes) -> ParsedDraft:
    """Take a Word file apart; raises `Refused` for one that cannot be read."""
    return _parse(docx_sources(data))


def parse_text(text: str) -> ParsedDraft:
    """Take pasted plain text apart; raises `Refused` for characters that cannot be stored."""
    check_text(text)
    return _parse(plain_sources(text))


def _parse(sources):
    if sum(len(source.text) for source in sources) > limits.DRAFT_CHARACTERS:
        raise Refused(
            _("The draft has more than %(limit)d characters.") % {"limit": limits.DRAFT_CHARACTERS},
            _("Send annexes as files of their own."),
            "draft_length",
        )
    for source in sources:
        check_text(source.text)
    return build(sources)
