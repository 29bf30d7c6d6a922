"""Rows for the tests of issued papers: an entry on a day, opinions with their outcome, a tally."""

from datetime import date
from typing import Any

from django.utils import timezone

from decisions.law.terms import Channel, DispositionKind
from decisions.models import Decision, Disposition, Entry, Opinion, Submission, Tally
from tests import factories, stages

DAY = date(2026, 5, 12)


def entry(decision: Decision, on: date = DAY) -> Entry:
    """The entry of some act; what it says is not looked at here."""
    decision.refresh_from_db()
    decision.version += 1
    decision.save(update_fields=["version"])
    return Entry.objects.create(
        decision=decision,
        seq=decision.version,
        act="test",
        actor_name="林晓禾",
        occurred_on=on,
        recorded_at=timezone.now(),
        stage_before=decision.stage,
        stage_after=decision.stage,
        dossier="0" * 64,
        previous="0" * 64,
        digest="0" * 64,
    )


def said(decision: Decision, text: str, **sent: Any) -> Opinion:
    """An opinion whose sender agrees to its publication, unless the facts say otherwise."""
    activity = decision.activities.first()
    opinion = stages.opinion(activity, text, sent.pop("channel", Channel.WEB))
    Submission.objects.filter(pk=opinion.submission_id).update(
        **{"publish_consent": True, "name": "李建国"} | sent
    )
    opinion.refresh_from_db()
    return opinion


def answered(heard: Opinion, kind: DispositionKind, **facts: Any) -> Disposition:
    """What became of it."""
    return stages.disposed(heard, kind, factories.town(), **{"no_change_reason": ""} | facts)


def counted(decision: Decision) -> Tally:
    """The counters and the report, as the approval of the adoption note leaves them."""
    from workflows import report_items, tallying

    tally = tallying.recount(decision)
    report_items.lay_out(decision)
    return tally
