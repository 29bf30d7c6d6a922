"""Query one: the decision with everything of which it has at most one.

A row that does not exist yet is None; what that means for the law is said room by room.
"""

from typing import Any

from decisions.models import Decision

SINGLE = (
    "organ",
    "lead_office",
    "matter",
    "initiation__catalogue_item__catalogue",
    "preparation",
    "participation__adoption_note_by",
    "tally",
    "hearing__activity",
    "expertise",
    "risk",
    "competition",
    "package",
    "reports",
    "publication",
    "execution__office",
    "archive",
    "evaluation",
)


def decision_with_its_single_rows(decision_id: int) -> Decision:
    """The decision and its one-to-one rows; raises Decision.DoesNotExist."""
    return Decision.objects.select_related(*SINGLE).get(pk=decision_id)


def one(decision: Decision, room: str) -> Any:
    """The decision's row in a room, or None when there is none yet."""
    return getattr(decision, room, None)
