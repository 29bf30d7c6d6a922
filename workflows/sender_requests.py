"""What senders ask of the organ about a submission, until an officer answers (PIPL 46, 47).

Two things: "this is not my opinion", by whoever finds a name of hers under one, and "erase what I
sent", by the holder of the receipt. Called by the public's pages; the answer is the act
``answer_request``. Each waits in the openness officer's inbox.
"""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from decisions.law.terms import SenderRequestKind
from decisions.models import SenderRequest, Submission
from workflows import permissions
from workflows.models import Task
from workflows.models.task import WAITS

ANSWERED_BY, LOOKED_AT_BY = "answer_request", "release_held_submission"


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
    _wait(ANSWERED_BY, [asked.decision_id], asked.asked_at)


def tell_of_held() -> None:
    """Put what came without the guard into the inbox of whoever looks at it; once a minute."""
    told = Task.objects.filter(WAITS, decision=OuterRef("decision"), act=LOOKED_AT_BY)
    held = Submission.objects.filter(~Exists(told), held=True, withdrawn_at=None).order_by()
    if of := list(held.values_list("decision", flat=True).distinct()):
        _wait(LOOKED_AT_BY, of, timezone.now())


def _wait(act: str, decisions: list[int], now: datetime) -> None:
    """Let an act wait from now on; where it waits already, it has waited longer."""
    Task.objects.filter(decision__in=decisions, act=act, since=None).update(since=now)
    rows = [
        Task(decision_id=decision_id, act=act, role=role, since=now)
        for decision_id in decisions
        for role in permissions.roles_for(act)
    ]
    Task.objects.bulk_create(rows, ignore_conflicts=True)
