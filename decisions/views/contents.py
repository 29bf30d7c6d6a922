"""What the page of a decision says inside the frame of the site (P2), made once for all readers.

It depends on the rows of the decision, which no act leaves without a new version, on the day, the
address and the language; it is kept under these for ``settings.CONTENTS_KEPT`` seconds, because
what is no act (a paper printed meanwhile, an organ renamed) moves no version. It holds nothing of
whoever reads: masthead, navigation and footer are made for each.
"""

from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from decisions.labels import label
from decisions.law.terms import ActivityKind
from decisions.models import ParticipationActivity
from decisions.period import Standing, begins, standing
from decisions.selectors import decision_page, page_changes
from decisions.selectors.decision_page import Known, Shown
from decisions.views import pages
from decisions.views.hearings import takes_signups

LONGEST_IN_PLACE = 60_000  # characters of a draft shown on the decision's own page
PARTS = ("meta", "content", "aside")


def contents(request: HttpRequest, known: Known, url: str) -> dict[str, str]:
    """The three parts of the page, kept or made; 404 where the matter went away meanwhile."""
    said = (known.pk, known.version, pages.today(), url, get_language())
    key = f"contents:{sha256(repr(said).encode()).hexdigest()}"
    parts: dict[str, str] | None = cache.get(key)
    if parts is None:
        # The version was read before the rows: an act in between makes these stale at once.
        parts = _made(request, known.pk, url)
        cache.set(key, parts, settings.CONTENTS_KEPT)
    return parts


def _made(request: HttpRequest, pk: int, url: str) -> dict[str, str]:
    shown = decision_page.page_of(pk, pages.today())
    if shown is None:
        raise Http404
    context = _context(shown, url)
    return {
        part: render_to_string(f"portal/decision/{part}.html", context, request) for part in PARTS
    }


def _context(shown: Shown, url: str) -> dict[str, Any]:
    return {
        "shown": shown,
        "decision": shown.decision,
        "tabs": _tabs(),
        "facts": _facts(shown),
        "changes": page_changes.changes(shown),
        "papers": pages.papers(shown.notices),
        "in_place": shown.characters <= LONGEST_IN_PLACE,
        "others": _others(shown),
        "url": url,
        "qr": pages.qr_of_page(url),
        "linked_data": pages.linked_data(_linked_data(shown, url)),
        "page_meta": _meta(shown, url),
    }


def _tabs() -> list[dict[str, Any]]:
    return [
        {"anchor": "notice", "label": _("Notice")},
        {"anchor": "draft", "label": _("Draft text")},
        {"anchor": "explanation", "label": _("Drafting note")},
        {"anchor": "take-part", "label": _("Give an opinion")},
        {"anchor": "answer", "label": _("Answer")},
    ]


def _facts(shown: Shown) -> list[tuple[Any, Any]]:
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


def _others(shown: Shown) -> list[dict[str, Any]]:
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


def _meta(shown: Shown, url: str) -> dict[str, Any]:
    decision = shown.decision
    return {
        "column": _("Consultations"),
        "title": decision.title,
        "published_at": decision.shown_on,
        "source": decision.organ.name,
        "author": decision.lead_office.name,
        "description": decision.summary if shown.consultation else decision.title,
        "url": url,
    }


def _linked_data(shown: Shown, url: str) -> dict[str, Any]:
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
