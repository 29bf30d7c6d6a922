"""The row of a promulgation (Art. 30, 32): made when the meeting adopts, filled until it is out."""

from decisions.models import AgendaItem, Decision, Publication
from workflows.steps.rows.deliberation import current_item


def publication_of(decision: Decision) -> Publication:
    """The decision's promulgation; the day decided is that of the meeting."""
    row = Publication.objects.filter(decision=decision).select_related("draft").first()
    return row or decided(current_item(decision))


def decided(item: AgendaItem) -> Publication:
    """Lay the row down for a draft that the meeting adopted."""
    return Publication.objects.create(
        decision_id=item.decision_id,
        decided_on=item.meeting.held_on,
        draft_id=item.draft_id,
    )
