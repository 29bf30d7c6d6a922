"""What a sender may do afterwards with the receipt: look up, withdraw, ask for deletion (PIPL 47).

Called by the receipt pages. A wrong code and a code that never was give the same answer. What was
sent stays in the record as a leaf, which says nothing once text and salt are gone.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from decisions import casefile, evidence
from decisions.errors import NotNow
from decisions.gather import gather
from decisions.law.terms import Progress, Section
from decisions.models import Decision, Entry, Opinion, SectionProgress, Submission
from workflows import counting, receipts, record, sweep
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
    submission = (
        Submission.objects.select_related("decision", "activity", "batch")
        .filter(receipt=receipts.digest(receipt))
        .first()
    )
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
        _may_withdraw(decision, submission)
        opinions = list(counting.with_kinds(submission.opinions.all()))
        submission.withdrawn_at = timezone.now()
        submission.save(update_fields=["withdrawn_at"])
        if opinions or submission.batch_id:
            counting.keep(decision, opinions, _gone(submission, opinions), Counter())
        else:  # a sheet without opinions that the sweep may not have counted yet
            sweep.recount(decision)
        _enter(decision, submission)
    return submission


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


def _may_withdraw(decision: Decision, submission: Submission) -> None:
    if submission.withdrawn_at:
        raise NotNow(_("This submission was withdrawn already."))
    if SectionProgress.objects.filter(
        decision=decision, section=Section.PARTICIPATION, progress=Progress.CONCLUDED
    ).exists():
        raise NotNow(
            _("The answer to it is already settled. You may still ask for its text to be erased.")
        )


def _gone(submission: Submission, opinions: list[Opinion]) -> Counter[str]:
    was = counting.before(opinions)
    # Its disposition rows stay, so what counts rows and not opinions stays too.
    del was["adopted_without_change"]
    return was + Counter(
        {"submissions": 1, "opinions": len(opinions), f"from_{submission.channel}": len(opinions)}
    )


def _enter(decision: Decision, submission: Submission) -> None:
    now = timezone.now()
    entry = Entry(
        act="withdraw_opinion",
        actor_name="提交人",
        occurred_on=timezone.localdate(now),
        recorded_at=now,
        articles=["18"],
        summary=f"提交人撤回意见{submission.number}",
        facts={"number": submission.number, "leaf": submission.leaf},
        stage_before=decision.stage,
        stage_after=decision.stage,
        dossier=casefile.digest(gather(decision.pk, as_of=timezone.localdate(now))),
        rows=evidence.digest(decision.pk),
    )
    record.append(decision, entry)
    decision.save(update_fields=["version", "chain_head"])
