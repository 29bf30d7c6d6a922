"""What the record keeps of a meeting and its roll, beside any one matter: their digests.

Written by the acts of deliberation, taken again by ``fsck``.
"""

import hashlib

from decisions.models import Attendance, Meeting
from workflows import record

SAID = ("meeting_type", "number", "held_on", "place", "chair", "observers")


def roll_digest(meeting_id: int) -> str:
    """The digest over the roll: for each member whether present, and why absent."""
    roll = Attendance.objects.filter(meeting=meeting_id).order_by("member")
    said = roll.values_list("member", "chief_executive", "present", "absence_reason")
    return hashlib.sha256(record.canonical([list(seat) for seat in said])).hexdigest()


def sitting_digest(meeting: Meeting | None) -> str:
    """The digest over what was announced of a meeting; empty for one that is gone."""
    if meeting is None:
        return ""
    said = {name: str(getattr(meeting, name)) for name in SAID}
    return hashlib.sha256(record.canonical(said)).hexdigest()
