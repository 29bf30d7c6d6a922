"""Gathers the ways in which the public took part, with the notice of an open consultation."""

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from decisions.gather.drafts import explained
from decisions.gather.listed import DECISION, Listed, Row, holds, listed, said
from decisions.gather.reading import counted, day, flag, names, term
from decisions.law.facts.participation import Activity, Notice
from decisions.law.terms import ActivityKind
from decisions.models import ConsultationLetter, ParticipationActivity

LETTERS = ConsultationLetter.objects.filter(activity=OuterRef("pk"))


def activity_list() -> QuerySet[Any]:
    """The activities with their notice, and whether every letter was answered."""
    return listed(
        "activity",
        ParticipationActivity.objects.filter(decision=DECISION),
        *("kind", "announced_on", "opens_on", "closes_on", "held_on", "channels", "participants"),
        *("explained_by_experts", "closed_on", "offline_entered"),
        withdrawn=said("withdrawn_reason"),
        recorded=holds(Q(record__isnull=False) | ~Q(summary="")),
        letters=Exists(LETTERS),
        letters_open=Exists(LETTERS.filter(replied_on=None)),
        consultation=F("consultation__pk"),
        draft=F("consultation__draft"),
        ways=F("consultation__ways"),
        contact=said("consultation__contact"),
        privacy=said("consultation__privacy"),
        shortened_reason=F("consultation__shortened_reason"),
        disclosure_reviewed_on=F("consultation__disclosure_reviewed_on"),
    )


def activities(rows: Listed) -> tuple[Activity, ...]:
    """Every activity, withdrawn ones too, in the order in which they were planned."""
    return tuple(_activity(row, rows) for row in rows["activity"])


def _activity(row: Row, rows: Listed) -> Activity:
    return Activity(
        kind=term(ActivityKind, row["kind"]),
        announced_on=day(row["announced_on"]),
        opens_on=day(row["opens_on"]),
        closes_on=day(row["closes_on"]),
        held_on=day(row["held_on"]),
        channels=names(row["channels"]),
        notice=_notice(row, rows),
        disclosure_reviewed_on=day(row["disclosure_reviewed_on"]),
        participant_kinds=tuple(sorted(counted(row["participants"]))),
        recorded=bool(row["recorded"]) or _all_answered(row),
        explained_by_experts=flag(row["explained_by_experts"]),
        closed_on=day(row["closed_on"]),
        offline_entered=flag(row["offline_entered"]),
        withdrawn=flag(row["withdrawn"]),
    )


def _notice(row: Row, rows: Listed) -> Notice | None:
    if row["consultation"] is None:
        return None
    return Notice(
        draft=row["draft"] is not None,
        explanation=explained(rows, row["draft"]),
        ways=names(row["ways"]),
        contact=flag(row["contact"]),
        privacy=flag(row["privacy"]),
        shortened_reason=row["shortened_reason"],
    )


def _all_answered(row: Row) -> bool:
    """Letters that were all answered are their own record."""
    return bool(row["letters"]) and not row["letters_open"]
