"""The page of an act that waits for sign-off: what is proposed, who signed, sign or return."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from decisions.intake.fields import PlainTextField
from decisions.models import Decision
from workflows import permissions, previewing, registry, signoff
from workflows.models import Proposal
from workflows.views.doors import decision_or_404, staff


class SignForm(forms.Form):
    """Pass on or return; a return states its reasons."""

    passed = forms.TypedChoiceField(
        label=_("Your word"),
        choices=[("yes", _("Pass on")), ("no", _("Return with reasons"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    note = PlainTextField(label=_("Note or reasons"), required=False)

    def clean(self) -> dict[str, object]:
        """A return states its reasons."""
        data = super().clean() or {}
        if data.get("passed") is False and not data.get("note"):
            self.add_error("note", _("State the reasons for the return."))
        return data


@staff
def proposal(request: HttpRequest, pk: int, proposal_id: int) -> HttpResponse:
    """Read a proposal and, if it waits for this person, sign or return it."""
    decision, found = _found(request, pk, proposal_id)
    form = SignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        signed = signoff.sign(
            found.pk,
            request.user,
            passed=form.cleaned_data["passed"],
            note=form.cleaned_data["note"],
        )
        messages.success(request, signed.get_state_display())
        return redirect("desk:case", pk=decision.pk)
    return render(request, "desk/proposal.html", _context(request, decision, found, form))


@staff
def paper(request: HttpRequest, pk: int, proposal_id: int) -> HttpResponse:
    """The paper as it would go out with the last signature; the refusal where it would not."""
    _decision, found = _found(request, pk, proposal_id)
    pages = previewing.pages(found) if found.state == Proposal.State.WAITING else []
    if not pages:
        raise Http404
    return HttpResponse(pages[0])


def _found(request: HttpRequest, pk: int, proposal_id: int) -> tuple[Decision, Proposal]:
    decision = decision_or_404(pk)
    permissions.may(request.user, "view_case", decision, timezone.localdate())
    found = (
        Proposal.objects.select_related("chain", "proposed_by", "decision")
        .filter(pk=proposal_id, decision=decision)
        .first()
    )
    if found is None:
        raise Http404
    return decision, found


def _context(request: HttpRequest, decision, found: Proposal, form: SignForm) -> dict[str, object]:
    act = registry.act(found.act)
    shown = act.form(decision=decision) if act else None
    return {
        "decision": decision,
        "proposal": found,
        "act": act,
        "said": [
            (shown.fields[name].label, "、".join(values))
            for name, values in found.data.items()
            if shown and name in shown.fields and any(values)
        ],
        "signatures": found.signatures.select_related("signer"),
        "steps": found.chain.steps.select_related("person"),
        "mine": found in signoff.waiting_for(request.user),
        "form": form,
    }
