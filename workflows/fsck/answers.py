"""What became of each opinion (Art. 18): the dispositions replayed from the entries that made them.

Counters tell how many; this tells which, with which reason, by whom and when.
"""

from collections.abc import Iterator
from typing import Any

from decisions.models import Decision, Disposition, Entry
from workflows.fsck import Difference

MADE = ("dispose_opinion", "dispose_in_bulk")
BY_SHEET = "dispose_by_sheet"
TAKEN_BACK = "undo_disposition"
SAID = ("kind", "reason", "no_change_reason", "main_opinion")
Subject = tuple[str, int]


def examine(decision: Decision) -> Iterator[Difference]:
    """Every disposition that is not as the record says."""
    told = _told(decision)
    rows = Disposition.objects.filter(decision=decision).prefetch_related("changed_clauses")
    found = {_subject(row): _as_found(row) for row in rows.iterator(chunk_size=2000)}
    for subject in sorted(told.keys() | found.keys()):
        if told.get(subject) != found.get(subject):
            word = "意见" if subject[0] == "opinion" else "归并意见"
            yield Difference("disposition", decision.pk, f"{word}{subject[1]}的处理结果与记录不符")


def _told(decision: Decision) -> dict[Subject, dict[str, Any]]:
    told: dict[Subject, dict[str, Any]] = {}
    acts = [*MADE, BY_SHEET, TAKEN_BACK]
    for entry in decision.entries.filter(act__in=acts).order_by("seq"):
        for facts in entry.facts.get("answers", [entry.facts]):
            for subject in _subjects(facts):
                if entry.act == TAKEN_BACK:
                    told.pop(subject, None)
                else:
                    told[subject] = _as_told(entry, facts)
    return told


def _subjects(facts: dict[str, Any]) -> list[Subject]:
    if facts.get("cluster"):
        return [("cluster", facts["cluster"])]
    return [("opinion", opinion) for opinion in facts.get("opinions", [])]


def _as_told(entry: Entry, facts: dict[str, Any]) -> dict[str, Any]:
    return {name: facts.get(name) for name in SAID} | {
        "clauses": sorted(facts.get("changed_clauses", [])),
        "by": entry.actor_id,
        "on": entry.occurred_on,
    }


def _subject(row: Disposition) -> Subject:
    return ("cluster", row.cluster_id) if row.cluster_id else ("opinion", row.opinion_id)


def _as_found(row: Disposition) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "reason": row.reason,
        "no_change_reason": row.no_change_reason,
        "main_opinion": row.main_opinion_id,
        "clauses": sorted(clause.pk for clause in row.changed_clauses.all()),
        "by": row.decided_by_id,
        "on": row.decided_on,
    }
