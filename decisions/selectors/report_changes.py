"""What the opinions changed, clause by clause: the consulted draft against the newest shown (P5).

Which clauses, and after how many opinions, is laid out with the report; which texts may be shown
says ``versions.py``. A clause whose new text is not public yet is named only.
"""

from dataclasses import dataclass, field

from decisions.models import Clause, Decision, ReportChange
from decisions.selectors.clauses import clause_name, said, words_changed
from decisions.selectors.report import Pieces
from decisions.selectors.versions import Versions

AT_MOST = 100  # clauses compared on the page; a draft seldom has so many


@dataclass(frozen=True)
class ClauseChange:
    """One clause before and after; ``opinions`` is how many asked for the change."""

    name: str
    opinions: int
    old: Pieces = field(default_factory=list)
    new: Pieces = field(default_factory=list)
    known: bool = False
    order: int = 0


def asked_for(decision: Decision) -> dict[str, int]:
    """The anchors of the clauses that opinions changed, and how many asked for it (one query)."""
    changed = ReportChange.objects.filter(decision=decision, opinions__gt=0)
    rows = changed.order_by("-opinions", "anchor")
    return dict(rows.values_list("anchor", "opinions")[:AT_MOST])


def changes(decision: Decision, asked: dict[str, int], shown: Versions) -> list[ClauseChange]:
    """The clauses that opinions changed, in the order of the draft."""
    known = len(shown.drafts) > 1
    named = _named(decision, asked, shown if known else Versions())
    found = [
        _change(named[anchor], number, *(_beside(shown, anchor) if known else ()))
        for anchor, number in asked.items()
        if anchor in named
    ]
    return sorted(found, key=lambda change: change.order)


def _beside(shown: Versions, anchor: str) -> tuple[str, str]:
    """The clause in the first version shown, and in the last."""
    first, last = shown.drafts[0].version, shown.drafts[-1].version
    before, after = shown.ancestor(first, last, anchor), shown.clauses.get((last, anchor))
    return said(before) if before else "", said(after) if after else ""


def _change(clause: Clause, number: int, *texts: str) -> ClauseChange:
    name, order = clause_name(clause, headed=False), clause.order
    if not texts:
        return ClauseChange(name, number, order=order)
    old, new = words_changed(*texts)
    return ClauseChange(name, number, old, new, known=True, order=order)


def _named(decision: Decision, anchors: dict[str, int], shown: Versions) -> dict[str, Clause]:
    """The newest clause of each anchor, for its name and its place."""
    found = {one.anchor: one for one in shown.clauses.values()}
    missing = set(anchors) - set(found)
    if missing:
        rows = Clause.objects.filter(draft__decision=decision, anchor__in=missing)
        found |= {one.anchor: one for one in rows.order_by("draft__version")}
    return found
