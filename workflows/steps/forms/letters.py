"""The forms of consultation letters: to whom, by when, reminded, answered (Art. 14)."""

import re
from collections import Counter
from collections.abc import Iterable
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
from decisions.labels import choices, label
from decisions.law.terms import SubmitterKind
from decisions.models import ConsultationLetter
from workflows.forms import ActForm
from workflows.steps.forms.activities import lines

_PARTED = re.compile(r"[,，\t]+")
ASKS = "现将{draft}送你单位征求意见，请结合职责研究提出书面意见。没有不同意见的，也请函复。"


class SendLetterForm(ActForm):
    """A consultation letter to named bodies (征求意见函)."""

    title = PlainLineField(label=_("Title of the letter"))
    addressees = PlainTextField(
        label=_("Addressees"),
        help_text=_("One a line; another kind than the one below after a comma."),
    )
    kind = forms.ChoiceField(
        label=_("Kind of addressees"),
        choices=choices(SubmitterKind),
        initial=SubmitterKind.PUBLIC_BODY,
        required=False,
    )
    text = PlainTextField(label=_("What is asked"), required=False, max_characters=5000)
    reply_by = OfficialDateField(label=_("Reply by"), required=False)
    contact = PlainLineField(label=_("Contact: unit, person, phone"), required=False)
    letter = UploadField(label=_("Sealed copy of the letter"), required=False)

    def prepare(self) -> None:
        """The usual words."""
        if self.decision is not None:
            name = f"《{self.decision.title}》"
            self.initial |= {
                "title": f"关于征求{name}意见的函"[:200],
                "text": ASKS.format(draft=name),
                "contact": self.decision.organ.contact,
            }

    def clean_addressees(self) -> list[tuple[str, str]]:
        """Each addressee once, in the order given, with its own kind where one is named."""
        named = dict(_addressee(line) for line in lines(self.cleaned_data["addressees"]))
        too_long = next((name for name in named if len(name) > 100), None)
        if too_long:
            raise ValidationError(
                _("Longer than 100 characters: %(name)s"), params={"name": too_long}
            )
        return list(named.items())

    def clean(self) -> dict[str, Any]:
        """A reply is due after the letter was sent."""
        data = super().clean()
        if data.get("reply_by") and data["reply_by"] < (data.get("occurred_on") or self.today):
            self.add_error("reply_by", _("The reply is due before the letter was sent."))
        usual = data.get("kind") or SubmitterKind.PUBLIC_BODY
        data["addressees"] = [(name, kind or usual) for name, kind in data.get("addressees") or ()]
        return data


def _addressee(line: str) -> tuple[str, str]:
    """A name, and the kind named after a comma, or an empty one."""
    kinds = {str(label(kind)): kind.value for kind in SubmitterKind}
    name, _comma, rest = (part.strip() for part in _cut(line))
    kind = kinds.get(rest, rest)
    return (name, kind) if kind in set(SubmitterKind) else (line, "")


def _cut(line: str) -> tuple[str, str, str]:
    parts = _PARTED.split(line)
    return "，".join(parts[:-1]), "，", parts[-1]


def kinds_counted(addressees: Iterable[tuple[str, str]]) -> dict[str, int]:
    """How many addressees of each kind."""
    return dict(Counter(kind for _name, kind in addressees))


class WaitingLetterForm(ActForm):
    """A form about one letter nobody has answered."""

    letter = forms.ModelChoiceField(
        label=_("Letter to"), queryset=ConsultationLetter.objects.none(), empty_label=None
    )

    def prepare(self) -> None:
        """Offer the letters nobody has answered."""
        if self.decision is None:
            return
        waiting = ConsultationLetter.objects.filter(
            activity__decision=self.decision, replied_on=None
        )
        self.fields["letter"].queryset = waiting.select_related("activity").order_by("id")
        self.fields["letter"].label_from_instance = lambda letter: letter.addressee


class RemindForm(WaitingLetterForm):
    """Who is reminded, and how."""

    way = PlainLineField(label=_("By which way"), initial="电话", max_characters=60)


class LetterReplyForm(WaitingLetterForm):
    """What an addressee answered."""

    text = PlainTextField(
        label=_("Opinion"), required=False, help_text=_("Empty when there is no different view.")
    )
    by_paragraph = forms.BooleanField(
        label=_("Each paragraph is an opinion of its own"), required=False
    )
    reply = UploadField(label=_("Reply as received"), required=False)

    def clean(self) -> dict[str, Any]:
        """No reply comes before its letter."""
        data = super().clean()
        letter, day = data.get("letter"), data.get("occurred_on") or self.today
        if letter and day < letter.sent_on:
            self.add_error("occurred_on", _("This day lies before the letter was sent."))
        return data
