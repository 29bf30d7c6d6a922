"""What happened in public, newest first: for feeds, calendars and side columns.

Three things are told: a consultation was opened, opinions were answered, a decision was published.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from decisions.models import Decision, ParticipationActivity
from decisions.selectors import public

AT_MOST = 50


@dataclass(frozen=True)
class Event:
    """One thing that happened, on a day."""

    decision: Decision
    kind: str
    on: date
    title: str
    text: str


def latest(decisions: QuerySet[Decision], today: date) -> list[Event]:
    """The newest events of some public decisions (three queries)."""
    found = [
        *_opened(decisions, today),
        *answered(decisions, today),
        *_published(decisions, today),
    ]
    return sorted(found, key=lambda event: (event.on, event.decision.pk), reverse=True)[:AT_MOST]


def _opened(decisions: QuerySet[Decision], today: date) -> Iterator[Event]:
    rows = public.announced(today).filter(decision__in=decisions.values("pk"))
    for one in rows.select_related("decision__organ").order_by("-announced_on", "-id")[:AT_MOST]:
        text = _("Opinions are taken from %(opens)s to %(closes)s.") % {
            "opens": one.opens_on,
            "closes": one.closes_on,
        }
        yield Event(one.decision, f"opened-{one.pk}", one.announced_on, one.title, text)


def answered(decisions: QuerySet[Decision], today: date) -> Iterator[Event]:
    """The answers to opinions, the newest first (one query)."""
    rows = decisions.filter(participation__feedback_published_on__lte=today)
    day = "participation__feedback_published_on"
    for one in rows.select_related("organ", "participation").order_by(f"-{day}", "-id")[:AT_MOST]:
        told = one.participation
        title = _("Opinions answered: %(title)s") % {"title": one.title}
        yield Event(one, "answered", told.feedback_published_on, title, told.did)


def _published(decisions: QuerySet[Decision], today: date) -> Iterator[Event]:
    rows = decisions.filter(publication__in=public.promulgations(today))
    for one in rows.select_related("organ", "publication").order_by(
        "-publication__published_on", "-id"
    )[:AT_MOST]:
        said = one.publication
        title = _("Decision published: %(title)s") % {"title": one.title}
        yield Event(one, "published", said.published_on, title, said.document_number)


def dated(today: date, **of: Any) -> list[ParticipationActivity]:
    """Ways to take part with a day to be kept in mind, newest first (one query)."""
    rows = public.ways(today)
    return list(
        rows.filter(**of)
        .select_related("decision__organ")
        .order_by("-announced_on", "-id")[: 4 * AT_MOST]
    )
