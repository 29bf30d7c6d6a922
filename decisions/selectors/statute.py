"""Procedure and basis: article → gist → rules → gate, from the same index the gates judge by.

No rows are read: the page says what the code does. ``manage.py statute`` prints the same table.
"""

from dataclasses import dataclass, field

from decisions.law.article import RULES, Rule
from decisions.law.gates import GATES, Gate
from decisions.law.statutes import Citation, Statute, all_citations


@dataclass(frozen=True)
class Row:
    """One article with the rules that rest on it and the gates that ask them."""

    citation: Citation
    rules: list[Rule] = field(default_factory=list)

    @property
    def gates(self) -> list[Gate]:
        """The gates of these rules, in the order of the road."""
        asked = {rule.gate for rule in self.rules}
        return [gate for gate in GATES.values() if gate.id in asked]


@dataclass(frozen=True)
class Text:
    """One statute with its rows."""

    statute: Statute
    rows: list[Row]


def table() -> list[Text]:
    """Every statute, Decree 713 first, article by article."""
    resting: dict[str, list[Rule]] = {}
    for rule in RULES.values():
        for ref in rule.articles:
            resting.setdefault(ref, []).append(rule)
    texts: dict[str, Text] = {}
    for citation in all_citations():
        text = texts.setdefault(citation.statute.prefix, Text(citation.statute, []))
        text.rows.append(Row(citation, resting.get(citation.ref, [])))
    return list(texts.values())


def gates() -> list[Gate]:
    """The gates in the order of the road."""
    return list(GATES.values())
