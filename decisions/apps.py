"""The nouns: what a decision is and what the law says of it."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class DecisionsConfig(AppConfig):
    """The nouns: what a decision is and what the law says of it."""

    name = "decisions"

    def ready(self) -> None:
        """Put the record's triggers back after every migrate (SQLite drops them on rebuilds)."""
        from decisions import triggers

        post_migrate.connect(triggers.install, dispatch_uid="record-triggers")
