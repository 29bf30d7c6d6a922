"""What the record and the report of a hearing say (Art. 17).

The record names who said what, as its signers confirm it; the report names sides alone.
"""

from collections import Counter

from django.db.models import QuerySet

from decisions.models import Decision, Entry, Hearing, HearingParticipant, Opinion
from notices import papers
from notices.wording.frame import frame
from notices.wording.hearing import ground_of, hearing_of, matter_of, when_and_where
from notices.wording.words import covered, lead_unit, paragraphs

OUTCOMES = {
    "adopted": "采纳",
    "partly_adopted": "部分采纳",
    "not_adopted": "未采纳",
    "explained": "解释说明",
    "duplicate": "重复",
    "out_of_scope": "与本草案无关",
    "petition_transferred": "转信访办理",
}


def hearing_record(decision: Decision, entry: Entry, number: str) -> papers.Paper:
    """The record: who came, what was said in order, who confirmed it and who refused."""
    row = Hearing.objects.select_related("activity").get(decision=decision)
    people = list(row.people.filter(observer=False).order_by("id"))
    signers = tuple(_signer(one) for one in people if one.attended)
    return papers.HearingRecord(
        **frame(decision, entry, number),
        **when_and_where(row),
        title=f"{matter_of(decision)}听证笔录",
        matter=matter_of(decision),
        lead_unit=lead_unit(decision),
        invited=len(people),
        observers=row.observers or 0,
        order_kept=bool(row.agenda_followed),
        presented=paragraphs(row.presented),
        statements=tuple(_statement(opinion) for opinion in _put_forward(row)),
        summary=paragraphs(row.activity.summary),
        signers=signers,
        signed=sum(one.signed_on is not None for one in signers),
        refused=sum(bool(one.refusal) for one in signers),
    )


def hearing_report(decision: Decision, entry: Entry, number: str) -> papers.Paper:
    """The chair's report: how it was held, and each view with what became of it so far."""
    row = hearing_of(decision)
    people = list(row.people.filter(observer=False).order_by("id"))
    came = [one for one in people if one.attended]
    deliveries = [one.delivered_on for one in people if one.delivered_on]
    return papers.HearingReport(
        **frame(decision, entry, number),
        **when_and_where(row),
        title=f"{matter_of(decision)}听证报告",
        matter=matter_of(decision),
        ground=ground_of(decision),
        lead_unit=lead_unit(decision),
        noticed_on=row.notice_on,
        listed_on=row.list_published_on,
        delivered_by=max(deliveries, default=None),
        invited=len(people),
        came=len(came),
        interested=sum(one.interested for one in came),
        observers=row.observers or 0,
        groups=tuple(
            papers.Seats(group=name, seats=number)
            for name, number in Counter(one.group for one in came).items()
        ),
        order_kept=bool(row.agenda_followed),
        signed=sum(bool(one.signed) for one in came),
        refused=tuple(one.refusal_note for one in came if one.refusal_note),
        presented=paragraphs(row.presented),
        views=_views(row),
        disputes=paragraphs(row.disputes),
        advice=paragraphs(row.advice),
    )


def _signer(one: HearingParticipant) -> papers.Signer:
    return papers.Signer(
        name=one.name,
        group=one.group,
        interested=one.interested,
        signed_on=one.signed_on if one.signed else None,
        refusal="" if one.signed else one.refusal_note,
    )


def _statement(opinion: Opinion) -> papers.Statement:
    name, _bracket, side = opinion.submission.name.rpartition("（")
    text = covered(opinion.public_text or opinion.text)
    return papers.Statement(name=name, group=side.rstrip("）"), text=text)


def _views(row: Hearing) -> tuple[papers.HearingView, ...]:
    """Every view of the hearing with its own answer, or that of its group."""
    answered = _put_forward(row).select_related("disposition", "cluster__disposition")
    return tuple(_view(opinion) for opinion in answered)


def _put_forward(row: Hearing) -> QuerySet[Opinion]:
    """The views of the hearing that stand, in order."""
    standing = Opinion.objects.filter(
        submission__activity=row.activity_id, submission__withdrawn_at=None
    )
    return standing.select_related("submission").order_by("id")


def _view(opinion: Opinion) -> papers.HearingView:
    given = getattr(opinion, "disposition", None)
    given = given or getattr(opinion.cluster, "disposition", None)
    side = opinion.submission.name.rpartition("（")[2].rstrip("）")
    return papers.HearingView(
        group=side,
        text=covered(opinion.public_text or opinion.text),
        outcome=OUTCOMES.get(given.kind, "") if given else "",
        reason=covered(given.reason) if given else "",
    )
