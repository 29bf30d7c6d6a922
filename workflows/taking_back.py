"""What a sender may do afterwards with the receipt: look up, withdraw, ask for deletion (PIPL 47).

Called by the receipt pages. A wrong code and a code that never was give the same answer. What was
sent stays in the record as a leaf, which says nothing once text and salt are gone.
"""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from decisions.errors import NotNow
from decisions.models import Confirmation, Entry, Opinion, Submission
from workflows import receipts, record, retiring
from workflows.act import ACTS, lock, perform


@dataclass(frozen=True)
class Found:
    """What a receipt opens: the submission with its points and what became of each."""

    submission: Submission
    opinions: list[Opinion] = field(default_factory=list)

    @property
    def registered_at(self) -> datetime | None:
        """When the leaf was put into the decision's chain; None while it waits for the sweep."""
        return self.submission.batch.recorded_at if self.submission.batch else None


@dataclass(frozen=True)
class Inclusion:
    """The proof that a leaf stands under a root of the record (docs/record.md)."""

    leaf: str
    index: int
    size: int
    path: list[str]
    root: str
    entry: Entry


def lookup(receipt: str) -> Found | None:
    """What this code opens, or None (two queries)."""
    beside = ("decision", "activity__consultation", "batch", "confirmation")
    rows = Submission.objects.select_related(*beside)
    submission = rows.filter(receipt=receipts.digest(receipt)).first()
    if submission is None:
        return None
    opinions = (
        submission.opinions.select_related(
            "clause", "disposition__main_opinion", "cluster__disposition"
        )
        .prefetch_related("disposition__changed_clauses", "cluster__disposition__changed_clauses")
        .order_by("start", "id")
    )
    return Found(submission, list(opinions))


def inclusion(submission: Submission) -> Inclusion | None:
    """The proof for a registered submission, or None while it waits."""
    if submission.batch is None:
        return None
    leaves = list(submission.batch.leaves.order_by("batch_index").values_list("leaf", flat=True))
    return Inclusion(
        submission.leaf,
        submission.batch_index,
        len(leaves),
        record.inclusion_proof(leaves, submission.batch_index),
        submission.batch.facts["root"],
        submission.batch,
    )


def withdraw_submission(receipt: str) -> Submission:
    """Take back what one sent: it no longer counts, its leaf stays; raises NotNow."""
    found = lookup(receipt)
    if found is None:
        raise NotNow(_("No submission belongs to this code."))
    with transaction.atomic():
        decision = lock(found.submission.decision_id)
        submission = Submission.objects.select_for_update().get(pk=found.submission.pk)
        retiring.may_retire(decision, submission)
        retiring.retire(
            decision,
            submission,
            timezone.now(),
            act="withdraw_opinion",
            summary=f"提交人撤回意见{submission.number}",
        )
    return submission


def forget_contact(receipt: str) -> Submission:
    """Delete the phone or e-mail of a submission and nothing else; raises NotNow.

    The leaf does not cover it, so the record needs no word of it.
    """
    found = lookup(receipt)
    if found is None:
        raise NotNow(_("No submission belongs to this code."))
    with transaction.atomic():
        Submission.objects.filter(pk=found.submission.pk).update(contact="")
        Confirmation.objects.filter(submission=found.submission, confirmed_at=None).delete()
    return found.submission


def erase_submission(number: str, by: User, reason: str) -> Entry:
    """Erase the text, the sender and the files of a submission; its leaf stays in the record.

    Raises NotNow for an unknown number, NotYours when ``by`` is no openness officer.
    """
    decision_id = (
        Submission.objects.filter(number=number).values_list("decision", flat=True).first()
    )
    if decision_id is None:
        raise NotNow(_("There is no submission with this number."))
    return perform(ACTS["erase_submission"], decision_id, by, {"number": number, "reason": reason})
