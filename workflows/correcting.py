"""Correcting what one sent (Art. 15): a new submission in the place of the old, which stays.

Called by the comment page when one came with a receipt. Both are kept with their leaves; only the
new one counts and is answered. Open as long as the form is.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from decisions.errors import NotNow
from decisions.models import Decision, Submission
from workflows import receipts, retiring, submitting
from workflows.act import lock
from workflows.open_door import Door
from workflows.steps.forms.submitting import SubmitForm
from workflows.submitting import Look, Sent, Way


def correct(receipt: str, look: Look, form: SubmitForm, way: Way) -> Sent:
    """Keep a form in the place of what this code sent; raises what ``keep`` does, or NotNow."""
    earlier = Submission.objects.filter(receipt=receipts.digest(receipt)).first()
    if earlier is None:
        raise NotNow(_("No submission belongs to this code."))
    with transaction.atomic():
        decision = lock(earlier.decision_id)
        sent = submitting.keep(lambda: _own(look(), decision), form, way)
        if sent.fresh:
            _replace(decision, earlier.pk, sent.submission, way.at)
        return sent


def _own(door: Door | None, decision: Decision) -> Door | None:
    """The door, if it is of the matter that the earlier submission is about."""
    return door if door and door.decision_id == decision.pk else None


def _replace(decision: Decision, earlier_id: int, by: Submission, at: datetime) -> None:
    earlier = Submission.objects.select_for_update().get(pk=earlier_id)
    retiring.may_retire(decision, earlier)
    by.corrects = earlier
    by.save(update_fields=["corrects"])
    retiring.retire(
        decision,
        earlier,
        at,
        act="correct_opinion",
        summary=f"提交人以{by.number}更正意见{earlier.number}",
        facts={"replaced_by": by.number},
    )
