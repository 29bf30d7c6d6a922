"""The forms of the drafting step: preparation, versions, findings, rulings (Art. 12, 13)."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from decisions.intake import drafts as intake
from decisions.intake.fields import OfficialDateField, PlainLineField, PlainTextField, UploadField
from decisions.intake.limits import DRAFT_CHARACTERS
from decisions.intake.refused import Refused
from decisions.labels import choices, label
from decisions.law.terms import RulingOutcome, Section
from decisions.models import Draft, Preparation, SectionFinding
from decisions.sign_offs import pending_rulings
from workflows.forms import ActForm, YesNoField

SIGN_OFFS = {"legality": _("Legality review")} | {
    section.value: label(section)
    for section in (Section.EXPERTISE, Section.RISK, Section.COMPETITION)
}


class PreparationForm(ActForm):
    """Research, costs and benefits, options, other bodies."""

    researched_on = OfficialDateField(label=_("Research finished on"))
    research = PlainTextField(label=_("What the research found"))
    cost_benefit = PlainTextField(label=_("Cost-benefit analysis"), required=False)
    alternative_options = forms.IntegerField(
        label=_("Number of alternative options"), min_value=0, max_value=20, initial=0
    )
    bodies_affected = YesNoField(label=_("Does the draft touch duties of other bodies?"))
    dispute_statement = PlainTextField(
        label=_("Unresolved dispute: matter, views, reasons and basis"), required=False
    )

    def prepare(self) -> None:
        """Start from what is recorded."""
        if self.decision is not None and not self.is_bound:
            found = getattr(self.decision, "preparation", None) or Preparation()
            for name in PREPARATION_FIELDS:
                self.initial[name] = getattr(found, name)


PREPARATION_FIELDS = [n for n in PreparationForm.base_fields if n not in ActForm.base_fields]


class LegalBasisForm(ActForm):
    """One law or policy."""

    title = PlainLineField(label=_("Law, regulation or policy"))
    article = PlainLineField(label=_("Article"), required=False, max_characters=100)


class BodyForm(ActForm):
    """One body asked."""

    body = PlainLineField(label=_("Body"), max_characters=100)
    consulted_on = OfficialDateField(label=_("Consulted on"))
    agreed = YesNoField(label=_("Does it agree?"))
    view = PlainTextField(label=_("Its view"), required=False)


class DraftForm(ActForm):
    """A Word file or pasted text; exactly one of the two."""

    title = PlainLineField(label=_("Title of the draft"), required=False)
    file = UploadField(label=_("Word file (.docx)"), kinds=["docx"], required=False)
    text = PlainTextField(
        label=_("Or paste the text"), required=False, max_characters=DRAFT_CHARACTERS
    )
    explanation = PlainTextField(
        label=_("Drafting note"), required=False, max_characters=DRAFT_CHARACTERS
    )
    change_note = PlainTextField(label=_("What changed since the last version"), required=False)
    major_revision = forms.BooleanField(label=_("This is a major revision"), required=False)

    def prepare(self) -> None:
        """Carry the title and the drafting note of the last version over."""
        if self.is_bound or self.decision is None:
            return
        if last := self.decision.drafts.last():
            self.initial |= {"title": last.title, "explanation": last.explanation}

    def clean(self) -> dict[str, Any]:
        """The text must be there once, and must be readable as a draft."""
        data = super().clean()
        if bool(data.get("file")) == bool(data.get("text")):
            raise ValidationError(_("Give either a Word file or the text."))
        try:
            parsed = (
                intake.parse_docx(data["file"].data)
                if data.get("file")
                else intake.parse_text(data["text"])
            )
        except Refused as refusal:
            raise ValidationError(str(refusal)) from refusal
        if not parsed.clauses:
            raise ValidationError(_("No article (第一条 …) was found in this text."))
        return data


class FindingForm(ActForm):
    """Which section, and why it is not needed."""

    section = forms.ChoiceField(label=_("Section"), choices=choices(Section))
    reason = PlainTextField(label=_("Why it is not needed"))


class SignFindingForm(ActForm):
    """Which finding is signed."""

    finding = forms.ModelChoiceField(
        label=_("Finding"), queryset=SectionFinding.objects.none(), empty_label=None
    )

    def prepare(self) -> None:
        """Offer the findings that wait for a signature."""
        if self.decision is not None:
            self.fields["finding"].queryset = self.decision.findings.filter(
                superseded=False, signed_on=None
            )
        self.fields["finding"].label_from_instance = lambda f: (
            f"{section_name(f.section)}：{f.reason[:60]}"
        )


class ReturnFindingForm(SignFindingForm):
    """Which finding is returned, and why."""

    reason = PlainTextField(label=_("Reasons"))


class ReopenForm(ActForm):
    """Which section is opened again, and why."""

    section = forms.ChoiceField(label=_("Section"), choices=choices(Section))
    reason = PlainTextField(label=_("Reasons"))


class RulingForm(ActForm):
    """Which sign-off, from which draft to which, with which outcome."""

    section = forms.ChoiceField(label=_("Sign-off"), choices=list(SIGN_OFFS.items()))
    outcome = forms.ChoiceField(label=_("Ruling"), choices=choices(RulingOutcome))
    reason = PlainTextField(label=_("Reasons"), required=False)

    def prepare(self) -> None:
        """Offer only the sign-offs that wait for a ruling."""
        if self.dossier is not None:
            self.pending = dict(pending_rulings(self.dossier))
            self.fields["section"].choices = [(s, SIGN_OFFS[s]) for s in self.pending]

    def clean(self) -> dict[str, Any]:
        """Tie the digest signed to the newest frozen one."""
        data = super().clean()
        newest = (
            Draft.objects.filter(decision=self.decision, frozen_on__isnull=False)
            .order_by("-version")
            .first()
        )
        if data.get("section") and newest:
            data |= {"old_digest": self.pending[data["section"]], "new_digest": newest.digest}
        return data


def section_name(section: str) -> str:
    """The section's name in Chinese, for the record's sentences."""
    return NAMES[section]


def sign_off_name(section: str) -> str:
    """The sign-off's name in Chinese, for the record's sentences."""
    return NAMES.get(section, "合法性审查")


NAMES = {
    "participation": "公众参与",
    "hearing": "听证",
    "expertise": "专家论证",
    "risk": "风险评估",
    "competition": "公平竞争审查",
    "legality": "合法性审查",
}
