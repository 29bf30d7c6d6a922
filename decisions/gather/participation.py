"""Gathers how the public took part and what was counted of it (Art. 14, 15, 18).

The counters are read, never recounted: closing a phase recounts them under its own lock.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet

from decisions.gather.activities import activities, activity_list
from decisions.gather.listed import DECISION, LONG_AGO, Listed, listed
from decisions.gather.reading import words
from decisions.gather.signoffs import progress
from decisions.gather.single import one
from decisions.law.facts.participation import Participation, Tally
from decisions.law.terms import Channel, DispositionKind, Section
from decisions.models import Decision, Disposition

UNTOLD = Q(kind=DispositionKind.PETITION_TRANSFERRED.value, petition_told_on=None)


def lists() -> Iterator[QuerySet[Any]]:
    """The activities, and the petitions of which nobody was told in time."""
    yield activity_list()
    late = Q(opinion__submission__occurred_on__lt=LONG_AGO)
    yield listed("petition_overdue", Disposition.objects.filter(UNTOLD, late, decision=DECISION))


def participation(decision: Decision, rows: Listed) -> Participation:
    """The section as a whole."""
    common = {
        "progress": progress(rows, Section.PARTICIPATION),
        "activities": activities(rows),
        "tally": _tally(decision, rows),
    }
    row = one(decision, "participation")
    if row is None:
        return Participation(**common)
    return Participation(
        **common,
        exemption_ground=words(row.exemption_ground),
        none_received_stated=row.none_received_stated,
        adoption_note_on=row.adoption_note_on,
        adoption_note_by=str(row.adoption_note_by) if row.adoption_note_by else None,
        feedback_published_on=row.feedback_published_on,
        personal_data_published=False if row.personal_data_checked_on else None,
    )


def _tally(decision: Decision, rows: Listed) -> Tally:
    late = len(rows["petition_overdue"])
    row = one(decision, "tally")
    if row is None:
        return Tally(petitions_overdue=late)
    return Tally(
        submissions=row.submissions,
        opinions=row.opinions,
        by_channel={c.value: getattr(row, f"from_{c.value}") for c in Channel},
        by_disposition={d.value: getattr(row, f"is_{d.value}") for d in DispositionKind},
        without_disposition=row.undisposed,
        without_reason=row.without_reason,
        adopted_without_change=row.adopted_without_change,
        petitions_overdue=late,
    )
