"""Opinions that come on paper, by phone or at meetings, entered by an officer (Art. 14, 18).

They get number, receipt and leaf like those of the public, and keep the day they were received.
Called by the acts on opinions and by the import; the sweep registers and counts them.
"""

import re
import uuid
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from accounts.models import User
from decisions.law.terms import Identity
from decisions.models import Opinion, ParticipationActivity, Submission
from workflows import receipts

ENTERED = Identity.ENTERED  # a sender whom an officer wrote down


def submission(
    activity: ParticipationActivity,
    *,
    text: str,
    channel: str,
    submitter_kind: str,
    received_on: date,
    entered_at: datetime,
    entered_by: User,
    files: tuple[str, ...] = (),
    **more: Any,
) -> tuple[Submission, str]:
    """An unsaved, sealed submission and its private code, which may be handed to the sender."""
    token = uuid.uuid4()
    code = receipts.code(token)
    made = Submission(
        decision_id=activity.decision_id,
        activity=activity,
        number=receipts.number(timezone.localdate(entered_at).year),
        receipt=receipts.digest(code),
        channel=channel,
        submitter_kind=submitter_kind,
        identity=ENTERED,
        text=text,
        token=token,
        occurred_on=received_on,
        received_at=entered_at,
        entered_by=entered_by,
        **more,
    )
    return receipts.seal(made, files), code


def by_paragraph(said: Submission) -> list[Opinion]:
    """One unsaved opinion a paragraph of a submission, each with its place in the text."""
    found = re.finditer(r"[^\s][^\n\r]*", said.text)
    return [
        Opinion(
            decision_id=said.decision_id,
            submission=said,
            text=part[0].rstrip(),
            start=part.start(),
            end=part.start() + len(part[0].rstrip()),
            recorded_at=said.received_at,
        )
        for part in found
    ]


def opinion(said: Submission, clause_id: int | None = None) -> Opinion:
    """The one opinion a submission begins with, unsaved."""
    return Opinion(
        decision_id=said.decision_id,
        submission=said,
        text=said.text,
        clause_id=clause_id,
        recorded_at=said.received_at,
    )
