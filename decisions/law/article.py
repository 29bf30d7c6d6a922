"""Marks a function as a rule of law and keeps the index of all rules.

``@article("15.2", gate="G3")`` says which words the rule rests on and at which passage it is
asked. An unknown citation is refused at import. Judging stands in ``judge.py``.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from decisions.law.dossier import Dossier
from decisions.law.shortcoming import Shortcoming
from decisions.law.statutes import citation
from decisions.law.terms import Severity

Body = Callable[[Dossier], Iterator[Shortcoming]]
Test = Callable[[Dossier], bool]


@dataclass(frozen=True)
class Rule:
    """A rule of law: its name, the articles it rests on, the gate that asks it, and its body."""

    name: str
    articles: tuple[str, ...]
    gate: str
    severity: Severity
    who: str
    words: str
    body: Body
    when: Test

    def __call__(self, dossier: Dossier) -> Iterator[Shortcoming]:
        return self.body(dossier)


RULES: dict[str, Rule] = {}


def always(dossier: Dossier) -> bool:
    """A rule without a condition applies to every dossier."""
    return True


def article(
    *refs: str,
    gate: str,
    severity: Severity = Severity.BLOCKS,
    who: str = "drafting_officer",
    when: Test = always,
) -> Callable[[Body], Rule]:
    """Turn a generator of shortcomings into a Rule of the named articles.

    ``refs`` are citations, the first being the article itself; raises UnknownArticle for a
    citation no statute file holds and ValueError when two rules bear one name.
    """
    for ref in refs:
        citation(ref)

    def mark(body: Body) -> Rule:
        name = body.__name__
        if name in RULES:
            raise ValueError(f"two rules are called {name}")
        words = (body.__doc__ or "").strip()
        rule = Rule(name, refs, gate, severity, who, words, body, when)
        RULES[name] = rule
        return rule

    return mark
