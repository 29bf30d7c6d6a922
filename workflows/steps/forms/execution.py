"""The forms of execution, suspension, adjustment and post-evaluation (Art. 34 to 37)."""

from calendar import monthrange
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import Office
from decisions.gather import pinned_profile
from decisions.intake.fields import OfficialDateField, PlainLineField, PlainTextField, UploadField
from decisions.models import ExecutionReport
from workflows.forms import ActForm, YesNoField

EVERY = [(1, _("Every month")), (3, _("Every quarter")), (6, _("Every half-year"))]
USES = [
    ("continue", _("Go on with the execution")),
    ("adjust", _("Adjust the decision")),
    ("stop", _("Stop the execution")),
]


class BeginForm(ActForm):
    """The executing unit, its measures, and when it reports."""

    office = forms.ModelChoiceField(label=_("Executing unit"), queryset=Office.objects.none())
    measures = PlainTextField(label=_("Measures, steps and division of duty"))
    first_report_on = OfficialDateField(label=_("First report due on"))
    reports = forms.IntegerField(label=_("Number of reports"), min_value=1, max_value=24, initial=1)
    every = forms.TypedChoiceField(label=_("Then"), choices=EVERY, coerce=int, initial=6)

    def prepare(self) -> None:
        """Offer the organ's own offices."""
        if self.decision is not None:
            offices = Office.objects.filter(organ=self.decision.organ_id)
            self.fields["office"].queryset = offices

    def clean(self) -> dict[str, Any]:
        """The first report keeps the term of the local rule, where there is one."""
        data = super().clean()
        first, named = data.get("first_report_on"), data.get("occurred_on") or self.today
        if not first or not data.get("reports") or not data.get("every"):
            return data
        days = pinned_profile(self.decision.profile, self.decision.profile_on).execution_report_days
        if first < named:
            self.add_error("first_report_on", _("A report cannot be due before execution begins."))
        elif days is not None and (first - named).days > days:
            self.add_error(
                "first_report_on",
                _("The local rule asks for a report within %(days)d days.") % {"days": days},
            )
        steps = range(data["reports"])
        return data | {"due": [months_later(first, n * data["every"]) for n in steps]}


class ReportForm(ActForm):
    """Which report, what it says, and the paper."""

    report = forms.ModelChoiceField(
        label=_("Report"),
        queryset=ExecutionReport.objects.none(),
        empty_label=None,
    )
    text = PlainTextField(label=_("Progress and effects"))
    paper = UploadField(label=_("Report as a file"), required=False)

    def prepare(self) -> None:
        """Offer the reports that are not filed; the next one due comes first."""
        if self.decision is None:
            return
        waiting = ExecutionReport.objects.filter(decision=self.decision, filed_on=None)
        self.fields["report"].queryset = waiting
        self.fields["report"].label_from_instance = lambda r: r.due_on.isoformat()
        if not self.is_bound:
            self.initial["report"] = waiting.first()


class IssueForm(ActForm):
    """The problem, the great change or the force majeure."""

    situation = PlainTextField(label=_("What happened (Art. 35)"))


class SuspendForm(ActForm):
    """The two facts of a suspension."""

    situation = PlainTextField(label=_("What happened (Art. 35)"))
    urgency = PlainTextField(label=_("Why it cannot wait (Art. 37)"))

    def prepare(self) -> None:
        """Start from the last situation that was reported."""
        if self.decision is not None:
            reported = self.decision.execution_issues.order_by("-reported_on", "-id").first()
            self.initial["situation"] = reported.situation if reported else ""


class ReasonForm(ActForm):
    """The reasons."""

    reason = PlainTextField(label=_("Reasons"))


class AdjustForm(ActForm):
    """The new matter by which the decision is adjusted."""

    title = PlainLineField(label=_("Title of the matter"))
    summary = PlainTextField(label=_("What it is about, in a few sentences"))
    reason = PlainTextField(label=_("Why the decision must be adjusted"))

    def prepare(self) -> None:
        """Start from the title of the decision."""
        if self.decision is not None:
            self.initial["title"] = f"{self.decision.title}（调整）"[:200]


class CommissionForm(ActForm):
    """What gives rise to the evaluation, and who evaluates."""

    trigger = forms.ChoiceField(label=_("Trigger"))
    office = forms.ModelChoiceField(
        label=_("Evaluating office"),
        queryset=Office.objects.none(),
        help_text=_("It evaluates, or it accompanies the outside body and files its report."),
    )
    body = PlainLineField(label=_("Outside body"), required=False, max_characters=100)

    def prepare(self) -> None:
        """Offer the triggers of the profile and the organ's own offices."""
        if self.decision is None:
            return
        profile = pinned_profile(self.decision.profile, self.decision.profile_on)
        self.fields["trigger"].choices = [
            (code, profile.word(code).zh) for code in profile.evaluation_triggers
        ]
        self.fields["office"].queryset = Office.objects.filter(organ=self.decision.organ_id)


class ConcludeEvaluationForm(ActForm):
    """Who was heard, what was found, and to what use it is put."""

    public_heard = YesNoField(label=_("Was the public heard?"))
    not_heard_reason = PlainTextField(label=_("If not: why"), required=False)
    deputies_heard = YesNoField(label=_("Did deputies, members or bodies take part?"))
    findings = PlainTextField(label=_("Findings"))
    result = forms.ChoiceField(label=_("Use of the result"), choices=USES)
    report = UploadField(label=_("Evaluation report"), required=False)

    def clean(self) -> dict[str, Any]:
        """An evaluation without the public says why, and does not come before the decision."""
        data = super().clean()
        if data.get("public_heard") is False and not data.get("not_heard_reason"):
            self.add_error("not_heard_reason", _("Say why the public was not heard (Art. 36)."))
        return data

    def clean_occurred_on(self) -> Any:
        """It ends after it began."""
        day = super().clean_occurred_on()
        begun = getattr(self.decision, "evaluation", None)
        if begun and (day or self.today) < begun.commissioned_on:
            raise ValidationError(_("The evaluation had not been commissioned on that day."))
        return day


def months_later(day: date, months: int) -> date:
    """The same day some months later, or the last one of a shorter month (Civil Code 202)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
