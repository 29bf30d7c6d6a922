"""The addresses of the portal's pages that only read; ``config/urls.py`` joins them under "portal".

The pages by which the public speaks (form, receipt, proof) are in ``workflows/public_urls.py``.
"""

from django.urls import path

from decisions import feeds, ics
from decisions.views import decision, lists, look, reference, report

urlpatterns = [
    path("", lists.decisions, name="list"),
    path("catalogue/", lists.catalogue, name="catalogue"),
    path("statute/", reference.statute, name="statute"),
    path("subscribe/", reference.subscribe, name="subscribe"),
    path("sitemap/", reference.sitemap, name="sitemap"),
    path("sitemap.xml", reference.sitemap_xml, name="sitemap_xml"),
    path("robots.txt", reference.robots, name="robots"),
    path("accessibility/", reference.accessibility, name="accessibility"),
    path("look/", look.look, name="look"),
    path("feed.atom", feeds.Everything(), name="feed"),
    path("organs/<slug:code>/feed.atom", feeds.OfOrgan(), name="organ_feed"),
    path("calendar.ics", ics.everything, name="calendar"),
    path("decisions/<int:pk>/", decision.decision, name="decision"),
    path("decisions/<int:pk>/draft/<int:version>/", decision.draft, name="draft"),
    path("decisions/<int:pk>/draft/<int:version>/compare/", decision.differences, name="compare"),
    path("decisions/<int:pk>/feedback/", report.report, name="feedback"),
    path("decisions/<int:pk>/feedback.csv", report.as_csv, name="feedback_csv"),
    path("decisions/<int:pk>/feedback.json", report.as_json, name="feedback_json"),
    path("decisions/<int:pk>/feed.atom", feeds.OfDecision(), name="decision_feed"),
    path("decisions/<int:pk>/calendar.ics", ics.of_decision, name="decision_calendar"),
]
