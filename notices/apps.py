"""The papers: what is said to the world."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """The papers: what is said to the world."""

    name = "notices"

    def ready(self) -> None:
        """Register the check of the fonts."""
        from notices import checks  # noqa: F401
