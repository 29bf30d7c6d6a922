"""Traits of the meeting: on its agenda, discussed, adopted or not (Art. 30)."""

from typing import Any

from accounts.roles import Role
from decisions import models as m
from tests.stages.days import On, moment


def deliberation(decision: m.Decision, town: Any) -> None:
    """On the agenda of a meeting, the roll taken from the members."""
    number = m.Meeting.objects.filter(organ=decision.organ).count() + 1
    meeting = m.Meeting.objects.create(
        organ=decision.organ,
        meeting_type="joint_meeting",
        number=f"第{number}次",
        held_on=On.met,
        place="镇政府会议室",
        chair=town.by(Role.CHIEF_EXECUTIVE).display_name,
    )
    chief = town.by(Role.CHIEF_EXECUTIVE)
    for member in town.members:
        meeting.roll.create(member=member, chief_executive=member == chief)
    m.AgendaItem.objects.create(
        meeting=meeting,
        decision=decision,
        draft=decision.drafts.last(),
        secretary=town.by(Role.MEETING_SECRETARY),
    )


def discussed(decision: m.Decision, town: Any, result: str = "adopt") -> m.AgendaItem:
    """The members came and spoke, the chief executive last; one of them dissented."""
    item, chief = decision.agenda_items.get(), town.by(Role.CHIEF_EXECUTIVE)
    item.meeting.roll.update(present=True)
    for order, member in enumerate(town.members, 1):
        stand = "amend" if order == 1 else "agree"
        if result == "reject" and order > 1:
            stand = "oppose"
        m.MemberView.objects.create(
            item=item,
            member=member,
            chief_executive=member == chief,
            order=order,
            stand=stand,
            statement="建议增加泊位。" if order == 1 else "没有不同意见。",
            confirmed_at=moment(On.met),
        )
    item.result, item.recorded_on, item.minutes_on = result, On.met, On.met
    item.save()
    return item


def decided(decision: m.Decision, town: Any) -> None:
    """Discussed and adopted."""
    discussed(decision, town)
    m.RiskAssessment.objects.filter(decision=decision).update(organ_conclusion="controllable")


def rejected(decision: m.Decision, town: Any) -> None:
    """Discussed and not adopted."""
    discussed(decision, town, "reject")
