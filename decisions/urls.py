"""The addresses of the portal's pages that only read; ``config/urls.py`` joins them under "portal".

The pages by which the public speaks (form, receipt, proof) are in ``workflows/public_urls.py``.
"""

from django.urls import path
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page
from django.views.decorators.vary import vary_on_cookie

from decisions import feeds, ics
from decisions.views import (
    decision,
    hearings,
    lists,
    look,
    open_data,
    questionnaires,
    reference,
    report,
)


def still(view):
    """A page without a form, which a reader's program may ask for often: answered by its ETag."""
    return conditional_page(cache_control(max_age=300)(vary_on_cookie(view)))


urlpatterns = [
    path("", lists.decisions, name="list"),
    path("catalogue/", lists.catalogue, name="catalogue"),
    path("statute/", reference.statute, name="statute"),
    path("subscribe/", reference.subscribe, name="subscribe"),
    path("sitemap/", reference.sitemap, name="sitemap"),
    path("sitemap.xml", still(reference.sitemap_xml), name="sitemap_xml"),
    path("robots.txt", reference.robots, name="robots"),
    path("accessibility/", reference.accessibility, name="accessibility"),
    path("look/", look.look, name="look"),
    path("feed.atom", still(feeds.Everything()), name="feed"),
    path("organs/<slug:code>/feed.atom", still(feeds.OfOrgan()), name="organ_feed"),
    path("calendar.ics", still(ics.everything), name="calendar"),
    path("decisions/<int:pk>/", decision.decision, name="decision"),
    path("decisions/<int:pk>/draft/<int:version>/", decision.draft, name="draft"),
    path("decisions/<int:pk>/draft/<int:version>/compare/", decision.differences, name="compare"),
    path("decisions/<int:pk>/feedback/", report.report, name="feedback"),
    path("decisions/<int:pk>/feedback/<int:number>/", report.item, name="feedback_item"),
    path("decisions/<int:pk>/feedback.csv", open_data.as_csv, name="feedback_csv"),
    path("decisions/<int:pk>/feedback.xlsx", open_data.as_xlsx, name="feedback_xlsx"),
    path("decisions/<int:pk>/feedback.json", open_data.as_json, name="feedback_json"),
    path("open-data/", open_data.dictionary, name="dictionary"),
    path("decisions/<int:pk>/feed.atom", still(feeds.OfDecision()), name="decision_feed"),
    path("decisions/<int:pk>/calendar.ics", still(ics.of_decision), name="decision_calendar"),
    path(
        "decisions/<int:pk>/activities/<int:activity_id>.ics",
        still(ics.of_activity),
        name="activity_calendar",
    ),
    path("decisions/<int:pk>/hearing/", hearings.hearing, name="hearing"),
    path("decisions/<int:pk>/hearing/draw/", hearings.draw, name="draw"),
    path("decisions/<int:pk>/hearing/draw.json", hearings.draw_json, name="draw_json"),
    path("drawing.py", still(hearings.draw_script), name="draw_script"),
    path(
        "decisions/<int:pk>/questionnaires/<int:activity_id>/results/",
        questionnaires.results,
        name="questionnaire_results",
    ),
]
