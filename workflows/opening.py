"""Opening a decision: the one act that has no decision to lock yet (Art. 10).

Classified matters stop here (answer 8). Creates what is known of a proposal, writes the grants, and
makes the first entry of the record; every other row begins with the act that first fills it.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounts.models import Appointment, User
from accounts.roles import Role
from decisions import casefile, evidence
from decisions.errors import Illegible, NotYours
from decisions.gather.listed import Listed
from decisions.intake.fields import OfficialDateField, PlainLineField, PlainTextField
from decisions.labels import choices
from decisions.law.terms import MatterClass, ProposalSource
from decisions.models import Decision, Entry, Initiation, LeadUnit, Matter
from workflows import permissions, record
from workflows.act import TOLD
from workflows.forms import ActForm


class ProposeForm(ActForm):
    """The proposal of Art. 10; a classified matter is stopped at the first question."""

    classified = forms.TypedChoiceField(
        label=_("Does the matter involve state secrets or work secrets?"),
        choices=[("no", _("No")), ("yes", _("Yes"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    title = PlainLineField(label=_("Title of the matter"))
    matter_class = forms.ChoiceField(label=_("Class of the matter"), choices=choices(MatterClass))
    source = forms.ChoiceField(label=_("Proposed by whom"), choices=choices(ProposalSource))
    proposer = PlainLineField(label=_("Name of the proposer"))
    proposed_on = OfficialDateField(label=_("Proposed on"))
    summary = PlainTextField(label=_("What it is about, in a few sentences"))
    argument = PlainTextField(
        label=_("Problem, reasons, basis, first plan, need and feasibility"), required=False
    )

    def clean_classified(self) -> bool:
        """Classified matters never enter this system."""
        if self.cleaned_data["classified"]:
            raise forms.ValidationError(
                _("Classified matters must not be handled here. Use the classified channel.")
            )
        return False


@transaction.atomic
def propose(
    actor: User,
    data: Mapping[str, Any],
    files: Mapping[str, Any] | None = None,
    *,
    sample: bool = False,
    token: UUID | None = None,
    now: datetime | None = None,
) -> Decision:
    """Open a decision led by the actor's office; the same token twice is one decision.

    Raises NotYours or Illegible.
    """
    now = now or timezone.now()
    seat = _seat_of(actor, timezone.localdate(now))
    if token and (earlier := _opened_before(actor, token)):
        return earlier
    if seat is None:
        raise NotYours(_t("Only a drafting officer proposes a matter."))
    office = seat.office
    form = ProposeForm(data, files or {}, actor=actor, today=now)
    if not form.is_valid():
        raise Illegible(_t("Please correct what is marked."), form)
    asked = form.cleaned_data
    happened = asked.get("occurred_on") or timezone.localdate(now)
    decision = Decision.objects.create(
        organ=office.organ,
        lead_office=office,
        title=asked["title"],
        summary=asked["summary"],
        profile=office.organ.profile,
        profile_on=asked["proposed_on"],
        opened_by=actor,
        opened_at=now,
        sample=sample,
    )
    _rows(decision, asked)
    permissions.grant(decision)
    _first_entry(decision, actor, happened, asked, now, token=token)
    return decision


def _seat_of(actor: User, on: date) -> Appointment | None:
    """The seat from which somebody proposes; its holder is locked, so that two clicks queue."""
    held = actor.appointments.in_force(on).filter(role=Role.DRAFTING_OFFICER)
    locked = held.select_for_update(of=("user",))
    return locked.select_related("user", "office__organ").first()


def _opened_before(actor: User, token: UUID) -> Decision | None:
    """What this form opened already."""
    entry = Entry.objects.filter(act="propose", actor=actor, token=token).first()
    return entry.decision if entry else None


def adjust(old: Decision, actor: User, asked: Mapping[str, Any], now: datetime) -> Decision:
    """Open the new matter by which a decision in force is adjusted in a major way (Art. 37)."""
    decision = Decision.objects.create(
        organ=old.organ,
        lead_office=old.lead_office,
        title=asked["title"],
        summary=asked["summary"],
        profile=old.organ.profile,
        profile_on=asked["proposed_on"],
        opened_by=actor,
        opened_at=now,
        sample=old.sample,
        adjusts=old,
    )
    _rows(decision, asked)
    permissions.grant(decision)
    _first_entry(decision, actor, asked["proposed_on"], asked, now, Role.CHIEF_EXECUTIVE)
    return decision


def _rows(decision: Decision, asked: Mapping[str, Any]) -> None:
    Matter.objects.create(decision=decision, matter_class=asked["matter_class"], classified=False)
    Initiation.objects.create(
        decision=decision,
        source=asked["source"],
        proposer=asked["proposer"],
        proposed_on=asked["proposed_on"],
        argument=asked["argument"],
    )
    LeadUnit.objects.create(decision=decision, office=decision.lead_office, coordinating=True)


def _first_entry(
    decision: Decision,
    actor: User,
    happened: Any,
    asked: Mapping[str, Any],
    now: Any,
    role: Role = Role.DRAFTING_OFFICER,
    token: UUID | None = None,
) -> None:
    late = happened < timezone.localdate(now)
    seen = evidence.seen(decision, as_of=timezone.localdate(now))
    entry = Entry(
        act="propose",
        actor=actor,
        actor_name=str(actor),
        role=role,
        occurred_on=happened,
        recorded_at=now,
        late=late,
        late_reason=asked.get("late_reason", "") if late else "",
        articles=["10"],
        summary=f"提出决策建议：{decision.title}",
        stage_before=decision.stage,
        stage_after=decision.stage,
        dossier=casefile.digest(seen.dossier),
        rows=seen.digest,
        token=token,
    )
    record.append(decision, entry)
    decision.save(update_fields=["version", "chain_head"])
    for listener in TOLD:
        listener(entry, seen.dossier, Listed(list))
