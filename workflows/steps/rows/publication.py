"""The row of a promulgation (Art. 30, 32): made when the meeting adopts, filled until it is out."""

from decisions import drafts, filed
from decisions.gather.listed import one
from decisions.models import AgendaItem, Decision, Publication
from workflows.doing import Doing
from workflows.steps.rows.deliberation import current_item


def publication_of(decision: Decision) -> Publication:
    """The decision's promulgation; the day decided is that of the meeting."""
    row = Publication.objects.filter(decision=decision).select_related("draft").first()
    return row or decided(current_item(decision))


def at_hand(doing: Doing) -> Publication:
    """The same as far as it was read under the lock, with the draft that it makes public."""
    told = one(doing.rows, "publication")
    if told is None:
        return decided(current_item(doing.decision))
    row = filed.bare(Publication, told, "draft", "disclosure", "interpretation_on")
    row.draft = next(draft for draft in drafts.frozen(doing.rows) if draft.pk == row.draft_id)
    return row


def decided(item: AgendaItem) -> Publication:
    """Lay the row down for a draft that the meeting adopted."""
    return Publication.objects.create(
        decision_id=item.decision_id,
        decided_on=item.meeting.held_on,
        draft_id=item.draft_id,
    )
