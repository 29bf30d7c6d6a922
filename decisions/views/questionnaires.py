"""The results of a questionnaire once it is closed (Art. 14): plots with their tables, no texts."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from decisions.models import Question
from decisions.selectors import questionnaires
from decisions.views import pages


def results(request: HttpRequest, pk: int, activity_id: int) -> HttpResponse:
    """How often each option was chosen, and from whom the sheets came."""
    decision = pages.public_or_404(pk)
    found = questionnaires.published(activity_id, pk, pages.today())
    if found is None or found.counted_at is None:
        raise Http404
    questions = list(found.questions.all())
    bars = questionnaires.kinds(found.results)
    context = {
        "decision": decision,
        "questionnaire": found,
        "activity": found.activity,
        "counted": questionnaires.counted(questions, found.results),
        "sheets": found.results.get("sheets", 0),
        "kinds": bars,
        "most_kind": max((bar["value"] for bar in bars), default=0),
        "in_words": [one for one in questions if one.kind == Question.Kind.TEXT],
    }
    return pages.page(request, "questionnaire_results", _("Results of the questionnaire"), context)
