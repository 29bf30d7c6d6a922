"""Rows of dispositions, written and taken back in bulk under the decision's lock (Art. 18).

Called by the acts of ``steps/public/dispositions.py`` and by a second look that disagrees. Each
statement takes any number of opinions and groups; the counters move with them.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from decisions.errors import NotNow
from decisions.law.profile import load_profile
from decisions.law.terms import DispositionKind
from decisions.models import AnswerCheck, Cluster, Disposition, Opinion
from workflows import counting
from workflows.act import Doing
from workflows.models import Deadline
from workflows.steps.rows.groups import members
from workflows.steps.rows.opinions import answers_may_change, targets

PETITION = "petition"
PASSED_ON = DispositionKind.PETITION_TRANSFERRED


def dispose(doing: Doing, ids: list[int], clusters: list[int]) -> int:
    """Answer opinions and groups in one way; how many opinions have this answer now."""
    opinions = targets(doing, ids) if ids else []
    answers_may_change(doing, opinions)
    groups = _groups(doing, clusters)
    was = counting.before(opinions)
    lent = _taken_back(doing, groups)
    forget(doing, opinions)
    subjects = [{"opinion": one} for one in opinions] + [{"cluster": one} for one in groups]
    _write(doing, subjects)
    kind = doing.data["kind"]
    if kind == PASSED_ON:
        _set_terms(doing, opinions)
    becomes = Counter({counting.column(kind): 1, counting.UNEXPLAINED: _unchanged(doing)})
    number = counting.keep_clusters(doing.decision, lent, becomes) if groups else 0
    for one in opinions:
        one.own_kind, one.own_changes = kind, bool(doing.data["changed_clauses"])
        one.no_change_reason = doing.data["no_change_reason"]
    if opinions:
        counting.keep(doing.decision, opinions, was, counting.before(opinions))
    _name(doing, ids, clusters)
    if clusters:
        doing.facts["answered"] = members(clusters)
    doing.facts["number"] = number + len(opinions)
    return number + len(opinions)


def take_back(doing: Doing, ids: list[int], clusters: list[int]) -> int:
    """Take dispositions back; how many opinions have none now, or another's."""
    opinions = targets(doing, ids) if ids else []
    answers_may_change(doing, opinions)
    opinions = [one for one in opinions if one.own_kind]
    groups = [one for one in _groups(doing, clusters) if one.answer]
    if not opinions and not groups:
        raise NotNow(
            _("None of these opinions has a disposition of its own.")
            if ids
            else _("This group has no disposition.")
        )
    was = counting.before(opinions)
    lent = _taken_back(doing, groups)
    forget(doing, opinions)
    Opinion.objects.filter(pk__in=[one.pk for one in opinions]).update(answer="")
    Cluster.objects.filter(pk__in=[one.pk for one in groups]).update(answer="")
    open_now = Counter({counting.column(None): 1})
    number = counting.keep_clusters(doing.decision, lent, open_now) if groups else 0
    for one in opinions:
        one.own_kind = None
    if opinions:
        counting.keep(doing.decision, opinions, was, counting.before(opinions))
    _name(doing, [one.pk for one in opinions], [one.pk for one in groups])
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


def _name(doing: Doing, ids: list[int], clusters: list[int]) -> None:
    """The entry names what was touched; fsck replays it."""
    if ids:
        doing.facts["opinions"] = ids
    if clusters:
        doing.facts["clusters"] = clusters


def _groups(doing: Doing, clusters: list[int]) -> list[Cluster]:
    if not clusters:
        return []
    found = list(Cluster.objects.filter(pk__in=clusters, decision=doing.decision).order_by("pk"))
    if len(found) != len(set(clusters)):
        raise NotNow(_("This group is not of this matter."))
    return found


def _write(doing: Doing, subjects: Sequence[dict[str, Any]]) -> None:
    asked = doing.data
    said = {key: asked[key] for key in ("kind", "reason", "no_change_reason")}
    main = _main(doing, subjects)
    rows = Disposition.objects.bulk_create(
        Disposition(
            decision=doing.decision,
            main_opinion_id=main,
            decided_by=doing.user,
            decided_on=doing.occurred_on,
            **said,
            **subject,
        )
        for subject in subjects
    )
    _answered(Opinion, asked["kind"], (row.opinion_id for row in rows))
    _answered(Cluster, asked["kind"], (row.cluster_id for row in rows))
    changed = [clause.pk for clause in asked["changed_clauses"]]
    through = Disposition.changed_clauses.through
    if changed:
        through.objects.bulk_create(
            through(disposition=row, clause_id=clause) for row in rows for clause in changed
        )
    doing.facts |= said | {"main_opinion": main, "changed_clauses": changed}


def _answered(table: Any, kind: str, ids: Iterable[int | None]) -> None:
    if known := [pk for pk in ids if pk]:
        table.objects.filter(pk__in=known).update(answer=kind)


def _main(doing: Doing, subjects: Sequence[dict[str, Any]]) -> int | None:
    """The opinion of which these are duplicates: of this matter, and none of them."""
    main = doing.data["main_opinion"]
    if main is None:
        return None
    itself = any(s.get("opinion") and s["opinion"].pk == main for s in subjects)
    if itself or not counting.standing(doing.decision).filter(pk=main).exists():
        raise NotNow(_("The main opinion must be another opinion of this matter."))
    return int(main)


def _unchanged(doing: Doing) -> int:
    asked = doing.data
    return counting.unchanged(
        asked["kind"], bool(asked["changed_clauses"]), asked["no_change_reason"]
    )


def _not_to_be_checked(doing: Doing, **of: Any) -> None:
    """A second look that waits for an answer that is gone waits for nothing."""
    gone, _rows = AnswerCheck.objects.filter(decision=doing.decision, agreed=None, **of).delete()
    if gone:
        counting.shift(doing.decision, Counter({"checks_drawn": gone}), Counter())


def _taken_back(doing: Doing, groups: Sequence[Cluster]) -> dict[int, counting.Counts]:
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


def _set_terms(doing: Doing, opinions: Sequence[Opinion]) -> None:
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
        )
        for one in opinions
    ]
    Deadline.objects.bulk_create(terms)
    doing.facts["deadlines"] = [[PETITION, t.subject, t.due_on.isoformat()] for t in terms]
