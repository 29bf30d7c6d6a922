"""Gathers the hearing (Art. 16, 17): its dates, and its participants as counts.

Attendance that was not taken for everybody is unknown, and so is whatever rests on it.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, F, OuterRef, QuerySet, Subquery

from decisions.gather.listed import DECISION, Listed, Row, listed, one, said
from decisions.gather.reading import day, flag, term, words
from decisions.gather.signoffs import progress
from decisions.law.facts.participation import Hearing as HearingFacts
from decisions.law.terms import HearingChoice, Section
from decisions.models import Hearing, HearingParticipant, Opinion


def lists() -> Iterator[QuerySet[Any]]:
    """The hearing with its views nobody has dealt with, and its participants without names."""
    yield listed(
        "hearing",
        Hearing.objects.filter(decision=DECISION),
        *("notice_on", "draft_published", "selecting", "selection_published"),
        *("list_published_on", "agenda_followed", "report_on"),
        *("signup_closes_on", "signup_closed_on", "drawn_on"),
        held_on=F("activity__held_on"),
        views_undisposed=Subquery(_undisposed_views()),
    )
    yield listed(
        "hearing_participant",
        HearingParticipant.objects.filter(hearing__decision=DECISION, observer=False),
        *("interested", "delivered_on", "attended", "signed"),
        refusal_noted=said("refusal_note"),
    )


def hearing(rows: Listed) -> HearingFacts:
    """Whether one is held and why; and, where there is one, the whole of it."""
    section, row = one(rows, "participation"), one(rows, "hearing")
    choice = {
        "progress": progress(rows, Section.HEARING),
        "choice": term(HearingChoice, section["hearing_choice"]) if section else None,
        "ground": words(section["hearing_ground"]) if section else None,
    }
    if row is None:
        return HearingFacts(**choice)
    return HearingFacts(
        **choice,
        **_people(rows["hearing_participant"]),
        notice_on=day(row["notice_on"]),
        draft_published=flag(row["draft_published"]),
        selecting=flag(row["selecting"]),
        selection_published=flag(row["selection_published"]),
        signup_closes_on=day(row["signup_closes_on"]),
        signup_closed_on=day(row["signup_closed_on"]),
        drawn_on=day(row["drawn_on"]),
        list_published_on=day(row["list_published_on"]),
        held_on=day(row["held_on"]),
        agenda_followed=flag(row["agenda_followed"]),
        report_on=day(row["report_on"]),
        views_undisposed=row["views_undisposed"] or 0,
    )


def _undisposed_views() -> QuerySet[Any]:
    """How many views of this one hearing wait for an answer, their own or their cluster's."""
    standing = Opinion.objects.filter(
        decision=OuterRef("decision"),
        submission__activity=OuterRef("activity"),
        submission__withdrawn_at=None,
    )
    waiting = standing.filter(disposition=None, cluster__disposition=None)
    return waiting.order_by().values("decision").annotate(number=Count("pk")).values("number")


def _people(people: list[Row]) -> Row:
    deliveries = [day(one["delivered_on"]) for one in people if one["delivered_on"]]
    roll_taken = all(one["attended"] is not None for one in people)
    came = [one for one in people if one["attended"]]
    unsigned = [one for one in came if not one["signed"] and not one["refusal_noted"]]
    return {
        "participants": len(people),
        "interested_parties": sum(1 for one in people if one["interested"]),
        "attended": len(came) if roll_taken else None,
        "materials_delivered_by": max(deliveries, default=None),
        "materials_undelivered": len(people) - len(deliveries),
        "record_unsigned": len(unsigned) if roll_taken else None,
    }
