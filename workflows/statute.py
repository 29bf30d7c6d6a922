"""The table article → rule → act → notice → test: what the house makes of each article.

Read by ``manage.py statute``, which writes ``docs/statute.md``, and by the page 程序与依据. Rules
and acts name their articles themselves; a test is found by its name (``test_art_15_…``).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from decisions.law import gates
from decisions.law.article import RULES, Rule
from decisions.law.statutes import Citation, all_citations, citation
from workflows import registry
from workflows.act import Act

TESTS = Path(__file__).parents[1] / "tests"
TEST = re.compile(r"^def test_([a-z]+[0-9]*)_([0-9]+)_\w+", re.MULTILINE)


@dataclass(frozen=True)
class Line:
    """One article: its rules, the acts that rest on it, the notices they issue, its tests."""

    article: Citation
    limbs: tuple[Citation, ...]
    rules: tuple[Rule, ...]
    acts: tuple[type[Act], ...]
    tests: tuple[str, ...]

    @property
    def notices(self) -> tuple[str, ...]:
        """The kinds of notice that the acts issue."""
        issued = (kind for act in self.acts for kind in (act.notice, *act.papers) if kind)
        return tuple(dict.fromkeys(issued))

    @property
    def key(self) -> str:
        """What to give to ``pytest -k``: art_15, gir_26."""
        return f"{(self.article.statute.prefix or 'art').lower()}_{self.article.number}_"


def table() -> tuple[Line, ...]:
    """One line an article, in the order of the statutes; other statutes only where they bind."""
    lines = (_line(name, limbs) for name, limbs in _articles().items())
    return tuple(
        line
        for line in lines
        if not line.article.statute.prefix or line.rules or line.acts or line.tests
    )


def acts_of(rule: Rule) -> tuple[type[Act], ...]:
    """The acts at which a rule is asked."""
    return tuple(act for act in registry.acts().values() if rule.gate in act.gates)


def gate_title(rule: Rule) -> str:
    """The gate of a rule with its title."""
    gate = gates.gate(rule.gate)
    return f"{gate.id} {gate.title_zh}"


def _articles() -> dict[tuple[str, str], list[Citation]]:
    found: dict[tuple[str, str], list[Citation]] = {}
    for one in all_citations():
        found.setdefault((one.statute.prefix, one.number), []).append(one)
    return found


def _line(name: tuple[str, str], limbs: list[Citation]) -> Line:
    acts = registry.acts().values()
    return Line(
        article=limbs[0],
        limbs=tuple(limbs),
        rules=tuple(rule for rule in RULES.values() if _cites(rule.articles, name)),
        acts=tuple(act for act in acts if _cites(act.articles, name)),
        tests=_tests().get(((name[0] or "art").lower(), name[1]), ()),
    )


def _cites(refs: Iterable[str], name: tuple[str, str]) -> bool:
    found = (citation(ref) for ref in refs)
    return any((one.statute.prefix, one.number) == name for one in found)


@cache
def _tests() -> dict[tuple[str, str], tuple[str, ...]]:
    """The files of the tests that name an article; none where the tests are not installed."""
    files: dict[tuple[str, str], list[str]] = {}
    for path in sorted(TESTS.rglob("test_*.py")):
        for prefix, number in TEST.findall(path.read_text(encoding="utf-8")):
            seen = files.setdefault((prefix, number), [])
            name = path.relative_to(TESTS.parent).as_posix()
            if name not in seen:
                seen.append(name)
    return {key: tuple(names) for key, names in files.items()}
