"""The desk's addresses. Every one of them stands in the pivot file or is for any staff member."""

from django.urls import path

from workflows.views import acts, cases, inbox, proposals

app_name = "desk"
urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("done/", inbox.done, name="done"),
    path("decisions/", inbox.decisions, name="decisions"),
    path("decisions/propose/", acts.propose, name="propose"),
    path("decisions/<int:pk>/", cases.case, name="case"),
    path("decisions/<int:pk>/record/", cases.entries, name="entries"),
    path("decisions/<int:pk>/acts/<slug:slug>/", acts.act, name="act"),
    path("decisions/<int:pk>/proposals/<int:proposal_id>/", proposals.proposal, name="proposal"),
]
