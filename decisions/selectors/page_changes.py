"""What changed on the page of a decision, with the day, newest first (P2).

Notices, closings and answers come from the rows of the page; extensions, withdrawals and
corrections of what the public was told come from the record, by their kind and day alone.
"""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from decisions.law.terms import ActivityKind
from decisions.models import Decision, ParticipationActivity
from decisions.selectors.decision_page import Shown

Change = tuple[date, str]
TOLD_OTHERWISE = ("consultation", "adoption", "promulgation")
TOLD = ("open_consultation", "extend_consultation", "publish_feedback", "promulgate")


def changes(shown: Shown) -> list[Change]:
    """Every change of the page, newest first (one query beside the rows it shows)."""
    found = [change for activity in shown.activities for change in _of_activity(activity)]
    found += _of_notices(shown)
    found += _of_the_record(shown.decision)
    if shown.answered:
        told_on = shown.decision.participation.feedback_published_on
        found.append((told_on, _("The answer to the opinions was published")))
    if shown.promulgated:
        found.append((shown.decision.publication.published_on, _("The decision was published")))
    return sorted(found, key=lambda change: change[0], reverse=True)


def _of_activity(activity: ParticipationActivity) -> Iterator[Change]:
    if activity.kind != ActivityKind.HEARING:  # its numbered notices say it
        yield activity.announced_on, _("Published: %(title)s") % {"title": activity.title}
    if not activity.closed_on:
        return
    if activity.kind == ActivityKind.OPEN_CONSULTATION:
        yield activity.closed_on, _("The period for opinions was closed")
    elif activity.withdrawn_reason:
        yield activity.closed_on, _("Called off: %(title)s") % {"title": activity.title}
    else:
        yield activity.closed_on, _("Results published: %(title)s") % {"title": activity.title}


def _of_notices(shown: Shown) -> Iterator[Change]:
    for notice in shown.notices:
        if not notice.kind.startswith(TOLD_OTHERWISE):
            yield notice.issued_on, _("Published: %(title)s") % {"title": notice.title}


def _of_the_record(decision: Decision) -> Iterator[Change]:
    words = {
        "extend_consultation": _("The period for opinions was extended"),
        "withdraw_consultation": _("The consultation was withdrawn"),
        "correct": _("What was published was corrected"),
    }
    asked = Q(act__in=["extend_consultation", "withdraw_consultation"])
    asked |= Q(act="correct", corrects__act__in=TOLD)
    rows = decision.entries.filter(asked).order_by("seq").values_list("occurred_on", "act")
    for day, act in rows:
        yield day, words[act]
