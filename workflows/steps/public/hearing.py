"""Up to the hearing (Art. 16): chosen or not, announced, its people, their list and materials.

Until it is held, its day stands in ``opens_on`` of its activity. Sign-up and draw stand in
``drawing.py``, what follows in ``hearing_held.py``; what must hold at G6 in ``decisions/law``.
"""

import secrets
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from decisions import drawing
from decisions.law.dossier import Dossier
from decisions.law.profile import load_profile
from decisions.law.reckoning import in_words
from decisions.law.terms import ActivityKind, HearingChoice, Progress, Section, Stage
from decisions.models import (
    Hearing,
    HearingGroup,
    HearingParticipant,
    Participation,
    ParticipationActivity,
)
from workflows.act import Act, Doing
from workflows.sections import UNDER_WAY
from workflows.steps.forms import hearing as forms
from workflows.steps.forms.seats import OBSERVERS
from workflows.telling import issue

MATERIALS, SIGNUP = "hearing_materials", "hearing_signup"


def not_announced(dossier: Dossier) -> Any:
    """Why nothing can be prepared: no hearing is under way, none is announced, or it was held."""
    if dossier.hearing.progress not in UNDER_WAY:
        return _("No hearing is under way.")
    if dossier.hearing.notice_on is None:
        return _("Announce the hearing first.")
    return _("The hearing was held already.") if dossier.hearing.held_on else ""


def nobody_entered(dossier: Dossier) -> Any:
    """Why nothing can be told to participants: none is entered."""
    if not_announced(dossier):
        return not_announced(dossier)
    return "" if dossier.hearing.participants else _("Enter the participants first.")


class ChooseHearing(Act):
    """Decide whether a hearing is held, with the ground (Art. 16)."""

    slug, step, label = "choose_hearing", "hearing", _("Decide on a hearing")
    section, articles, stages = Section.HEARING, ("16.1",), (Stage.DRAFTING,)
    form, repeatable = forms.ChoiceForm, True

    def not_yet(self, dossier: Dossier) -> Any:
        """Until one is announced, or the section has ended."""
        if dossier.hearing.notice_on:
            return _("The hearing is announced already.")
        if dossier.hearing.progress is Progress.CONCLUDED:
            return _("This section is concluded. Reopen it first.")
        return ""

    def gates_of(self, dossier: Dossier) -> tuple[str, ...]:
        """Going without is judged at once (G6)."""
        return ("G6",) if dossier.hearing.choice is HearingChoice.NOT_HELD else ()

    def do(self, doing: Doing) -> None:
        """Without a hearing the section has ended; otherwise it is under way."""
        choice = HearingChoice(doing.data["choice"])
        doing.keep(Participation, hearing_choice=choice, hearing_ground=doing.data["ground"])
        doing.facts |= {"choice": str(choice), "ground": doing.data["ground"]}
        if choice is HearingChoice.NOT_HELD:
            doing.progress, doing.summary = Progress.FOUND_UNNECESSARY, "决定不举行听证会"
        else:
            doing.progress, doing.summary = Progress.UNDER_WAY, "决定举行听证会"


class AnnounceHearing(Act):
    """Publish the hearing notice: time, place, draft, explanation, seats, sign-up (Art. 16)."""

    slug, step, label = "announce_hearing", "hearing", _("Announce the hearing")
    articles, stages, form = ("16.2",), (Stage.DRAFTING,), forms.AnnounceForm
    repeatable, notice = True, "hearing_notice"

    def not_yet(self, dossier: Dossier) -> Any:
        """Once a hearing was chosen and until it is held; announced anew, it is put off."""
        if dossier.hearing.progress not in UNDER_WAY:
            return _("No hearing is under way.")
        return _("The hearing was held already.") if dossier.hearing.held_on else ""

    def do(self, doing: Doing) -> None:
        """Keep the notice, commit to the seed of the draw, and set the terms."""
        row = _announced(doing, _activity(doing))
        doing.facts |= {"hearing": row.pk, "planned_on": row.activity.opens_on.isoformat()}
        doing.facts |= {"notice": row.notices, "seed_commitment": row.seed_commitment}
        _groups(row, doing.data["seats"], doing.data["observer_seats"])
        days = load_profile(doing.decision.profile, doing.decision.profile_on)
        due = row.activity.opens_on - timedelta(days=days.hearing_materials_days)
        doing.deadline(MATERIALS, "16.3", doing.occurred_on, due)
        if row.signup_closes_on:
            doing.deadline(SIGNUP, "16.2", doing.occurred_on, row.signup_closes_on)
        planned = in_words(row.activity.opens_on)
        doing.summary = f"发布听证公告第{row.notices}号，定于{planned}举行听证会"
        issue(doing, self.notice)


def _activity(doing: Doing) -> ParticipationActivity:
    """The activity as the notice says it: its day stands in ``opens_on`` until it is held."""
    asked = doing.data
    row = Hearing.objects.filter(decision=doing.decision).select_related("activity").first()
    activity = row.activity if row else ParticipationActivity(decision=doing.decision)
    activity.kind, activity.organiser = ActivityKind.HEARING, doing.decision.lead_office.name
    activity.title, activity.place = asked["title"], asked["place"]
    activity.starts_at, activity.contact = asked["starts_at"], asked["contact"]
    activity.announced_on = doing.occurred_on
    activity.opens_on = activity.closes_on = asked["planned_on"]
    activity.save()
    return activity


def _announced(doing: Doing, activity: ParticipationActivity) -> Hearing:
    asked = doing.data
    row = Hearing.objects.filter(decision=doing.decision).first() or Hearing(
        decision=doing.decision
    )
    row.activity, row.notice_on, row.notices = activity, doing.occurred_on, row.notices + 1
    row.notice = doing.paper("notice", "hearing_notice", asked["title"]) or row.notice
    for name in ("draft_published", "selecting", "selection_method", "chair", "clerk", "monitor"):
        setattr(row, name, asked[name])
    row.selection_published = bool(asked["selecting"])
    if asked["signup_closes_on"] and row.signup_closed_on is None:
        row.signup_opens_on = row.signup_opens_on or doing.occurred_on
        for name in ("signup_closes_on", "seed_source", "privacy"):
            setattr(row, name, asked[name])
        row.seed_secret = row.seed_secret or secrets.token_hex(32)
        row.seed_commitment = drawing.commitment(row.seed_secret)
    row.save()
    return row


def _groups(row: Hearing, groups: list[Any], observers: int | None) -> None:
    """The seats as announced; once somebody signed up they stay."""
    if row.signups.exists():
        return
    row.groups.all().delete()
    made = [HearingGroup(hearing=row, **group._asdict()) for group in groups]
    if observers:
        made.append(HearingGroup(hearing=row, name=OBSERVERS, seats=observers, observer=True))
    HearingGroup.objects.bulk_create(made)


class AddHearingParticipant(Act):
    """Enter a participant and the side that is represented (Art. 16)."""

    slug, step = "add_hearing_participant", "hearing"
    label, form = _("Enter a participant"), forms.ParticipantForm
    articles, stages, repeatable = ("16.2",), (Stage.DRAFTING,), True

    def not_yet(self, dossier: Dossier) -> Any:
        """Between notice and hearing."""
        return not_announced(dossier)

    def do(self, doing: Doing) -> None:
        """One row a person; the record names the side, not the person."""
        asked = doing.data
        person = HearingParticipant.objects.create(
            hearing=hearing_of(doing),
            name=asked["name"],
            group=asked["group"],
            submitter_kind=asked["submitter_kind"],
            origin=asked["origin"] or HearingParticipant.Origin.INVITED,
            interested=asked["interested"],
        )
        doing.facts["participant"] = person.pk
        doing.summary = f"登记听证参加人1名（{asked['group']}）"


class PublishHearingList(Act):
    """Publish the list of participants before the hearing (Art. 16)."""

    slug, step, label = "publish_hearing_list", "hearing", _("Publish the list of participants")
    articles, stages, repeatable = ("16.2",), (Stage.DRAFTING,), True
    notice = "hearing_list_notice"

    def not_yet(self, dossier: Dossier) -> Any:
        """Once somebody is on it, and after the draw where there is one."""
        if dossier.hearing.signup_closes_on and dossier.hearing.drawn_on is None:
            return not_announced(dossier) or _("Draw the participants first.")
        return nobody_entered(dossier)

    def do(self, doing: Doing) -> None:
        """Keep the day; the notice has the next number of this hearing."""
        row = hearing_of(doing)
        row.list_published_on, row.notices = doing.occurred_on, row.notices + 1
        row.save(update_fields=["list_published_on", "notices"])
        doing.facts["notice"] = row.notices
        doing.summary = f"发布听证公告第{row.notices}号，公布听证参加人名单"
        issue(doing, self.notice)


class RecordDelivery(Act):
    """Record to whom the materials were delivered, person by person (Art. 16)."""

    slug, step, label = "record_delivery", "hearing", _("Record the delivery of materials")
    articles, stages, form = ("16.3",), (Stage.DRAFTING,), forms.DeliveryForm
    repeatable = True

    def not_yet(self, dossier: Dossier) -> Any:
        """Between notice and hearing, to those entered."""
        return nobody_entered(dossier)

    def do(self, doing: Doing) -> None:
        """With the last delivery the term is met."""
        reached = [person.pk for person in doing.data["participants"]]
        proof = doing.paper("proof", "delivery_proof", "听证材料送达凭证", signed=True)
        HearingParticipant.objects.filter(pk__in=reached).update(
            delivered_on=doing.occurred_on, delivery_way=doing.data["way"], delivery_proof=proof
        )
        waiting = HearingParticipant.objects.filter(
            hearing__decision=doing.decision, delivered_on=None, observer=False
        )
        if not waiting.exists():
            doing.met(MATERIALS)
        doing.facts["participants"] = reached
        doing.summary = f"向{len(reached)}名听证参加人送达材料"


def hearing_of(doing: Doing) -> Hearing:
    """The decision's hearing, with its activity."""
    return Hearing.objects.select_related("activity").get(decision=doing.decision)
