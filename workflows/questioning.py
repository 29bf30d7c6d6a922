"""The citizen's side of a questionnaire: a sheet is kept with its receipt, with no lock (Art. 14).

A sheet is a submission whose text says every answer in words, so that receipt, leaf, withdrawal and
erasure are those of ``submitting.py``; beside it the answers stand as numbers to be counted.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from decisions import rows
from decisions.errors import Illegible, NotNow
from decisions.law.terms import Channel
from decisions.models import (
    AnswerChoice,
    AnswerSheet,
    Question,
    Questionnaire,
    Submission,
)
from decisions.period import Standing, standing
from workflows import receipts
from workflows.entering import ENTERED
from workflows.guard.challenges import Proof, Unproved
from workflows.steps.forms.answering import AnswerForm
from workflows.steps.forms.submitting import ANONYMOUS
from workflows.submitting import Sent

NOTHING = "（未作答）"


def answer(
    questionnaire: Questionnaire,
    data: Mapping[str, Any],
    *,
    at: datetime | None = None,
    held: bool = False,
    proof: Proof | None = None,
) -> Sent:
    """Keep a sheet; raises Illegible, or NotNow when it is not open. A form twice is one sheet.

    ``proof`` is the work done for it, spent with it (Unproved when it was used before); what came
    without any is ``held`` for an officer's look and not counted until then.
    """
    at = at or timezone.now()
    questions = list(questionnaire.questions.all())
    form = AnswerForm(data, questions=questions)
    if not form.is_valid():
        raise Illegible(_("Please correct what is marked."), form)
    token = form.cleaned_data["token"]
    if earlier := Submission.objects.filter(token=token).first():
        return _again(earlier, form, questions)
    if standing(questionnaire.activity, at) is not Standing.OPEN:
        raise NotNow(_("This questionnaire is not open now. Your answers are kept below."))
    try:
        with transaction.atomic():
            if proof:
                rows.insert_together(proof.spent())
            return Sent(_keep(questionnaire, form, questions, at, held=held), receipts.code(token))
    except IntegrityError as clash:
        if earlier := Submission.objects.filter(token=token).first():
            return _again(earlier, form, questions)
        raise Unproved from clash


def entered(
    questionnaire: Questionnaire, form: AnswerForm, *, received_on: date, at: datetime, by: User
) -> Submission:
    """Keep a sheet that an officer enters from paper."""
    questions = list(questionnaire.questions.all())
    by_hand = {"identity": ENTERED, "entered_by": by, "occurred_on": received_on}
    return _keep(questionnaire, form, questions, at, **by_hand)


def _keep(
    questionnaire: Questionnaire,
    form: AnswerForm,
    questions: list[Question],
    at: datetime,
    **more: Any,
) -> Submission:
    token: UUID = form.cleaned_data["token"]
    received: dict[str, Any] = {"identity": ANONYMOUS, "occurred_on": timezone.localdate(at)}
    submission = Submission(
        decision=questionnaire.activity.decision,
        activity=questionnaire.activity,
        number=receipts.number(timezone.localdate(at).year),
        receipt=receipts.digest(receipts.code(token)),
        channel=Channel.QUESTIONNAIRE,
        submitter_kind=form.cleaned_data["submitter_kind"],
        text=in_words(form, questions),
        token=token,
        received_at=at,
        **received | more,
    )
    receipts.seal(submission).save(force_insert=True)
    sheet = AnswerSheet.objects.create(
        questionnaire=questionnaire, submission=submission, words=form.words()
    )
    AnswerChoice.objects.bulk_create(
        [
            AnswerChoice(sheet=sheet, question_id=question, option=option)
            for question, option in form.chosen()
        ]
    )
    return submission


def in_words(form: AnswerForm, questions: list[Question]) -> str:
    """The sheet as one reads it: each question with what was answered."""
    words, chosen = form.words(), form.chosen()
    return sheet_text(questions, words, chosen)


def sheet_text(
    questions: list[Question], words: Mapping[str, str], chosen: list[tuple[int, int]]
) -> str:
    """The same from the rows; ``fsck`` holds a submission's text against it."""
    parts = []
    for question in questions:
        options = [question.options[option] for pk, option in chosen if pk == question.pk]
        said = words.get(str(question.pk)) or "；".join(options) or NOTHING
        parts.append(f"{question.order}. {question.wording}\n{said}")
    return "\n\n".join(parts)


def _again(earlier: Submission, form: AnswerForm, questions: list[Question]) -> Sent:
    """The receipt of a form sent twice; other answers under an old token are no second sheet."""
    if earlier.text != in_words(form, questions):
        raise Illegible(_("This form was sent already. Open the page anew to send more."), form)
    return Sent(earlier, receipts.code(earlier.token), fresh=False)


def sheets(questionnaire: Questionnaire, at: datetime) -> QuerySet[AnswerSheet]:
    """The sheets that count at an instant: received by then and not withdrawn by then."""
    return questionnaire.sheets.filter(
        Q(submission__withdrawn_at=None) | Q(submission__withdrawn_at__gt=at),
        submission__received_at__lte=at,
        submission__held=False,
    )


def held(questionnaire: Questionnaire) -> QuerySet[AnswerSheet]:
    """The sheets that came without the guard and that no officer has looked at."""
    return questionnaire.sheets.filter(submission__held=True, submission__withdrawn_at=None)


def counted(questionnaire: Questionnaire, at: datetime) -> dict[str, Any]:
    """How many sheets, by kind of sender, and how often each option was chosen (four queries)."""
    standing_sheets = sheets(questionnaire, at)
    kinds = standing_sheets.values_list("submission__submitter_kind").annotate(n=Count("id"))
    chosen = (
        AnswerChoice.objects.filter(sheet__in=standing_sheets.values("pk"))
        .values_list("question", "option")
        .annotate(n=Count("id"))
    )
    options: Counter[tuple[int, int]] = Counter()
    for question, option, number in chosen.order_by():
        options[question, option] = number
    answered = dict(
        AnswerChoice.objects.filter(sheet__in=standing_sheets.values("pk"))
        .values_list("question")
        .annotate(n=Count("sheet", distinct=True))
        .order_by()
    )
    by_kind = dict(sorted(kinds.order_by()))
    return {
        "sheets": sum(by_kind.values()),
        "kinds": by_kind,
        "questions": [
            _question(question, options) | {"answered": answered.get(question.pk, 0)}
            for question in questionnaire.questions.all()
        ],
    }


def _question(question: Question, options: Counter[tuple[int, int]]) -> dict[str, Any]:
    return {
        "order": question.order,
        "counts": [options[question.pk, place] for place in range(len(question.options))],
    }


def written(questionnaire: Questionnaire) -> QuerySet[AnswerSheet]:
    """The sheets on which something was written, oldest first."""
    return (
        sheets(questionnaire, timezone.now())
        .exclude(words={})
        .filter(submission__erased_at=None)
        .select_related("submission")
        .order_by("pk")
    )
