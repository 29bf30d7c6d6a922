"""One generic page for any act: its form, its articles, what is still missing, what happens next.

A double click is one act (the token); a stale page is told who was faster (the version); what
was typed comes back with every refusal.
"""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from decisions.errors import Illegible, NotNow, NotReady
from decisions.gather import gather
from decisions.law import judge
from decisions.models import Decision
from workflows import opening, permissions, registry, signoff
from workflows.act import Act, perform
from workflows.links import LIFE
from workflows.views.asked import token, whole
from workflows.views.doors import decision_or_404, staff
from workflows.views.tasks import distinct


@staff
def act(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Show an act's form, begun with what the address names, or do it."""
    found = registry.act(slug)
    if found is None:
        raise Http404
    decision = decision_or_404(pk)
    permissions.may(request.user, slug, decision, timezone.localdate())
    if request.method != "POST":
        form = found.form(
            decision=decision, actor=request.user, today=timezone.now(), initial=request.GET.dict()
        )
        return _page(request, decision, found, form)
    try:
        return _done(request, decision, found)
    except Illegible as refusal:
        return _page(request, decision, found, refusal.form, status=422)
    except NotReady as refusal:
        form = _typed(request, decision, found)
        return _page(request, decision, found, form, refusal.shortcomings, status=422)
    except NotNow as refusal:
        now = decision_or_404(pk)  # perhaps somebody was faster: as it stands, not as it stood
        form = _typed(request, now, found)
        return _page(request, now, found, form, status=409, why_not=refusal.message)


@staff
def propose(request: HttpRequest) -> HttpResponse:
    """Open a decision; a classified matter stops here."""
    form: Any = opening.ProposeForm(actor=request.user)
    status = 200
    if request.method == "POST":
        try:
            decision = opening.propose(
                request.user, request.POST, request.FILES, token=token(request)
            )
            return redirect("desk:case", pk=decision.pk)
        except Illegible as refusal:
            form, status = refusal.form, 422
    context = {"form": form, "token": request.POST.get("token") or uuid.uuid4()}
    return render(request, "desk/propose.html", context, status=status)


def _typed(request: HttpRequest, decision: Decision, found: type[Act]) -> Any:
    """The form with every word that was typed."""
    return found.form(
        request.POST, request.FILES, decision=decision, actor=request.user, today=timezone.now()
    )


def _done(request: HttpRequest, decision: Decision, found: type[Act]) -> HttpResponse:
    chain = signoff.chain_for(found, decision)
    if chain:
        proposal = signoff.propose(
            found, chain, decision.pk, request.user, request.POST, request.FILES
        )
        messages.success(
            request, _("Put before the signers."), extra_tags=draft_key(request, decision, found)
        )
        return redirect("desk:proposal", pk=decision.pk, proposal_id=proposal.pk)
    entry = perform(
        found,
        decision.pk,
        request.user,
        request.POST,
        request.FILES,
        token=token(request),
        version=whole(request.POST.get("version", "")),
    )
    if link := getattr(entry, "link_token", ""):
        return _link_once(request, decision, link)
    messages.success(request, entry.summary, extra_tags=draft_key(request, decision, found))
    return redirect("desk:case", pk=decision.pk)


def _link_once(request: HttpRequest, decision: Decision, link: str) -> HttpResponse:
    """The single-use address of an expert or counsel: kept nowhere, shown this once."""
    address = request.build_absolute_uri(reverse("guest:link", args=[link]))
    context = {"decision": decision, "address": address, "days": LIFE.days}
    return render(request, "desk/link.html", context)


def _page(
    request: HttpRequest,
    decision: Decision,
    found: type[Act],
    form: Any,
    shortcomings: Any = (),
    status: int = 200,
    why_not: Any = "",
) -> HttpResponse:
    dossier = gather(decision.pk, as_of=timezone.localdate())
    context = {
        "decision": decision,
        "act": found,
        "form": form,
        "articles": distinct(found.articles),
        "token": request.POST.get("token") or uuid.uuid4(),
        "version": _seen(request, decision, found, status),
        "draft_key": draft_key(request, decision, found),
        "why_not": why_not
        or found().not_yet(dossier)
        or ("" if decision.stage in found.stages or not found.stages else _stage_note(found)),
        "shortcomings": shortcomings,
        "open_points": [] if shortcomings else judge.shortcomings(dossier, found.gates),
        "chain": signoff.chain_for(found, decision),
    }
    return render(request, "desk/act.html", context, status=status)


def _seen(request: HttpRequest, decision: Decision, found: type[Act], status: int) -> Any:
    """The version the sender has seen; told who wrote meanwhile, one may send knowingly."""
    told = status == 409 and found.rewrites
    return decision.version if told else request.POST.get("version") or decision.version


def draft_key(request: HttpRequest, decision: Decision, found: type[Act]) -> str:
    """The name under which the browser keeps what is typed, until the act is done."""
    return f"act-{request.user.pk}-{decision.pk}-{found.slug}"


def _stage_note(found: type[Act]) -> str:
    return _("This act does not belong to the present stage.")
