"""The forms by which a questionnaire is built, published, closed and read (Art. 14)."""

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from decisions.intake.fields import OfficialDateField, PlainLineField, PlainTextField
from decisions.models import AnswerSheet, Question, Questionnaire
from workflows.forms import ActForm
from workflows.steps.forms.activities import lines
from workflows.steps.forms.answering import AnswerForm

PRIVACY = (
    "个人信息处理者为{organ}。问卷不要求填写姓名；答卷仅用于本事项的统计和研究，只公布统计结果；"
    "保存至本事项归档期满。您可以凭回执查询、撤回答卷，或者要求删除。"
)
OPTIONS, STEPS = 30, 10  # at most
PUBLIC_ONLY = ("privacy_read", "token")


class QuestionnaireField(forms.ModelChoiceField):
    """One of the decision's questionnaires."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Questionnaire"),
            queryset=Questionnaire.objects.none(),
            empty_label=None,
            **kwargs,
        )

    def label_from_instance(self, row: Questionnaire) -> str:
        """By its title."""
        return row.activity.title


class OfQuestionnaire(ActForm):
    """A form about one questionnaire: ``which`` says how it stands."""

    which: dict[str, Any] = {}
    questionnaire = QuestionnaireField()

    def prepare(self) -> None:
        """Offer those that stand so."""
        if self.decision is not None:
            rows = Questionnaire.objects.filter(
                activity__decision=self.decision, activity__withdrawn_reason="", **self.which
            )
            self.fields["questionnaire"].queryset = rows.select_related("activity").order_by("id")


class PlanForm(ActForm):
    """What the questionnaire is about."""

    title = PlainLineField(label=_("Title"))
    intro = PlainTextField(label=_("Introduction"), required=False, max_characters=3000)
    contact = PlainLineField(label=_("Contact: unit, person, phone"), required=False)
    privacy = PlainTextField(label=_("Note on personal data"), max_characters=3000)

    def prepare(self) -> None:
        """The usual words."""
        if self.decision is not None:
            self.initial |= {
                "title": f"《{self.decision.title}》调查问卷"[:200],
                "contact": self.decision.organ.contact,
                "privacy": PRIVACY.format(organ=self.decision.organ.name),
            }


class QuestionForm(OfQuestionnaire):
    """One question with its options."""

    which = {"activity__announced_on": None}
    wording = PlainLineField(label=_("Question"), max_characters=300)
    kind = forms.ChoiceField(
        label=_("How it is answered"), choices=Question.Kind.choices, widget=forms.RadioSelect
    )
    options = PlainTextField(
        label=_("Options"),
        required=False,
        max_characters=4000,
        help_text=_("One a line; for a scale its steps from the lowest to the highest."),
    )
    required = forms.BooleanField(label=_("Must be answered"), required=False)
    order = forms.IntegerField(
        label=_("Place"), required=False, min_value=1, max_value=200,
        help_text=_("Empty: at the end."),
    )  # fmt: skip

    def clean_options(self) -> list[str]:
        """Each option once, in the order given."""
        found = list(dict.fromkeys(lines(self.cleaned_data["options"])))
        if len(found) > OPTIONS or any(len(one) > 100 for one in found):
            raise ValidationError(
                _("At most %(number)d options of 100 characters."), params={"number": OPTIONS}
            )
        return found

    def clean(self) -> dict[str, Any]:
        """Choosing needs something to choose from; words need nothing."""
        data = super().clean()
        kind, options = data.get("kind"), data.get("options")
        if kind == Question.Kind.TEXT:
            data["options"] = []
        elif kind and options is not None and len(options) < 2:
            self.add_error("options", _("Give at least two options."))
        elif kind == Question.Kind.SCALE and options and len(options) > STEPS:
            self.add_error(
                "options", _("A scale has at most %(number)d steps.") % {"number": STEPS}
            )
        return data


class DropForm(ActForm):
    """Which question goes."""

    question = forms.ModelChoiceField(
        label=_("Question"), queryset=Question.objects.none(), empty_label=None
    )

    def prepare(self) -> None:
        """Offer those of questionnaires that are not published."""
        if self.decision is not None:
            self.fields["question"].queryset = Question.objects.filter(
                questionnaire__activity__decision=self.decision,
                questionnaire__activity__announced_on=None,
            ).select_related("questionnaire")
            self.fields["question"].label_from_instance = lambda row: f"{row.order}. {row.wording}"


class PublishForm(OfQuestionnaire):
    """From when and until when it is answered."""

    which = {"activity__announced_on": None}
    opens_on = OfficialDateField(label=_("Open from"))
    closes_on = OfficialDateField(
        label=_("Open until"), help_text=_("The last day; answers are taken until 24:00.")
    )

    def prepare(self) -> None:
        """From today on."""
        super().prepare()
        self.initial["opens_on"] = self.today

    def clean(self) -> dict[str, Any]:
        """It ends after it begins."""
        data = super().clean()
        if data.get("opens_on") and data.get("closes_on") and data["closes_on"] < data["opens_on"]:
            self.add_error("closes_on", _("The last day lies before the first."))
        return data


class SheetForm(OfQuestionnaire):
    """A sheet on paper: the questions of the questionnaire named, or of the newest open one."""

    which = {"activity__announced_on__isnull": False, "activity__closed_on": None}
    received_on = OfficialDateField(label=_("Received on"))
    sheet: AnswerForm | None = None

    def prepare(self) -> None:
        """Put the questions into the form."""
        super().prepare()
        offered = list(self.fields["questionnaire"].queryset)
        named = str(self.data.get("questionnaire") or self.initial.get("questionnaire") or "")
        chosen = next((row for row in offered if str(row.pk) == named), None)
        chosen = chosen or (offered[-1] if offered else None)
        if chosen is None:
            return
        self.initial |= {"questionnaire": chosen.pk, "received_on": self.today}
        self.sheet = AnswerForm(self._typed(), questions=list(chosen.questions.all()))
        for name, field in self.sheet.fields.items():
            if name not in PUBLIC_ONLY:
                self.fields[name] = field
        self.order_fields(["questionnaire", "received_on"])

    def _typed(self) -> Any:
        """What was typed, with what only the public is asked."""
        if not self.data:
            return None
        typed = self.data.copy()
        typed.update({"privacy_read": "on", "token": str(uuid4())})
        return typed

    def clean_received_on(self) -> Any:
        """No sheet comes from the future."""
        if self.cleaned_data["received_on"] > self.today:
            raise ValidationError(_("This day has not come yet."))
        return self.cleaned_data["received_on"]

    def clean(self) -> dict[str, Any]:
        """The sheet is read by the form of the public."""
        data = super().clean()
        if self.sheet is not None:
            for text in self.sheet.non_field_errors() if self.sheet.is_bound else ():
                self.add_error(None, text)
            data["sheet"] = self.sheet
        return data


class CloseForm(OfQuestionnaire):
    """Which questionnaire is over."""

    which = {"activity__announced_on__isnull": False, "activity__closed_on": None}

    def clean(self) -> dict[str, Any]:
        """Not before the end of its last day."""
        data = super().clean()
        row, day = data.get("questionnaire"), data.get("occurred_on") or self.today
        if row and row.activity.closes_on and day <= row.activity.closes_on:
            self.add_error("questionnaire", _("The questionnaire still runs."))
        return data


class TakeForm(ActForm):
    """Answers in words, named as “sheet-question” by the page that lists them."""

    answers = forms.MultipleChoiceField(label=_("Answers in words"))

    def prepare(self) -> None:
        """Any pair may be named; ``clean_answers`` looks each up in this decision."""
        named = self.data.getlist("answers") if hasattr(self.data, "getlist") else None
        named = named if named is not None else self.data.get("answers", [])
        self.fields["answers"].choices = [(one, one) for one in list(named)[:200]]

    def clean_answers(self) -> list[tuple[AnswerSheet, Question]]:
        """The sheets and questions, each with words that stand."""
        pairs = [_pair(one) for one in self.cleaned_data["answers"]]
        sheets = AnswerSheet.objects.filter(
            pk__in=[pair[0] for pair in pairs],
            submission__decision=self.decision,
            submission__withdrawn_at=None,
            submission__erased_at=None,
        )
        found = {row.pk: row for row in sheets.select_related("submission")}
        asked = Question.objects.in_bulk([pair[1] for pair in pairs])
        for sheet, question in pairs:
            if sheet not in found or str(question) not in found[sheet].words:
                raise ValidationError(_("Some of these answers no longer stand."))
        return [(found[sheet], asked[question]) for sheet, question in pairs]


def _pair(named: str) -> tuple[int, int]:
    sheet, _dash, question = named.partition("-")
    for part in (sheet, question):
        if not (part.isascii() and part.isdecimal() and len(part) < 19):
            raise ValidationError(_("Some of these answers no longer stand."))
    return int(sheet), int(question)
