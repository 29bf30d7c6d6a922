"""The addresses by which the public speaks; ``config/urls.py`` joins them with the portal's own.

The pages that only read are in ``decisions/urls.py``; all bear names under "portal".
"""

from django.urls import path

from workflows.views import (
    guarding,
    not_mine,
    questioning,
    receipts,
    received,
    signing_up,
    speaking,
    verifying,
)

urlpatterns = [
    path("decisions/<int:pk>/opinion/", speaking.opinion, name="opinion"),
    path("decisions/<int:pk>/opinions/<int:opinion_id>/not-mine/", not_mine.deny, name="not_mine"),
    path("guard/", guarding.challenge, name="guard"),
    path("decisions/<int:pk>/hearing/signup/", signing_up.signup, name="signup"),
    path("hearing-signup/", signing_up.signup_lookup, name="signup_lookup"),
    path(
        "decisions/<int:pk>/questionnaires/<int:activity_id>/",
        questioning.questionnaire,
        name="questionnaire",
    ),
    path("receipt/", receipts.receipt_lookup, name="receipt_lookup"),
    path("receipt/new/", received.receipt, name="receipt"),
    path("verify/", verifying.verify, name="verify"),
]
