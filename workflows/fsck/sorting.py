"""Who answers which opinion and under which theme it stands, replayed; groups' sizes, loads, lots.

What was given by theme or to a whole group names no single opinion: such an opinion may bear what
any such later entry gave, and nothing else.
"""

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from django.db.models import Count, F, Q

from decisions.law.lot import drawn
from decisions.models import AnswerCheck, Cluster, Decision, Entry, Opinion, Workload
from workflows import tallying
from workflows.fsck import Difference
from workflows.fsck.answers import BY_SHEET, LOOKED_AT, MADE, TAKEN_BACK, subjects

Named = tuple[str, int]
UNDER = ("assign_theme", "take_theme_suggestion")


def examine(decision: Decision) -> Iterator[Difference]:
    """Everything on the workbench that is not as the record says."""
    yield from _given(decision, "theme", "主题", UNDER)
    yield from _given(decision, "assigned_to", "承办人", ("assign_opinions",))
    yield from _sizes(decision)
    yield from _loads(decision)
    yield from _lots(decision)


def _given(
    decision: Decision, column: str, word: str, acts: tuple[str, ...]
) -> Iterator[Difference]:
    told: dict[Named, tuple[int, int | None]] = {}
    widely: list[tuple[int, int | None]] = []
    for entry in decision.entries.filter(act__in=[*acts, "split_opinion"]).order_by("seq"):
        if entry.act == "split_opinion":
            source = told.get(("opinion", entry.facts["opinion"]), (0, None))
            told |= {("opinion", span[0]): source for span in entry.facts["spans"]}
        for share, value in _shares(entry):
            told |= dict.fromkeys(subjects(share), (entry.seq, value))
            if share.get("clusters") or (share.get("theme") and "officer" in share):
                widely.append((entry.seq, value))
    for table, kind in ((Opinion, "opinion"), (Cluster, "cluster")):
        rows = table.objects.filter(decision=decision).values_list("pk", f"{column}_id")
        for pk, value in rows.iterator(chunk_size=5000):
            seq, said = told.get((kind, pk), (0, None))
            if value != said and (value not in {v for s, v in widely if s > seq}):
                name = "意见" if kind == "opinion" else "归并意见"
                yield Difference("sorting", decision.pk, f"{name}{pk}的{word}与记录不符")


def _shares(entry: Entry) -> list[tuple[dict[str, Any], int | None]]:
    if entry.act in UNDER:
        return [(entry.facts, entry.facts["theme"])]
    return [(share, share["officer"]) for share in entry.facts.get("given", [])]


def _sizes(decision: Decision) -> Iterator[Difference]:
    there = Count("opinions", filter=Q(opinions__submission__withdrawn_at=None))
    rows = Cluster.objects.filter(decision=decision).annotate(found=there)
    for pk in rows.exclude(size=F("found")).values_list("pk", flat=True):
        yield Difference("tally", decision.pk, f"归并意见{pk}的条数与其成员不符")


def _loads(decision: Decision) -> Iterator[Difference]:
    found = tallying.loads(decision)
    rows = Workload.objects.filter(decision=decision)
    kept = {row.officer_id: (row.assigned, row.answered) for row in rows}
    for officer in sorted(found.keys() | kept.keys()):
        if found.get(officer, (0, 0)) != kept.get(officer, (0, 0)):
            yield Difference("tally", decision.pk, f"承办人{officer}的办理进度应重新计数")


def _lots(decision: Decision) -> Iterator[Difference]:
    """Each draw made again from what was answered before it; each look as the entry says."""
    fresh: set[Named] = set()
    waits: dict[Named, bool | None] = {}
    looks: list[tuple[Named, bool | None]] = []
    acts = [*MADE, BY_SHEET, TAKEN_BACK, LOOKED_AT, "draw_checks"]
    for entry in decision.entries.filter(act__in=acts).order_by("seq"):
        if entry.act == "draw_checks":
            yield from _lot(decision, entry, fresh)
            waits |= dict.fromkeys(tuple(one) for one in entry.facts["drawn"])
            fresh = set()
            continue
        touched = set(subjects(entry.facts))
        if entry.act == LOOKED_AT:
            kind, pk = entry.facts["subject"]
            waits.pop((kind, pk), None)
            looks.append(((kind, pk), entry.facts["agreed"]))
        for subject in touched:
            waits.pop(subject, None)
        fresh = fresh | touched if entry.act in (*MADE, BY_SHEET) else fresh - touched
        for restored in entry.facts.get("restored", []):
            fresh |= set(subjects(restored))
    told = looks + [(subject, None) for subject in waits]
    yield from _checks(decision, told)


def _lot(decision: Decision, entry: Entry, fresh: set[Named]) -> Iterator[Difference]:
    facts = entry.facts
    again = drawn(fresh, Fraction(facts["share"]), facts["seed"])
    if facts["seed"] != entry.previous or [list(one) for one in again] != facts["drawn"]:
        yield Difference("lot", decision.pk, f"第{entry.seq}号记录的抽取结果不能重现")


def _checks(decision: Decision, told: list[tuple[Named, bool | None]]) -> Iterator[Difference]:
    found: dict[tuple[Named, bool | None], int] = defaultdict(int)
    for row in AnswerCheck.objects.filter(decision=decision):
        subject = ("cluster", row.cluster_id) if row.cluster_id else ("opinion", row.opinion_id)
        found[subject, row.agreed] += 1
    for one in told:
        found[one] -= 1
    for (subject, _agreed), left in found.items():
        if left:
            yield Difference("lot", decision.pk, f"对{subject[1]}的复核与记录不符")
