"""The page of one decision, its draft versions and what changed between them (P2; Art. 15).

The four tops (not open, open, being studied, answered) are one template with four beginnings.
The form by which one speaks is in ``workflows/views/speaking.py``.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from decisions.labels import label
from decisions.law.terms import ActivityKind
from decisions.models import Draft, ParticipationActivity
from decisions.period import Standing, begins, standing
from decisions.selectors import decision_page, page_changes, public
from decisions.selectors.clauses import changed_only, clauses_of, compare, length, minutes
from decisions.views import pages
from decisions.views.hearings import takes_signups

LONGEST_IN_PLACE = 60_000  # characters of a draft shown on the decision's own page


def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """One decision: state first, then notice, draft, explanation, ways to speak, answer."""
    shown = pages.shown_or_404(pk)
    url = request.build_absolute_uri(reverse("portal:decision", args=[pk]))
    context = {
        "shown": shown,
        "decision": shown.decision,
        "tabs": _tabs(shown),
        "facts": _facts(shown),
        "changes": page_changes.changes(shown),
        "papers": pages.papers(shown.notices),
        "in_place": shown.characters <= LONGEST_IN_PLACE,
        "others": _others(shown),
        "url": url,
        "qr": pages.qr_of_page(url),
        "linked_data": pages.linked_data(_linked_data(shown, url)),
        "page_meta": _meta(shown),
    }
    response = pages.page(request, "decision", shown.decision.title, context)
    return pages.kept(response, shown.decision)


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


def _tabs(shown: decision_page.Shown) -> list[dict[str, Any]]:
    return [
        {"anchor": "notice", "label": _("Notice")},
        {"anchor": "draft", "label": _("Draft text")},
        {"anchor": "explanation", "label": _("Drafting note")},
        {"anchor": "take-part", "label": _("Give an opinion")},
        {"anchor": "answer", "label": _("Answer")},
    ]


def _facts(shown: decision_page.Shown) -> list[tuple[Any, Any]]:
    """The block of document facts under the title."""
    decision = shown.decision
    matter = getattr(decision, "matter", None)
    published = decision.publication if shown.promulgated else None
    return [
        (_("Reference"), f"{decision.organ.code}-{decision.pk}"),
        (_("Decision organ"), decision.organ.name),
        (_("Lead unit"), decision.lead_office.name),
        (_("Class of matter"), matter.get_matter_class_display() if matter else ""),
        (_("Document number"), published.document_number if published else ""),
    ]


def _others(shown: decision_page.Shown) -> list[dict[str, Any]]:
    """Hearings, seminars and other ways beside the open consultation."""
    return [
        {"activity": one, "word": label(ActivityKind(one.kind)), "way": _way(one)}
        for one in shown.activities
        if one.kind not in (ActivityKind.OPEN_CONSULTATION, ActivityKind.CONSULTATION_LETTER)
    ]


def _way(activity: ParticipationActivity) -> str:
    """What one may do on the site about it now, in a word for the template."""
    if activity.withdrawn_reason:
        return "called_off"
    if activity.kind == ActivityKind.QUESTIONNAIRE and hasattr(activity, "questionnaire"):
        if activity.questionnaire.counted_at:
            return "results"
        open_now = standing(activity, pages.now()) is Standing.OPEN
        return "answer" if open_now else ""
    if activity.kind == ActivityKind.HEARING and hasattr(activity, "hearing"):
        activity.hearing.activity = activity
        return "sign_up" if takes_signups(activity.hearing) else "hearing"
    return ""


def _meta(shown: decision_page.Shown) -> dict[str, Any]:
    decision = shown.decision
    return {
        "column": _("Consultations"),
        "title": decision.title,
        "published_at": decision.shown_on,
        "source": decision.organ.name,
        "author": decision.lead_office.name,
        "description": decision.summary if shown.consultation else decision.title,
    }


def _linked_data(shown: decision_page.Shown, url: str) -> dict[str, Any]:
    decision, now = shown.decision, shown.consultation
    facts: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Legislation" if shown.promulgated else "Event",
        "name": decision.title,
        "url": url,
        "inLanguage": "zh-Hans",
    }
    organ = {"@type": "GovernmentOrganization", "name": decision.organ.name}
    if shown.promulgated:
        said = decision.publication
        return facts | {
            "legislationPassedBy": organ,
            "legislationIdentifier": said.document_number,
            "datePublished": said.published_on.isoformat(),
        }
    if now and now.opens_on and now.closes_on:
        facts |= {
            "startDate": begins(now.opens_on).isoformat(),
            "endDate": f"{now.closes_on.isoformat()}T23:59:59+08:00",
        }
    return facts | {"organizer": organ}
