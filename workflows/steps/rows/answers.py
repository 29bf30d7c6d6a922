"""Rows of answers, of opinions and of groups, and the counters that move with them (Art. 18).

Called by ``dispositions.py`` and ``restoring.py`` under the decision's lock. A personal demand
handed on as a petition gets its term from the pinned profile (PETITION 23).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from decisions.errors import NotNow
from decisions.law.profile import load_profile
from decisions.law.terms import DispositionKind
from decisions.models import AnswerCheck, Cluster, Decision, Disposition, Opinion
from workflows import counting
from workflows.act import Doing
from workflows.models import Deadline

PETITION = "petition"
PASSED_ON = DispositionKind.PETITION_TRANSFERRED


@dataclass(frozen=True)
class Answer:
    """What is answered, by whom (the account) and on which day."""

    kind: str
    reason: str
    no_change_reason: str
    main_opinion: int | None
    changed_clauses: tuple[int, ...]
    by: int
    on: date
    petition_told_on: date | None = None

    def said(self) -> dict[str, Any]:
        """As an entry says it; who and when are the entry's own."""
        return {
            "kind": self.kind,
            "reason": self.reason,
            "no_change_reason": self.no_change_reason,
            "main_opinion": self.main_opinion,
            "changed_clauses": list(self.changed_clauses),
        }


def write(decision: Decision, answer: Answer, subjects: Sequence[Mapping[str, Any]]) -> None:
    """Give opinions and groups one answer, a row each, and mark them with its kind."""
    rows = Disposition.objects.bulk_create(
        Disposition(
            decision=decision,
            kind=answer.kind,
            reason=answer.reason,
            no_change_reason=answer.no_change_reason,
            main_opinion_id=answer.main_opinion,
            decided_by_id=answer.by,
            decided_on=answer.on,
            petition_told_on=answer.petition_told_on,
            **subject,
        )
        for subject in subjects
    )
    _answered(Opinion, answer.kind, (row.opinion_id for row in rows))
    _answered(Cluster, answer.kind, (row.cluster_id for row in rows))
    if changed := answer.changed_clauses:
        through = Disposition.changed_clauses.through
        through.objects.bulk_create(
            through(disposition=row, clause_id=clause) for row in rows for clause in changed
        )


def _answered(table: Any, kind: str, ids: Iterable[int | None]) -> None:
    if known := [pk for pk in ids if pk]:
        table.objects.filter(pk__in=known).update(answer=kind)


def count(
    doing: Doing,
    opinions: Sequence[Opinion],
    was: counting.Counts,
    lent: dict[int, counting.Counts],
    answer: Answer | None,
) -> int:
    """Move the counters to this answer, or to none; how many opinions it reaches.

    ``was`` is what the opinions made of the counters, ``lent`` what the groups did, by group.
    """
    kind = answer.kind if answer else None
    changes = bool(answer and answer.changed_clauses)
    no_change = answer.no_change_reason if answer else ""
    becomes = Counter({counting.column(kind): 1})
    if answer:
        becomes[counting.UNEXPLAINED] = counting.unchanged(kind, changes, no_change)
    number = counting.keep_clusters(doing.decision, lent, becomes) if lent else 0
    for one in opinions:
        one.own_kind, one.own_changes, one.no_change_reason = kind, changes, no_change
    if opinions:
        counting.keep(doing.decision, opinions, was, counting.before(opinions))
    return number + len(opinions)


def forget(doing: Doing, opinions: Sequence[Opinion]) -> None:
    """Delete the dispositions these opinions had, and the terms that hung on them."""
    answered = [one.pk for one in opinions if one.own_kind]
    if answered:
        Disposition.objects.filter(opinion__in=answered).delete()
        _not_to_be_checked(doing, opinion__in=answered)
    passed_on = [str(one.pk) for one in opinions if one.own_kind == PASSED_ON]
    if passed_on:
        Deadline.objects.filter(
            decision=doing.decision, kind=PETITION, subject__in=passed_on
        ).delete()
        doing.facts["lifted"] = [[PETITION, subject] for subject in passed_on]


def groups_of(doing: Doing, clusters: list[int]) -> list[Cluster]:
    """The groups of these ids; refuses what is of another matter."""
    if not clusters:
        return []
    found = list(Cluster.objects.filter(pk__in=clusters, decision=doing.decision).order_by("pk"))
    if len(found) != len(set(clusters)):
        raise NotNow(_("This group is not of this matter."))
    return found


def taken_back(doing: Doing, groups: Sequence[Cluster]) -> dict[int, counting.Counts]:
    """Delete the dispositions of groups; gives back what each was for the counters."""
    was = {one.pk: Counter({counting.column(None): 1}) for one in groups}
    if not any(one.answer for one in groups):
        return was
    rows = Disposition.objects.filter(cluster__in=was).prefetch_related("changed_clauses")
    for row in rows:
        changes = bool(row.changed_clauses.all())
        left = counting.unchanged(row.kind, changes, row.no_change_reason)
        was[row.cluster_id] = Counter({counting.column(row.kind): 1, counting.UNEXPLAINED: left})
    Disposition.objects.filter(cluster__in=was).delete()
    _not_to_be_checked(doing, cluster__in=was)
    return was


def _not_to_be_checked(doing: Doing, **of: Any) -> None:
    """A second look that waits for an answer that is gone waits for nothing."""
    gone, _rows = AnswerCheck.objects.filter(decision=doing.decision, agreed=None, **of).delete()
    if gone:
        counting.shift(doing.decision, Counter({"checks_drawn": gone}), Counter())


def set_terms(doing: Doing, opinions: Sequence[Opinion], told_on: date | None = None) -> None:
    """From the day of receipt the sender is told within the days of the profile (PETITION 23)."""
    days = load_profile(doing.decision.profile, doing.decision.profile_on).petition_days
    terms = [
        Deadline(
            decision=doing.decision,
            kind=PETITION,
            subject=str(one.pk),
            article="PETITION-23",
            starts_on=one.submission.occurred_on,
            due_on=one.submission.occurred_on + timedelta(days=days),
            met_on=told_on,
        )
        for one in opinions
    ]
    Deadline.objects.bulk_create(terms)
    set_now = [[PETITION, t.subject, t.due_on.isoformat()] for t in terms]
    doing.facts.setdefault("deadlines", []).extend(set_now)
    if told_on:
        told = [[PETITION, t.subject, told_on.isoformat()] for t in terms]
        doing.facts.setdefault("met", []).extend(told)
