"""The rows of a meeting as the acts of deliberation need them (Art. 30).

The current item is that of the newest meeting: a decision may be discussed again.
"""

from datetime import date

from accounts.models import Appointment, User
from accounts.roles import Role
from decisions.law.dossier import Dossier
from decisions.law.facts.deliberation import Meeting
from decisions.models import AgendaItem, Attendance, Decision

ON_THE_ROLL = (Role.MEETING_MEMBER, Role.CHIEF_EXECUTIVE)


def current_item(decision: Decision | None) -> AgendaItem | None:
    """The decision's item on the agenda of its newest meeting."""
    if decision is None:
        return None
    items = AgendaItem.objects.filter(decision=decision)
    items = items.select_related("meeting__organ", "draft", "secretary")
    return items.order_by("-meeting__held_on", "-id").first()


def newest(dossier: Dossier) -> Meeting | None:
    """The newest meeting on the matter as the law sees it."""
    return dossier.meetings[-1] if dossier.meetings else None


def sitting(item: AgendaItem) -> list[Attendance]:
    """The roll of the item's meeting, the chief executive at the end."""
    roll = Attendance.objects.filter(meeting=item.meeting_id).select_related("member")
    return list(roll.order_by("chief_executive", "id"))


def members_of(organ_id: int, on: date) -> list[tuple[User, bool]]:
    """Who sits in the organ's meetings on a day, and whether as its chief executive."""
    held = Appointment.objects.in_force(on).filter(office__organ=organ_id, role__in=ON_THE_ROLL)
    seats: dict[User, bool] = {}
    for appointment in held.select_related("user").order_by("id"):
        chief = appointment.role == Role.CHIEF_EXECUTIVE
        seats[appointment.user] = seats.get(appointment.user, False) or chief
    return sorted(seats.items(), key=lambda seat: seat[1])


def last_day_before(dossier: Dossier) -> date:
    """The day before which no further meeting can lie: submission, or the last one that spoke."""
    held = (meeting.held_on for meeting in dossier.meetings if meeting.result or meeting.views)
    return max(filter(None, (*held, dossier.package.submitted_on)), default=date.min)
