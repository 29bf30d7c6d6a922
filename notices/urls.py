"""The addresses of papers: notices issued, papers received, printable blanks."""

from django.urls import path

from notices import views

app_name = "papers"
urlpatterns = [
    path("notices/<int:pk>/", views.notice, name="notice"),
    path("notices/<int:pk>/word/", views.word, name="word"),
    path("notices/<int:pk>/read/", views.read, name="read"),
    path("notices/<int:pk>/retry/", views.retry, name="retry"),
    path("notices/<int:pk>/stop/", views.stop, name="stop"),
    path("prints/<int:pk>/", views.printed, name="print"),
    path("received/<int:pk>/", views.paper, name="paper"),
    path("decisions/<int:pk>/preview/<slug:kind>/", views.preview, name="preview"),
    path("decisions/<int:pk>/blanks/<slug:kind>/", views.blank, name="blank"),
]
