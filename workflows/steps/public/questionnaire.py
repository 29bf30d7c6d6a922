"""Questionnaires (Art. 14): planned, built question by question, published, closed and counted.

A question stands until it is dropped; once published nothing is changed any more. Sheets come by
``workflows/questioning.py``; closing counts exactly, under the lock, and keeps the counts.
"""

from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from decisions.errors import NotNow
from decisions.law.dossier import Dossier
from decisions.law.facts.participation import Activity
from decisions.law.reckoning import in_words
from decisions.law.terms import ActivityKind, Disclosure, Progress, Section, Stage
from decisions.models import ParticipationActivity, Question, Questionnaire
from workflows import entering, questioning, tallying
from workflows.act import Act, Doing
from workflows.steps.forms import questionnaire as forms
from workflows.steps.public.activities import ended

CLOSES = "questionnaire_closes"


def still_asking(activity: Activity) -> bool:
    """Whether a questionnaire was published and is not closed."""
    return (
        activity.kind is ActivityKind.QUESTIONNAIRE
        and activity.announced_on is not None
        and activity.held_on is None
        and not activity.withdrawn
    )


def _planned(activity: Activity) -> bool:
    return (
        activity.kind is ActivityKind.QUESTIONNAIRE
        and activity.announced_on is None
        and activity.held_on is None
        and not activity.withdrawn
    )


def none_planned(dossier: Dossier) -> Any:
    """Why no question is written: no questionnaire is being built, or the section is concluded."""
    if any(_planned(activity) for activity in dossier.participation.activities or ()):
        return ended(dossier)
    return _("No questionnaire is being built.")


class PlanQuestionnaire(Act):
    """Begin a questionnaire: what it is about and what is done with the answers (Art. 14)."""

    slug, step, label = "plan_questionnaire", "participation", _("Plan a questionnaire")
    section, progress = Section.PARTICIPATION, Progress.UNDER_WAY
    articles, stages, form = ("14.2", "PIPL-17"), (Stage.DRAFTING,), forms.PlanForm
    repeatable, optional = True, True

    def not_yet(self, dossier: Dossier) -> Any:
        """Not in a section that is concluded, nor for what is withheld."""
        if dossier.matter.disclosure is Disclosure.WITHHELD:
            return _("The matter is withheld from disclosure; see the disclosure review.")
        return ended(dossier)

    def do(self, doing: Doing) -> None:
        """An activity without a day, until it is published."""
        asked = doing.data
        activity = ParticipationActivity.objects.create(
            decision=doing.decision,
            kind=ActivityKind.QUESTIONNAIRE,
            title=asked["title"],
            organiser=doing.decision.lead_office.name,
            contact=asked["contact"],
        )
        Questionnaire.objects.create(
            activity=activity, intro=asked["intro"], privacy=asked["privacy"]
        )
        doing.facts["activity"] = activity.pk
        doing.summary = f"设计调查问卷：{activity.title}"


class AddQuestion(Act):
    """Add a question: one of several, any of several, a scale, or in words (Art. 14)."""

    slug, step, label = "add_question", "participation", _("Add a question")
    articles, stages, form = ("14.2",), (Stage.DRAFTING,), forms.QuestionForm
    repeatable, optional = True, True

    def not_yet(self, dossier: Dossier) -> Any:
        """While one is being built."""
        return none_planned(dossier)

    def do(self, doing: Doing) -> None:
        """At the end, unless its place is said."""
        asked = doing.data
        questions = Question.objects.filter(questionnaire=asked["questionnaire"])
        last = questions.aggregate(last=Max("order"))["last"] or 0
        order = min(asked["order"] or last + 1, last + 1)
        for later in questions.filter(order__gte=order).order_by("-order"):
            later.order += 1
            later.save(update_fields=["order"])
        question = Question.objects.create(
            questionnaire=asked["questionnaire"],
            order=order,
            kind=asked["kind"],
            wording=asked["wording"],
            options=asked["options"],
            required=asked["required"],
        )
        doing.facts |= {"question": question.pk, "order": order}
        doing.summary = f"增加问卷第{order}题"


class DropQuestion(Act):
    """Drop a question before the questionnaire is published (Art. 14)."""

    slug, step, label = "drop_question", "participation", _("Drop a question")
    articles, stages, form = ("14.2",), (Stage.DRAFTING,), forms.DropForm
    repeatable, optional = True, True

    def not_yet(self, dossier: Dossier) -> Any:
        """While one is being built."""
        return none_planned(dossier)

    def do(self, doing: Doing) -> None:
        """The questions after it move up."""
        question: Question = doing.data["question"]
        order, questions = question.order, question.questionnaire.questions
        question.delete()
        for later in questions.filter(order__gt=order).order_by("order"):
            later.order -= 1
            later.save(update_fields=["order"])
        doing.facts["order"] = order
        doing.summary = f"删除问卷第{order}题"


class PublishQuestionnaire(Act):
    """Publish the questionnaire with its last day; its questions stand from then on (Art. 14)."""

    slug, step, label = "publish_questionnaire", "participation", _("Publish the questionnaire")
    articles, stages, form = ("14.2", "PIPL-17"), (Stage.DRAFTING,), forms.PublishForm
    repeatable, optional = True, True

    def not_yet(self, dossier: Dossier) -> Any:
        """While one is being built."""
        return none_planned(dossier)

    def do(self, doing: Doing) -> None:
        """Open it from a day on, and set the term that ends it."""
        asked = doing.data
        questionnaire: Questionnaire = asked["questionnaire"]
        if not questionnaire.questions.exists():
            raise NotNow(_t("Write at least one question first."))
        activity = questionnaire.activity
        activity.announced_on = doing.occurred_on
        activity.opens_on, activity.closes_on = asked["opens_on"], asked["closes_on"]
        activity.save(update_fields=["announced_on", "opens_on", "closes_on"])
        doing.deadline(
            CLOSES, "14.2", asked["opens_on"], asked["closes_on"], subject=str(activity.pk)
        )
        doing.facts["activity"] = activity.pk
        doing.summary = f"发布调查问卷，截止{in_words(activity.closes_on)}：{activity.title}"


class EnterSheet(Act):
    """Enter a sheet that came on paper, by phone or in person (Art. 14)."""

    slug, step, label = "enter_sheet", "participation", _("Enter an answer sheet")
    articles, stages, form = ("14.2", "18"), (Stage.DRAFTING,), forms.SheetForm
    repeatable, optional = True, True

    def not_yet(self, dossier: Dossier) -> Any:
        """While one is published and not closed; paper may come after the last day."""
        if not any(still_asking(a) for a in dossier.participation.activities or ()):
            return _("No questionnaire is published.")
        return ended(dossier)

    def do(self, doing: Doing) -> None:
        """A sheet like those of the site, with the day it was received."""
        said = questioning.entered(
            doing.data["questionnaire"],
            doing.data["sheet"],
            received_on=doing.data["received_on"],
            at=doing.now,
            by=doing.user,
        )
        doing.facts |= {"number": said.number, "leaf": said.leaf}
        doing.summary = f"录入问卷答卷{said.number}"


class CloseQuestionnaire(Act):
    """Close the questionnaire after its last day and keep the counts (Art. 14, 18)."""

    slug, step, label = "close_questionnaire", "participation", _("Close the questionnaire")
    articles, stages, form = ("14.2", "18"), (Stage.DRAFTING,), forms.CloseForm
    repeatable, recurs = True, True

    def not_yet(self, dossier: Dossier) -> Any:
        """Once its last day is over."""
        asking = [a for a in dossier.participation.activities or () if still_asking(a)]
        if not asking:
            return _("No questionnaire is published.")
        if all(a.closes_on is not None and dossier.as_of <= a.closes_on for a in asking):
            return _("The questionnaire still runs.")
        return ""

    def do(self, doing: Doing) -> None:
        """What was received is registered first, then counted exactly."""
        questionnaire: Questionnaire = doing.data["questionnaire"]
        activity = questionnaire.activity
        if waiting := questioning.held(questionnaire).count():
            raise NotNow(_t("%(number)d sheets are still held for a look.") % {"number": waiting})
        questionnaire.counted_at = doing.now
        questionnaire.results = questioning.counted(questionnaire, doing.now)
        questionnaire.save(update_fields=["counted_at", "results"])
        number = questionnaire.results["sheets"]
        activity.held_on = activity.closed_on = doing.occurred_on
        activity.participants = questionnaire.results["kinds"]
        activity.summary = f"收到有效答卷{number}份。"
        activity.save(update_fields=["held_on", "closed_on", "participants", "summary"])
        doing.met(CLOSES, str(activity.pk))
        doing.facts |= {"activity": activity.pk, "sheets": number}
        doing.summary = f"调查问卷结束，收到有效答卷{number}份：{activity.title}"


class TakeAnswers(Act):
    """Take answers in words as opinions, to be answered like any other (Art. 14, 18)."""

    slug, step, label = "take_answers", "participation", _("Take answers as opinions")
    articles, stages, form = ("14.2", "18"), (Stage.DRAFTING,), forms.TakeForm
    repeatable, optional = True, True

    def not_yet(self, dossier: Dossier) -> Any:
        """Once a questionnaire was published, in a section that is not concluded."""
        kinds = {
            a.kind for a in dossier.participation.activities or () if a.announced_on is not None
        }
        if ActivityKind.QUESTIONNAIRE not in kinds:
            return _("No questionnaire is published.")
        return ended(dossier)

    def do(self, doing: Doing) -> None:
        """Each becomes one opinion of its sheet's own submission, and is counted at once."""
        made: list[list[int | None]] = []
        for sheet, question in doing.data["answers"]:
            if question.pk in sheet.taken:
                continue
            text = sheet.words[str(question.pk)]
            point = entering.opinion(sheet.submission)
            point.start = sheet.submission.text.index(text)
            point.end, point.text = point.start + len(text), text
            point.recorded_at = doing.now
            point.save(force_insert=True)
            sheet.taken = [*sheet.taken, question.pk]
            sheet.save(update_fields=["taken"])
            made.append([point.pk, point.start, point.end])
        if not made:
            raise NotNow(_t("These answers are opinions already."))
        tallying.recount(doing.decision)
        doing.facts["parts"] = made
        doing.summary = f"将问卷文字回答{len(made)}条作为意见办理"
