"""Appointing people and ending it; keeps the groups of (office, role) and (organ, role) in step.

A group holds whoever is appointed now or later; whether a seat in it counts today is asked by the
days of the appointment, both inclusive (``seats``). Called by the administration pages, the demo,
the handover act and the sweep, which clears the seats whose time is over.
"""

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import CharField, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.db.models.lookups import Exact
from django.utils import timezone

from accounts.models import Appointment, Office, User, group_name, organ_group_name
from accounts.roles import Role

Seat = tuple[int, str]  # a person and the name of a group


@transaction.atomic
def appoint(user: User, office: Office, role: Role | str, starts_on: date) -> Appointment:
    """Give a person a role in an office from a day on; one held already goes on without an end."""
    of = Appointment.objects.filter(user=user, office=office, role=role)
    standing = of.filter(Q(ends_on=None) | Q(ends_on__gte=starts_on)).order_by("starts_on").first()
    appointment = standing or Appointment(user=user, office=office, role=role, starts_on=starts_on)
    appointment.starts_on, appointment.ends_on = min(appointment.starts_on, starts_on), None
    appointment.save()
    keep_in_step([user])
    return appointment


@transaction.atomic
def dismiss(appointment: Appointment, ends_on: date) -> None:
    """End an appointment after its last day; the person keeps the acts already done.

    One that would end before it begins never was.
    """
    if ends_on < appointment.starts_on:
        appointment.delete()
    else:
        appointment.ends_on = ends_on
        appointment.save(update_fields=["ends_on"])
    keep_in_step([appointment.user])


def roles_of(user: User) -> set[str]:
    """The roles a person holds anywhere today."""
    return set(user.appointments.in_force(timezone.localdate()).values_list("role", flat=True))


def seats(on: date) -> QuerySet[Appointment]:
    """For rows that name a ``group``: the appointments in force that put its member there."""
    return Appointment.objects.in_force(on).filter(
        Q(_called("office:", "office_id")) | Q(_called("organ:", "office__organ_id")),
        user=OuterRef("group__user"),
    )


@transaction.atomic
def keep_in_step(people: Iterable[User] | None = None, on: date | None = None) -> int:
    """Put people into the groups of the roles they hold on a day or later, out of all others.

    Everybody when no people are named; returns how many memberships changed.
    """
    wanted, found = _wanted(people, on or timezone.localdate()), _found(people)
    groups = {name: _group(name).pk for name in {name for _pk, name in wanted - found}}
    inside = User.groups.through
    inside.objects.bulk_create(
        [inside(user_id=pk, group_id=groups[name]) for pk, name in wanted - found],
        ignore_conflicts=True,
    )
    for pk, name in found - wanted:
        inside.objects.filter(user=pk, group__name=name).delete()
    return len(wanted ^ found)


def _wanted(people: Iterable[User] | None, on: date) -> set[Seat]:
    held = Appointment.objects.filter(Q(ends_on=None) | Q(ends_on__gte=on))
    if people is not None:
        held = held.filter(user__in=people)
    wanted: set[Seat] = set()
    for pk, office, organ, role in held.values_list("user", "office", "office__organ", "role"):
        wanted |= {(pk, group_name(office, role)), (pk, organ_group_name(organ, role))}
    return wanted


def _found(people: Iterable[User] | None) -> set[Seat]:
    ours = Q(group__name__startswith="office:") | Q(group__name__startswith="organ:")
    inside = User.groups.through.objects.filter(ours)
    if people is not None:
        inside = inside.filter(user__in=people)
    return set(inside.values_list("user", "group__name"))


def _called(of: str, key: str) -> Exact:
    name = Concat(Value(of), Cast(key, CharField()), Value(":"), "role")
    return Exact(name, OuterRef("group__name"))


def _group(name: str) -> Group:
    return Group.objects.get_or_create(name=name)[0]
