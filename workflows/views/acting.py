"""Does an act from a page that is not the act's own, and says what came of it.

Used by the workbench, where one page offers several acts; an act's own page is ``acts.py``.
"""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest

from decisions.errors import Illegible, NotNow
from decisions.models import Decision, Entry
from workflows import registry
from workflows.act import perform
from workflows.views.asked import token


def at_once(
    request: HttpRequest, decision: Decision, slug: str, said: Mapping[str, Any]
) -> Entry | None:
    """Do an act with what the page says for the person; a refusal is told and gives None."""
    try:
        entry = perform(
            registry.acts()[slug], decision.pk, request.user, said, token=token(request)
        )
    except Illegible as refusal:
        for errors in refusal.form.errors.values():
            messages.error(request, errors[0])
        return None
    except NotNow as refusal:
        messages.error(request, str(refusal.message))
        return None
    messages.success(request, entry.summary)
    return entry


def as_sent(request: HttpRequest, decision: Decision, slug: str) -> tuple[Any, int]:
    """Do an act as it was sent; the form to give back with its status, no form when it is done."""
    act = registry.acts()[slug]
    try:
        entry = perform(act, decision.pk, request.user, request.POST, token=token(request))
    except Illegible as refusal:
        return refusal.form, 422
    except NotNow as refusal:
        messages.error(request, str(refusal.message))
        return act.form(request.POST, decision=decision, actor=request.user), 409
    messages.success(request, entry.summary)
    return None, 200
