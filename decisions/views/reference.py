"""Pages about the portal itself: procedure and basis, subscriptions, site map, accessibility.

robots.txt and sitemap.xml name only what is public.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from decisions.selectors import listing, public
from decisions.selectors import statute as statutes
from decisions.views import pages

IN_SITEMAP_AT_MOST = 5000
KEPT_OUT = ("/desk/", "/accounts/", "/admin/", "/receipt/", "/verify/", "/i18n/", "/look/")


def statute(request: HttpRequest) -> HttpResponse:
    """Which article asks what, and at which gate the system asks it."""
    context = {
        "texts": statutes.table(),
        "gates": statutes.gates(),
        "chinese": (get_language() or "").startswith("zh"),
    }
    return pages.page(request, "statute", _("Procedure and basis"), context)


def subscribe(request: HttpRequest) -> HttpResponse:
    """The feeds and calendars one may follow."""
    context = {"organs": listing.organs(pages.today())}
    return pages.page(request, "subscribe", _("Subscribe"), context)


def sitemap(request: HttpRequest) -> HttpResponse:
    """The pages of the portal, as links."""
    newest = public.public_decisions(pages.today()).order_by("-opened_at", "-id")[:100]
    return pages.page(request, "sitemap", _("Site map"), {"decisions": newest})


def sitemap_xml(request: HttpRequest) -> HttpResponse:
    """The same for search engines."""
    known = public.public_decisions(pages.today()).order_by("-opened_at", "-id")
    ids = known.values_list("pk", flat=True)[:IN_SITEMAP_AT_MOST]
    paths = [reverse(f"portal:{name}") for name in ("list", "catalogue", "statute")]
    paths += [reverse("portal:decision", args=[pk]) for pk in ids]
    urls = [request.build_absolute_uri(path) for path in paths]
    return render(request, "portal/sitemap.xml", {"urls": urls}, content_type="application/xml")


def robots(request: HttpRequest) -> HttpResponse:
    """What robots leave alone."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in KEPT_OUT)]
    lines.append("Sitemap: " + request.build_absolute_uri(reverse("portal:sitemap_xml")))
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def accessibility(request: HttpRequest) -> HttpResponse:
    """How far these pages can be used by everyone, and what happens to personal data."""
    return pages.page(request, "accessibility", _("Accessibility and privacy"), {})
