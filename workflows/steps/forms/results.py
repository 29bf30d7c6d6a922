"""The forms of the five results of deliberation (Art. 30).

When most of those present take another stand, the chief executive's reasons are asked for here;
the count is that of ``decisions/law/deliberation.py``.
"""

from dataclasses import replace
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from decisions.intake.fields import PlainTextField
from decisions.law.deliberation import against
from decisions.law.terms import MeetingResult
from workflows.forms import ActForm


class ResultForm(ActForm):
    """What every result asks: the reasons, when it goes against most of those present."""

    result: ClassVar[MeetingResult]
    majority_reason = PlainTextField(
        label=_("Reasons given at the meeting for deciding against the majority"), required=False
    )

    def prepare(self) -> None:
        """Count who takes another stand; with a majority of them, reasons must be given."""
        if self.decision is None:
            return
        opposed, present = self.count()
        field = self.fields["majority_reason"]
        field.required = 2 * opposed > present
        if present:
            field.help_text = _("%(opposed)d of %(present)d present take another stand.") % {
                "opposed": opposed,
                "present": present,
            }

    def count(self) -> tuple[int, int]:
        """How many of those present take a stand that this result does not follow."""
        meetings = self.dossier.meetings if self.dossier else None
        if not meetings or meetings[-1].present is None or meetings[-1].views is None:
            return 0, 0
        return against(replace(meetings[-1], result=self.result)), meetings[-1].present

    def clean_occurred_on(self) -> Any:
        """A result is that of the meeting: it does not come before it."""
        day = super().clean_occurred_on()
        meetings = self.dossier.meetings if self.dossier else None
        held = meetings[-1].held_on if meetings else None
        if held and (day or self.today) < held:
            raise ValidationError(_("The meeting had not been held on that day."))
        return day

    def clean(self) -> dict[str, Any]:
        """Hand the dossier on: the act counts its terms in the same calendar."""
        return super().clean() | {"dossier": self.dossier}


class AdoptForm(ResultForm):
    """Adopted as it stands."""

    result = MeetingResult.ADOPT


class AdoptAmendedForm(ResultForm):
    """Adopted with amendments, in words."""

    result = MeetingResult.ADOPT_AMENDED
    amendment = PlainTextField(label=_("Amendments decided"))


class DiscussAgainForm(ResultForm):
    """To be discussed again, and what is to be done until then."""

    result = MeetingResult.DISCUSS_AGAIN
    amendment = PlainTextField(label=_("What is to be done before the next discussion"))


class DeferForm(ResultForm):
    """Deferred, and why."""

    result = MeetingResult.DEFER
    amendment = PlainTextField(label=_("Why it is deferred, and what is awaited"))


class RejectForm(ResultForm):
    """Not passed, and why."""

    result = MeetingResult.REJECT
    reason = PlainTextField(label=_("Why it is not passed"))
