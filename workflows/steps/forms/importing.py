"""The forms of imports: handing in, taking, stopping, going on, taking back (Art. 14, 18).

The wizard asks for a sheet first, then for its columns, then whether to take it; the act's own form
takes all at once, as the command does.
"""

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from decisions.intake.columns import FIELDS
from decisions.intake.fields import PlainLineField, SheetField
from decisions.labels import choices
from decisions.law.terms import Channel
from decisions.models import ImportBatch, ParticipationActivity
from workflows.forms import ActForm, SmallTableField
from workflows.importing.taking import LEAVE, REPLACE, TAKE
from workflows.models import PendingSheet
from workflows.steps.forms.opinions import activities

SEEN = [
    (LEAVE, _("Leave them out: they are in the file already")),
    (TAKE, _("Take them all the same: other people sent them")),
]
CHANGED = [
    (LEAVE, _("Leave the earlier ones as they are; the changed rows come back as a file")),
    (REPLACE, _("Take the changed rows; the earlier ones are withdrawn and stay in the record")),
]


def channel_field() -> forms.ChoiceField:
    """Through which channel the rows came, where the sheet itself does not say."""
    return forms.ChoiceField(
        label=_("Channel where the sheet names none"),
        choices=[("", "—"), *choices(Channel)],
        required=False,
    )


def continues_field(help_text: Any = "") -> forms.ModelChoiceField:
    """Of which earlier import the sheet is a newer version; the form offers them."""
    return forms.ModelChoiceField(
        label=_("Newer version of a list imported before"),
        queryset=ImportBatch.objects.none(),
        required=False,
        empty_label=_("No, a list of its own"),
        help_text=help_text,
    )


class HandInForm(ActForm):
    """A sheet, and in which activity its opinions were received."""

    activity = forms.ModelChoiceField(
        label=_("Received in"), queryset=ParticipationActivity.objects.none(), empty_label=None
    )
    sheet = SheetField(
        label=_("Sheet"),
        help_text=_(
            "Excel (.xlsx, up to 200,000 rows), .csv (up to 512 MB), or a .zip of scans with an "
            "index sheet beside them. Nothing is written before you have seen the preview."
        ),
    )
    channel = channel_field()
    continues = continues_field(
        _("Then rows are told by their serial number: new ones are added, changed ones shown.")
    )

    def prepare(self) -> None:
        """Offer the activities and the imports of the decision."""
        if self.decision is None:
            return
        self.fields["activity"].queryset = activities(self.decision.pk)
        self.fields["continues"].queryset = earlier_lists(self.decision.pk)
        self.fields["continues"].label_from_instance = named

    def clean(self) -> dict[str, Any]:
        """A newer version belongs where the earlier one does."""
        data = super().clean()
        earlier, activity = data.get("continues"), data.get("activity")
        if earlier and activity and earlier.activity_id != activity.pk:
            self.add_error("continues", _("This list was imported into another activity."))
        return data


class ColumnsForm(forms.Form):
    """Which column of a sheet holds what; a question a field, answered as remembered or guessed."""

    channel = channel_field()
    continues = continues_field()

    def __init__(self, data: Any = None, *, sheet: PendingSheet) -> None:
        super().__init__(data)
        self.initial = {"channel": sheet.channel, "continues": sheet.continues_id}
        earlier = earlier_lists(sheet.activity.decision_id).filter(activity=sheet.activity)
        self.fields["continues"].queryset = earlier
        self.fields["continues"].label_from_instance = named
        places = [("", "—")]
        places += [(str(at), head) for at, head in enumerate(sheet.headers) if head.strip()]
        for name, label in FIELDS.items():
            if name == "scan" and sheet.kind != "zip":
                continue
            field = forms.ChoiceField(label=label, choices=places, required=name == "text")
            self.fields[f"column-{name}"] = field
            at = sheet.columns.get(name)
            self.initial[f"column-{name}"] = "" if at is None else str(at)
        self.order_fields([name for name in self.fields if name.startswith("column-")])

    def clean(self) -> dict[str, Any]:
        """No column holds two things, and every row has a channel from somewhere."""
        data = super().clean() or {}
        chosen = [at for name, at in data.items() if name.startswith("column-") and at]
        for at in {at for at in chosen if chosen.count(at) > 1}:
            for name in [name for name, value in data.items() if value == at and "column" in name]:
                self.add_error(name, _("This column is chosen twice."))
        if not data.get("column-channel") and not data.get("channel"):
            self.add_error("channel", _("No column names the channel: choose one for all rows."))
        return data

    def chosen(self) -> dict[str, int]:
        """Field to column place, counted from 0."""
        found = {name: self.cleaned_data.get(f"column-{name}") for name in FIELDS}
        return {name: int(at) for name, at in found.items() if at}


class ImportForm(HandInForm):
    """A sheet that was looked through, or one with its columns; and what to do with known rows."""

    pending = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    mapping = SmallTableField(required=False, widget=forms.HiddenInput)
    seen = forms.ChoiceField(label=_("Rows seen before"), choices=SEEN, required=False)
    changed = forms.ChoiceField(label=_("Changed rows"), choices=CHANGED, required=False)

    def prepare(self) -> None:
        """A sheet handed in before brings its own activity."""
        super().prepare()
        if self.data.get("pending"):
            self.fields["sheet"].required = self.fields["activity"].required = False

    def clean_mapping(self) -> dict[str, int]:
        """Field to column place, counted from 0; empty means: by the headers."""
        mapping = self.cleaned_data.get("mapping") or {}
        if not isinstance(mapping, dict) or not all(
            name in FIELDS and isinstance(place, int) and 0 <= place < 256
            for name, place in mapping.items()
        ):
            raise ValidationError(
                _("The columns cannot be read: %(given)s"),
                params={"given": json.dumps(mapping)[:100]},
            )
        return mapping

    def clean_pending(self) -> PendingSheet | None:
        """A sheet of this decision that was looked through and can be read."""
        key = self.cleaned_data.get("pending")
        if not key or self.decision is None:
            return None
        found = (
            PendingSheet.objects.select_related("activity__decision__organ", "continues")
            .filter(pk=key, decision=self.decision, refusal="")
            .exclude(activity=None)
            .exclude(looked_at=None)
            .first()
        )
        if found is None:
            raise ValidationError(
                _("This sheet is gone or was not looked through; hand it in anew.")
            )
        return found


class StopForm(ActForm):
    """Which import under way is stopped."""

    batch = forms.ModelChoiceField(
        label=_("Import"), queryset=ImportBatch.objects.none(), empty_label=None
    )

    def prepare(self) -> None:
        """Offer what runs."""
        if self.decision is not None:
            running = ImportBatch.objects.filter(
                decision=self.decision, finished_at=None, stopped_at=None
            )
            _offer(self, running)


class ResumeForm(ActForm):
    """Which import goes on."""

    batch = forms.ModelChoiceField(
        label=_("Import"), queryset=ImportBatch.objects.none(), empty_label=None
    )

    def prepare(self) -> None:
        """Offer what has not ended."""
        if self.decision is not None:
            _offer(self, ImportBatch.objects.filter(decision=self.decision, finished_at=None))


class TakeBackForm(ActForm):
    """Which import is taken back, and why."""

    batch = forms.ModelChoiceField(
        label=_("Import"), queryset=ImportBatch.objects.none(), empty_label=None
    )
    reason = PlainLineField(label=_("Reason"))

    def prepare(self) -> None:
        """Offer what has ended or was stopped."""
        if self.decision is not None:
            ended = ImportBatch.objects.filter(decision=self.decision)
            _offer(self, ended.exclude(finished_at=None, stopped_at=None))


def earlier_lists(decision_id: int) -> Any:
    """The first import of every list of a decision, newest first."""
    rows = ImportBatch.objects.filter(decision=decision_id, continues=None)
    return rows.select_related("paper").order_by("-pk")


def named(batch: ImportBatch) -> str:
    """An import as a choice names it."""
    return f"{batch.paper.title} · {batch.rows} {_('rows')} · {batch.paper.occurred_on}"


def _offer(form: ActForm, rows: Any) -> None:
    form.fields["batch"].queryset = rows.select_related("paper").order_by("-pk")
    form.fields["batch"].label_from_instance = named
