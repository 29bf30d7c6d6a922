"""What an expert or a counsel sees through a single-use link: the draft, the declaration, the form.

The link itself is the key (``links.py``): wrong, used up and expired look alike. Guests see the
draft they were asked about and their own row, nothing else of the case.
"""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.roles import Role
from decisions.errors import Illegible, NotReady, NotYours, Refusal
from decisions.models import Decision, Entry, Expert
from workflows import links, registry
from workflows.act import perform
from workflows.steps.drafting import newest_frozen
from workflows.views.asked import token as form_token
from workflows.views.asked import typed

ACTS = {
    Role.EXPERT: ("declare_conflict", "give_expert_opinion"),
    Role.COUNSEL: ("give_counsel_opinion",),
}
View = Callable[..., HttpResponse]


def guest(view: View) -> View:
    """A page behind a link: never cached, never indexed, its address told to no other site."""

    @never_cache
    @wraps(view)
    def inner(request: HttpRequest, token: str, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = view(request, links.open_link(token), token, *args, **kwargs)
        except Refusal as refusal:
            if done := _done_already(request):
                return render(request, "guest/thanks.html", {"decision": done.decision})
            context = {"exception": refusal.message, "typed": typed(request)}
            status = 404 if isinstance(refusal, NotYours) else refusal.status
            response = render(request, "guest/closed.html", context, status=status)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "same-origin"
        return response

    return inner


@guest
def door(request: HttpRequest, opened: links.Opened, token: str) -> HttpResponse:
    """Who is asked, about which draft, and what comes next."""
    slug = _next(opened)
    form = _act(slug).form(decision=opened.decision, actor=opened.guest) if slug else None
    return render(request, "guest/door.html", _context(opened, token, slug, form))


@guest
def act(request: HttpRequest, opened: links.Opened, token: str, slug: str) -> HttpResponse:
    """Declare, or give the opinion; the link is used up with the opinion."""
    if slug not in ACTS[Role(opened.guest.role)]:
        raise Http404
    if request.method != "POST":
        return redirect("guest:link", token=token)
    found = _act(slug)
    try:
        perform(
            found,
            opened.decision.pk,
            opened.guest,
            request.POST,
            request.FILES,
            token=form_token(request),
        )
    except Illegible as refusal:
        context = _context(opened, token, slug, refusal.form)
        return render(request, "guest/door.html", context, status=422)
    except NotReady as refusal:
        form = found.form(request.POST, request.FILES, decision=opened.decision, actor=opened.guest)
        context = _context(opened, token, slug, form) | {"shortcomings": refusal.shortcomings}
        return render(request, "guest/door.html", context, status=422)
    if slug == "declare_conflict":
        return redirect("guest:link", token=token)
    return render(request, "guest/thanks.html", {"decision": opened.decision})


def _done_already(request: HttpRequest) -> Entry | None:
    """What a form sent twice did the first time, when it used up its link."""
    sent = form_token(request) if request.method == "POST" else None
    entries = Entry.objects.filter(token=sent, actor=None, role__in=ACTS).select_related("decision")
    return entries.first() if sent else None


def _next(opened: links.Opened) -> str:
    """First the declaration, then the opinion; nothing after a declared interest."""
    if not isinstance(opened.row, Expert):
        return "give_counsel_opinion"
    if opened.row.direct_interest is None:
        return "declare_conflict"
    return "" if opened.row.direct_interest else "give_expert_opinion"


def _act(slug: str) -> Any:
    found = registry.act(slug)
    if found is None:
        raise Http404
    return found


def _context(opened: links.Opened, token: str, slug: str, form: Any) -> dict[str, Any]:
    decision: Decision = opened.decision
    draft = newest_frozen(decision.pk)
    for name in ("occurred_on", "late_reason"):
        if form is not None:
            form.fields.pop(name, None)
    return {
        "decision": decision,
        "guest": opened.guest,
        "row": opened.row,
        "role": Role(opened.guest.role).label,
        "draft": draft,
        "clauses": list(draft.clauses.all()) if draft else [],
        "act": _act(slug) if slug else None,
        "form": form,
        "link": token,
        "token": uuid.uuid4(),
        "expires": timezone.localtime(opened.row.link_expires_at),
        "title": _("Invitation to give an opinion"),
    }
