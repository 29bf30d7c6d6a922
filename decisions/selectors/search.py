"""Opinions and decisions that hold the words somebody looks for (Art. 15, 18).

One or two characters are enough, and traditional finds simplified. Called by the desk's opinions,
the workbench and the portal's list; the index is ``decisions/search.py``.
"""

from django.db.models import Q, QuerySet

from decisions import search
from decisions.models import Clause, Decision, Draft, Opinion
from decisions.text import bigrams


def search_opinions(decision: Decision, words: str) -> QuerySet[Opinion]:
    """The opinions of a decision that hold every one of the words; all of them without words.

    What came in since the last sweep is found within a minute.
    """
    rows = Opinion.objects.filter(decision=decision)
    for phrase in bigrams.phrases(words):
        rows = rows.filter(pk__in=search.OPINIONS.matching(phrase, decision.pk))
    return rows


def search_decisions(words: str, drafts: QuerySet[Draft]) -> Q:
    """The decisions that hold every word in their title or in one of these drafts."""
    said = Q()
    for word in words.split()[: bigrams.WORDS_AT_MOST]:
        for phrase in bigrams.phrases(word):
            clauses = Clause.objects.filter(
                draft__in=drafts, pk__in=search.CLAUSES.matching(phrase)
            )
            said &= _titled(word) | Q(pk__in=clauses.values("draft__decision"))
    return said


def _titled(word: str) -> Q:
    """A title holds the word as typed or in simplified characters."""
    return Q(title__icontains=word) | Q(title__icontains=bigrams.plain(word))
