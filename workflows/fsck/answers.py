"""What became of each opinion (Art. 18): the dispositions replayed from the entries that made them.

Counters tell how many; this tells which, with which reason, by whom and when.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Value
from django.db.models.functions import Coalesce

from decisions.models import Cluster, Decision, Disposition, Opinion
from workflows.fsck import Difference

MADE = ("dispose_opinion", "dispose_in_bulk")
BY_SHEET = "dispose_by_sheet"
TAKEN_BACK, LOOKED_AT = "undo_disposition", "check_answer"
SAID = ("kind", "reason", "no_change_reason", "main_opinion")
Subject = tuple[str, int]


def examine(decision: Decision) -> Iterator[Difference]:
    """Every disposition that is not as the record says."""
    told = _told(decision)
    rows = Disposition.objects.filter(decision=decision).prefetch_related("changed_clauses")
    found = {subject_of(row): as_found(row) for row in rows.iterator(chunk_size=2000)}
    for subject in sorted(told.keys() | found.keys()):
        if told.get(subject) != found.get(subject):
            word = "意见" if subject[0] == "opinion" else "归并意见"
            yield Difference("disposition", decision.pk, f"{word}{subject[1]}的处理结果与记录不符")
    yield from _columns(decision)


def _columns(decision: Decision) -> Iterator[Difference]:
    """What opinions and groups say of their own disposition, for quick reading, is so."""
    for table, word in ((Opinion, "意见"), (Cluster, "归并意见")):
        rows = table.objects.filter(decision=decision).exclude(
            answer=Coalesce("disposition__kind", Value(""))
        )
        for pk in rows.values_list("pk", flat=True):
            yield Difference("disposition", decision.pk, f"{word}{pk}所标的处理结果与处理结果不符")


def _told(decision: Decision) -> dict[Subject, dict[str, Any]]:
    told: dict[Subject, dict[str, Any]] = {}
    acts = [*MADE, BY_SHEET, TAKEN_BACK, LOOKED_AT]
    for entry in decision.entries.filter(act__in=acts).order_by("seq"):
        for facts in entry.facts.get("answers", [entry.facts]):
            for subject in subjects(facts):
                if entry.act in (TAKEN_BACK, LOOKED_AT):
                    told.pop(subject, None)
                else:
                    told[subject] = _as_told(facts, entry.actor_id, entry.occurred_on)
        for facts in entry.facts.get("restored", []):
            again = _as_told(facts, facts["by"], date.fromisoformat(facts["on"]))
            told |= dict.fromkeys(subjects(facts), again)
    return told


def subjects(facts: dict[str, Any]) -> list[Subject]:
    """The groups and opinions that an entry names, or each of its answers."""
    if "answers" in facts:
        return [subject for one in facts["answers"] for subject in subjects(one)]
    clusters = facts.get("clusters") or [pk for pk in [facts.get("cluster")] if pk]
    opinions = facts.get("opinions", [])
    return [("cluster", pk) for pk in clusters] + [("opinion", pk) for pk in opinions]


def _as_told(facts: dict[str, Any], by: int | None, on: date) -> dict[str, Any]:
    return {name: facts.get(name) for name in SAID} | {
        "clauses": sorted(facts.get("changed_clauses", [])),
        "by": by,
        "on": on,
    }


def subject_of(row: Disposition) -> Subject:
    """Of what an answer speaks: a group, or an opinion by itself."""
    return ("cluster", row.cluster_id) if row.cluster_id else ("opinion", row.opinion_id)


def as_found(row: Disposition) -> dict[str, Any]:
    """What an answer says, by whom and on which day, as its row holds it."""
    return {
        "kind": row.kind,
        "reason": row.reason,
        "no_change_reason": row.no_change_reason,
        "main_opinion": row.main_opinion_id,
        "clauses": sorted(clause.pk for clause in row.changed_clauses.all()),
        "by": row.decided_by_id,
        "on": row.decided_on,
    }
