"""Gathers meetings with each member's view, and the reports to Party and congress (Art. 8, 30, 31).

A roll on which somebody's presence is not marked does not say how many came.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import F, Q, QuerySet

from decisions.gather.drafts import digest
from decisions.gather.listed import DECISION, Listed, Row, holds, listed, one
from decisions.gather.reading import day, flag, term, words
from decisions.law.facts.deliberation import Meeting, View
from decisions.law.facts.deliberation import Reports as ReportsFacts
from decisions.law.terms import MeetingResult, Stand
from decisions.models import AgendaItem, Attendance, MemberView, Reports


def lists() -> Iterator[QuerySet[Any]]:
    """The agenda items with their meeting, the roll of each, the views, and the reports."""
    yield listed(
        "item",
        AgendaItem.objects.filter(decision=DECISION),
        *("meeting", "draft", "result", "majority_reason", "recorded_on", "minutes_on"),
        meeting_type=F("meeting__meeting_type"),
        held_on=F("meeting__held_on"),
        number=F("meeting__number"),
    )
    of = Reports.objects.filter(decision=DECISION)
    yield listed("reports", of, "party_reference", "party_reported_on", "npc_reference", "npc_on")
    roll = Attendance.objects.filter(meeting__agenda__decision=DECISION)
    yield listed("roll", roll, "meeting", "present")
    yield listed(
        "view",
        MemberView.objects.filter(item__decision=DECISION),
        *("item", "chief_executive", "order", "stand", "statement", "member"),
        name=F("member__display_name"),
        confirmed=holds(Q(confirmed_at__isnull=False)),
    )


def meetings(rows: Listed) -> tuple[Meeting, ...]:
    """The meetings on the matter, oldest first."""
    items = sorted(rows["item"], key=lambda row: (row["held_on"], row["id"]))
    return tuple(_meeting(item, rows) for item in items)


def reports(rows: Listed) -> ReportsFacts:
    """What went to the Party committee and the people's congress."""
    row = one(rows, "reports")
    if row is None:
        return ReportsFacts()
    return ReportsFacts(
        party_reference=words(row["party_reference"]),
        party_reported_on=day(row["party_reported_on"]),
        npc_reference=words(row["npc_reference"]),
        npc_on=day(row["npc_on"]),
    )


def _meeting(item: Row, rows: Listed) -> Meeting:
    roll = [seat["present"] for seat in rows["roll"] if seat["meeting"] == item["meeting"]]
    views = [view for view in rows["view"] if view["item"] == item["id"]]
    return Meeting(
        meeting_type=words(item["meeting_type"]),
        held_on=day(item["held_on"]),
        members=len(roll) or None,
        present=None if None in roll or not roll else sum(map(bool, roll)),
        draft_digest=digest(rows, item["draft"]),
        views=tuple(_view(view) for view in sorted(views, key=lambda view: view["order"])),
        result=term(MeetingResult, item["result"]),
        majority_reason=words(item["majority_reason"]),
        recorded_on=day(item["recorded_on"]),
        minutes_on=day(item["minutes_on"]),
    )


def _view(row: Row) -> View:
    return View(
        member=row["name"],
        chief_executive=flag(row["chief_executive"]),
        order=row["order"],
        stand=term(Stand, row["stand"]),
        statement=row["statement"],
        confirmed=flag(row["confirmed"]),
    )
