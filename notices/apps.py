"""The papers: what is said to the world."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """The papers: what is said to the world."""

    name = "notices"
