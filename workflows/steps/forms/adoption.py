"""The forms that end public participation: the adoption note, its publication, the exemption."""

from django import forms
from django.utils.translation import gettext_lazy as _

from decisions.intake.fields import PlainLineField, PlainTextField
from decisions.law.profile import load_profile
from decisions.models import Participation, Tally
from workflows.forms import ActForm, YesNoField

IN_A_FEW_WORDS = 150  # characters of each of the three answers


class AdoptionNoteForm(ActForm):
    """What was asked, what people said, what was done; and the note with its counts."""

    asked = PlainLineField(label=_("What we asked"), max_characters=IN_A_FEW_WORDS)
    said = PlainLineField(label=_("What people said"), max_characters=IN_A_FEW_WORDS)
    did = PlainLineField(label=_("What we did"), max_characters=IN_A_FEW_WORDS)
    adoption_note = PlainTextField(
        label=_("Note on what was collected and adopted"), max_characters=20_000
    )

    def prepare(self) -> None:
        """Start from what was written, or from the counts in words."""
        if self.decision is None or self.is_bound:
            return
        row = getattr(self.decision, "participation", None) or Participation()
        tally = getattr(self.decision, "tally", None) or Tally()
        self.initial |= {name: getattr(row, name) for name in ("asked", "said", "did")}
        self.initial["adoption_note"] = row.adoption_note or counts_in_words(tally)


class PublishFeedbackForm(ActForm):
    """Personal data were looked for before the feedback goes out (PIPL 25)."""

    personal_data_checked = YesNoField(
        label=_("Are names, phones and addresses covered in everything published?")
    )

    changes_published = forms.BooleanField(
        label=_("Show the changed clauses with the feedback, as they stand today"),
        required=False,
        help_text=_("Else they are shown once the decision itself is published."),
    )

    def clean_personal_data_checked(self) -> bool:
        """Nothing goes out before somebody has looked."""
        checked: bool = self.cleaned_data["personal_data_checked"]
        if not checked:
            raise forms.ValidationError(_("Cover the personal data first, then publish."))
        return checked


class ExemptForm(ActForm):
    """The ground on which the public is not heard (Art. 14)."""

    ground = forms.ChoiceField(label=_("Ground in law"))

    def prepare(self) -> None:
        """Offer the grounds of the pinned profile."""
        if self.decision is None:
            return
        profile = load_profile(self.decision.profile, self.decision.profile_on)
        self.fields["ground"].choices = [
            (code, profile.word(code).zh) for code in profile.participation_exemption_grounds
        ]


def counts_in_words(tally: Tally) -> str:
    """The sentence of the report: how many came, and what became of them; silence in words."""
    if not tally.submissions:
        return "征求意见期间，未收到意见建议。"
    parts = [
        ("采纳", tally.is_adopted, True),
        ("部分采纳", tally.is_partly_adopted, True),
        ("未采纳", tally.is_not_adopted, True),
        ("解释说明", tally.is_explained, False),
        ("重复意见", tally.is_duplicate, False),
        ("与本草案无关", tally.is_out_of_scope, False),
        ("转信访办理", tally.is_petition_transferred, False),
    ]
    said = "、".join(f"{word}{number}条" for word, number, always in parts if number or always)
    return f"共收到意见建议{tally.opinions}条，其中{said}。"
