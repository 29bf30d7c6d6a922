"""The page of one decision, its draft versions and what changed between them (P2; Art. 15).

The four tops (not open, open, being studied, answered) are one template with four beginnings; what
the page says is made in ``contents.py``. The form by which one speaks is in
``workflows/views/speaking.py``.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from decisions.models import Draft
from decisions.selectors import decision_page, public
from decisions.selectors.clauses import changed_only, clauses_of, compare, length, minutes
from decisions.views import pages
from decisions.views.contents import contents


def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """One decision: state first, then notice, draft, explanation, ways to speak, answer."""
    known = pages.known_or_404(pk)
    url = request.build_absolute_uri(reverse("portal:decision", args=[pk]))
    context = {"organ": known.organ, "contents": contents(request, known, url)}
    return pages.kept(pages.page(request, "decision", known.title, context), known)


def draft(request: HttpRequest, pk: int, version: int) -> HttpResponse:
    """One public version of the draft, each clause with its anchor."""
    found = pages.public_or_404(pk)
    drafts = _drafts(pk)
    chosen = next((one for one in drafts if one.version == version), None)
    if chosen is None:
        raise Http404
    clauses = clauses_of(chosen)
    characters = length([clause.text + clause.heading for clause in clauses])
    context = {
        "decision": found,
        "draft": chosen,
        "drafts": drafts,
        "older": max((one.version for one in drafts if one.version < version), default=None),
        "clauses": clauses,
        "characters": characters,
        "minutes": minutes(characters),
        "takes_opinions": found.state in decision_page.TAKES_OPINIONS,
        "answered": public.answered(found, pages.today()),
    }
    return pages.kept(pages.page(request, "draft", chosen.title, context), found)


def differences(request: HttpRequest, pk: int, version: int) -> HttpResponse:
    """What changed in a version against an earlier one, clause beside clause."""
    found = pages.public_or_404(pk)
    drafts = public.public_drafts(pages.today()).filter(decision=pk)
    newer = get_object_or_404(drafts, version=version)
    asked = request.GET.get("with", "")
    earlier = drafts.filter(version__lt=version).order_by("-version")
    if asked.isdecimal() and len(asked) < 10:
        earlier = earlier.filter(version=min(int(asked), 32_000))
    older = earlier.first()
    if older is None:
        raise Http404
    changes = compare(list(older.clauses.all()), list(newer.clauses.all()))
    whole = request.GET.get("all") == "1"
    context = {
        "decision": found,
        "older": older,
        "newer": newer,
        "changes": changes if whole else list(changed_only(changes)),
        "whole": whole,
        "others": [one.version for one in _drafts(pk) if one.version < newer.version],
        "unchanged": sum(1 for change in changes if change.kind == "same"),
        "changed": sum(1 for change in changes if change.kind != "same"),
    }
    return pages.kept(pages.page(request, "compare", _("Changes in the draft"), context), found)


def _drafts(pk: int) -> list[Draft]:
    return list(public.public_drafts(pages.today()).filter(decision=pk).order_by("version"))
