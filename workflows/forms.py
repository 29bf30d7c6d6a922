"""The form every act's form grows from: when it happened, and why it is entered late.

Fields that read text, dates and files are those of ``decisions.intake.fields``. What was typed
is never lost: a refused form is shown again, bound.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from decisions.gather import gather
from decisions.gather.listed import Listed
from decisions.intake.fields import OfficialDateField, PlainLineField
from decisions.law.dossier import Dossier
from decisions.models import Decision


class ActForm(forms.Form):
    """What every act asks: the day it happened; a day in the past needs a reason (补录)."""

    field_order: list[str] | None = None
    occurred_on = OfficialDateField(
        label=_("Happened on"),
        required=False,
        help_text=_("Leave empty for today. An earlier day is a late entry and is marked."),
    )
    late_reason = PlainLineField(label=_("Reason for the late entry"), required=False)

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        decision: Decision | None = None,
        actor: Any = None,
        today: datetime | None = None,
        dossier: Dossier | None = None,
        rows: Listed | None = None,
        **kwargs: Any,
    ) -> None:
        self.decision, self.actor = decision, actor
        self.today = timezone.localdate(today or timezone.now())
        self.rows = rows  # the lists of the dossier, where an act hands them in
        if dossier is not None:
            self.dossier = dossier
        super().__init__(data, files, **kwargs)
        self.order_fields([n for n in self.fields if n not in LAST] + LAST)
        self.prepare()

    @cached_property
    def dossier(self) -> Dossier | None:
        """The decision as it stands; gathered here only where no act hands it in."""
        return gather(self.decision.pk, as_of=self.today) if self.decision else None

    def prepare(self) -> None:
        """Fill choices and initial values from ``self.decision``; for subclasses."""

    def clean_occurred_on(self) -> Any:
        """A day that has not come has not happened."""
        day = self.cleaned_data.get("occurred_on")
        if day and day > self.today:
            raise ValidationError(_("This day has not come yet."))
        return day

    def clean(self) -> dict[str, Any]:
        """A late entry states its reason."""
        data = super().clean() or {}
        day = data.get("occurred_on")
        if day and day < self.today and not data.get("late_reason"):
            self.add_error("late_reason", _("State why this is entered late."))
        return data


class AtHandField(forms.ModelChoiceField):
    """One row of a few; an act has them at hand and asks the database for none of them."""

    at_hand: Sequence[Model] | None = None

    def to_python(self, value: Any) -> Any:
        """The row of this key."""
        if self.at_hand is None or value in self.empty_values:
            return super().to_python(value)
        found = next((row for row in self.at_hand if str(row.pk) == str(value)), None)
        if found is None:
            raise ValidationError(self.error_messages["invalid_choice"], "invalid_choice")
        return found


class RowsField(forms.ModelMultipleChoiceField):
    """Several rows of one kind; a number that no row can have is no choice, not a fault."""

    def clean(self, value: Any) -> Any:
        """Refuse what is no key before the database is asked."""
        for key in value or ():
            if isinstance(key, str) and not (key.isascii() and key.isdecimal() and len(key) < 19):
                raise ValidationError(
                    self.error_messages["invalid_choice"], "invalid_choice", {"value": key[:40]}
                )
        return super().clean(value)


class SmallTableField(forms.JSONField):
    """A small table as JSON that the page itself sent; what is none is refused, never a fault."""

    def to_python(self, value: Any) -> Any:
        """Half characters and endless numbers are no JSON of ours."""
        try:
            found = super().to_python(value)
            json.dumps(found, ensure_ascii=False).encode()
        except ValueError as fault:
            raise ValidationError(self.error_messages["invalid"], "invalid") from fault
        return found

    def prepare_value(self, value: Any) -> str:
        """Only characters that any page can hold."""
        return str(super().prepare_value(value)).encode(errors="replace").decode()


class YesNoField(forms.TypedChoiceField):
    """A plain question: yes or no, and neither until somebody answers."""

    widget = forms.RadioSelect

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=[("True", _("Yes")), ("False", _("No"))],
            coerce=lambda value: value == "True",
            empty_value=None,
            **kwargs,
        )


LAST = ["occurred_on", "late_reason"]
