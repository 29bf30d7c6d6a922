"""A database of size: 1,000 decisions and 100,000 opinions, laid down in bulk.

The decisions come from the factories (rows only); the opinions are short and all different.
"""

import uuid
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from django.utils import timezone

from decisions.gather import gather
from decisions.law.terms import Channel, Stage
from decisions.models import Decision, Opinion, ParticipationActivity, Submission, Tally
from tests.factories import Town, decision_at, town
from workflows import permissions, todo

STARTED = datetime(2026, 1, 5, 1, tzinfo=UTC)


def seed(decisions: int, opinions: int) -> tuple[Town, list[Decision]]:
    """Lay down a town, its decisions at stages in turn, and the opinions on the first of them."""
    place = town()
    stages = [Stage.DRAFTING, Stage.PROPOSED, Stage.LEGALITY_REVIEW, Stage.DECIDED]
    made = [
        decision_at(stages[number % len(stages)], of=place, title=f"样例事项第{number}号")
        for number in range(decisions)
    ]
    now = timezone.now()
    for decision in made:
        permissions.grant(decision)
        dossier = gather(decision.pk, as_of=timezone.localdate(now))
        todo.refresh(decision.pk, decision.stage, dossier, now)
    _opinions(made[0], opinions)
    return place, made


def _opinions(decision: Decision, number: int) -> None:
    activity = ParticipationActivity.objects.filter(decision=decision).first()
    if activity is None:
        activity = ParticipationActivity.objects.create(
            decision=decision, kind="open_consultation", title="公开征求意见", organiser="样例"
        )
    for start in range(0, number, 5000):
        _batch(decision, activity, range(start, min(start + 5000, number)))
    Tally.objects.filter(decision=decision).update(
        submissions=number, opinions=number, undisposed=number, from_web=number
    )


def _batch(decision: Decision, activity: ParticipationActivity, numbers: range) -> None:
    rows = [
        Submission(
            decision=decision,
            activity=activity,
            number=f"B{number:09d}",
            receipt=sha256(f"receipt {number}".encode()).hexdigest(),
            channel=Channel.WEB,
            text=f"建议第{number}条：集镇路口增设指示牌{number}处，方便群众通行。",
            salt="0" * 32,
            leaf=sha256(f"leaf {number}".encode()).hexdigest(),
            token=uuid.UUID(int=number + 1),
            occurred_on=STARTED.date(),
            received_at=STARTED + timedelta(seconds=number),
        )
        for number in numbers
    ]
    Submission.objects.bulk_create(rows)
    Opinion.objects.bulk_create(
        [
            Opinion(decision=decision, submission=row, text=row.text, recorded_at=row.received_at)
            for row in rows
        ]
    )
