"""Dispositions written and taken back in bulk under the decision's lock (Art. 18).

Called by the acts of ``steps/public/dispositions.py`` and by a second look that disagrees. Each
statement takes any number of opinions and groups; the rows themselves are ``answers.py``, what an
answer replaced and how it comes back is ``restoring.py``.
"""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from decisions.errors import NotNow
from decisions.models import Cluster, Opinion
from workflows import counting
from workflows.act import Doing
from workflows.steps.rows import restoring
from workflows.steps.rows.answers import (
    PASSED_ON,
    Answer,
    count,
    forget,
    groups_of,
    set_terms,
    taken_back,
    write,
)
from workflows.steps.rows.groups import members
from workflows.steps.rows.opinions import answers_may_change, targets


def dispose(doing: Doing, ids: list[int], clusters: list[int]) -> int:
    """Answer opinions and groups in one way; how many opinions have this answer now."""
    opinions = targets(doing, ids) if ids else []
    answers_may_change(doing, opinions)
    groups = groups_of(doing, clusters)
    if replaced := restoring.replaced(opinions, groups):
        doing.facts["replaced"] = replaced
    was, lent = counting.before(opinions), taken_back(doing, groups)
    forget(doing, opinions)
    subjects = [{"opinion": one} for one in opinions] + [{"cluster": one} for one in groups]
    answer = _asked(doing, subjects)
    write(doing.decision, answer, subjects)
    doing.facts |= answer.said()
    if answer.kind == PASSED_ON:
        set_terms(doing, opinions)
    number = count(doing, opinions, was, lent, answer)
    _name(doing, ids, clusters)
    if clusters:
        doing.facts["answered"] = members(clusters)
    doing.facts["number"] = number
    return number


def _asked(doing: Doing, subjects: Sequence[dict[str, Any]]) -> Answer:
    """The answer as the form gives it, by whoever acts, on the day of the act."""
    asked = doing.data
    return Answer(
        kind=asked["kind"],
        reason=asked["reason"],
        no_change_reason=asked["no_change_reason"],
        main_opinion=_main(doing, subjects),
        changed_clauses=tuple(clause.pk for clause in asked["changed_clauses"]),
        by=doing.user.pk,
        on=doing.occurred_on,
    )


def take_back(doing: Doing, ids: list[int], clusters: list[int]) -> int:
    """Take dispositions back; how many opinions have none now, or another's."""
    opinions = targets(doing, ids) if ids else []
    answers_may_change(doing, opinions)
    opinions = [one for one in opinions if one.own_kind]
    groups = [one for one in groups_of(doing, clusters) if one.answer]
    if not opinions and not groups:
        raise NotNow(
            _("None of these opinions has a disposition of its own.")
            if ids
            else _("This group has no disposition.")
        )
    was, lent = counting.before(opinions), taken_back(doing, groups)
    forget(doing, opinions)
    Opinion.objects.filter(pk__in=[one.pk for one in opinions]).update(answer="")
    Cluster.objects.filter(pk__in=[one.pk for one in groups]).update(answer="")
    number = count(doing, opinions, was, lent, None)
    _name(doing, [one.pk for one in opinions], [one.pk for one in groups])
    return number


def _name(doing: Doing, ids: list[int], clusters: list[int]) -> None:
    """The entry names what was touched; fsck replays it."""
    if ids:
        doing.facts["opinions"] = ids
    if clusters:
        doing.facts["clusters"] = clusters


def _main(doing: Doing, subjects: Sequence[dict[str, Any]]) -> int | None:
    """The opinion of which these are duplicates: of this matter, and none of them."""
    main = doing.data["main_opinion"]
    if main is None:
        return None
    itself = any(s.get("opinion") and s["opinion"].pk == main for s in subjects)
    if itself or not counting.standing(doing.decision).filter(pk=main).exists():
        raise NotNow(_("The main opinion must be another opinion of this matter."))
    return int(main)
