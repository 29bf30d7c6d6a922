"""The forms of the expert review (Art. 19 to 21)."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Role
from decisions.intake.fields import OfficialDateField, PlainLineField, PlainTextField, UploadField
from decisions.models import Expert
from workflows.forms import ActForm, YesNoField
from workflows.offices import people_in
from workflows.steps.forms.evidence import SCANS, SeenDraftForm, SignedForm

FORMS = [
    ("meeting", _("Meeting of experts")),
    ("written", _("Written opinions")),
    ("commissioned", _("Commissioned to an institution")),
]


class OpenForm(ActForm):
    """How the experts are asked, and where they come from."""

    form = forms.ChoiceField(label=_("Form of the expert review"), choices=FORMS)
    pool_source = PlainLineField(
        label=_("Source of the experts"),
        max_characters=100,
        help_text=_("For instance the expert pool of the county, or invited without a pool."),
    )


class InviteForm(ActForm):
    """Whom we ask; somebody with an account needs no link."""

    name = PlainLineField(label=_("Name"), max_characters=60)
    institution = PlainLineField(label=_("Institution"), max_characters=100)
    title = PlainLineField(label=_("Professional title"), required=False, max_characters=60)
    from_lead_unit = YesNoField(label=_("From the lead unit or its line department?"))
    account = forms.ModelChoiceField(
        label=_("Account, if the expert has one"), queryset=User.objects.none(), required=False
    )

    def prepare(self) -> None:
        """Offer the accounts appointed as experts."""
        if self.decision is not None:
            self.fields["account"].queryset = people_in(Role.EXPERT, self.decision)

    def clean(self) -> dict[str, Any]:
        """Nobody is asked twice; an account acts under its own name."""
        data = super().clean()
        if data.get("account"):
            data["name"] = str(data["account"])
        same = {"name": data.get("name"), "institution": data.get("institution")}
        if self.decision and Expert.objects.filter(decision=self.decision, **same).exists():
            self.add_error("name", _("This expert was already invited."))
        return data


class ConflictForm(ActForm):
    """The conflict declaration that comes before anything else."""

    direct_interest = YesNoField(
        label=_("Do you have a direct interest in the matter?"),
        help_text=_("With a direct interest you give no opinion (Art. 20)."),
    )
    interest_note = PlainTextField(label=_("Which interest"), required=False)

    def clean(self) -> dict[str, Any]:
        """A declared interest is named."""
        data = super().clean()
        if data.get("direct_interest") and not data.get("interest_note"):
            self.add_error("interest_note", _("Say which interest it is."))
        return data


class OpinionForm(SignedForm):
    """The expert's opinion on need, feasibility and soundness, signed."""

    opinion = PlainTextField(label=_("Opinion on need, feasibility and soundness"))


class ExpertForm(ActForm):
    """Which of the experts asked."""

    expert = forms.ModelChoiceField(
        label=_("Expert"), queryset=Expert.objects.none(), empty_label=None
    )

    def prepare(self) -> None:
        """Offer those who were not released."""
        super().prepare()
        if self.decision is not None:
            self.fields["expert"].queryset = self.decision.experts.filter(removed_reason="")
        self.fields["expert"].label_from_instance = lambda e: f"{e.name}（{e.institution}）"


class EnterOpinionForm(ExpertForm, SeenDraftForm):
    """What came on paper: the declaration, and the signed opinion if one was written."""

    past_days = ("declared_on", "opinion_on")
    direct_interest = YesNoField(label=_("Declared direct interest"), required=False)
    declared_on = OfficialDateField(label=_("Conflict declared on"), required=False)
    interest_note = PlainTextField(label=_("Which interest"), required=False)
    opinion = PlainTextField(label=_("Opinion"), required=False)
    opinion_on = OfficialDateField(label=_("Date of the opinion"), required=False)
    scan = UploadField(label=_("Scan of the signed or sealed opinion"), kinds=SCANS, required=False)

    def clean(self) -> dict[str, Any]:
        """A declaration has its day; an opinion has its day and its signature."""
        data = super().clean()
        declares, speaks = data.get("direct_interest") is not None, bool(data.get("opinion"))
        if not declares and not speaks:
            raise ValidationError(_("Enter the conflict declaration, the opinion, or both."))
        if declares and not data.get("declared_on"):
            self.add_error("declared_on", _("Give the day of the declaration."))
        if data.get("direct_interest") and speaks:
            self.add_error(
                "opinion", _("An expert with a direct interest gives no opinion (Art. 20).")
            )
        if speaks:
            self._signed_and_dated(data)
        return data

    def _signed_and_dated(self, data: dict[str, Any]) -> None:
        if not data.get("opinion_on"):
            self.add_error("opinion_on", _("Give the date of the opinion."))
        if not data.get("scan") and "scan" not in self.errors:
            self.add_error("scan", _("A written opinion is signed or sealed: send its scan."))


class AnswerForm(ExpertForm):
    """What became of one expert's opinion."""

    adoption = PlainTextField(label=_("What was adopted, what was not, and why"))


class RemoveForm(ExpertForm):
    """Who is released, and why."""

    reason = PlainLineField(label=_("Reasons"))
    interest_found = forms.BooleanField(
        label=_("A direct interest came to light after the opinion (Art. 20)"), required=False
    )


class ConcludeForm(ActForm):
    """What became of the experts' views, taken together."""

    adoption_note = PlainTextField(label=_("Adoption of expert opinions"))
