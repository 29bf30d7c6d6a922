"""References to clauses as people write them: 第三条第二款第（一）项, 3, 3.2.1.

Called by `sheets.py` and by the comment form; gives the path under which `drafts.py` files
the clause. Whether the clause exists is asked of the draft, with `find_clause`.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from .numerals import NUMERAL, parse_number

_WRITTEN = re.compile(
    rf"第?({NUMERAL})条(?:之({NUMERAL}))?(?:第?({NUMERAL})款)?(?:第?\(?({NUMERAL})\)?项)?"
)
_DOTTED = re.compile(r"\d{1,4}(?:-\d{1,2})?(?:\.\d{1,3}){0,2}")


@lru_cache(maxsize=4096)
def clause_path(reference: str) -> str | None:
    """Give the path of a reference, e.g. 3.2.1; None when it names no article."""
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", reference))
    if _DOTTED.fullmatch(text):
        return text
    found = _WRITTEN.search(text)
    if not found:
        number = parse_number(text) if text else None
        return str(number) if number else None
    article, extra, paragraph, item = (parse_number(n) if n else None for n in found.groups())
    path = f"{article}-{extra}" if extra else str(article)
    if item:
        return f"{path}.{paragraph or 1}.{item}"
    return f"{path}.{paragraph}" if paragraph else path


def find_clause(clauses: Iterable, reference: str):
    """Find the clause a reference means, or the article around it; None when there is none.

    The first paragraph of an article is the article itself.
    """
    path = clause_path(reference)
    by_path = {clause.path: clause for clause in clauses}
    while path:
        if path in by_path:
            return by_path[path]
        path = path.rpartition(".")[0]
    return None
