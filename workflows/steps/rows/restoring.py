"""What an answer replaced, kept in its entry, and given back when the step is undone (Art. 18).

Undoing a step takes its answers back and restores those it replaced, with who gave them and when.
It is refused as soon as one of the answers is no longer what the step said.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from decisions.errors import NotNow
from decisions.models import Cluster, Disposition, Entry, Opinion
from workflows import counting
from workflows.act import Doing
from workflows.steps.rows.answers import PASSED_ON, Answer, count, groups_of, set_terms, write
from workflows.steps.rows.groups import members
from workflows.steps.rows.opinions import targets

ANSWERING = ("dispose_opinion", "dispose_in_bulk")


def replaced(opinions: Sequence[Opinion], groups: Sequence[Cluster]) -> list[dict[str, Any]]:
    """The answers these have now, each with whom it was given to; nothing is asked if none has."""
    ids = [one.pk for one in opinions if one.own_kind]
    clusters = [one.pk for one in groups if one.answer]
    if not ids and not clusters:
        return []
    held: dict[Answer, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for row in _rows(ids, clusters):
        name = "clusters" if row.cluster_id else "opinions"
        held[_answer_of(row)][name].append(row.cluster_id or row.opinion_id)
    return [_kept(answer) | dict(whose) for answer, whose in held.items()]


def _rows(ids: list[int], clusters: list[int]) -> QuerySet[Disposition]:
    rows = Disposition.objects.filter(Q(opinion__in=ids) | Q(cluster__in=clusters))
    return rows.prefetch_related("changed_clauses").order_by("pk")


def _standing(ids: list[int], clusters: list[int]) -> list[Answer]:
    return [_answer_of(row) for row in _rows(ids, clusters)]


def _answer_of(row: Disposition) -> Answer:
    return Answer(
        kind=row.kind,
        reason=row.reason,
        no_change_reason=row.no_change_reason,
        main_opinion=row.main_opinion_id,
        changed_clauses=tuple(sorted(clause.pk for clause in row.changed_clauses.all())),
        by=row.decided_by_id,
        on=row.decided_on,
        petition_told_on=row.petition_told_on,
    )


def _kept(answer: Answer) -> dict[str, Any]:
    told = answer.petition_told_on
    return answer.said() | {
        "by": answer.by,
        "on": answer.on.isoformat(),
        "petition_told_on": told.isoformat() if told else None,
    }


def _read(kept: Mapping[str, Any]) -> Answer:
    told = kept["petition_told_on"]
    return Answer(
        kind=kept["kind"],
        reason=kept["reason"],
        no_change_reason=kept["no_change_reason"],
        main_opinion=kept["main_opinion"],
        changed_clauses=tuple(sorted(kept["changed_clauses"])),
        by=kept["by"],
        on=date.fromisoformat(kept["on"]),
        petition_told_on=date.fromisoformat(told) if told else None,
    )


def step(doing: Doing, seq: int) -> Entry:
    """The step of this number, while every answer it wrote still stands; raises NotNow."""
    entry = doing.decision.entries.filter(seq=seq, act__in=ANSWERING).first()
    if entry is None:
        raise NotNow(_("There is no such step to undo."))
    facts = entry.facts
    ids, clusters = facts.get("opinions", []), facts.get("clusters", [])
    by_whom = {"by": entry.actor_id, "on": entry.occurred_on.isoformat()}
    gave = _read({"petition_told_on": None} | facts | by_whom)
    if _standing(ids, clusters) != [gave] * (len(ids) + len(clusters)):
        raise NotNow(_("Some of these answers were changed since, so the step cannot be undone."))
    return entry


def give_back(doing: Doing, entry: Entry) -> int:
    """Restore what the step replaced, after its own answers were taken back; how many opinions."""
    kept = entry.facts.get("replaced", [])
    mains = {one["main_opinion"] for one in kept} - {None}
    if counting.standing(doing.decision).filter(pk__in=mains).count() != len(mains):
        raise NotNow(_("An answer to restore points to an opinion that was withdrawn since."))
    number = sum(_give_back(doing, one) for one in kept)
    if kept:
        doing.facts["restored"] = kept
    clusters = [pk for one in kept for pk in one.get("clusters", [])]
    if clusters:
        doing.facts["answered"] = members(clusters)
    return number


def _give_back(doing: Doing, kept: Mapping[str, Any]) -> int:
    ids, clusters = kept.get("opinions", []), kept.get("clusters", [])
    opinions = targets(doing, ids) if ids else []
    groups = groups_of(doing, clusters)
    answer, was = _read(kept), counting.before(opinions)
    subjects = [{"opinion": one} for one in opinions] + [{"cluster": one} for one in groups]
    write(doing.decision, answer, subjects)
    if answer.kind == PASSED_ON:
        set_terms(doing, opinions, answer.petition_told_on)
    lent = {one.pk: Counter({counting.column(None): 1}) for one in groups}
    return count(doing, opinions, was, lent, answer)
