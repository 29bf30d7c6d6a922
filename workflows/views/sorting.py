"""Themes, who answers what, and the second look (O3; Art. 18): one page each, by acts."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from decisions.errors import Illegible, NotNow
from decisions.law.profile import load_profile
from decisions.models import AnswerCheck, Decision, Disposition, Tally
from decisions.selectors import workbench
from workflows import registry, suggesting
from workflows.act import perform
from workflows.steps.forms.sorting import officers
from workflows.views.asked import page_by_key, token
from workflows.views.doors import on_decision
from workflows.views.workbench import may

SHOWN = 30
TAKING = "take_theme_suggestion"


@on_decision("view_opinions")
def themes(request: HttpRequest, decision: Decision) -> HttpResponse:
    """The tree of themes: add, rename, move, remove; and what the texts suggest."""
    allowed = may(request, decision)
    if request.method == "POST" and request.POST.get("do") == "look" and TAKING in allowed:
        _looked_for(request, decision)
        return redirect("desk:themes", pk=decision.pk)
    acts = {"create_theme", "change_theme", TAKING, "dismiss_theme_suggestion"}
    form, answer = _acted(request, decision, "desk:themes", acts)
    if answer:
        return answer
    slug = request.POST.get("act", "")
    forms = {
        name: form if form is not None and slug == name else _form(name, request, decision)
        for name in ("create_theme", "change_theme")
    }
    context = {
        "decision": decision,
        "branches": workbench.themes(decision, counted=True),
        "create": forms["create_theme"],
        "change": forms["change_theme"],
        "refused": form if slug == TAKING else None,
        "suggested": workbench.suggested(decision) if TAKING in allowed else [],
        "looking": suggesting.under_way(decision),
        "may": allowed,
        "token": uuid.uuid4(),
    }
    return render(request, "desk/themes.html", context, status=422 if form is not None else 200)


def _looked_for(request: HttpRequest, decision: Decision) -> None:
    """Ask for a look at the texts; the worker does it."""
    suggesting.ask(decision)
    told = _("The texts are being looked at. Load this page again in a moment.")
    messages.info(request, told)


@on_decision("view_opinions")
def officers_of(request: HttpRequest, decision: Decision) -> HttpResponse:
    """Who was given how much and how far each is; what nobody has yet is given here."""
    form, answer = _acted(request, decision, "desk:officers", {"assign_opinions"})
    if answer:
        return answer
    loads = workbench.loads(decision)
    tally = Tally.objects.filter(decision=decision).first()
    context = {
        "decision": decision,
        "loads": loads,
        "unassigned": tally.opinions - sum(one.assigned for one in loads) if tally else 0,
        "form": form or _form("assign_opinions", request, decision),
        "nobody": not officers(decision).exists(),
        "may": may(request, decision),
        "token": uuid.uuid4(),
    }
    return render(request, "desk/officers.html", context, status=422 if form is not None else 200)


@on_decision("view_opinions")
def checks(request: HttpRequest, decision: Decision) -> HttpResponse:
    """What the lot drew, for another officer than the one who answered; the rate of agreement."""
    form, answer = _acted(request, decision, "desk:checks", {"draw_checks", "check_answer"})
    if answer:
        return answer
    rows = AnswerCheck.objects.filter(decision=decision).select_related(
        *("opinion__submission", "opinion__disposition", "opinion__clause"),
        *("cluster__disposition", "disposer", "checker"),
    )
    waiting, more = page_by_key(rows.filter(agreed=None), request, SHOWN, newest_first=False)
    tally = Tally.objects.filter(decision=decision).first()
    looked = tally.checks_agreed + tally.checks_disagreed if tally else 0
    context = {
        "decision": decision,
        "waiting": [{"row": row, "given": _given(row)} for row in waiting],
        "more": more,
        "done": rows.exclude(agreed=None).order_by("-pk")[:SHOWN],
        "tally": tally,
        "looked": looked,
        "rate": round(100 * tally.checks_agreed / looked) if tally and looked else None,
        "share": load_profile(decision.profile, decision.profile_on).opinion_check_share,
        "draws": decision.entries.filter(act="draw_checks").order_by("-seq")[:5],
        "wrong": form,
        "may": may(request, decision),
        "token": uuid.uuid4(),
    }
    return render(request, "desk/checks.html", context, status=422 if form is not None else 200)


def _given(row: AnswerCheck) -> Disposition | None:
    """The answer as it stands."""
    return getattr(row.opinion or row.cluster, "disposition", None)


def _form(slug: str, request: HttpRequest, decision: Decision) -> Any:
    return registry.acts()[slug].form(decision=decision, actor=request.user)


def _acted(
    request: HttpRequest, decision: Decision, page: str, acts: set[str]
) -> tuple[Any, HttpResponse | None]:
    """Do the act that was sent; a form that cannot be read comes back, a refusal is said."""
    slug = request.POST.get("act", "")
    if request.method != "POST" or slug not in acts:
        return None, None
    try:
        act = registry.acts()[slug]
        entry = perform(act, decision.pk, request.user, request.POST, token=token(request))
        messages.success(request, entry.summary)
    except Illegible as refusal:
        return refusal.form, None
    except NotNow as refusal:
        messages.error(request, str(refusal.message))
    return None, redirect(page, pk=decision.pk)
