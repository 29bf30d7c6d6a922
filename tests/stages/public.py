"""Rows of public participation: an open consultation, opinions, and what became of them (Art. 14 to 18)."""

from hashlib import sha256
from typing import Any
from uuid import uuid4

from accounts.roles import Role
from decisions import models as m
from decisions.law.terms import Channel, DispositionKind, Progress, Section
from tests.stages.days import On, moment
from tests.stages.drafts import prepared
from tests.stages.sections import reached
from workflows import report_items, tallying


def consulting(decision: m.Decision, town: Any) -> m.ParticipationActivity:
    """An open consultation that is open: the notice is out, nobody has closed it."""
    frozen = decision.drafts.last() or prepared(decision, town)
    m.Participation.objects.create(
        decision=decision, hearing_choice="not_held", hearing_ground="法律法规没有规定应当听证。"
    )
    activity = m.ParticipationActivity.objects.create(
        decision=decision,
        kind="open_consultation",
        title=f"关于公开征求《{frozen.title}》意见的公告",
        organiser=decision.lead_office.name,
        announced_on=On.opens,
        opens_on=On.opens,
        closes_on=On.closes,
        channels=["website", "notice_board"],
        participants={"citizen": 2},
        explained_by_experts=True,
    )
    m.OpenConsultation.objects.create(
        activity=activity,
        draft=frozen,
        ways=["website", "letter"],
        contact="规划建设办公室 000-10000112",
        privacy="个人信息仅用于研究意见，保存三年。",
        disclosure_reviewed_on=On.reviewed,
        disclosure_reviewed_by=town.by(Role.OPENNESS_OFFICER),
        first_closes_on=On.closes,
    )
    reached(decision, Section.PARTICIPATION, Progress.UNDER_WAY)
    return activity


def opinion(
    activity: m.ParticipationActivity, text: str, channel: Channel = Channel.WEB
) -> m.Opinion:
    """One submission with one opinion in it; the counters are the test's own business."""
    token = uuid4()
    submission = m.Submission.objects.create(
        decision=activity.decision,
        activity=activity,
        number=f"T{token.hex[:12]}",
        receipt=sha256(token.bytes).hexdigest(),
        channel=channel,
        text=text,
        leaf=sha256(text.encode()).hexdigest(),
        token=token,
        occurred_on=activity.opens_on,
        received_at=moment(activity.opens_on),
    )
    return m.Opinion.objects.create(
        decision=activity.decision, submission=submission, text=text, recorded_at=moment(On.opens)
    )


def disposed(said: m.Opinion, kind: DispositionKind, town: Any, **facts: Any) -> m.Disposition:
    """What became of an opinion."""
    reason = "" if kind is DispositionKind.ADOPTED else "超出本办法范围。"
    return m.Disposition.objects.create(
        **{"decision": said.decision, "opinion": said, "kind": kind, "reason": reason}
        | {"no_change_reason": "草案已有规定。", "decided_on": On.noted}
        | {"decided_by": town.by(Role.DRAFTING_OFFICER)}
        | facts
    )


def counted(decision: m.Decision) -> None:
    """Counters and report as the acts would leave them."""
    tallying.recount(decision)
    m.Tally.objects.filter(decision=decision).update(counted_at=moment(On.closed))
    report_items.lay_out(decision)


def heard(decision: m.Decision, town: Any) -> None:
    """Public participation, concluded: two opinions, answered, and the answer published."""
    activity = decision.activities.first() or consulting(decision, town)
    m.ParticipationActivity.objects.filter(pk=activity.pk).update(
        closed_on=On.closed, offline_entered=True
    )
    disposed(opinion(activity, "增加装卸区。"), DispositionKind.ADOPTED, town)
    by_letter = opinion(activity, "停车应当全部免费。", Channel.LETTER)
    disposed(by_letter, DispositionKind.NOT_ADOPTED, town)
    counted(decision)
    m.Participation.objects.filter(decision=decision).update(
        adoption_note="共收到意见2条，采纳1条，未采纳1条。",
        adoption_note_on=On.noted,
        adoption_note_by=town.by(Role.LEAD_UNIT_HEAD),
        asked="停车怎样管。",
        said="增加装卸区。",
        did="增加了装卸区。",
        feedback_published_on=On.told,
        personal_data_checked_on=On.told,
    )
    reached(decision, Section.PARTICIPATION)
    reached(decision, Section.HEARING, Progress.FOUND_UNNECESSARY)
