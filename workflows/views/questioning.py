"""The public answers a questionnaire (Art. 14): one page, one receipt a sheet, no script at all."""

from typing import Any
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from decisions.errors import Illegible, NotNow
from decisions.period import Standing, standing
from decisions.selectors import questionnaires
from decisions.views import pages
from workflows import questioning
from workflows.guard.challenges import Unproved
from workflows.steps.forms.answering import AnswerForm
from workflows.views import guarding


@never_cache
@require_http_methods(["GET", "POST"])
def questionnaire(request: HttpRequest, pk: int, activity_id: int) -> HttpResponse:
    """The questions, or the sheet that was sent."""
    decision = pages.public_or_404(pk)
    found = questionnaires.published(activity_id, pk, pages.today())
    if found is None:
        raise Http404
    questions = list(found.questions.all())
    context = {"decision": decision, "questionnaire": found, "activity": found.activity}
    if request.method == "GET":
        if found.counted_at is not None:
            return redirect("portal:questionnaire_results", pk=pk, activity_id=activity_id)
        shut = standing(found.activity, pages.now()) is not Standing.OPEN
        form = AnswerForm(questions=questions, initial={"token": uuid4()})
        return _form(request, context | {"shut": shut}, form)
    try:
        proof, held = guarding.passed(request)
        sent = questioning.answer(found, request.POST, held=held, proof=proof)
    except (Unproved, guarding.TooMany) as refusal:
        form = AnswerForm(request.POST, questions=questions)
        return guarding.again(form, refusal, lambda status: _form(request, context, form, status))
    except Illegible as refusal:
        return _form(request, context, refusal.form, 422)
    except NotNow as refusal:
        form = AnswerForm(request.POST, questions=questions)
        return _form(request, context | {"why": refusal.message}, form, 409)
    lookup = request.build_absolute_uri(reverse("portal:receipt_lookup"))
    more = {"sent": sent, "lookup": lookup, "qr": pages.qr(f"{lookup}#{sent.code}")}
    return pages.page(request, "answered", _("Receipt of your answers"), context | more)


def _form(
    request: HttpRequest, context: dict[str, Any], form: AnswerForm, status: int = 200
) -> HttpResponse:
    title = context["activity"].title
    told = context | {"form": form, "guarded": guarding.on()}
    return pages.page(request, "questionnaire", title, told, status=status)
