"""Gathers how the public took part and what was counted of it (Art. 14, 15, 18).

The counters are read, never recounted: closing a phase recounts them under its own lock.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import F, Q, QuerySet

from decisions.gather.activities import activities, activity_list
from decisions.gather.listed import DECISION, LONG_AGO, Listed, Row, listed, one
from decisions.gather.reading import day, flag, words
from decisions.gather.signoffs import progress
from decisions.law.facts.participation import Participation as ParticipationFacts
from decisions.law.facts.participation import Tally as TallyFacts
from decisions.law.terms import Channel, DispositionKind, Section
from decisions.models import Disposition, Participation, Tally

UNTOLD = Q(kind=DispositionKind.PETITION_TRANSFERRED.value, petition_told_on=None)

DAYS = ("adoption_note_on", "feedback_published_on", "personal_data_checked_on")
NOTHING_YET: Row = dict.fromkeys(DAYS) | {
    "exemption_ground": "",
    "none_received_stated": False,
    "adopter": "",
}
COUNTERS = (
    *("submissions", "opinions", "undisposed", "without_reason", "adopted_without_change"),
    *(f"from_{channel.value}" for channel in Channel),
    *(f"is_{kind.value}" for kind in DispositionKind),
)


def lists() -> Iterator[QuerySet[Any]]:
    """The section, its counters and activities, and petitions nobody was told of in time."""
    yield listed(
        "participation",
        Participation.objects.filter(decision=DECISION),
        *("exemption_ground", "hearing_choice", "hearing_ground", "none_received_stated"),
        *("adoption_note_by", *DAYS),
        adopter=F("adoption_note_by__display_name"),
    )
    yield listed("tally", Tally.objects.filter(decision=DECISION), *COUNTERS)
    yield activity_list()
    late = Q(opinion__submission__occurred_on__lt=LONG_AGO, opinion__submission__withdrawn_at=None)
    yield listed("petition_overdue", Disposition.objects.filter(UNTOLD, late, decision=DECISION))


def participation(rows: Listed) -> ParticipationFacts:
    """The section as a whole; its row begins with the first thing that is kept in it."""
    row = one(rows, "participation") or NOTHING_YET
    return ParticipationFacts(
        progress=progress(rows, Section.PARTICIPATION),
        activities=activities(rows),
        tally=_tally(rows),
        exemption_ground=words(row["exemption_ground"]),
        none_received_stated=flag(row["none_received_stated"]),
        adoption_note_on=day(row["adoption_note_on"]),
        adoption_note_by=words(row["adopter"]),
        feedback_published_on=day(row["feedback_published_on"]),
        personal_data_published=False if row["personal_data_checked_on"] else None,
    )


def _tally(rows: Listed) -> TallyFacts:
    late = len(rows["petition_overdue"])
    row = one(rows, "tally")
    if row is None:
        return TallyFacts(petitions_overdue=late)
    return TallyFacts(
        submissions=row["submissions"],
        opinions=row["opinions"],
        by_channel={c.value: row[f"from_{c.value}"] for c in Channel},
        by_disposition={d.value: row[f"is_{d.value}"] for d in DispositionKind},
        without_disposition=row["undisposed"],
        without_reason=row["without_reason"],
        adopted_without_change=row["adopted_without_change"],
        petitions_overdue=late,
    )
