"""What senders ask of the organ about a submission, until an officer answers (PIPL 46, 47).

Two things: "this is not my opinion", by whoever finds a name of hers under one, and "erase what I
sent", by the holder of the receipt. Called by the public's pages; the answer is the act
``answer_request``. Each waits in the openness officer's inbox.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from decisions.law.terms import SenderRequestKind
from decisions.models import HearingSignup, SenderRequest, Submission
from workflows import permissions
from workflows.models import Task
from workflows.models.task import WAITS

ANSWERED_BY = "answer_request"
# What of the public's can wait (``standing.waiting``), and the act it waits for.
ACTS = {
    "asked": ANSWERED_BY,
    "held": "release_held_submission",
    "held_signups": "admit_held_signup",
    "unplaced": "place_anchor",
}
SETTLED_BY = (*ACTS.values(), "exclude_signup")  # acts after which less of it may wait


def ask(
    kind: SenderRequestKind, submission: Submission, token: UUID, note: str = "", contact: str = ""
) -> SenderRequest:
    """Keep a request once; the same form sent twice is one request."""
    try:
        with transaction.atomic():
            asked = SenderRequest.objects.create(
                decision=submission.decision,
                submission=submission,
                kind=kind,
                note=note,
                contact=contact,
                token=token,
                asked_at=timezone.now(),
            )
            tell_inbox(asked)
            return asked
    except IntegrityError:
        return SenderRequest.objects.get(token=token)


def waiting(decision_id: int) -> QuerySet[SenderRequest]:
    """The requests of a decision that nobody answered yet, oldest first."""
    return SenderRequest.objects.filter(decision=decision_id, settled_at=None).order_by("id")


def tell_inbox(asked: SenderRequest) -> None:
    """Put the answer into the inbox of whoever may give it."""
    tell([asked.decision_id], ANSWERED_BY, asked.asked_at)


def tell(decisions: Iterable[int], act: str, since: datetime) -> None:
    """Put an act on these decisions into the inbox of whoever may do it, once."""
    of = list(decisions)
    Task.objects.filter(decision__in=of, act=act, since=None).update(since=since)
    rows = [
        Task(decision_id=decision_id, act=act, role=role, since=since)
        for decision_id in of
        for role in permissions.roles_for(act)
    ]
    Task.objects.bulk_create(rows, ignore_conflicts=True)


def tell_of_held() -> None:
    """Put what came without the guard into the inbox of whoever looks at it; once a minute."""
    sent = Submission.objects.filter(held=True, withdrawn_at=None)
    signed_up = HearingSignup.objects.filter(held=True, withdrawn_at=None)
    for what, held, decision in (
        ("held", sent, "decision"),
        ("held_signups", signed_up, "hearing__decision"),
    ):
        told = Task.objects.filter(WAITS, decision=OuterRef(decision), act=ACTS[what])
        waiting = held.filter(~Exists(told)).order_by().values_list(decision, flat=True)
        if of := list(waiting.distinct()):
            tell(of, ACTS[what], timezone.now())
