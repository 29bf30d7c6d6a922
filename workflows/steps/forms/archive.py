"""The forms of the archive (Art. 33): what is missing is argued, then the file is closed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from decisions.archive_slots import Slot, slots
from decisions.gather import pinned_profile
from decisions.intake.fields import OfficialDateField, PlainLineField, PlainTextField
from decisions.law.archive import NEVER_MISSING
from decisions.law.terms import Stage
from decisions.models import Archive
from workflows.forms import LAST, ActForm
from workflows.steps.forms.evidence import DatedForm

PERMANENT = "permanent"


class ChecklistForm(ActForm):
    """For each slot the file does not fill: why it is not needed; unanswered it is missing."""

    def prepare(self) -> None:
        """Draw the checklist up from what the file holds."""
        self.slots: tuple[Slot, ...] = ()
        if self.decision is None or self.dossier is None:
            return
        self.slots = slots(self.dossier, Stage(self.decision.stage))
        stated = {} if self.is_bound else self._stated()
        for slot in self.slots:
            if slot.missing and slot.slot not in NEVER_MISSING:
                self.fields[f"why_{slot.slot}"] = PlainLineField(
                    label=_("%(slot)s is not in the file. Why is it not needed?")
                    % {"slot": slot.title},
                    required=False,
                )
                self.initial[f"why_{slot.slot}"] = stated.get(slot.slot, "")
        self.order_fields([n for n in self.fields if n not in LAST] + LAST)

    def _stated(self) -> dict[str, str]:
        """What was argued when the checklist was drawn up before."""
        before = self.decision.archive_items.exclude(not_needed="")
        return dict(before.values_list("slot", "not_needed"))

    def clean(self) -> dict[str, Any]:
        """The checklist with what the officer argued."""
        data = super().clean()
        argued = [
            Slot(s.slot, s.present, s.not_needed or data.get(f"why_{s.slot}", ""))
            for s in self.slots
        ]
        return data | {"slots": argued}


class CloseForm(DatedForm):
    """How long the file is kept, under which number, and when the matter was finished."""

    past_days = ("finished_on",)
    retention = forms.ChoiceField(label=_("Retention period"))
    file_number = PlainLineField(label=_("File number"), required=False, max_characters=60)
    finished_on = OfficialDateField(label=_("Matter finished on"))
    late_handover_reason = PlainTextField(
        label=_("If handed over late: why"), required=False, max_characters=500
    )

    def prepare(self) -> None:
        """Offer the periods of the profile that are long enough for this file."""
        if self.decision is None:
            return
        self.fields["retention"].choices = periods(self.decision)
        closed = None if self.is_bound else Archive.objects.filter(decision=self.decision).first()
        if closed:
            for name in ("retention", "file_number", "finished_on"):
                self.initial[name] = getattr(closed, name)

    def clean(self) -> dict[str, Any]:
        """The file is not handed over before the matter is finished."""
        data = super().clean()
        finished = data.get("finished_on")
        if finished and finished > (data.get("occurred_on") or self.today):
            raise ValidationError(_("The matter is finished before its file is closed."))
        return data


def periods(decision: Any) -> list[tuple[str, Any]]:
    """The retention periods of the profile, from the one its kind of file needs upwards."""
    years = pinned_profile(decision.profile, decision.profile_on).retention_years
    never_decided = decision.stage in (Stage.REJECTED, Stage.TERMINATED)
    least = years["not_adopted" if never_decided else "decided"]
    offered = {_code(y): y for y in years.values() if _at_least(y, least)}
    shortest_first = sorted(offered.items(), key=lambda pair: (pair[1] is None, pair[1] or 0))
    return [
        (code, _("Permanent") if number is None else _("%(years)d years") % {"years": number})
        for code, number in shortest_first
    ]


def _code(years: int | None) -> str:
    return PERMANENT if years is None else str(years)


def _at_least(years: int | None, least: int | None) -> bool:
    return years is None or (least is not None and years >= least)


class ExportForm(ActForm):
    """For what the package is wanted, and whether the whole file is bound as one PDF too."""

    purpose = PlainLineField(
        label=_("Purpose"),
        help_text=_("Transfer to the archives, review, audit, reconsideration, litigation …"),
        max_characters=100,
    )
    volume = forms.BooleanField(
        label=_("Bind the whole file as one PDF as well"),
        help_text=_(
            "For reading and printing; a file of many pages takes some minutes. Otherwise the "
            "package carries the one bound last, where there is one."
        ),
        required=False,
        initial=True,
    )
