"""The passage of the published draft that an opinion speaks of: clause, quote, words around it.

Called when an opinion is kept. What the page sends is a claim: a quote that does not stand in its
clause is dropped, and ``context`` is the clause's own words around it, the quote among them.
"""

from typing import Any

from django.utils.translation import gettext as _

from decisions.errors import Illegible
from decisions.models import Clause

AROUND = 60  # characters before and after a quote
LONGEST_CONTEXT = 200  # as the column holds


def clause_of(draft_id: int, clause_id: int | None, form: Any) -> Clause | None:
    """The clause spoken of, of the draft that was published; raises Illegible for another's."""
    if clause_id is None:
        return None
    clause = Clause.objects.filter(pk=clause_id, draft=draft_id).first()
    if clause is None:
        form.add_error("clause", _("This clause is not part of the published draft."))
        raise Illegible(_("Please correct what is marked."), form)
    return clause


def passage(clause: Clause | None, quote: str, context: str) -> tuple[str, str]:
    """Quote and context as they stand in the clause; both empty when the quote is not its own."""
    if clause is None or not quote:
        return "", ""
    words, places = _unspaced(clause.text)
    wanted, _places = _unspaced(quote)
    near, _near = _unspaced(context)
    start = _place(words, wanted, near)
    if start < 0 or not wanted:
        return "", ""
    first, last = places[start], places[start + len(wanted) - 1] + 1
    around = clause.text[max(0, first - AROUND) : last + AROUND]
    return clause.text[first:last][:500], " ".join(around.split())[:LONGEST_CONTEXT]


def _place(words: str, wanted: str, near: str) -> int:
    """Where the quote begins: within its context if that is found, else where it first stands."""
    around = words.find(near) if wanted in near else -1
    return around + near.index(wanted) if around >= 0 else words.find(wanted)


def _unspaced(text: str) -> tuple[str, list[int]]:
    """A text without its blanks, which a page lays out anew, and where each character stood."""
    kept = [(place, sign) for place, sign in enumerate(text) if not sign.isspace()]
    return "".join(sign for _place, sign in kept), [place for place, _sign in kept]
