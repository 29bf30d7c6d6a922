"""Appointing people and ending it; keeps the groups of (office, role) and (organ, role) in step.

Called by the administration pages, the demo and the handover act.
"""

from datetime import date

from django.db import transaction

from accounts.models import Appointment, Office, User
from accounts.roles import Role


@transaction.atomic
def appoint(user: User, office: Office, role: Role | str, starts_on: date) -> Appointment:
    """Give a person a role in an office from a day on."""
    appointment, _ = Appointment.objects.update_or_create(
        user=user, office=office, role=role, defaults={"starts_on": starts_on, "ends_on": None}
    )
    user.groups.add(office.group(role), office.organ.group(role))
    return appointment


@transaction.atomic
def dismiss(appointment: Appointment, ends_on: date) -> None:
    """End an appointment; the person keeps the acts already done."""
    appointment.ends_on = ends_on
    appointment.save(update_fields=["ends_on"])
    user, office, role = appointment.user, appointment.office, appointment.role
    user.groups.remove(office.group(role))
    elsewhere = Appointment.objects.filter(
        user=user, role=role, ends_on=None, office__organ=office.organ_id
    )
    if not elsewhere.exists():
        user.groups.remove(office.organ.group(role))


def roles_of(user: User) -> set[str]:
    """The roles a person holds anywhere today."""
    return set(user.appointments.filter(ends_on=None).values_list("role", flat=True))
