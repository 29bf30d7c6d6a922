"""The public gives an opinion (P3, P4; Art. 15): form, check page, receipt, with no script at all.

Three posts to one address: ``check`` shows what will be sent, ``edit`` goes back with every word,
``send`` keeps it. A form sent twice gets the same receipt; a period that ended meanwhile keeps
the text and names the phone and the postal address.
"""

from typing import Any
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from decisions.errors import Illegible
from decisions.intake import limits
from decisions.models import ParticipationActivity
from decisions.period import Standing, standing
from decisions.selectors.clauses import clause_name
from decisions.selectors.decision_page import activities
from decisions.selectors.states import WORDS, State
from decisions.views import pages
from workflows.steps.forms.speaking import FilesForm, SpeakingForm
from workflows.submitting import NotOpen, submit_opinion

HIDDEN = ("clause", "quote", "context", "text", "submitter_kind", "name", "contact", "identity")


@never_cache
@require_http_methods(["GET", "POST"])
def opinion(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of the newest open consultation of a decision."""
    decision = pages.public_or_404(pk)
    activity = _activity(decision)
    clauses = list(activity.consultation.draft.clauses.all())
    context = {
        "decision": decision,
        "activity": activity,
        "consultation": activity.consultation,
        "word": WORDS[State(decision.state)],
        "limit": limits.OPINION_CHARACTERS,
    }
    names = [(clause.pk, clause_name(clause)) for clause in clauses]
    if request.method == "GET":
        if standing(activity, pages.now()) is not Standing.OPEN:
            return _late(request, context, "")
        form = SpeakingForm(clauses=names, initial=_begun(request, clauses))
        return _form(request, context, form)
    return _posted(request, context, SpeakingForm(request.POST, clauses=names))


def _posted(request: HttpRequest, context: dict[str, Any], form: SpeakingForm) -> HttpResponse:
    step = request.POST.get("step", "check")
    if step == "edit" or not form.is_valid():
        return _form(request, context, form, status=200 if step == "edit" else 422)
    if standing(context["activity"], pages.now()) is not Standing.OPEN and step != "send":
        return _late(request, context, form.cleaned_data["text"])
    if step == "check":
        return _check(request, context, form, FilesForm())
    return _send(request, context, form)


def _send(request: HttpRequest, context: dict[str, Any], form: SpeakingForm) -> HttpResponse:
    said = dict(form.cleaned_data)
    token, identity = said.pop("token"), said.pop("identity")
    data = {name: "" if value in (None, False) else value for name, value in said.items()}
    files = FilesForm({}, request.FILES)
    if not files.is_valid():
        return _check(request, context, form, files, status=422)
    try:
        sent = submit_opinion(
            context["activity"].pk, data, request.FILES, token=token, identity=identity
        )
    except NotOpen as refusal:
        return _late(request, context, said["text"], refusal.message)
    except Illegible as refusal:
        form.add_error(None, str(refusal.message))
        return _form(request, context, form, status=422)
    lookup = request.build_absolute_uri(reverse("portal:receipt_lookup"))
    more = {"sent": sent, "lookup": lookup, "qr": pages.qr(f"{lookup}#{sent.code}")}
    return pages.page(request, "receipt", _("Receipt"), context | more)


def _form(
    request: HttpRequest, context: dict[str, Any], form: SpeakingForm, status: int = 200
) -> HttpResponse:
    return pages.page(
        request, "opinion", _("Give an opinion"), context | {"form": form}, status=status
    )


def _check(
    request: HttpRequest,
    context: dict[str, Any],
    form: SpeakingForm,
    files: FilesForm,
    status: int = 200,
) -> HttpResponse:
    """What will be sent, as it will be kept, with the files still to be chosen."""
    said = form.cleaned_data
    kinds = dict(form.fields["submitter_kind"].choices)
    shown = [
        (_("Clause"), dict(form.fields["clause"].choices).get(said["clause"] or "")),
        (_("Your opinion"), said["text"]),
        (_("How you speak"), dict(form.fields["identity"].choices)[said["identity"]]),
        (_("You speak as"), kinds[said["submitter_kind"]]),
        (_("Name or unit"), said["name"] or _("Not filled in")),
        (_("Phone or e-mail"), said["contact"] or _("Not filled in")),
        (_("My name may be published with my opinion"), _yes(said["publish_consent"])),
    ]
    hidden = [(name, said[name] if said[name] is not None else "") for name in HIDDEN]
    hidden += [(name, "on") for name in ("publish_consent", "privacy_read") if said[name]]
    more = {"shown": shown, "hidden": hidden, "token": said["token"], "files": files}
    return pages.page(request, "check", _("Check before sending"), context | more, status=status)


def _yes(answer: bool) -> str:
    return _("Yes") if answer else _("No")


def _late(request: HttpRequest, context: dict[str, Any], text: str, why: Any = "") -> HttpResponse:
    """The form is shut: the text is given back, with the ways that stay."""
    more = {"text": text, "why": why}
    return pages.page(request, "shut", _("Opinions are not taken now"), context | more, status=409)


def _begun(request: HttpRequest, clauses: list[Any]) -> dict[str, Any]:
    """A fresh token, and the clause of the link one came by."""
    asked = request.GET.get("clause", "")
    chosen = next((clause.pk for clause in clauses if clause.anchor == asked), None)
    return {"token": uuid4(), "clause": chosen}


def _activity(decision: Any) -> ParticipationActivity:
    """The newest open consultation whose notice is out."""
    for activity in activities(decision, pages.today()):
        if getattr(activity, "consultation", None):
            return activity
    raise Http404
