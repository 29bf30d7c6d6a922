"""The forms up to a hearing (Art. 16): choice, notice, participants, list, materials.

Sign-up and draw are asked in ``signing_up.py``, what follows from the hearing day on in
``hearing_held.py``.
"""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from decisions.intake.fields import (
    OfficialDateField,
    PlainLineField,
    PlainTextField,
    UploadField,
)
from decisions.labels import choices
from decisions.law.profile import load_profile
from decisions.law.terms import HearingChoice, SubmitterKind
from decisions.models import Hearing, HearingParticipant, Participation
from workflows.forms import ActForm, RowsField, YesNoField
from workflows.steps.forms import seats
from workflows.steps.forms.seats import Group

PRIVACY = (
    "个人信息处理者为{organ}。姓名、联系方式仅用于听证会报名、遴选和通知；抽签产生的参加人，其姓名和"
    "代表方随名单公布。撤回报名的，姓名和联系方式随即删除；其余保存至本事项归档期满。"
)
METHOD = "自愿报名。每一方报名人数超过名额的，公开抽签产生；不足名额的，全部参加。"
SOURCE = "报名截止后第一个交易日上证综合指数收盘点位（上海证券交易所公布）"


class ChoiceForm(ActForm):
    """Whether a hearing is held, and on what ground."""

    choice = forms.ChoiceField(
        label=_("Is a hearing held?"), choices=choices(HearingChoice), widget=forms.RadioSelect
    )
    ground = PlainTextField(label=_("Ground"), max_characters=2000)

    def prepare(self) -> None:
        """Start from the choice made before."""
        if self.decision is not None:
            row = getattr(self.decision, "participation", None) or Participation()
            self.initial |= {"choice": row.hearing_choice, "ground": row.hearing_ground}


class AnnounceForm(ActForm):
    """What the hearing notice says: day, place, draft, seats, sign-up, seed (Art. 16)."""

    title = PlainLineField(label=_("Title of the notice"))
    planned_on = OfficialDateField(label=_("Day of the hearing"))
    starts_at = forms.TimeField(
        label=_("Begins at"),
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
    )
    place = PlainLineField(label=_("Place"))
    draft_published = YesNoField(label=_("Are draft and explanation published with it?"))
    selecting = YesNoField(label=_("Are participants selected?"))
    selection_method = PlainTextField(
        label=_("Selection method, as published"), required=False, max_characters=5000
    )
    seats = PlainTextField(
        label=_("Seats by group"),
        required=False,
        max_characters=2000,
        help_text=_("One group a line: name, seats, and “interested” for interested parties."),
    )
    observer_seats = forms.IntegerField(
        label=_("Seats for observers"), required=False, min_value=0, max_value=500
    )
    signup_closes_on = OfficialDateField(
        label=_("Sign-up until"),
        required=False,
        help_text=_("The last day; sign-ups are taken until 24:00. Empty: no sign-up on the site."),
    )
    seed_source = PlainLineField(
        label=_("Public source of the seed"),
        required=False,
        help_text=_("A public figure that nobody knows before the sign-up ends."),
    )
    contact = PlainLineField(label=_("Contact: unit, person, phone"), required=False)
    privacy = PlainTextField(label=_("Note on personal data"), required=False)
    chair = PlainLineField(label=_("Chair"), max_characters=60)
    clerk = PlainLineField(label=_("Clerk"), max_characters=60)
    monitor = PlainLineField(label=_("Monitor"), max_characters=60, required=False)
    notice = UploadField(label=_("Sealed copy of the notice"), required=False)

    def prepare(self) -> None:
        """The usual words; announced anew, what was announced before."""
        if self.decision is None:
            return
        self.initial |= {
            "title": f"关于举行《{self.decision.title}》听证会的公告"[:200],
            "contact": self.decision.organ.contact,
            "privacy": PRIVACY.format(organ=self.decision.organ.name),
            "selection_method": METHOD,
            "seed_source": SOURCE,
        }
        if row := self._standing():
            self.initial |= announced_before(row)

    def _standing(self) -> Hearing | None:
        rows = Hearing.objects.filter(decision=self.decision).select_related("activity")
        return rows.prefetch_related("groups").first()

    def clean_seats(self) -> list[Group]:
        """The groups as they are typed, each once; fixed once somebody signed up."""
        found = seats.read(self.cleaned_data["seats"])
        row = self._standing()
        if row and row.signups.exists() and found != seats.of(row):
            raise ValidationError(_("Somebody has signed up: the groups stay as announced."))
        return found

    def clean_observer_seats(self) -> int | None:
        """Fixed like the groups."""
        number, row = self.cleaned_data["observer_seats"] or None, self._standing()
        if row and row.signups.exists() and number != seats.observers(row):
            raise ValidationError(_("Somebody has signed up: the groups stay as announced."))
        return number

    def clean(self) -> dict[str, Any]:
        """The day leaves time for the notice and the materials; selecting has a method."""
        data = super().clean()
        if data.get("selecting") and not data.get("selection_method"):
            self.add_error("selection_method", _("State how participants are selected (Art. 16)."))
        if data.get("signup_closes_on"):
            self._can_sign_up(data)
        if self.decision is not None and data.get("planned_on"):
            self._leaves_time(data)
        return data

    def _can_sign_up(self, data: dict[str, Any]) -> None:
        if not data.get("seats"):
            self.add_error("seats", _("State the seats of each group that signs up."))
        for name in ("seed_source", "privacy", "contact"):
            if not data.get(name):
                self.add_error(name, _("Needed for a sign-up on the site."))

    def _leaves_time(self, data: dict[str, Any]) -> None:
        profile = load_profile(self.decision.profile, self.decision.profile_on)
        planned, announced = data["planned_on"], data.get("occurred_on") or self.today
        days = max(profile.hearing_notice_days, profile.hearing_materials_days)
        if planned < announced + timedelta(days=days):
            self.add_error(
                "planned_on",
                _("The hearing comes at least %(days)d days after its notice (Art. 16).")
                % {"days": days},
            )
        closes = data.get("signup_closes_on")
        left = max(profile.hearing_list_days, profile.hearing_materials_days)
        if closes and not announced <= closes < planned - timedelta(days=left):
            self.add_error(
                "signup_closes_on",
                _("The sign-up ends more than %(days)d days before the hearing.") % {"days": left},
            )


def announced_before(row: Hearing) -> dict[str, Any]:
    """What the notice said that is published anew."""
    names = ("draft_published", "selecting", "selection_method", "signup_closes_on", "seed_source")
    said = {name: getattr(row, name) for name in (*names, "privacy", "chair", "clerk", "monitor")}
    kept = {name: value for name, value in said.items() if value not in ("", None)}
    activity = row.activity
    return kept | {
        "title": activity.title,
        "planned_on": activity.opens_on,
        "starts_at": activity.starts_at,
        "place": activity.place,
        "contact": activity.contact,
        "seats": seats.written(row),
        "observer_seats": seats.observers(row),
    }


class ParticipantForm(ActForm):
    """One participant who was invited or recommended, and the group that is represented."""

    name = PlainLineField(label=_("Name"), max_characters=60)
    group = PlainLineField(label=_("Represents"), max_characters=60)
    submitter_kind = forms.ChoiceField(
        label=_("Kind"),
        choices=choices(SubmitterKind),
        initial=SubmitterKind.CITIZEN,
        required=False,
    )
    origin = forms.ChoiceField(
        label=_("How chosen"),
        choices=[
            (one.value, one.label)
            for one in (
                HearingParticipant.Origin.INVITED,
                HearingParticipant.Origin.RECOMMENDED,
            )
        ],
        initial=HearingParticipant.Origin.INVITED,
        required=False,
    )
    interested = YesNoField(label=_("Is the participant an interested party?"))

    def clean_submitter_kind(self) -> str:
        """Citizens unless said otherwise."""
        return self.cleaned_data["submitter_kind"] or SubmitterKind.CITIZEN


class PeopleForm(ActForm):
    """A form that names participants of the decision's hearing."""

    named: tuple[str, ...] = ()

    def prepare(self) -> None:
        """Offer the participants."""
        if self.decision is None:
            return
        people = HearingParticipant.objects.filter(
            hearing__decision=self.decision, observer=False
        ).order_by("id")
        for name in self.named:
            self.fields[name].queryset = people
            self.fields[name].label_from_instance = lambda row: f"{row.name}（{row.group}）"


def people(label: Any, *, required: bool = True) -> RowsField:
    """A choice among participants."""
    return RowsField(
        label=label,
        queryset=HearingParticipant.objects.none(),
        required=required,
        widget=forms.CheckboxSelectMultiple,
    )


class DeliveryForm(PeopleForm):
    """To whom the materials were delivered on a day, by which way, with the proof."""

    named = ("participants",)
    participants = people(_("Delivered to"))
    way = PlainLineField(
        label=_("Way of delivery"),
        required=False,
        max_characters=60,
        help_text=_("By hand with a signature, by registered post …"),
    )
    proof = UploadField(label=_("Proof of delivery"), required=False)
