"""The forms of the open consultation, from disclosure to its close (Art. 15).

Whether a period is lawful is judged by ``decisions/law/consultation.py`` when the act is done, not
here; seminars, surveys and letters are asked in ``activities.py``.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from decisions import drafts, filed
from decisions.gather.listed import Listed
from decisions.intake.fields import (
    OfficialDateField,
    PlainLineField,
    PlainTextField,
)
from decisions.labels import choices
from decisions.law.profile import load_profile
from decisions.law.terms import ActivityKind, Disclosure
from decisions.models import Draft, ParticipationActivity
from workflows.forms import ActForm, AtHandField, YesNoField
from workflows.steps.forms.activities import lines

CHANNELS = [
    ("website", _("Government website")),
    ("notice_board", _("Notice board")),
    ("new_media", _("Government new media")),
    ("newspaper", _("Newspaper")),
    ("radio_tv", _("Radio or television")),
    ("gazette", _("Government gazette")),
]
PRIVACY = (
    "个人信息处理者为{organ}。姓名、联系方式和意见内容仅用于研究、答复本次征集的意见，"
    "未经单独同意不公开姓名和联系方式；保存至本事项归档期满。"
    "您可以凭回执查询、撤回意见，或者要求删除个人信息。联系方式：{contact}。"
)


class ConsultationField(AtHandField):
    """One of the decision's open consultations that stands and is not closed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=ParticipationActivity.objects.none(), **kwargs)

    def offer(self, decision_id: int) -> None:
        """Offer this decision's own; with one there is nothing to choose."""
        self.queryset = running(decision_id)
        self.empty_label = None


def running_at_hand(rows: Listed | None) -> list[ParticipationActivity] | None:
    """The same among the lists of a dossier, as far as they are told."""
    if rows is None:
        return None
    return [
        filed.bare(ParticipationActivity, row, "closes_on", "closed_on", "offline_entered")
        for row in rows["activity"]
        if row["kind"] == ActivityKind.OPEN_CONSULTATION
        and row["closed_on"] is None
        and not row["withdrawn"]
    ]


def running(decision_id: int) -> Any:
    """The open consultations of a decision that were neither closed nor withdrawn."""
    return (
        ParticipationActivity.objects.filter(
            decision=decision_id,
            kind=ActivityKind.OPEN_CONSULTATION,
            closed_on=None,
            withdrawn_reason="",
        )
        .select_related("consultation__draft")
        .order_by("-opens_on", "-id")
    )


class ReviewDisclosureForm(ActForm):
    """The disclosure attribute of the matter and of the papers that go out (GIR 17, SC80)."""

    disclosure = forms.ChoiceField(label=_("Disclosure attribute"), choices=choices(Disclosure))
    withholding_ground = forms.ChoiceField(label=_("Ground for withholding"), required=False)

    def prepare(self) -> None:
        """Offer the grounds of the pinned profile."""
        if self.decision is None:
            return
        profile = load_profile(self.decision.profile, self.decision.profile_on)
        grounds = [(code, profile.word(code).zh) for code in profile.withholding_grounds]
        self.fields["withholding_ground"].choices = [("", "—"), *grounds]
        matter = self.decision.matter
        self.initial |= {
            "disclosure": matter.disclosure or Disclosure.PROACTIVE,
            "withholding_ground": matter.withholding_ground,
        }

    def clean(self) -> dict[str, Any]:
        """Withholding rests on a ground; what is disclosed needs none."""
        data = super().clean()
        if data.get("disclosure") == Disclosure.PROACTIVE:
            data["withholding_ground"] = ""
        elif data.get("disclosure") and not data.get("withholding_ground"):
            self.add_error("withholding_ground", _("Choose the ground in law."))
        return data


class OpenConsultationForm(ActForm):
    """What the notice of an open consultation says (Art. 15)."""

    draft = AtHandField(
        label=_("Draft to be published"), queryset=Draft.objects.none(), empty_label=None
    )
    title = PlainLineField(
        label=_("Title of the notice"),
        help_text=_("One that ends with 通告 makes the notice a 通告 in all its words."),
    )
    opens_on = OfficialDateField(label=_("Open from"))
    closes_on = OfficialDateField(
        label=_("Open until"), help_text=_("The last day; opinions are taken until 24:00.")
    )
    shortened_reason = PlainTextField(
        label=_("Reason for a shorter period"),
        required=False,
        help_text=_("Printed in the notice (Art. 15)."),
    )
    provisional_reason = PlainTextField(
        label=_("If the last day is provisional: why it is gone by"),
        required=False,
        help_text=_("A last day in a year whose holiday table is not in yet may still move."),
    )
    channels = forms.MultipleChoiceField(
        label=_("Published through"), choices=CHANNELS, widget=forms.CheckboxSelectMultiple
    )
    ways = PlainTextField(
        label=_("Ways to send opinions"), help_text=_("One a line: by post, by phone …")
    )
    contact = PlainLineField(label=_("Contact: unit, person, phone"))
    address = PlainLineField(label=_("Postal address"), required=False)
    privacy = PlainTextField(label=_("Note on personal data"))
    explained_by_experts = forms.BooleanField(
        label=_("Explained by expert interviews or the like"), required=False
    )

    def prepare(self) -> None:
        """Offer the frozen drafts, newest first, and the usual words."""
        if self.decision is None:
            return
        frozen = Draft.objects.filter(decision=self.decision).exclude(frozen_on=None)
        self.fields["draft"].queryset = frozen.order_by("-version")
        self.fields["draft"].at_hand = None if self.rows is None else drafts.frozen(self.rows)
        organ = self.decision.organ
        self.initial |= {
            "title": f"关于公开征求《{self.decision.title}（征求意见稿）》意见的公告"[:200],
            "opens_on": self.today,
            "channels": load_profile(
                self.decision.profile, self.decision.profile_on
            ).required_channels,
            "ways": "本网站在线提交\n信函邮寄（信封注明“征求意见”）\n电话反映",
            "contact": organ.contact,
            "privacy": PRIVACY.format(organ=organ.name, contact=organ.contact),
        }

    def clean_ways(self) -> list[str]:
        """The ways, one a line."""
        return lines(self.cleaned_data["ways"])

    def clean(self) -> dict[str, Any]:
        """The days in their order: announced, open, closed."""
        data = super().clean()
        opens, closes = data.get("opens_on"), data.get("closes_on")
        if opens and opens < (data.get("occurred_on") or self.today):
            self.add_error(
                "opens_on", _("A consultation opens when its notice is out, not before.")
            )
        if opens and closes and closes <= opens:
            self.add_error("closes_on", _("The last day comes after the first."))
        return data


class ExtendForm(ActForm):
    """A later last day, with the reason that the extension notice gives."""

    activity = ConsultationField(label=_("Consultation"))
    closes_on = OfficialDateField(label=_("New last day"))
    extension_reason = PlainTextField(label=_("Reason for the extension"))

    def prepare(self) -> None:
        """Offer what is running."""
        if self.decision is not None:
            self.fields["activity"].offer(self.decision.pk)

    def clean(self) -> dict[str, Any]:
        """Only forward, and only while the first period runs."""
        data = super().clean()
        activity, closes = data.get("activity"), data.get("closes_on")
        if activity and closes and closes <= activity.closes_on:
            self.add_error("closes_on", _("An extension ends later than the period announced."))
        if activity and (data.get("occurred_on") or self.today) > activity.closes_on:
            self.add_error("activity", _("The period is over; open a new consultation instead."))
        return data


class WithdrawForm(ActForm):
    """Why a notice is taken back, and what becomes of the opinions received."""

    activity = ConsultationField(label=_("Consultation"))
    reason = PlainTextField(label=_("Reason for the withdrawal"))
    consequence = PlainTextField(label=_("What becomes of the opinions received"))

    def prepare(self) -> None:
        """Offer what is running."""
        if self.decision is not None:
            self.fields["activity"].offer(self.decision.pk)
            self.initial["consequence"] = "已收到的意见将继续研究，另行公告后可以再次提出。"


class CloseForm(ActForm):
    """The end of the period: everything on paper is entered, silence is said in words."""

    activity = ConsultationField(label=_("Consultation"))
    offline_entered = YesNoField(
        label=_("Are all opinions by letter, phone and at meetings entered?")
    )
    none_received_stated = forms.BooleanField(
        label=_("No opinion came in: the report will say so in words"), required=False
    )

    def prepare(self) -> None:
        """Offer what is running."""
        if self.decision is not None:
            self.fields["activity"].offer(self.decision.pk)
            self.fields["activity"].at_hand = running_at_hand(self.rows)
