"""The desk's addresses. Every one of them stands in the pivot file or is for any staff member."""

from django.urls import path

from workflows.views import (
    acts,
    cases,
    dossier,
    drafts,
    exports,
    importing,
    inbox,
    legality,
    meeting,
    opinions,
    proposals,
)

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
    path(
        "decisions/<int:pk>/proposals/<int:proposal_id>/paper/",
        proposals.paper,
        name="proposal_paper",
    ),
    path("decisions/<int:pk>/opinions/", opinions.opinions, name="opinions"),
    path("decisions/<int:pk>/opinions/bulk/", opinions.bulk, name="opinions_bulk"),
    path("decisions/<int:pk>/opinions/export/", exports.opinions_export, name="opinions_export"),
    path("decisions/<int:pk>/opinions/<int:opinion_id>/", opinions.opinion, name="opinion"),
    path("decisions/<int:pk>/import/", importing.upload, name="import"),
    path("decisions/<int:pk>/import/preview/", importing.preview, name="import_preview"),
    path("decisions/<int:pk>/imports/<int:batch_id>/", importing.progress, name="import_progress"),
    path(
        "decisions/<int:pk>/imports/<int:batch_id>/refused/",
        importing.refused_rows,
        name="import_refused",
    ),
    path("decisions/<int:pk>/draft/", drafts.draft, name="draft"),
    path("decisions/<int:pk>/legality/", legality.legality, name="legality"),
    path("decisions/<int:pk>/meeting/", meeting.meeting, name="meeting"),
    path("decisions/<int:pk>/dossier/", dossier.dossier, name="dossier"),
]
