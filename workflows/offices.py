"""Which units and people an act may name: those of the decision's own organ and of those above.

Several organs share one installation and see their own work only (Art. 25: a reviewer from
outside may belong to an organ above). Asked by the forms of acts.
"""

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Appointment, Office, Organ, User
from accounts.roles import Role
from decisions.models import Decision


def upwards(organ: Organ) -> list[int]:
    """The organ and every organ above it, the nearest first."""
    found: list[int] = []
    above: Organ | None = organ
    while above is not None and above.pk not in found:
        found.append(above.pk)
        above = above.parent
    return found


def reviewing_offices(decision: Decision) -> QuerySet[Office]:
    """The units with a legal reviewer, save the lead units: drafters do not review (Art. 25)."""
    return (
        Office.objects.filter(
            organ__in=upwards(decision.organ),
            appointments__in=_held(Role.LEGAL_REVIEWER),
        )
        .exclude(pk__in=decision.lead_units.values("office"))
        .exclude(pk=decision.lead_office_id)
        .select_related("organ")
        .distinct()
    )


def people_in(role: Role, decision: Decision) -> QuerySet[User]:
    """The people with an account who hold a role, such as experts and counsel."""
    held = _held(role).filter(office__organ__in=upwards(decision.organ))
    return User.objects.filter(is_active=True, appointments__in=held).distinct()


def _held(role: Role) -> QuerySet[Appointment]:
    """Who holds a role today."""
    return Appointment.objects.in_force(timezone.localdate()).filter(role=role)
