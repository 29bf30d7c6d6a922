"""What every page of the portal needs: what is public today, its place, its meta tags, its QR code.

Called by the views beside it and by the pages in ``workflows/views`` through which the public acts.
"""

import json
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from decisions.models import Decision
from decisions.selectors import decision_page

ESCAPED = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}


def today() -> date:
    """The day in Beijing by the server's clock."""
    return timezone.localdate()


def now() -> datetime:
    """The instant by the server's clock."""
    return timezone.now()


def public_or_404(pk: int, *more: str) -> Decision:
    """A public decision; what is not public does not exist for this reader."""
    decision = decision_page.one(pk, today(), *more)
    if decision is None:
        raise Http404
    return decision


def known_or_404(pk: int) -> decision_page.Known:
    """What of a public decision is asked before its page is made."""
    known = decision_page.known(pk, today())
    if known is None:
        raise Http404
    return known


def kept(response: HttpResponse, decision: Decision | decision_page.Known) -> HttpResponse:
    """Mark a page that shows nothing but this decision: readers may get it from the cache.

    ``config/readers.py`` keeps it while decision, version and day stand.
    """
    response.about = (decision.pk, decision.version, today())  # type: ignore[attr-defined]
    return response


def page(
    request: HttpRequest, name: str, title: Any, context: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """A page of the portal under its title, with the way to it from the list."""
    place = [{"label": _("Consultations"), "url": reverse("portal:list")}]
    decision = context.get("decision")
    if decision is not None and title != decision.title:
        url = reverse("portal:decision", args=[decision.pk])
        place.append({"label": decision.title, "url": url})
    defaults = {
        "title": title,
        "crumbs": [*place, {"label": title}],
        "page_meta": {"column": _("Consultations"), "description": title},
        "organ": decision.organ.name if decision is not None else "",
    }
    return render(request, f"portal/{name}.html", defaults | dict(context), status=status)


@lru_cache(maxsize=1024)
def qr_of_page(url: str) -> str:
    """The QR code of a public page, drawn once; never of an address that holds a code."""
    return qr(url)


def qr(url: str) -> str:
    """A QR code as the address of a picture that needs no second request."""
    return str(segno.make(url, error="m", micro=False).svg_data_uri(border=2))


def linked_data(facts: Mapping[str, Any]) -> str:
    """JSON-LD that no title can break out of."""
    return json.dumps(facts, ensure_ascii=False).translate(ESCAPED)


def papers(notices: list[Any]) -> list[dict[str, Any]]:
    """The printed papers as file links; none while no address hands them out."""
    found = []
    for notice in notices:
        try:
            url = reverse("papers:notice", args=[notice.pk])
        except NoReverseMatch:
            return []
        facts = {"kind": "pdf", "size": notice.size, "digest": notice.sha256}
        found.append({"url": url, "title": notice.title, "on": notice.issued_on} | facts)
    return found
