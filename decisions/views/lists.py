"""The list of decisions (P1) and the yearly catalogues (Art. 3(3)).

Filters are links and live in the address; nothing here needs a script.
"""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from decisions.labels import choices
from decisions.law.terms import MatterClass
from decisions.selectors import catalogue as catalogues
from decisions.selectors import listing
from decisions.selectors.states import TAKES_OPINIONS, WORDS, State
from decisions.views import pages


def decisions(request: HttpRequest) -> HttpResponse:
    """The list, closing soonest first, with its filters and the side column."""
    today = pages.today()
    asked = listing.choice(request.GET)
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    found = listing.listed(asked, today, after=after, before=before)
    context = {
        "rows": [_row(one, today) for one in found.rows],
        "asked": asked,
        "filters": _filters(asked, today),
        "newer_url": _address(asked, before=found.newer) if found.newer else "",
        "older_url": _address(asked, after=found.older) if found.older else "",
        "closing_soon": listing.closing_soon(today),
        "answers": listing.latest_answers(today),
        "crumbs": [],
    }
    return pages.page(request, "list", _("Consultations on major decisions"), context)


def catalogue(request: HttpRequest) -> HttpResponse:
    """The published catalogues of a year, also matters not yet begun."""
    today = pages.today()
    years = catalogues.years(today)
    asked = request.GET.get("year", "")
    year = int(asked) if asked in map(str, years) else next(iter(years), None)
    context = {
        "years": years,
        "year": year,
        "catalogues": catalogues.of_year(year, today) if year else [],
    }
    return pages.page(request, "catalogue", _("Yearly catalogue of major decisions"), context)


def _row(decision: Any, today: Any) -> dict[str, Any]:
    state = State(decision.state)
    left = None
    if state in TAKES_OPINIONS and decision.closes_on:
        left = (decision.closes_on - today).days
    return {
        "decision": decision,
        "state": state,
        "word": WORDS[state],
        "left": left,
        "tally": getattr(decision, "tally", None),
    }


def _filters(asked: listing.Choice, today: Any) -> list[dict[str, Any]]:
    """Rows of links: status, organ, class, year; rows with nothing to choose are left out."""
    organs = [(organ.code, organ.name) for organ in listing.organs(today)]
    years = [(str(year), str(year)) for year in listing.years(today)]
    rows = [
        (_("State"), "state", list(WORDS.items())),
        (_("Organ"), "organ", organs if len(organs) > 1 else []),
        (_("Class"), "class", choices(MatterClass)),
        (_("Year"), "year", years),
    ]
    said = asked.params()
    return [
        {"title": title, "links": _links(name, options, said)}
        for title, name, options in rows
        if options
    ]


def _links(name: str, options: list[Any], said: dict[str, str]) -> list[dict[str, Any]]:
    others = {key: value for key, value in said.items() if key != name}
    links = [{"label": _("All"), "url": _list(others), "current": name not in said}]
    for value, word in options:
        current = said.get(name) == str(value)
        links.append({"label": word, "url": _list(others | {name: str(value)}), "current": current})
    return links


def _address(asked: listing.Choice, **place: Any) -> str:
    return _list(asked.params() | {name: str(value) for name, value in place.items()})


def _list(params: dict[str, str]) -> str:
    query = urlencode(params)
    return reverse("portal:list") + (f"?{query}" if query else "")
