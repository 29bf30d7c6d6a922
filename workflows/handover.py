"""Handing over (移交): when an officer moves, all open work goes to another, and each file says so.

Appointments carry the work: the groups of a role in an office or organ hold the grants, so the
inbox follows. Called by the page of the unit's head and of the administrator; what was done stays
with whoever did it.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounts.appointments import appoint, dismiss
from accounts.models import Appointment, User
from accounts.roles import Role
from decisions.errors import NotNow, NotYours
from decisions.intake.fields import PlainLineField
from decisions.law.terms import Stage
from decisions.models import (
    Decision,
    DecisionGroupPermission,
    DecisionUserPermission,
    Entry,
)
from workflows.act import Act, Doing, perform
from workflows.forms import ActForm
from workflows.models import ChainStep, Delegation, Proposal
from workflows.permissions import SEPARATED, roles_for

ENDED = (Stage.CONCLUDED, Stage.REJECTED, Stage.TERMINATED)
OPEN = tuple(stage for stage in Stage if stage not in ENDED)


class HandOverForm(ActForm):
    """From whom, to whom, and why."""

    giver = forms.ModelChoiceField(label=_("From"), queryset=User.objects.all())
    taker = forms.ModelChoiceField(label=_("To"), queryset=User.objects.filter(is_active=True))
    reason = PlainLineField(label=_("Reasons"))


class HandOver(Act):
    """Note in a decision's record that a role on it passed from one person to another."""

    slug, step, label = "hand_over", "desk", _("Hand over")
    articles, stages, form, repeatable = ("33",), OPEN, HandOverForm, True

    def do(self, doing: Doing) -> None:
        """Only ``hand_over`` moves appointments, so only it may note that they moved."""
        if "role" not in doing.facts:
            raise NotNow(_t("Work is handed over on the page for it, not on one decision."))
        giver, taker = doing.data["giver"], doing.data["taker"]
        doing.facts |= {"giver": giver.pk, "taker": taker.pk}
        role = Role(doing.facts["role"]).label
        doing.summary = f"{role}工作由{giver}移交{taker}：{doing.data['reason'][:60]}"


@transaction.atomic
def hand_over(
    actor: User,
    giver: User,
    taker: User,
    *,
    reason: str,
    on: date | None = None,
    roles: Iterable[str] | None = None,
) -> list[Entry]:
    """Move a person's appointments (or those of some roles) to another, with all open work.

    Raises NotYours when the actor heads neither the office nor administers the organ, NotNow when
    the taker cannot take the work.
    """
    on = on or timezone.localdate()
    moved = _held(giver, on, roles)
    _may(actor, moved, on)
    _can_take(giver, taker, moved)
    said = {"giver": giver.pk, "taker": taker.pk, "reason": reason}
    entries = [
        perform(HandOver, pk, actor, said, facts={"role": appointment.role})
        for appointment in moved
        for pk in sorted(_open_work(giver, appointment))
    ]
    for appointment in moved:
        _move(appointment, taker, on)
    if roles is None:
        ChainStep.objects.filter(person=giver).update(person=taker)
    return entries


def _held(giver: User, on: date, roles: Iterable[str] | None) -> list[Appointment]:
    held = giver.appointments.in_force(on)
    if roles is not None:
        held = held.filter(role__in=list(roles))
    found = list(held.select_related("office__organ").order_by("id"))
    if not found:
        raise NotNow(_t("This person holds no appointment that could be handed over."))
    return found


def _may(actor: User, moved: list[Appointment], on: date) -> None:
    own = actor.appointments.in_force(on).select_related("office")
    heads = {a.office_id for a in own if a.role == Role.LEAD_UNIT_HEAD}
    administers = {a.office.organ_id for a in own if a.role == Role.ADMINISTRATOR}
    for appointment in moved:
        if appointment.office_id in heads or appointment.office.organ_id in administers:
            continue
        raise NotYours(_t("Work is handed over by the head of the unit or the administrator."))


def _can_take(giver: User, taker: User, moved: list[Appointment]) -> None:
    if giver == taker or not taker.is_active:
        raise NotNow(_t("Choose another person with an open account."))
    for appointment in moved:
        clashing = {b for a, b in SEPARATED if a == appointment.role}
        clashing |= {a for a, b in SEPARATED if b == appointment.role}
        acted = Entry.objects.filter(
            actor=taker, role__in=clashing, decision__in=_open_work(giver, appointment)
        ).first()
        if acted:
            raise NotNow(
                _t("Separation of duties: %(name)s acted in another role on “%(title)s”.")
                % {"name": taker, "title": acted.decision.title}
            )


def _open_work(giver: User, appointment: Appointment) -> set[int]:
    """The open decisions of the organ on which the appointment, or the person by name, may act."""
    office = appointment.office
    of: dict[str, Any] = {
        "content_object__organ": office.organ_id,
        "content_object__stage__in": OPEN,
        "permission__codename": f"act_as_{appointment.role}",
    }
    groups = [holder.group(appointment.role) for holder in (office, office.organ)]
    by_group = DecisionGroupPermission.objects.filter(group__in=groups, **of)
    by_name = DecisionUserPermission.objects.filter(user=giver, **of)
    return set(by_group.union(by_name).values_list("content_object", flat=True))


def _move(appointment: Appointment, taker: User, on: date) -> None:
    giver, role = appointment.user, appointment.role
    appoint(taker, appointment.office, role, on)
    dismiss(appointment, on - timedelta(days=1))
    Delegation.objects.filter(giver=giver, role=role, revoked_at=None).update(
        revoked_at=timezone.now()
    )
    open_ones = Decision.objects.filter(stage__in=OPEN)
    _pass_proposals_on(giver, taker, role)
    named = DecisionUserPermission.objects.filter(
        user=giver, permission__codename=f"act_as_{role}", content_object__in=open_ones
    )
    taken = DecisionUserPermission.objects.filter(user=taker).values("content_object")
    named.exclude(content_object__in=taken).update(user=taker)
    named.delete()


def _pass_proposals_on(giver: User, taker: User, role: str) -> None:
    """What waits for signatures is open work too: it takes effect in the taker's name."""
    waiting = Proposal.objects.filter(proposed_by=giver, state=Proposal.State.WAITING)
    in_role = [act for act in waiting.values_list("act", flat=True) if role in roles_for(act)]
    waiting.filter(act__in=in_role).update(proposed_by=taker)
