"""The public gives an opinion (P3, P4; Art. 15): form, check page, receipt, with no script at all.

Three posts to one address: ``check`` shows what will be sent, ``edit`` goes back with every word,
``send`` keeps it and leads to the receipt (``views/received.py``), so that loading a page again
sends nothing. A form sent twice gets the same receipt; a period that ended meanwhile keeps the
text and names the phone and the postal address.
"""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from decisions.errors import Illegible, NotNow
from decisions.intake import limits
from decisions.law.terms import Identity
from decisions.models import ParticipationActivity
from decisions.period import Standing, standing
from decisions.selectors.clauses import clause_name, voices
from decisions.selectors.states import WORDS, State
from decisions.views import pages
from workflows import correcting, open_door, submitting
from workflows.guard.challenges import Unproved
from workflows.steps.forms.speaking import FilesForm, SpeakingForm
from workflows.submitting import NotOpen, Way
from workflows.views import guarding, received, signing_in

HIDDEN = ("clause", "quote", "context", "text", "submitter_kind", "name", "contact", "identity")
NOTHING: Mapping[str, Any] = {"files": []}


@never_cache
@require_http_methods(["GET", "POST"])
def opinion(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of the newest open consultation of a decision."""
    if request.method == "POST" and request.POST.get("step") == "send":
        return _send(request, pk)
    page = Page(request, pk)
    if request.method == "GET":
        return page.begun()
    step = request.POST.get("step", "check")
    form = page.typed()
    if step == "edit" or not form.is_valid():
        return page.form(form, status=200 if step == "edit" else 422)
    if page.standing is not Standing.OPEN:
        return page.late(form.cleaned_data["text"])
    return page.check(form, FilesForm())


def _send(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep it: nothing is read here that is not needed for that."""
    form = SpeakingForm(request.POST, speaker=signing_in.speaker(request))
    files = FilesForm({}, request.FILES) if request.FILES else None
    if not form.is_valid():
        page = Page(request, pk)
        return page.form(page.typed(), status=422)
    if files is not None and not files.is_valid():
        return Page(request, pk).checked_again(files)
    form.cleaned_data |= files.cleaned_data if files else NOTHING
    try:
        return received.led_to(request, _kept(request, pk, form))
    except NotOpen as refusal:
        return Page(request, pk).late(form.cleaned_data["text"], refusal.message)
    except Unproved:
        return Page(request, pk).checked_again(FilesForm(), guarding.AGAIN)
    except guarding.TooMany:
        return guarding.later(Page(request, pk).checked_again(FilesForm(), guarding.LATER))
    except Illegible as refusal:
        return Page(request, pk).refused(refusal)
    except NotNow as refusal:
        return Page(request, pk).refused(refusal)


def _kept(request: HttpRequest, pk: int, form: SpeakingForm) -> submitting.Sent:
    said = form.cleaned_data
    proof, held = guarding.passed(request)
    known = signing_in.speaker(request) if said["identity"] == Identity.VERIFIED else None
    way = Way(said["token"], pages.now(), said["identity"], held, proof, known)
    code = request.POST.get("corrects", "")

    def look() -> open_door.Door | None:
        return open_door.newest(pk, pages.today())

    return correcting.correct(code, look, form, way) if code else submitting.keep(look, form, way)


class Page:
    """The pages of one form, with what they show of the decision."""

    def __init__(self, request: HttpRequest, pk: int) -> None:
        self.request = request
        self.decision = pages.public_or_404(pk)
        self.activity = _activity(pk)
        self.consultation = self.activity.consultation
        self.clauses = list(self.consultation.draft.clauses.all())
        self.names = [(clause.pk, clause_name(clause)) for clause in self.clauses]
        self.speaker = signing_in.speaker(request)
        self.corrects = request.POST.get("corrects", "")

    @property
    def standing(self) -> Standing:
        """Whether the form is open at this instant."""
        return standing(self.activity, pages.now())

    @property
    def context(self) -> dict[str, Any]:
        """What every page of the form shows."""
        return {
            "decision": self.decision,
            "activity": self.activity,
            "consultation": self.consultation,
            "word": WORDS[State(self.decision.state)],
            "limit": limits.OPINION_CHARACTERS,
            "speaker": self.speaker,
            "outside_login": signing_in.providers(),
            "corrects": self.corrects,
            "guarded": guarding.on(),
        }

    def typed(self) -> SpeakingForm:
        """The form with what was posted."""
        return SpeakingForm(self.request.POST, clauses=self.names, speaker=self.speaker)

    def begun(self) -> HttpResponse:
        """A fresh form, with the clause and the passage of the link one came by."""
        if self.standing is not Standing.OPEN:
            return self.late("")
        asked = self.request.GET.get("clause", "")
        chosen = next((clause.pk for clause in self.clauses if clause.anchor == asked), None)
        start, more = {"token": uuid4(), "clause": chosen}, {}
        if self.speaker:
            start["identity"] = Identity.VERIFIED
        if chosen:
            more = {"voices": voices(self.decision.pk).get(asked, 0)}
            start |= {n: self.request.GET.get(n, "")[:500] for n in ("quote", "context")}
        form = SpeakingForm(clauses=self.names, initial=start, speaker=self.speaker)
        return self.form(form, **more)

    def form(self, form: SpeakingForm, status: int = 200, **more: Any) -> HttpResponse:
        """The form itself; of the clause one came by it says how many opinions are there."""
        return self._page("opinion", _("Give an opinion"), {"form": form} | more, status)

    def check(
        self, form: SpeakingForm, files: FilesForm, status: int = 200, why: Any = ""
    ) -> HttpResponse:
        """What will be sent, as it will be kept, with the files still to be chosen."""
        said = form.cleaned_data
        hidden = [(name, said[name] if said[name] is not None else "") for name in HIDDEN]
        hidden += [(name, "on") for name in ("publish_consent", "privacy_read") if said[name]]
        hidden += [("corrects", self.corrects)] if self.corrects else []
        guard = "" if why else self.request.POST.get("guard", "")
        more = {"shown": _shown(form), "hidden": hidden, "token": said["token"], "files": files}
        more |= {"guard": guard, "why": why}
        return self._page("check", _("Check before sending"), more, status)

    def checked_again(self, files: FilesForm, why: Any = "") -> HttpResponse:
        """The check page once more: something there is to be mended."""
        form = self.typed()
        return self.check(form, files, 422, why) if form.is_valid() else self.form(form, 422)

    def refused(self, refusal: Illegible | NotNow) -> HttpResponse:
        """The form with what was wrong."""
        form = self.typed()
        form.add_error(None, str(refusal.message))
        return self.form(form, status=422)

    def late(self, text: str, why: Any = "") -> HttpResponse:
        """The form is shut: the text is given back, with the ways that stay."""
        return self._page("shut", _("Opinions are not taken now"), {"text": text, "why": why}, 409)

    def _page(self, name: str, title: Any, more: dict[str, Any], status: int) -> HttpResponse:
        return pages.page(self.request, name, title, self.context | more, status=status)


def _shown(form: SpeakingForm) -> list[tuple[Any, Any]]:
    said = form.cleaned_data
    chosen = {name: dict(form.fields[name].choices) for name in ("clause", "identity")}
    rows = [
        (_("Clause"), chosen["clause"].get(said["clause"] or "")),
        (_("Passage"), said["quote"]),
        (_("Your opinion"), said["text"]),
        (_("How you speak"), chosen["identity"][said["identity"]]),
        (_("You speak as"), dict(form.fields["submitter_kind"].choices)[said["submitter_kind"]]),
        (_("Name or unit"), said["name"] or _("Not filled in")),
        (_("Phone or e-mail"), said["contact"] or _("Not filled in")),
        (_("My name may be published with my opinion"), _yes(said["publish_consent"])),
    ]
    return [row for row in rows if row[1]]


def _yes(answer: bool) -> str:
    return _("Yes") if answer else _("No")


def _activity(pk: int) -> ParticipationActivity:
    """The newest open consultation whose notice is out."""
    rows = ParticipationActivity.objects.select_related("consultation__draft", "decision")
    announced = rows.filter(
        decision=pk, announced_on__lte=pages.today(), consultation__isnull=False
    )
    found = announced.order_by("-announced_on", "-id").first()
    if found is None:
        raise Http404
    return found
