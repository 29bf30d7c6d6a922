"""The public form of a questionnaire: one field a question, with no script at all (Art. 14)."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from decisions.intake.fields import PlainTextField
from decisions.labels import choices
from decisions.law.terms import SubmitterKind
from decisions.models import Question

WORDS = 2000  # characters of one answer


class AnswerForm(forms.Form):
    """The questions of one questionnaire, as the public answers them."""

    def __init__(self, *args: Any, questions: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for question in questions:
            self.fields[name_of(question)] = _field(question)
        self.fields["submitter_kind"] = forms.ChoiceField(
            label=_("You speak as"), choices=choices(SubmitterKind), initial=SubmitterKind.CITIZEN
        )
        self.fields["privacy_read"] = forms.BooleanField(
            label=_("I have read the note on personal data")
        )
        self.fields["token"] = forms.UUIDField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """An empty sheet says nothing."""
        data = super().clean() or {}
        if not self.errors and not any(data.get(name_of(one)) for one in self.questions):
            self.add_error(None, _("Answer at least one question."))
        return data

    def words(self) -> dict[str, str]:
        """What was written, by the number of the question."""
        written = {
            str(question.pk): self.cleaned_data[name_of(question)]
            for question in self.questions
            if question.kind == Question.Kind.TEXT
        }
        return {question: text for question, text in written.items() if text}

    def chosen(self) -> list[tuple[int, int]]:
        """What was chosen, as question and place of the option, in order."""
        found = []
        for question in self.questions:
            if question.kind == Question.Kind.TEXT:
                continue
            said = self.cleaned_data[name_of(question)] or []
            picked = said if isinstance(said, list) else [said]
            found += [(question.pk, place) for place in sorted(int(one) for one in picked)]
        return found


def name_of(question: Question) -> str:
    """The name of a question's field."""
    return f"q{question.pk}"


def _field(question: Question) -> forms.Field:
    said: dict[str, Any] = {
        "label": f"{question.order}. {question.wording}",
        "required": question.required,
    }
    if question.kind == Question.Kind.TEXT:
        return PlainTextField(max_characters=WORDS, **said)
    offered = [(str(place), option) for place, option in enumerate(question.options)]
    if question.kind == Question.Kind.MULTIPLE:
        return forms.MultipleChoiceField(
            choices=offered, widget=forms.CheckboxSelectMultiple, **said
        )
    return forms.ChoiceField(choices=offered, widget=forms.RadioSelect, **said)
