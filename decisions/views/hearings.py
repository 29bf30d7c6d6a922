"""The public pages of a hearing that only read: what, when, who, and the draw to be run again.

The sign-up is in ``workflows/views/signing_up.py``.
"""

from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from decisions import drawing
from decisions.law.terms import Stage
from decisions.models import Decision, Hearing
from decisions.selectors import decision_page, hearings
from decisions.views import pages


def hearing(request: HttpRequest, pk: int) -> HttpResponse:
    """Day, place, seats by group, notices, list, and the way to sign up."""
    decision = pages.public_or_404(pk)
    shown = hearings.shown(decision, pages.today())
    if shown is None:
        raise Http404
    notices = decision_page.notices(decision, pages.today()).filter(kind__startswith="hearing")
    context = {
        "decision": decision,
        "shown": shown,
        "hearing": shown.hearing,
        "activity": shown.hearing.activity,
        "open": takes_signups(shown.hearing),
        "papers": pages.papers(list(notices)),
    }
    return pages.page(request, "hearing", _("Hearing"), context)


def takes_signups(hearing: Hearing) -> bool:
    """Whether one may sign up today; the instant is asked again when the form is sent."""
    if hearing.signup_closes_on is None or hearing.signup_closed_on:
        return False
    if hearing.activity.withdrawn_reason or hearing.decision.stage == Stage.TERMINATED:
        return False
    return bool(hearing.signup_opens_on <= pages.today() <= hearing.signup_closes_on)


def draw(request: HttpRequest, pk: int) -> HttpResponse:
    """The draw with every number in its order, checked while the page is made."""
    decision, found = _drawn(pk)
    told = hearings.draw(found)
    context = {
        "decision": decision,
        "hearing": found,
        "draw": told,
        "groups": [_rows(group, told) for group in told["groups"]],
        "faults": drawing.faults(told),
    }
    return pages.page(request, "draw", _("The draw of the participants"), context)


def _rows(group: dict, told: dict) -> dict:
    places = [
        {
            "number": number,
            "digest": drawing.place(told["secret"], told["value"], number),
            "chosen": number in group["chosen"],
            "withdrawn": number in group["withdrawn"],
        }
        for number in group["order"]
    ]
    return group | {"places": places}


def draw_json(request: HttpRequest, pk: int) -> HttpResponse:
    """The draw as data."""
    _decision, found = _drawn(pk)
    return JsonResponse(hearings.draw(found), json_dumps_params={"ensure_ascii": False})


def draw_script(request: HttpRequest) -> HttpResponse:
    """The very program that draws, to be run anywhere with Python alone."""
    text = Path(drawing.__file__).read_text(encoding="utf-8")
    response = HttpResponse(text, content_type="text/x-python; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="drawing.py"'
    return response


def _drawn(pk: int) -> tuple[Decision, Hearing]:
    decision = pages.public_or_404(pk)
    found = hearings.hearing_of(decision, pages.today())
    if found is None or found.drawn_on is None:
        raise Http404
    return decision, found
