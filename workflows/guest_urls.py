"""The addresses of guests: an expert or a counsel with a single-use link, outside the desk."""

from django.urls import path

from workflows.views import guests

app_name = "guest"
urlpatterns = [
    path("<str:token>/", guests.door, name="link"),
    path("<str:token>/<slug:slug>/", guests.act, name="act"),
]
