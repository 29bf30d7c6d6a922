"""“This is not my opinion” (PIPL 46): whoever finds a name of hers under an opinion says so.

The organ's openness officer is told; until the answer the opinion stays as it is. Nobody has to
prove here who she is: the officer asks back by the contact that is left.
"""

from typing import Any
from uuid import uuid4

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from decisions.intake.fields import PlainLineField, PlainTextField
from decisions.law.terms import SenderRequestKind
from decisions.models import Opinion
from decisions.selectors import public, report
from decisions.views import pages
from workflows import sender_requests
from workflows.guard.challenges import Unproved
from workflows.views import guarding


class DenyForm(forms.Form):
    """What she says, and how she can be asked back."""

    note = PlainTextField(
        label=gettext_lazy("What is not right"), max_characters=1000, required=True
    )
    contact = PlainLineField(
        label=gettext_lazy("Phone or e-mail"),
        help_text=gettext_lazy("The organ asks you back before it answers. Never published."),
    )
    token = forms.UUIDField(widget=forms.HiddenInput)


@never_cache
@require_http_methods(["GET", "POST"])
def deny(request: HttpRequest, pk: int, opinion_id: int) -> HttpResponse:
    """The form about one published opinion that bears a name, and its thanks."""
    decision = pages.public_or_404(pk)
    opinion = _named_or_404(decision, opinion_id)
    context: dict[str, Any] = {
        "decision": decision,
        "rows": report.dressed([opinion], decision, pages.today()),
        "guarded": guarding.on(),
        "form": DenyForm(initial={"token": uuid4()}),
    }
    if request.method == "GET":
        return _page(request, context)
    context["form"] = form = DenyForm(request.POST)
    if not form.is_valid():
        return _page(request, context, 422)
    try:
        proof, _held = guarding.passed(request)
        if proof:
            proof.spend_once()
    except (Unproved, guarding.TooMany) as refusal:
        return guarding.again(form, refusal, lambda status: _page(request, context, status))
    said = form.cleaned_data
    kind = SenderRequestKind.NOT_MINE
    sender_requests.ask(kind, opinion.submission, said["token"], said["note"], said["contact"])
    return _page(request, context | {"told": True})


def _named_or_404(decision: Any, opinion_id: int) -> Opinion:
    published = public.public_opinions(pages.today()).filter(decision=decision)
    opinion = published.select_related("submission").filter(pk=opinion_id).first()
    if opinion is None or not report.named(opinion):
        raise Http404
    return opinion


def _page(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return pages.page(request, "not_mine", _("This is not my opinion"), context, status=status)
