"""The frame of the workbench (O3; Art. 18): filters, queue, figures, keys, and what can be undone.

The panes themselves are ``opinions.py``; what is done with several chosen lines is ``chosen.py``.
Single keys are off until a person turns them on; the choice stands in a cookie.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from decisions.labels import choices
from decisions.law.terms import Channel, DispositionKind
from decisions.models import Decision, Entry, Tally, Voices
from decisions.selectors import queue, workbench
from decisions.selectors.voices import voices_of
from decisions.views.back import back
from workflows import permissions, registry
from workflows.steps.forms.sorting import officers
from workflows.views.asked import number, words
from workflows.views.doors import staff

ANSWERS = ("dispose_opinion", "dispose_in_bulk")
UNDONE_BY = {
    "dispose_opinion": "undo_disposition",
    "dispose_in_bulk": "undo_disposition",
    "split_opinion": "join_opinions",
    "group_opinions": "group_opinions",
}
LOOKED_BACK = 40  # entries of one's own
KEYS, KEPT_FOR = "keys", 365 * 24 * 3600
FILTERS = ("kind", "channel", "clause", "theme", "officer", "q", "after")
NOBODY, MINE = "nobody", "mine"


@dataclass
class Bench:
    """What every page of the workbench knows of its decision and its officer."""

    decision: Decision
    asked: queue.Asked
    page: queue.Page
    texts: workbench.Texts
    themes: list[workbench.Branch]
    officers: list[Any]
    may: set[str] = field(default_factory=set)
    tally: Tally | None = None
    voices: Voices | None = None
    query: str = ""

    def address(self, unit: queue.Unit | None) -> str:
        """The page of a line of the queue, with the filters kept; without a line, the overview."""
        if unit is None:
            found = reverse("desk:opinions", args=[self.decision.pk])
        else:
            name = "desk:cluster" if unit.is_group else "desk:opinion"
            found = reverse(name, args=[self.decision.pk, unit.row.pk])
        return f"{found}?{self.query}" if self.query else found


def bench(request: HttpRequest, decision: Decision) -> Bench:
    """Read the filters, the queue, and what the panes offer to choose from."""
    themes = workbench.themes(decision)
    asked = filters(request, themes)
    page = queue.page(decision, asked, words(request, "after", 24))
    known = {branch.theme.pk: branch.theme for branch in themes}
    for unit in page.units:
        unit.row.theme = known.get(unit.row.theme_id)
    return Bench(
        decision=decision,
        asked=asked,
        page=page,
        texts=workbench.texts(decision),
        themes=themes,
        officers=list(officers(decision)),
        may=may(request, decision),
        tally=Tally.objects.filter(decision=decision).first(),
        voices=voices_of(decision),
        query=kept_query(request),
    )


def context(request: HttpRequest, found: Bench, here: str = "") -> dict[str, Any]:
    """For the template: the head, the filters and the queue."""
    mine = my_last(request, found.decision)
    units = [
        {"unit": one, "url": found.address(one), "here": one.key == here}
        for one in found.page.units
    ]
    return {
        "decision": found.decision,
        "tally": found.tally,
        "voices": found.voices,
        "units": units,
        "more": found.page.more,
        "asked": found.asked,
        "filters": {name: request.GET.get(name, "") for name in FILTERS},
        "filtered": any(request.GET.get(name) for name in FILTERS),
        "kinds": states(),
        "channels": choices(Channel),
        "clauses": workbench.named(found.texts.before.values()),
        "themes": found.themes,
        "officers": found.officers,
        "may": found.may,
        "query": found.query,
        "query_without_place": kept_query(request, "after"),
        "pace": pace(found, mine),
        "undo": next(undoable(mine), None),
        "keys": request.COOKIES.get(KEYS) == "on",
        "overview": found.address(None),
    }


def states() -> list[tuple[str, Any]]:
    """The states by which the queue is filtered."""
    own = [(queue.OPEN, _("Open")), ("all", _("All")), (queue.RETURNED, _("Given back"))]
    return own + choices(DispositionKind)


def filters(request: HttpRequest, themes: list[workbench.Branch]) -> queue.Asked:
    """What the address asks for; only declared filters, never a field of choice."""
    kind, channel = request.GET.get("kind", queue.OPEN), request.GET.get("channel", "")
    known = {queue.OPEN, queue.RETURNED, *DispositionKind}
    theme, officer = number(request, "theme"), request.GET.get("officer", "")
    return queue.Asked(
        kind=kind if kind in known else queue.ALL,
        channel=channel if channel in set(Channel) else "",
        clause=number(request, "clause") or None,
        themes=workbench.under(themes, theme) if theme else (),
        officer=request.user.pk if officer == MINE else number(request, "officer") or None,
        nobody=officer == NOBODY,
        words=words(request, "q"),
    )


def kept_query(request: HttpRequest, *without: str) -> str:
    """The filters as an address carries them on."""
    told = {name: request.GET.get(name, "") for name in FILTERS if name not in without}
    return urlencode({name: value for name, value in told.items() if value})


def may(request: HttpRequest, decision: Decision) -> set[str]:
    """The acts on opinions that this person may do here, at this stage of the matter."""
    held = {c.role for c in permissions.capacities(request.user, decision, timezone.localdate())}
    return {
        cell.action
        for cell in permissions.pivot()
        if cell.object == "participation"
        and cell.role in held
        and (act := registry.act(cell.action))
        and decision.stage in act.stages
    }


def my_last(request: HttpRequest, decision: Decision) -> list[Entry]:
    """What this person did with opinions of late, newest first."""
    acts = [*UNDONE_BY, *UNDONE_BY.values()]
    rows = decision.entries.filter(actor=request.user, act__in=acts)
    return list(rows.order_by("-seq")[:LOOKED_BACK])


def undoable(entries: list[Entry]) -> Iterator[Entry]:
    """What was done and not undone yet, newest first."""
    undone = 0
    for entry in entries:
        if entry.act in ("undo_disposition", "join_opinions") or _takes_out(entry):
            undone += 1
        elif undone:
            undone -= 1
        else:
            yield entry


def _takes_out(entry: Entry) -> bool:
    return entry.act == "group_opinions" and not entry.facts.get("cluster")


def pace(found: Bench, entries: list[Entry]) -> dict[str, Any]:
    """How many are done, how many an hour this person does, and how long the rest takes."""
    tally = found.tally
    if tally is None:
        return {"total": 0, "done": 0}
    done = tally.opinions - tally.undisposed
    told: dict[str, Any] = {"total": tally.opinions, "done": done}
    hourly = per_hour(entries, timezone.now())
    if hourly and tally.undisposed:
        told |= {"hourly": hourly, "left": timedelta(hours=tally.undisposed / hourly)}
    return told


def per_hour(entries: list[Entry], now: datetime) -> int:
    """Opinions answered by these entries of the last hour, as a rate."""
    recent = [
        entry
        for entry in entries
        if entry.act in ANSWERS and entry.recorded_at > now - timedelta(hours=1)
    ]
    answered = sum(entry.facts.get("number", 1) for entry in recent)
    if answered < 2:
        return 0
    span = max((now - recent[-1].recorded_at).total_seconds(), 60)
    return round(answered * 3600 / span)


@staff
@require_POST
def keys(request: HttpRequest) -> HttpResponse:
    """Turn the single keys on or off for this person's browser."""
    response = redirect(back(request, request.POST.get("next", ""), reverse("desk:inbox")))
    chosen = "on" if request.POST.get("keys") == "on" else "off"
    response.set_cookie(KEYS, chosen, KEPT_FOR, secure=request.is_secure(), samesite="Lax")
    return response
