"""The addresses by which the public speaks; ``config/urls.py`` joins them with the portal's own.

The pages that only read are in ``decisions/urls.py``; all bear names under "portal".
"""

from django.urls import path

from workflows.views import answering, receipts, signing_up, speaking, verifying

urlpatterns = [
    path("decisions/<int:pk>/opinion/", speaking.opinion, name="opinion"),
    path("decisions/<int:pk>/hearing/signup/", signing_up.signup, name="signup"),
    path("hearing-signup/", signing_up.signup_lookup, name="signup_lookup"),
    path(
        "decisions/<int:pk>/questionnaires/<int:activity_id>/",
        answering.questionnaire,
        name="questionnaire",
    ),
    path("receipt/", receipts.receipt_lookup, name="receipt_lookup"),
    path("verify/", verifying.verify, name="verify"),
]
